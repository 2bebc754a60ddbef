using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace QmsWorkflow.Documents;

/// <summary>
/// The fields that the data of a template has: the subset of JSON Schema with <c>type</c>, <c>properties</c>, <c>items</c>, <c>required</c>, <c>title</c>,
/// <c>description</c>, <c>enum</c>, <c>maxLength</c>, <c>minItems</c>, <c>maxItems</c> and <c>format</c> (<c>rich</c>, <c>image</c>, <c>date</c>).
/// </summary>
public sealed class TemplateSchema
{
    private TemplateSchema(SchemaNode root) => Root = root;

    /// <summary>The group of all fields.</summary>
    public SchemaNode Root { get; }

    /// <summary>Reads a schema.</summary>
    /// <param name="json">The text of a <c>.schema.json</c> file.</param>
    /// <exception cref="DocxException">The text is no such schema; the message says where.</exception>
    public static TemplateSchema Parse(string json)
    {
        try
        {
            var schema = new TemplateSchema(SchemaNode.Read(JsonNode.Parse(json), "$"));
            return schema.Root.Type == "object" ? schema : throw new DocxException("Mô tả dữ liệu: $ phải có \"type\": \"object\".");
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
    /// <returns>Missing, wrongly typed, too long and not allowed values, each with its path; what the schema does not name is let be.</returns>
    public ImmutableArray<FillProblem> Validate(JsonObject data) => Validate(data, "dữ liệu");

    internal ImmutableArray<FillProblem> Validate(JsonObject data, string place)
    {
        var validation = new DataValidation(place);
        validation.Check(Root, data, "");
        return validation.Problems;
    }

    internal ImmutableArray<FillProblem> Check(ImmutableArray<TemplateField> used, string place)
    {
        var problems = ImmutableArray.CreateBuilder<FillProblem>();
        var met = new HashSet<string>(StringComparer.Ordinal);
        foreach (var field in used)
        {
            var name = field.Candidates.FirstOrDefault(candidate => Root.Find(candidate) is not null);
            if (field.Kind == FieldKind.Unknown)
            {
                problems.Add(new FillProblem(field.Tag, field.Place, TemplateTag.Problem(field.Tag)));
            }
            else if (name is null)
            {
                problems.Add(new FillProblem(field.Name, field.Place, $"mẫu dùng trường không có trong dữ liệu. Có: {string.Join(", ", Root.Properties.Keys.Take(60))}."));
            }
            else
            {
                met.Add(name);
                if (Mismatch(field.Kind, Root.Find(name)!) is { } message) problems.Add(new FillProblem(field.Name, field.Place, message));
            }
        }

        problems.AddRange(Root.Required("").Where(name => !met.Contains(name)).Select(name => new FillProblem(name, place, "mẫu thiếu trường bắt buộc này.")));
        return problems.ToImmutable();
    }

    private static string? Mismatch(FieldKind kind, SchemaNode node) => (kind, node.Type) switch
    {
        (FieldKind.Repeat, not "array") => "mẫu lặp lại trường này nhưng dữ liệu không phải danh sách.",
        (FieldKind.Image, not "string") => "mẫu in trường này như hình nhưng dữ liệu không phải hình.",
        (FieldKind.Image, _) when node is { IsGuess: false, Format: not TextFormat.Image } => "mẫu in trường này như hình nhưng dữ liệu không có \"format\": \"image\".",
        (FieldKind.Text or FieldKind.Rich, _) when node.Format == TextFormat.Image => "dữ liệu là hình: hãy dùng thẻ image: thay cho tên trường.",
        (FieldKind.Text or FieldKind.Rich, "array" or "object" or "boolean") => "mẫu in trường này như chữ nhưng dữ liệu không phải chữ.",
        (FieldKind.Text, _) when node.Format == TextFormat.Rich => "dữ liệu có nhiều đoạn: hãy dùng thẻ rich: thay cho tên trường.",
        _ => null,
    };
}
