using System.Globalization;
using System.Text.Json.Nodes;
using QmsWorkflow.Documents;

namespace QmsWorkflow.Server.Features.Compose;

/// <summary>What the buttons beside lists do to the typed data: <c>add|rows</c>, <c>remove|rows.2</c>, <c>up|rows.2.parts.0</c>, <c>down|…</c>.</summary>
internal static class ComposeList
{
    /// <returns>Whether the button was one of a list.</returns>
    public static bool Apply(SchemaNode root, JsonObject data, string act)
    {
        var bar = act.IndexOf('|', StringComparison.Ordinal);
        if (bar < 0) return false;

        var (verb, path) = (act[..bar], act[(bar + 1)..]);
        if (verb == "add")
        {
            if (Find(root, data, path) is (JsonArray list, { Items: { } item })) list.Add(Empty(item));
            return true;
        }

        var last = path.LastIndexOf('.');
        if (last < 0 || !int.TryParse(path[(last + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var index)) return false;
        if (Find(root, data, path[..last]).Value is not JsonArray items || index >= items.Count) return false;

        var moved = items[index];
        items.RemoveAt(index);
        if (verb == "up") items.Insert(Math.Max(0, index - 1), moved);
        else if (verb == "down") items.Insert(Math.Min(items.Count, index + 1), moved);
        return verb is "remove" or "up" or "down";
    }

    /// <summary>What a new item or form starts with: nothing typed, and one item in every list that must have some.</summary>
    public static JsonNode Empty(SchemaNode node) => node.Type switch
    {
        "object" => new JsonObject(node.Order.Select(name => KeyValuePair.Create(name, node.Properties[name] is { Type: "array" } list
            ? new JsonArray([.. Enumerable.Range(0, ComposeFields.MustBeFilled(node, name) ? Math.Max(1, Math.Min(list.MinItems, 20)) : 0).Select(_ => Empty(list.Items!))])
            : (JsonNode?)Empty(node.Properties[name])))),
        "array" => new JsonArray(),
        "boolean" => false,
        _ => node.Choices.Length > 0 && !node.Choices.Contains("") ? node.Choices[0] : "",
    };

    private static (JsonNode? Value, SchemaNode? Node) Find(SchemaNode root, JsonNode data, string path)
    {
        (JsonNode? value, SchemaNode? node) = (data, root);
        foreach (var step in path.Split('.'))
        {
            (value, node) = value switch
            {
                JsonObject group when node!.Properties.TryGetValue(step, out var inner) => (group[step], inner),
                JsonArray items when int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < items.Count => (items[index], node!.Items),
                _ => ((JsonNode?)null, (SchemaNode?)null),
            };
        }

        return (value, node);
    }
}
