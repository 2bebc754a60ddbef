using System.Globalization;
using System.Resources;
using QmsWorkflow.Engine.Execution;

namespace QmsWorkflow.Server.Features.Workflows;

/// <summary>Says what becomes of an instance that moves, in the reader's language.</summary>
internal static class MigrationWords
{
    private const int LongestValue = 80;
    private static readonly ResourceManager Texts = new(typeof(WorkflowsText));

    public static string ReasonsOf(MigrationMap map) => string.Join(" ", map.Items.Where(i => i.Stops).Select(i => Say(i)));

    /// <param name="typeName">Says an activity type as people call it; without it the type itself is said.</param>
    public static string Say(MigrationItem item, Func<string, string>? typeName = null)
    {
        var isType = item.Kind is MigrationKind.StepGone or MigrationKind.StepOtherType or MigrationKind.IncidentOtherType;
        string Value(string? text) => text is null ? "–" : isType && typeName is not null ? typeName(text) : text.Length > LongestValue ? text[..LongestValue] + "…" : text;
        return string.Format(
            CultureInfo.CurrentCulture, Texts.GetString($"Map.{item.Kind}", CultureInfo.CurrentUICulture)!,
            item.Name.Length > 0 ? item.Name : item.Id, item.Id, Value(item.Before), Value(item.After));
    }
}
