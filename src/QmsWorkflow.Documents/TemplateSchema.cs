using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace QmsWorkflow.Documents;

/// <summary>
/// The fields that the data of a template has: the subset of JSON Schema with <c>type</c>, <c>properties</c>, <c>items</c>,
/// <c>required</c>, <c>description</c> and, for texts of several paragraphs, <c>"format": "rich"</c>.
/// </summary>
public sealed class TemplateSchema
{
    private readonly SchemaNode root;

    private TemplateSchema(SchemaNode root) => this.root = root;

    /// <summary>Reads a schema.</summary>
    /// <param name="json">The text of a <c>.schema.json</c> file.</param>
    /// <exception cref="DocxException">The text is no such schema; the message says where.</exception>
    public static TemplateSchema Parse(string json)
    {
        try
        {
            var schema = new TemplateSchema(SchemaNode.Read(JsonNode.Parse(json), "$"));
            return schema.root.Type == "object" ? schema : throw new DocxException("Mô tả dữ liệu: $ phải có \"type\": \"object\".");
        }
        catch (JsonException broken)
        {
            throw new DocxException($"Mô tả dữ liệu không phải JSON hợp lệ (dòng {broken.LineNumber + 1}): {broken.Message}");
        }
    }

    /// <summary>Takes the fields from sample data; no field is required.</summary>
    /// <param name="sample">Data as a document of this kind has it.</param>
    public static TemplateSchema FromSample(JsonObject sample) => new(SchemaNode.FromSample(sample));

    /// <summary>Compares data with the schema.</summary>
    /// <returns>Missing and wrongly typed fields, each with its path; what the schema does not name is let be.</returns>
    public ImmutableArray<FillProblem> Validate(JsonObject data)
    {
        var problems = ImmutableArray.CreateBuilder<FillProblem>();
        root.Validate(data, "", problems);
        return problems.ToImmutable();
    }

    internal ImmutableArray<FillProblem> Check(ImmutableArray<TemplateField> used, string place)
    {
        var problems = ImmutableArray.CreateBuilder<FillProblem>();
        var met = new HashSet<string>(StringComparer.Ordinal);
        foreach (var field in used)
        {
            var name = field.Candidates.FirstOrDefault(candidate => root.Find(candidate) is not null);
            if (field.Kind == FieldKind.Unknown)
            {
                problems.Add(new FillProblem(field.Tag, field.Place, "loại thẻ không có. Được dùng: tên trường, each:, if:, ifnot:, rich:."));
            }
            else if (name is null)
            {
                problems.Add(new FillProblem(field.Name, field.Place, $"mẫu dùng trường không có trong dữ liệu. Có: {string.Join(", ", root.Names().Take(60))}."));
            }
            else
            {
                met.Add(name);
                if (Mismatch(field.Kind, root.Find(name)!) is { } message) problems.Add(new FillProblem(field.Name, field.Place, message));
            }
        }

        problems.AddRange(root.Required("").Where(name => !met.Contains(name)).Select(name => new FillProblem(name, place, "mẫu thiếu trường bắt buộc này.")));
        return problems.ToImmutable();
    }

    private static string? Mismatch(FieldKind kind, SchemaNode node) => (kind, node.Type) switch
    {
        (FieldKind.Repeat, not "array") => "mẫu lặp lại trường này nhưng dữ liệu không phải danh sách.",
        (FieldKind.Text or FieldKind.Rich, "array" or "object" or "boolean") => "mẫu in trường này như chữ nhưng dữ liệu không phải chữ.",
        (FieldKind.Text, _) when node.IsRich => "dữ liệu có nhiều đoạn: hãy dùng thẻ rich: thay cho tên trường.",
        _ => null,
    };
}
