using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace QmsWorkflow.Documents;

/// <summary>The fields that the data of a template has, taken from a sample of it.</summary>
public sealed class TemplateSchema
{
    private readonly ImmutableSortedDictionary<string, FieldKind> fields;

    private TemplateSchema(ImmutableSortedDictionary<string, FieldKind> fields) => this.fields = fields;

    /// <summary>Reads the schema out of sample data: every leaf is a text, every list can be repeated, everything can be a condition.</summary>
    public static TemplateSchema FromSample(JsonObject sample)
    {
        var found = ImmutableSortedDictionary.CreateBuilder<string, FieldKind>(StringComparer.Ordinal);
        Collect(sample, "", found);
        return new TemplateSchema(found.ToImmutable());
    }

    /// <summary>Unknown and wrongly typed fields of a template, each with its place.</summary>
    internal ImmutableArray<FillProblem> Check(ImmutableArray<TemplateField> used)
    {
        var problems = new List<FillProblem>();
        foreach (var field in used)
        {
            if (Find(field.Name) is not { } kind)
            {
                problems.Add(new FillProblem(field.Name, field.Place, $"mẫu dùng trường không có trong dữ liệu. Có: {string.Join(", ", fields.Keys.Take(40))}."));
            }
            else if (field.Kind == FieldKind.Repeat && kind != FieldKind.Repeat)
            {
                problems.Add(new FillProblem(field.Name, field.Place, "mẫu lặp lại trường này nhưng dữ liệu không phải danh sách."));
            }
            else if (field.Kind == FieldKind.Text && kind != FieldKind.Text)
            {
                problems.Add(new FillProblem(field.Name, field.Place, "mẫu in trường này như chữ nhưng dữ liệu là danh sách hoặc nhóm."));
            }
        }

        return [.. problems];
    }

    /// <summary>A name inside a repeated block may also mean a field further out.</summary>
    private FieldKind? Find(string name)
    {
        while (true)
        {
            if (fields.TryGetValue(name, out var kind)) return kind;

            var inner = name.LastIndexOf("[].", StringComparison.Ordinal);
            if (inner < 0) return null;

            var outer = name.LastIndexOf('.', Math.Max(0, inner - 1));
            name = (outer < 0 ? "" : name[..(outer + 1)]) + name[(inner + 3)..];
        }
    }

    private static void Collect(JsonNode? node, string path, ImmutableSortedDictionary<string, FieldKind>.Builder found)
    {
        switch (node)
        {
            case JsonObject value:
                if (path.Length > 0) found[path] = FieldKind.Condition;
                foreach (var (name, child) in value) Collect(child, path.Length == 0 ? name : $"{path}.{name}", found);
                break;
            case JsonArray items:
                found[path] = FieldKind.Repeat;
                foreach (var item in items)
                {
                    if (item is JsonObject entry)
                    {
                        foreach (var (name, child) in entry) Collect(child, $"{path}[].{name}", found);
                    }
                    else
                    {
                        found[$"{path}[].."] = FieldKind.Text;
                    }
                }

                break;
            default:
                found[path] = FieldKind.Text;
                break;
        }
    }
}
