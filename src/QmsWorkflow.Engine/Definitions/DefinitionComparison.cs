using System.Collections.Immutable;
using System.Text.Json.Nodes;
using QmsWorkflow.Engine.Activities;
using QmsWorkflow.Engine.Values;

namespace QmsWorkflow.Engine.Definitions;

/// <summary>What differs between two texts of a definition, as people talk of it: steps, connections, variables. Where a step is drawn counts for nothing.</summary>
public static class DefinitionComparison
{
    private static readonly string[] StoreProperties =
        ["$schema", "id", "definitionId", "tenantId", "createdAt", "version", "toolVersion", "isLatest", "isPublished", "isReadonly", "isSystem", "root", "variables", "customProperties"];

    private static readonly string[] StepProperties = ["id", "nodeId", "metadata", "connections", "variables"];

    /// <summary>Compares two texts.</summary>
    /// <returns>Removed, added and changed things in the order of the files; empty when the two do the same.</returns>
    public static ImmutableArray<DefinitionChange> Between(string before, string after)
    {
        var changes = ImmutableArray.CreateBuilder<DefinitionChange>();
        if (Side.Read(before) is not { } old || Side.Read(after) is not { } now) return [];

        AddChanged(changes, ChangeKind.DefinitionChanged, now.Definition.DefinitionId, now.Definition.Name ?? now.Definition.DefinitionId,
            Texts(old.Document, StoreProperties), Texts(now.Document, StoreProperties));
        Compare(changes, old.Steps, now.Steps, ChangeKind.StepRemoved, ChangeKind.StepAdded, ChangeKind.StepChanged);
        Compare(changes, old.Connections, now.Connections, ChangeKind.ConnectionRemoved, ChangeKind.ConnectionAdded, null);
        Compare(changes, old.Variables, now.Variables, ChangeKind.VariableRemoved, ChangeKind.VariableAdded, ChangeKind.VariableChanged);
        return changes.ToImmutable();
    }

    private static void Compare(
        ImmutableArray<DefinitionChange>.Builder changes, IReadOnlyList<Part> before, IReadOnlyList<Part> after, ChangeKind removed, ChangeKind added, ChangeKind? changed)
    {
        var old = before.DistinctBy(p => p.Key, StringComparer.Ordinal).ToDictionary(p => p.Key, StringComparer.Ordinal);
        var now = after.Select(p => p.Key).ToHashSet(StringComparer.Ordinal);
        foreach (var part in old.Values.Where(p => !now.Contains(p.Key))) changes.Add(new(removed, part.Id, part.Name) { Type = part.Type });
        foreach (var part in after)
        {
            if (!old.TryGetValue(part.Key, out var known)) changes.Add(new(added, part.Id, part.Name) { Type = part.Type });
            else if (changed is { } kind) AddChanged(changes, kind, part.Id, part.Name, known.Properties, part.Properties);
        }
    }

