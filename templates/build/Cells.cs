using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Wordprocessing;
using static QmsWorkflow.TemplateBuilder.Parts;

namespace QmsWorkflow.TemplateBuilder;

/// <summary>A cell of a table with lines: how wide, what is in it, and how it joins its neighbours.</summary>
internal sealed record CellPart(int Width, params OpenXmlElement[] Content)
{
    /// <summary>Over how many columns it goes.</summary>
    public int Span { get; init; } = 1;

    /// <summary>The first cell of a column that goes over several rows.</summary>
    public bool IsMergeStart { get; init; }

    /// <summary>Belongs to the cell above.</summary>
    public bool IsMerged { get; init; }

    public TableCell Make()
    {
        var properties = new TableCellProperties(new TableCellWidth { Width = Width.ToString(CultureInfo.InvariantCulture), Type = TableWidthUnitValues.Dxa });
        if (Span > 1) properties.AppendChild(new GridSpan { Val = Span });
        if (IsMergeStart) properties.AppendChild(new VerticalMerge { Val = MergedCellValues.Restart });
        if (IsMerged) properties.AppendChild(new VerticalMerge());
        return new TableCell([properties, .. IsMerged ? [new Paragraph()] : Content]);
    }
}

/// <summary>Tables whose cells are joined, and tables of labels and entries.</summary>
internal static class Cells
{
    private static readonly Look Label = Look.Cell with { Bold = true };

    /// <summary>A row that does not break over pages.</summary>
    public static TableRow Line(params CellPart[] cells) => new([new TableRowProperties(new CantSplit()), .. cells.Select(cell => cell.Make())]);

    /// <summary>A block repeated that may hold rows which are repeated themselves.</summary>
    public static SdtRow Rows(string tag, params OpenXmlElement[] rows)
    {
        var block = Row(tag, new TableRow());
        block.SdtContentRow!.RemoveAllChildren();
        block.SdtContentRow.Append(rows);
        return block;
    }

    /// <summary>A form: a label on the left, what is written on the right.</summary>
    public static Table Form(int labelWidth, params (string Label, OpenXmlElement[] Entry)[] lines)
    {
        var entryWidth = Nd30.TextWidth - labelWidth;
        return Lined([labelWidth, entryWidth],
            [.. lines.Select(line => Line(new CellPart(labelWidth, Paragraph(Label, line.Label)), new CellPart(entryWidth, line.Entry)))]);
    }

    /// <summary>A table with lines and no head.</summary>
    public static Table Lined(int[] widths, params OpenXmlElement[] rows)
    {
        var table = Grid(widths, Look.Cell, [], rows);
        table.RemoveChild(table.Elements<TableRow>().First());
        return table;
    }
}
