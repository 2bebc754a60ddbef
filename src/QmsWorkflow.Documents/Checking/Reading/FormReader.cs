using System.Collections.Immutable;
using System.Globalization;
using System.Xml.Linq;

namespace QmsWorkflow.Documents.Checking.Reading;

/// <summary>Turns a Word file into paragraphs with effective looks.</summary>
internal sealed class FormReader
{
    /// <summary>What Word leaves left and right in a cell when nothing is said: 0.19 cm.</summary>
    private const int CellMargin = 108;

    private readonly StyleSheet styles;
    private readonly NumberingSheet numbering;
    private readonly ImmutableArray<FormSection> sections;
    private readonly ImmutableArray<FormParagraph>.Builder paragraphs = ImmutableArray.CreateBuilder<FormParagraph>();
    private readonly WordPackage package;
    private int section;
    private int tables;
    private int numbered;

    private FormReader(WordPackage package)
    {
        this.package = package;
        styles = new StyleSheet(package.Styles, package.Theme);
        numbering = new NumberingSheet(package.Numbering);
        sections = ReadSections(package);
    }

    /// <exception cref="DocxException">The file is refused or broken.</exception>
    public static FormDocument Read(byte[] docx)
    {
        var package = WordPackage.Open(docx);
        var body = package.Document.Root.Child("body") ?? throw new DocxException("Tệp Word không có nội dung chính.");
        var reader = new FormReader(package);
        reader.Walk(body, new Place(null, null, null, reader.sections[0].TextWidth, false));
        var document = new FormDocument { Package = package, Sections = reader.sections, Paragraphs = reader.paragraphs.ToImmutable(), Margins = reader.ReadMargins() };
        return document;
    }

    private sealed record Place(CellPlace? Cell, XElement? Row, string? TableStyle, int Width, bool IsInTextBox);

    private void Walk(XElement parent, Place place)
    {
        foreach (var child in parent.Elements())
        {
            switch (child.Name.LocalName)
            {
                case "p":
                    var (paragraph, boxes) = Paragraph(child, place);
                    paragraphs.Add(paragraph);
                    foreach (var box in boxes) Walk(box, place with { IsInTextBox = true });
                    if (place.Cell is null && !place.IsInTextBox && child.Child("pPr").Child("sectPr") is not null && section < sections.Length - 1) section++;
                    break;
                case "tbl": WalkTable(child, place); break;
                case "sdt" or "sdtContent" or "ins" or "customXml" or "smartTag": Walk(child, place); break;
            }
        }
    }

    private void WalkTable(XElement table, Place place)
    {
        var number = ++tables;
        var style = table.Child("tblPr").Val("tblStyle");
        List<int> grid = [.. table.Child("tblGrid").Children("gridCol").Select(column => column.Twips("w") ?? 0)];
        var (left, right) = Margins(table.Child("tblPr").Child("tblCellMar"));
        var width = place.Cell is null ? sections[section].TextWidth : place.Width;
        var row = 0;
        foreach (var line in Unwrapped(table, "tr"))
        {
            row++;
            var (column, gridColumn) = (0, 0);
            foreach (var cell in Unwrapped(line, "tc"))
            {
                var properties = cell.Child("tcPr");
                var span = int.TryParse(properties.Val("gridSpan"), NumberStyles.None, CultureInfo.InvariantCulture, out var many) ? Math.Clamp(many, 1, 64) : 1;
                var fromGrid = grid.Skip(gridColumn).Take(span).Sum();
                gridColumn += span;
                var (ownLeft, ownRight) = Margins(properties.Child("tcMar"));
                var inner = (CellWidth(properties.Child("tcW"), width) ?? fromGrid) - (ownLeft ?? left ?? CellMargin) - (ownRight ?? right ?? CellMargin);
                Walk(cell, new Place(new CellPlace(number, row, ++column), line, style, Math.Max(inner, 1), place.IsInTextBox));
            }
        }
    }

    private static (int? Left, int? Right) Margins(XElement? margins) =>
        ((margins.Child("left") ?? margins.Child("start")).Twips("w"), (margins.Child("right") ?? margins.Child("end")).Twips("w"));

    private static int? CellWidth(XElement? width, int whole) => (width.Attr("type"), width.Twips("w")) switch
    {
        ("dxa", > 0 and var twips) => twips,
        ("pct", > 0 and var fiftieths) => whole * fiftieths / 5000,
        _ => null,
    };