    private static void AddChanged(
        ImmutableArray<DefinitionChange>.Builder changes, ChangeKind kind, string id, string name,
        ImmutableSortedDictionary<string, string> before, ImmutableSortedDictionary<string, string> after)
    {
        var differing = before.Keys.Union(after.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .Select(property => new PropertyChange(property, before.GetValueOrDefault(property), after.GetValueOrDefault(property)))
            .Where(p => p.Before != p.After).ToImmutableArray();
        if (!differing.IsEmpty) changes.Add(new(kind, id, name) { Properties = differing });
    }

    private static ImmutableSortedDictionary<string, string> Texts(JsonObject source, string[] without) => source
        .Where(p => p.Value is not null && !without.Contains(p.Key, StringComparer.OrdinalIgnoreCase))
        .ToImmutableSortedDictionary(p => p.Key, p => TextOf(p.Value), StringComparer.Ordinal);

    /// <summary>An input says its expression; anything else its JSON.</summary>
    private static string TextOf(JsonNode? value) => value is JsonObject wrapper && wrapper["expression"] is JsonObject expression
        ? $"{(expression["type"]?.ToString() is { } type and not "Literal" ? type + ": " : "")}{Plain(expression["value"])}"
        : Plain(value);

    private static string Plain(JsonNode? value) => JsonValues.IsString(value, out var text) ? text : JsonValues.Text(value);

    private sealed record Part(string Key, string Id, string Name, string? Type, ImmutableSortedDictionary<string, string> Properties);

    /// <summary>One of the two texts.</summary>
    private sealed record Side(JsonObject Document, WorkflowDefinition Definition)
    {
        public static Side? Read(string json) =>
            WorkflowDefinition.Read(json, "").Definition is { } definition && WorkflowLibrary.Parse(json) is { } document ? new(document, definition) : null;

        private IEnumerable<ActivityNode> Own => Definition.Activities.Where(n => !n.IsInlined);

        public IReadOnlyList<Part> Steps => [.. Own.Where(n => n.Kind != ActivityKind.Workflow)
            .Select(n => new Part(n.Key, n.Id, NameOf(n), n.Type, Properties(n)))];

        public IReadOnlyList<Part> Connections => [.. Own.SelectMany(n => n.Connections).Select(c =>
        {
            var text = $"{c.Source} ({c.SourcePort ?? "Done"}) → {c.Target}";
            return new Part(text, text, text, null, ImmutableSortedDictionary<string, string>.Empty);
        })];

        public IReadOnlyList<Part> Variables => [.. Own.SelectMany(n => n.Variables.Select(v => new Part(
            $"{n.Key}:{v.Id}", v.Id, v.Name, v.TypeName, new Dictionary<string, string> { ["name"] = v.Name, ["typeName"] = v.TypeName, ["value"] = JsonValues.Text(v.Default) }
                .ToImmutableSortedDictionary(StringComparer.Ordinal))))];

        private ImmutableSortedDictionary<string, string> Properties(ActivityNode node)
        {
            if (At(node.JsonPath)?.DeepClone() is not JsonObject own) return ImmutableSortedDictionary<string, string>.Empty;

            // What stands inside is compared for itself.
            foreach (var child in node.Children.Where(c => !c.IsInlined && c.JsonPath.StartsWith(node.JsonPath + ".", StringComparison.Ordinal)))
            {
                own.Remove(child.JsonPath[(node.JsonPath.Length + 1)..].Split('.', '[')[0]);
            }

            var display = (own["metadata"] as JsonObject)?["displayText"];
            var texts = Texts(own, StepProperties).Add("(container)", node.Parent?.Id ?? "");
            return display is null ? texts : texts.Add("displayText", Plain(display));
        }

        /// <summary>Follows a path such as <c>$.root.activities[3].body</c>.</summary>
        private JsonNode? At(string path)
        {
            JsonNode? here = Document;
            foreach (var part in path.Split('.', '[').Skip(1))
            {
                here = here switch
                {
                    JsonArray array when int.TryParse(part.TrimEnd(']'), System.Globalization.CultureInfo.InvariantCulture, out var index) && index < array.Count => array[index],
                    JsonObject fields => JsonValues.Get(fields, part),
                    _ => null,
                };
            }

            return here;
        }

        private static string NameOf(ActivityNode node) => node.DisplayText ?? node.Name ?? node.Id;
    }
}

/// <summary>One thing that differs.</summary>
/// <param name="Id">The activity, connection or variable.</param>
/// <param name="Name">As people call it.</param>
public sealed record DefinitionChange(ChangeKind Kind, string Id, string Name)
{
    /// <summary>The type of a step or variable that came or went.</summary>
    public string? Type { get; init; }

    /// <summary>What differs inside; empty for what came or went.</summary>
    public ImmutableArray<PropertyChange> Properties { get; init; } = [];
}

/// <summary>A property that differs; null where it is absent.</summary>
public sealed record PropertyChange(string Name, string? Before, string? After);

/// <summary>What kind of thing differs, and how.</summary>
public enum ChangeKind { DefinitionChanged, StepRemoved, StepAdded, StepChanged, ConnectionRemoved, ConnectionAdded, VariableRemoved, VariableAdded, VariableChanged }
