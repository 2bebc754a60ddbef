using System.Collections.Immutable;
using QmsWorkflow.Engine.Values;

namespace QmsWorkflow.Engine.Activities;

/// <summary>The engine's own activity types, for designers and the reference page.</summary>
public static class BuiltInActivities
{
    /// <summary>All types, in the order of the catalogue.</summary>
    public static ImmutableArray<BuiltInActivity> All { get; } =
        [.. ActivityCatalog.All.Select(s => new BuiltInActivity(
            s.Type, [.. s.Inputs.Select(i => new BuiltInInput(i.Name, TypeName(i.Type), i.Default is null ? null : ValueConverter.PlainText(i.Default)))],
            s.Outputs, s.Outcomes, s.Ports, s.HasDynamicOutcomes,
            s.Kind is ActivityKind.Event or ActivityKind.Timer or ActivityKind.Cron or ActivityKind.StartAt))];

    private static string TypeName(TypeRef type) => type.Kind switch
    {
        ValueKind.Integer => "Int32",
        ValueKind.Number => "Double",
        ValueKind.List => $"ICollection<{TypeName(type.Item!)}>",
        _ => type.Kind.ToString(),
    };
}

/// <summary>One activity type of the engine.</summary>
/// <param name="Outputs">The camelCase names of its outputs.</param>
/// <param name="Outcomes">The ports by which it can be left; with <paramref name="HasOwnOutcomes"/> the definition names more.</param>
/// <param name="EmbeddedPorts">Properties that hold an activity inside, such as <c>body</c>.</param>
/// <param name="IsTrigger">True when it may start a workflow.</param>
public sealed record BuiltInActivity(
    string Type, ImmutableArray<BuiltInInput> Inputs, ImmutableArray<string> Outputs, ImmutableArray<string> Outcomes,
    ImmutableArray<string> EmbeddedPorts, bool HasOwnOutcomes, bool IsTrigger);

/// <summary>One input of an activity type of the engine.</summary>
/// <param name="Name">The camelCase JSON name.</param>
/// <param name="TypeName">The type alias.</param>
/// <param name="Default">The default as text; null when there is none.</param>
public sealed record BuiltInInput(string Name, string TypeName, string? Default);