    /// <summary>Rows and cells may stand in content controls.</summary>
    private static IEnumerable<XElement> Unwrapped(XElement parent, string name)
    {
        foreach (var child in parent.Elements())
        {
            if (child.Is(name)) yield return child;
            else if (child.Name.LocalName is "sdt" or "sdtContent" or "ins" or "customXml") foreach (var inner in Unwrapped(child, name)) yield return inner;
        }
    }

    private (FormParagraph Paragraph, List<XElement> TextBoxes) Paragraph(XElement xml, Place place)
    {
        var properties = xml.Child("pPr");
        var style = properties.Val("pStyle");
        var (run, styled) = styles.Of(style, place.TableStyle);
        var list = StyleSheet.Apply(styled, properties.Child("numPr") is { } own ? new XElement("pPr", own) : null);
        // A list's own indents go over the style's and under the paragraph's.
        var look = StyleSheet.Apply(StyleSheet.Apply(list, numbering.Properties(list.NumberId, list.Level)), properties);
        var text = new ParagraphText(styles, run).Read(xml);
        var (label, isBullet) = numbering.Next(look.NumberId, look.Level);
        var content = text.Text;
        var isEmpty = string.IsNullOrWhiteSpace(content) && label.Length == 0;
        if (!isEmpty) numbered++;
        var paragraph = new FormParagraph
        {
            Xml = xml,
            Number = numbered,
            Section = section,
            Cell = place.Cell,
            Row = place.Row,
            Width = Math.Max((place.Cell is null ? sections[section].TextWidth : place.Width) - look.Left - look.Right, 1),
            Look = look,
            Spans = text.Spans,
            IsInTextBox = place.IsInTextBox,
            Label = label,
            IsBullet = isBullet,
            Shapes = text.Shapes,
            Text = content,
            HasPageBreak = text.HasPageBreak,
            HasPicture = text.HasPicture,
            PageNumber = text.PageNumber,
        };
        return (paragraph, text.TextBoxes);
    }

    private ImmutableArray<(FormSection, string, FormParagraph)> ReadMargins()
    {
        var found = ImmutableArray.CreateBuilder<(FormSection, string, FormParagraph)>();
        foreach (var part in sections)
        {
            section = part.Number - 1;
            foreach (var (kind, root) in part.Margins.OrderBy(margin => margin.Key, StringComparer.Ordinal))
            {
                paragraphs.Clear();
                Walk(root, new Place(null, null, null, part.TextWidth, false));
                found.AddRange(paragraphs.Select(paragraph => (part, kind, paragraph)));
            }
        }

        return found.ToImmutable();
    }

    private static ImmutableArray<FormSection> ReadSections(WordPackage package)
    {
        var body = package.Document.Root.Child("body")!;
        var ends = body.Descendants().Where(element => element.Is("sectPr") && (element.Parent == body || element.Parent!.Is("pPr"))).ToList();
        var sections = ImmutableArray.CreateBuilder<FormSection>();
        var margins = ImmutableDictionary<string, XElement>.Empty;
        if (ends.Count == 0) return [Section(package, null, 1, margins)];

        foreach (var end in ends)
        {
            var next = Section(package, end, sections.Count + 1, margins);
            margins = next.Margins;
            sections.Add(next);
        }

        return sections.ToImmutable();
    }

    private static FormSection Section(WordPackage package, XElement? xml, int number, ImmutableDictionary<string, XElement> before)
    {
        var (size, margin, page) = (xml.Child("pgSz"), xml.Child("pgMar"), xml.Child("pgNumType"));
        var margins = before;
        foreach (var reference in xml?.Elements().Where(element => element.Name.LocalName is "headerReference" or "footerReference") ?? [])
        {
            var kind = (reference.Is("headerReference") ? "header/" : "footer/") + (reference.Attr("type") ?? "default");
            if (package.Related(reference.Attr("id")) is { } root) margins = margins.SetItem(kind, root);
        }

        return new FormSection
        {
            Xml = xml,
            Number = number,
            // Word's own defaults where the file says nothing: Letter paper, one inch.
            Width = size.Twips("w") ?? 12240,
            Height = size.Twips("h") ?? 15840,
            Top = margin.Twips("top") ?? 1440,
            Bottom = margin.Twips("bottom") ?? 1440,
            Left = (margin.Twips("left") ?? 1440) + (margin.Twips("gutter") ?? 0),
            Right = margin.Twips("right") ?? 1440,
            HasOwnFirstPage = xml.Toggle("titlePg") == true,
            FirstNumber = int.TryParse(page.Attr("start"), NumberStyles.None, CultureInfo.InvariantCulture, out var start) ? start : null,
            NumberFormat = page.Attr("fmt"),
            IsContinuous = xml.Val("type") == "continuous",
            Margins = margins,
        };
    }
}
