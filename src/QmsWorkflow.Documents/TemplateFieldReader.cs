using System.Collections.Immutable;
using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Wordprocessing;

namespace QmsWorkflow.Documents;

/// <summary>Finds the content controls of a part of a template and where they stand.</summary>
internal sealed class TemplateFieldReader(OpenXmlElement root, string part)
{
    private readonly List<Table> tables = [.. root.Descendants<Table>()];
    private readonly List<Paragraph> paragraphs = [.. root.Descendants<Paragraph>()];

    public IEnumerable<TemplateField> Read() => Read(root, [""]);

    /// <param name="scopes">The paths in which names are looked up, the innermost first; each ends with a dot or is empty.</param>
    private IEnumerable<TemplateField> Read(OpenXmlElement parent, ImmutableArray<string> scopes)
    {
        foreach (var child in parent.ChildElements)
        {
            if (child is not SdtElement control)
            {
                foreach (var field in Read(child, scopes)) yield return field;
                continue;
            }

            var tag = TemplateTag.Of(control);
            var found = Field(tag, scopes, control);
            if (!tag.IsForeign) yield return found;
            if (TemplateTag.ContentOf(control) is not { } content || (!tag.IsForeign && tag.Kind is FieldKind.Text or FieldKind.Rich)) continue;

            var inner = tag.Kind == FieldKind.Repeat ? scopes.Insert(0, $"{found.Name}[].") : scopes;
            foreach (var field in Read(content, inner)) yield return field;
        }
    }

    private TemplateField Field(TemplateTag tag, ImmutableArray<string> scopes, SdtElement control)
    {
        ImmutableArray<string> candidates = tag.Name == "." ? [scopes[0].TrimEnd('.')] : [.. scopes.Select(scope => scope + tag.Name)];
        return new TemplateField(candidates[0], tag.Kind, PlaceOf(control)) { Candidates = candidates, Tag = TemplateTag.TextOf(control) };
    }

    public string PlaceOf(OpenXmlElement element)
    {
        if (element.Ancestors<TableRow>().FirstOrDefault() is { } row && row.Ancestors<Table>().FirstOrDefault() is { } table)
        {
            var rows = table.Descendants<TableRow>().Where(r => r.Ancestors<Table>().First() == table).ToList();
            var place = $"{part}, bảng {Number(tables.IndexOf(table))}, hàng {Number(rows.IndexOf(row))}";
            var cells = row.Descendants<TableCell>().Where(c => c.Ancestors<TableRow>().First() == row).ToList();
            return element.Ancestors<TableCell>().FirstOrDefault() is { } cell && cells.Contains(cell) ? $"{place}, ô {Number(cells.IndexOf(cell))}" : place;
        }

        if (element.Descendants<TableRow>().FirstOrDefault() is { } first && element.Ancestors<Table>().FirstOrDefault() is { } around)
        {
            return $"{part}, bảng {Number(tables.IndexOf(around))}, hàng {Number(around.Descendants<TableRow>().ToList().IndexOf(first))}";
        }

        var paragraph = element.Ancestors<Paragraph>().FirstOrDefault() ?? element.Descendants<Paragraph>().FirstOrDefault();
        return paragraph is null ? part : $"{part}, đoạn {Number(paragraphs.IndexOf(paragraph))}";
    }

    private static string Number(int index) => (index + 1).ToString(CultureInfo.InvariantCulture);
}
