namespace QmsWorkflow.TemplateBuilder;

/// <summary>Internal audit and corrective action (ISO 9001:2015, 9.2 and 10.2).</summary>
internal static class SetAudit
{
    public static IReadOnlyList<ShippedTemplate> All { get; } = [];
}
