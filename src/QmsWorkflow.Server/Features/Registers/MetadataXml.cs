using System.Globalization;
using System.Xml.Linq;

namespace QmsWorkflow.Server.Features.Registers;

/// <summary>Writes records of metadata field by field in the order of the decree; a text longer than its field is cut and told.</summary>
internal sealed class MetadataXml
{
    private readonly List<string> cut = [];

    /// <summary>Which texts were too long for their field.</summary>
    public IReadOnlyList<string> Cut => cut;

    /// <param name="values">By the number of the field ("12.1"); several of a group are given as "13.2#1", "13.2#2".</param>
    public XElement Write(string element, IReadOnlyList<MetadataField> fields, IReadOnlyDictionary<string, object?> values)
    {
        var record = new XElement(element);
        foreach (var field in fields)
        {
            if (field.Parts.Count == 0)
            {
                Add(record, field, values.GetValueOrDefault(field.No), element);
                continue;
            }

            foreach (var suffix in Suffixes(field, values))
            {
                var group = new XElement(field.Name);
                foreach (var part in field.Parts) Add(group, part, values.GetValueOrDefault(part.No + suffix), element);
                record.Add(group);
            }
        }

        return record;
    }

    private static List<string> Suffixes(MetadataField group, IReadOnlyDictionary<string, object?> values)
    {
        var numbered = values.Keys.Where(key => group.Parts.Any(part => key.StartsWith(part.No + "#", StringComparison.Ordinal))).Select(key => key[key.IndexOf('#', StringComparison.Ordinal)..])
            .Distinct().OrderBy(suffix => int.Parse(suffix.AsSpan(1), CultureInfo.InvariantCulture)).ToList();
        return numbered.Count > 0 ? numbered : [""];
    }

    private void Add(XElement parent, MetadataField field, object? value, string record)
    {
        var text = value switch
        {
            null => "",
            DateOnly day => day.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture),
            int number => number.ToString(CultureInfo.InvariantCulture),
            string words => string.Concat(words.Where(c => c >= ' ' || c is '\n' or '\t')).Trim(),
            _ => throw new ArgumentException($"{field.Name}: {value.GetType().Name} is no type of the decree.", nameof(value)),
        };
        if (field.Length > 0 && text.Length > field.Length)
        {
            if (field.Type is MetadataType.Number or MetadataType.Date) throw new InvalidOperationException($"{field.Name} = {text} does not fit into {field.Length}.");

            cut.Add($"{record}/{field.Name}: {text.Length} > {field.Length}");
            text = text[..(field.Length - 1)] + "…";
        }

        parent.Add(new XElement(field.Name, text));
    }

    /// <summary>What in a record is not as the decree says: unknown, missing or misplaced fields, wrong types, too long values.</summary>
    public static IReadOnlyList<string> Problems(XElement record, IReadOnlyList<MetadataField> fields)
    {
        var problems = new List<string>();
        var names = record.Elements().Select(e => e.Name.LocalName).Aggregate(new List<string>(), (seen, name) => { if (seen.Count == 0 || seen[^1] != name) seen.Add(name); return seen; });
        if (!names.SequenceEqual(fields.Select(f => f.Name))) problems.Add($"{record.Name}: {string.Join(", ", names)}");
        foreach (var field in fields)
        {
            foreach (var element in record.Elements(field.Name))
            {
                if (field.Parts.Count > 0) problems.AddRange(Problems(element, field.Parts));
                else if (Fault(element.Value, field) is { } fault) problems.Add($"{record.Name}/{field.Name} = \"{element.Value}\": {fault}");
            }
        }

        return problems;
    }

    private static string? Fault(string value, MetadataField field) => field.Type switch
    {
        _ when field.Length > 0 && value.Length > field.Length => $"longer than {field.Length}",
        _ when value.Length == 0 => null,
        MetadataType.Number when !value.All(char.IsAsciiDigit) => "no number",
        MetadataType.Date when !DateOnly.TryParseExact(value, "dd/MM/yyyy", CultureInfo.InvariantCulture, DateTimeStyles.None, out _) => "no date",
        _ => null,
    };
}
