using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace QmsWorkflow.Documents;

/// <summary>A field, list or group of a schema.</summary>
public sealed record SchemaNode
{
    private static readonly string[] Types = ["string", "number", "integer", "boolean", "array", "object"];

    /// <summary><c>string</c>, <c>number</c>, <c>integer</c>, <c>boolean</c>, <c>array</c> or <c>object</c>.</summary>
    public required string Type { get; init; }

    /// <summary>What kind of text it is.</summary>
    /// <value>The default is <see cref="TextFormat.Plain"/>.</value>
    public TextFormat Format { get; init; }

    /// <summary>The label of the field on forms, in Vietnamese; null when the schema has none.</summary>
    public string? Title { get; init; }

    /// <summary>What is to be written; null when the schema does not say.</summary>
    public string? Description { get; init; }

    /// <summary>The fields of a group, in the order of the schema's text.</summary>
    public ImmutableArray<string> Order { get; init; } = [];

    /// <summary>The fields of a group by name.</summary>
    public ImmutableSortedDictionary<string, SchemaNode> Properties { get; init; } = ImmutableSortedDictionary<string, SchemaNode>.Empty.WithComparers(StringComparer.Ordinal);

    /// <summary>The names of the fields that a group must have.</summary>
    public ImmutableHashSet<string> Needed { get; init; } = [];

    /// <summary>What the items of a list are; null for all else.</summary>
    public SchemaNode? Items { get; init; }

    /// <summary>The texts that are allowed; empty when any is.</summary>
    public ImmutableArray<string> Choices { get; init; } = [];

    /// <summary>The most characters of a text; null for no limit.</summary>
    public int? MaxLength { get; init; }

    /// <summary>The fewest items of a list.</summary>
    /// <value>The default is 0.</value>
    public int MinItems { get; init; }

    /// <summary>The most items of a list; null for no limit.</summary>
    public int? MaxItems { get; init; }

    /// <summary>A node that only a sample shows: of its text nothing is known but that it is one.</summary>
    internal bool IsGuess { get; init; }

    internal static SchemaNode Read(JsonNode? json, string path)
    {
        if (json is not JsonObject schema || schema["type"] is not JsonValue type || type.GetValueKind() != JsonValueKind.String || !Types.Contains(type.GetValue<string>()))
        {
            throw new DocxException($"Mô tả dữ liệu: {path} phải là nhóm có \"type\" là một trong: {string.Join(", ", Types)}.");
        }

        var keywords = new SchemaKeywords(schema, path, type.GetValue<string>());
        var properties = schema["properties"] as JsonObject ?? [];
        var node = new SchemaNode
        {
            Type = type.GetValue<string>(),
            Format = keywords.Format(),
            Title = keywords.Words("title"),
            Description = keywords.Words("description"),
            Order = [.. properties.Select(pair => pair.Key)],
            Properties = properties.ToImmutableSortedDictionary(pair => pair.Key, pair => Read(pair.Value, $"{path}.properties.{pair.Key}"), StringComparer.Ordinal),
            Needed = (schema["required"] as JsonArray ?? []).Select(name => name is JsonValue ? name.ToString() : "").ToImmutableHashSet(StringComparer.Ordinal),
            Items = type.GetValue<string>() == "array" ? Read(schema["items"], $"{path}.items") : null,
            Choices = keywords.Choices(),
            MaxLength = keywords.Limit("maxLength", "string"),
            MinItems = keywords.Limit("minItems", "array") ?? 0,
            MaxItems = keywords.Limit("maxItems", "array"),
        };
        if (node.Needed.FirstOrDefault(name => !node.Properties.ContainsKey(name)) is { } stray)
        {
            throw new DocxException($"Mô tả dữ liệu: {path}.required nêu \"{stray}\" không có trong properties.");
        }

        return node.MinItems <= (node.MaxItems ?? int.MaxValue) ? node : throw new DocxException($"Mô tả dữ liệu: {path}.minItems lớn hơn maxItems.");
    }

    /// <summary>What a sample shows: nothing is required, and all items of a list together show what an item may have.</summary>
    internal static SchemaNode FromSample(JsonNode? sample) => sample switch
    {
        JsonObject group => Plain("object") with
        {
            Order = [.. group.Select(pair => pair.Key)],
            Properties = group.ToImmutableSortedDictionary(pair => pair.Key, pair => FromSample(pair.Value), StringComparer.Ordinal),
        },
        JsonArray items => Plain("array") with { Items = items.Select(FromSample).Aggregate(Plain("string"), (all, one) => one with { Properties = all.Properties.SetItems(one.Properties) }) },
        JsonValue single when single.GetValueKind() is JsonValueKind.True or JsonValueKind.False => Plain("boolean"),
        _ => Plain("string"),
    };

    private static SchemaNode Plain(string type) => new() { Type = type, IsGuess = true };

    /// <summary>The node of a path such as <c>appendix.items[].text</c>; null when there is none.</summary>
    /// <param name="path">Steps parted by dots; brackets step into the items of a list.</param>
    public SchemaNode? Find(string path)
    {
        var node = this;
        foreach (var step in path.Split('.'))
        {
            var name = step.TrimEnd('[', ']');
            if (!node.Properties.TryGetValue(name, out var next)) return null;

            node = next;
            for (var depth = (step.Length - name.Length) / 2; depth > 0; depth--)
            {
                if (node.Items is null) return null;
                node = node.Items;
            }
        }

        return node;
    }

    /// <summary>The paths of the fields that a template must print: texts and lists, not the groups around them.</summary>
    internal IEnumerable<string> Required(string path)
    {
        foreach (var name in Needed.Order(StringComparer.Ordinal))
        {
            var full = path.Length == 0 ? name : $"{path}.{name}";
            var node = Properties[name];
            if (node.Type != "object") yield return full;
            foreach (var inner in node.Inner(full)) yield return inner;
        }
    }

    private IEnumerable<string> Inner(string path)
    {
        if (Type == "object") return Required(path);
        if (Items is null) return [];

        return Items.Type == "object" ? Items.Required($"{path}[]") : [$"{path}[]", .. Items.Inner($"{path}[]")];
    }

    /// <summary>What kind of value it wants, in Vietnamese.</summary>
    internal string Words => Type switch { "array" => "danh sách", "object" => "nhóm trường", "boolean" => "đúng/sai", "string" => "chữ", _ => "số" };
}

/// <summary>What a text is for.</summary>
public enum TextFormat
{
    /// <summary>One text.</summary>
    Plain,

    /// <summary>Several paragraphs with bold and italic words.</summary>
    Rich,

    /// <summary>A picture as <c>data:image/png;base64,…</c>, or empty.</summary>
    Image,

    /// <summary>A day, <c>2026-11-21</c> or <c>21/11/2026</c>, or empty.</summary>
    Date,
}
