using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace QmsWorkflow.Documents;

/// <summary>A field, list or group of a schema.</summary>
internal sealed record SchemaNode(string Type, bool IsRich, ImmutableSortedDictionary<string, SchemaNode> Properties, ImmutableHashSet<string> Needed, SchemaNode? Items)
{
    private static readonly string[] Types = ["string", "number", "integer", "boolean", "array", "object"];

    public static SchemaNode Read(JsonNode? json, string path)
    {
        if (json is not JsonObject schema || schema["type"] is not JsonValue type || type.GetValueKind() != JsonValueKind.String || !Types.Contains(type.GetValue<string>()))
        {
            throw new DocxException($"Mô tả dữ liệu: {path} phải là nhóm có \"type\" là một trong: {string.Join(", ", Types)}.");
        }

        var properties = (schema["properties"] as JsonObject ?? []).ToImmutableSortedDictionary(
            pair => pair.Key, pair => Read(pair.Value, $"{path}.properties.{pair.Key}"), StringComparer.Ordinal);
        var needed = (schema["required"] as JsonArray ?? []).Select(name => name is JsonValue ? name.ToString() : "").ToImmutableHashSet(StringComparer.Ordinal);
        if (needed.FirstOrDefault(name => !properties.ContainsKey(name)) is { } stray) throw new DocxException($"Mô tả dữ liệu: {path}.required nêu \"{stray}\" không có trong properties.");

        var items = type.GetValue<string>() == "array" ? Read(schema["items"], $"{path}.items") : null;
        return new SchemaNode(type.GetValue<string>(), schema["format"]?.ToString() == "rich", properties, needed, items);
    }

    /// <summary>What a sample shows: nothing is required, and all items of a list together show what an item may have.</summary>
    public static SchemaNode FromSample(JsonNode? sample) => sample switch
    {
        JsonObject group => Plain("object") with { Properties = group.ToImmutableSortedDictionary(pair => pair.Key, pair => FromSample(pair.Value), StringComparer.Ordinal) },
        JsonArray items => Plain("array") with { Items = items.Select(FromSample).Aggregate(Plain("string"), (all, one) => one with { Properties = all.Properties.SetItems(one.Properties) }) },
        JsonValue single when single.GetValueKind() is JsonValueKind.True or JsonValueKind.False => Plain("boolean"),
        _ => Plain("string"),
    };

    private static SchemaNode Plain(string type) =>
        new(type, IsRich: false, ImmutableSortedDictionary<string, SchemaNode>.Empty.WithComparers(StringComparer.Ordinal), [], null);

    /// <summary>The node of a path such as <c>appendix.items[].text</c>; null when there is none.</summary>
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

    /// <summary>All fields of the group, for a message.</summary>
    public IEnumerable<string> Names() => Properties.Keys;

    /// <summary>The paths of the fields that a template must print: texts and lists, not the groups around them.</summary>
    public IEnumerable<string> Required(string path)
    {
        foreach (var name in Needed.Order(StringComparer.Ordinal))
        {
            var full = path.Length == 0 ? name : $"{path}.{name}";
            var node = Properties[name];
            if (node.Type != "object") yield return full;
            foreach (var inner in node.Inner(full)) yield return inner;
        }
    }

    public void Validate(JsonNode? value, string path, ImmutableArray<FillProblem>.Builder problems)
    {
        if (!Fits(value))
        {
            problems.Add(new FillProblem(path.Length == 0 ? "$" : path, "dữ liệu", $"phải là {Words}, lại là {ControlFiller.Kind(value)}."));
            return;
        }

        if (value is JsonObject group)
        {
            foreach (var (name, node) in Properties)
            {
                var full = path.Length == 0 ? name : $"{path}.{name}";
                if (group.TryGetPropertyValue(name, out var inner)) node.Validate(inner, full, problems);
                else if (Needed.Contains(name)) problems.Add(new FillProblem(full, "dữ liệu", $"thiếu, cần {node.Words}."));
            }
        }
        else if (value is JsonArray items)
        {
            for (var index = 0; index < items.Count; index++) Items!.Validate(items[index], $"{path}[{index}]", problems);
        }
    }

    private IEnumerable<string> Inner(string path)
    {
        if (Type == "object") return Required(path);
        if (Items is null) return [];

        return Items.Type == "object" ? Items.Required($"{path}[]") : [$"{path}[]", .. Items.Inner($"{path}[]")];
    }

    private bool Fits(JsonNode? value) => (Type, value) switch
    {
        ("object", JsonObject) or ("array", JsonArray) => true,
        (_, JsonValue single) => (Type, single.GetValueKind()) is ("string", JsonValueKind.String or JsonValueKind.Number) or ("number" or "integer", JsonValueKind.Number)
            or ("boolean", JsonValueKind.True or JsonValueKind.False),
        _ => false,
    };

    private string Words => Type switch { "array" => "danh sách", "object" => "nhóm trường", "boolean" => "đúng/sai", "string" => "chữ", _ => "số" };
}
