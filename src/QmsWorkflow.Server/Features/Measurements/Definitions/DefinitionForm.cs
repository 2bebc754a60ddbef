namespace QmsWorkflow.Server.Features.Measurements.Definitions;

public sealed class DefinitionForm
{
    public string? Json { get; set; }
}
