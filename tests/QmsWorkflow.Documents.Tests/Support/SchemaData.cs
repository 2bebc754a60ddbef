using System.Globalization;
using System.Text.Json.Nodes;

namespace QmsWorkflow.Documents.Tests.Support;

/// <summary>Data that a schema itself describes: every field has a value, every list two items, every text is one of its kind.</summary>
internal sealed class SchemaData
{
    private int count;

    /// <summary>The texts that must be found in a document filled with these data.</summary>
    public List<string> Texts { get; } = [];

    public JsonObject Group(SchemaNode node) => new([.. node.Order.Select(name => KeyValuePair.Create(name, Value(node.Properties[name])))]);

    private JsonNode? Value(SchemaNode node) => node.Type switch
    {
        "object" => Group(node),
        "array" => new JsonArray([.. Enumerable.Range(0, Math.Min(2, node.MaxItems ?? 2)).Select(_ => Value(node.Items!))]),
        "boolean" => true,
        "string" => Text(node),
        _ => ++count,
    };

    private string Text(SchemaNode node)
    {
        if (node.Format == TextFormat.Image) return Pictures.Dot;

        var text = node.Format == TextFormat.Date ? "21/11/2026" : node.Choices.Length > 0 ? node.Choices[^1] : $"Chữ{(++count).ToString(CultureInfo.InvariantCulture)}.";
        Texts.Add(text);
        return text;
    }

    /// <summary>Every field of a schema with the place of its value in data of this kind, the first item of each list.</summary>
    public static IEnumerable<(string Path, string Name, SchemaNode Node, SchemaNode Group, Func<JsonObject, JsonObject> In)> Fields(SchemaNode group, string path = "", Func<JsonObject, JsonObject>? inside = null)
    {
        inside ??= data => data;
        foreach (var name in group.Order)
        {
            var node = group.Properties[name];
            var full = path.Length == 0 ? name : $"{path}.{name}";
            yield return (full, name, node, group, inside);

            var inner = node.Type switch
            {
                "object" => Fields(node, full, data => (JsonObject)inside(data)[name]!),
                "array" when node.Items!.Type == "object" => Fields(node.Items, full + "[0]", data => (JsonObject)inside(data)[name]![0]!),
                _ => [],
            };
            foreach (var field in inner) yield return field;
        }
    }
}
