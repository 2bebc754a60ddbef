using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace QmsWorkflow.Documents;

/// <summary>Reads the keywords of one node of a schema; a keyword that is not what it must be is refused with its path.</summary>
internal sealed class SchemaKeywords(JsonObject schema, string path, string type)
{
    /// <summary>More is not refused by Word but by no reader either: a text of 1 MB fills hundreds of pages.</summary>
    private const int MaxLimit = 1_000_000;

    public string? Words(string name) => schema[name] switch
    {
        null => null,
        JsonValue value when value.GetValueKind() == JsonValueKind.String => value.GetValue<string>(),
        _ => throw new DocxException($"Mô tả dữ liệu: {path}.{name} phải là chữ."),
    };

    public TextFormat Format()
    {
        var format = Words("format") switch
        {
            null => TextFormat.Plain,
            "rich" => TextFormat.Rich,
            "image" => TextFormat.Image,
            "date" => TextFormat.Date,
            var other => throw new DocxException($"Mô tả dữ liệu: {path}.format là \"{other}\", phải là một trong: rich, image, date."),
        };
        return format == TextFormat.Plain || type == "string" ? format : throw new DocxException($"Mô tả dữ liệu: {path}.format chỉ dùng với \"type\": \"string\".");
    }

    public ImmutableArray<string> Choices()
    {
        if (schema["enum"] is not { } found) return [];
        if (type != "string") throw new DocxException($"Mô tả dữ liệu: {path}.enum chỉ dùng với \"type\": \"string\".");
        if (found is not JsonArray { Count: > 0 } choices || choices.Any(choice => choice?.GetValueKind() != JsonValueKind.String))
        {
            throw new DocxException($"Mô tả dữ liệu: {path}.enum phải là danh sách chữ có ít nhất một mục.");
        }

        return [.. choices.Select(choice => choice!.GetValue<string>())];
    }

    public int? Limit(string name, string of)
    {
        if (schema[name] is not { } found) return null;
        if (type != of) throw new DocxException($"Mô tả dữ liệu: {path}.{name} chỉ dùng với \"type\": \"{of}\".");

        return found is JsonValue value && value.GetValueKind() == JsonValueKind.Number && value.TryGetValue<int>(out var limit) && limit is >= 0 and <= MaxLimit
            ? limit
            : throw new DocxException($"Mô tả dữ liệu: {path}.{name} phải là số nguyên từ 0 đến {MaxLimit}.");
    }
}
