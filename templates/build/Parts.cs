using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Wordprocessing;

namespace QmsWorkflow.TemplateBuilder;

/// <summary>A run of text in a template: fixed words, or a content control with a tag.</summary>
internal sealed record Piece(string Text, bool IsField = false, bool Bold = false, bool Italic = false, int? Points = null)
{
    public static Piece Field(string tag) => new(tag, IsField: true);

    public static implicit operator Piece(string text) => new(text);
}

/// <summary>Paragraphs, tables and content controls as templates need them.</summary>
internal static class Parts
{
    public static Paragraph Paragraph(Look format, params Piece[] pieces)
    {
        var paragraph = new Paragraph(format.Properties());
        foreach (var piece in pieces)
        {
            var run = new Run(format.RunProperties(piece), new Text(piece.IsField ? $"«{piece.Text}»" : piece.Text) { Space = SpaceProcessingModeValues.Preserve });
            paragraph.AppendChild<OpenXmlElement>(piece.IsField ? Control(piece.Text, run) : run);
        }

        return paragraph;
    }

    public static SdtRun Control(string tag, Run run) => new(Properties(tag), new SdtContentRun(run));

    /// <summary>A block repeated or shown on a condition.</summary>
    public static SdtBlock Block(string tag, params OpenXmlElement[] content) => new(Properties(tag), new SdtContentBlock(content));

    /// <summary>A table row repeated for each item.</summary>
    public static SdtRow Row(string tag, TableRow row) => new(Properties(tag), new SdtContentRow(row));

    /// <summary>Empty space of exactly this height.</summary>
    public static Paragraph Space(int points, bool keepNext = false)
    {
        var properties = new ParagraphProperties();
        if (keepNext) properties.AppendChild(new KeepNext());
        properties.AppendChild(new SpacingBetweenLines { Before = "0", After = "0", Line = Text(points * 20), LineRule = LineSpacingRuleValues.Exact });
        return new Paragraph(properties);
    }

    /// <summary>A line of the given width under a heading, as NĐ 30 wants it.</summary>
    public static Paragraph Rule(int widthTwips, int cellTwips)
    {
        var side = ((cellTwips - widthTwips) / 2).ToString(CultureInfo.InvariantCulture);
        return new Paragraph(new ParagraphProperties(
            new ParagraphBorders(new TopBorder { Val = BorderValues.Single, Size = 6, Space = 0 }),
            new SpacingBetweenLines { Before = "70", After = "0", Line = "60", LineRule = LineSpacingRuleValues.Exact },
            new Indentation { Left = side, Right = side },
            new Justification { Val = JustificationValues.Center }));
    }

    /// <summary>A table without lines that sets things side by side; its rows do not break over pages.</summary>
    public static Table Invisible(int[] widths, OpenXmlElement[][][] rows)
    {
        var table = new Table(
            new TableProperties(
                new TableWidth { Width = Text(widths.Sum()), Type = TableWidthUnitValues.Dxa },
                new TableLayout { Type = TableLayoutValues.Fixed },
                new TableCellMarginDefault(new TableCellLeftMargin { Width = 0, Type = TableWidthValues.Dxa }, new TableCellRightMargin { Width = 0, Type = TableWidthValues.Dxa })),
            Grid(widths));
        foreach (var cells in rows)
        {
            table.AppendChild(new TableRow([new TableRowProperties(new CantSplit()), .. cells.Select((content, index) => Cell(widths[index], content))]));
        }

        return table;
    }

    public static Table Grid(int[] widths, Look headFormat, string[] heads, params OpenXmlElement[] rows)
    {
        BorderType[] borders = [new TopBorder(), new LeftBorder(), new BottomBorder(), new RightBorder(), new InsideHorizontalBorder(), new InsideVerticalBorder()];
        foreach (var border in borders) (border.Val, border.Size) = (BorderValues.Single, 4);
        var table = new Table(
            new TableProperties(
                new TableWidth { Width = widths.Sum().ToString(CultureInfo.InvariantCulture), Type = TableWidthUnitValues.Dxa },
                new TableBorders(borders),
                new TableLayout { Type = TableLayoutValues.Fixed }),
            Grid(widths));
        var head = new TableRow(new TableRowProperties(new CantSplit(), new TableHeader()));
        for (var index = 0; index < heads.Length; index++) head.AppendChild(Cell(widths[index], [Paragraph(headFormat, heads[index])]));
        table.AppendChild(head);
        foreach (var row in rows) table.AppendChild(row);
        return table;
    }

    public static TableRow Row(int[] widths, params Paragraph[] cells) =>
        new([new TableRowProperties(new CantSplit()), .. cells.Select((paragraph, index) => Cell(widths[index], [paragraph]))]);

    private static TableCell Cell(int width, IEnumerable<OpenXmlElement> content) => new(
        [new TableCellProperties(new TableCellWidth { Width = width.ToString(CultureInfo.InvariantCulture), Type = TableWidthUnitValues.Dxa }), .. content]);

    private static TableGrid Grid(int[] widths) => new(widths.Select(width => new GridColumn { Width = width.ToString(CultureInfo.InvariantCulture) }));

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static SdtProperties Properties(string tag) => new(
        new SdtAlias { Val = tag }, new Tag { Val = tag });
}

/// <summary>How a paragraph looks.</summary>
internal sealed record Look
{
    public int Points { get; init; } = 14;
    public bool Bold { get; init; }
    public bool Italic { get; init; }
    public JustificationValues Align { get; init; } = JustificationValues.Both;

    /// <summary>First line in twips; 720 = 1.27 cm (NĐ 30/2020, Phụ lục I, mục II.5).</summary>
    public int FirstLine { get; init; }
    public int Left { get; init; }
    public int Right { get; init; }
    public int Before { get; init; }
    public int After { get; init; }
    public bool KeepNext { get; init; }

    public static Look Centre { get; } = new() { Align = JustificationValues.Center };
    public static Look Body { get; } = new() { FirstLine = 720, Before = 120 };
    public static Look Cell { get; } = new() { Points = 13, Align = JustificationValues.Left, Before = 40, After = 40 };

    public ParagraphProperties Properties()
    {
        var properties = new ParagraphProperties();
        if (KeepNext) properties.AppendChild(new KeepNext());
        properties.AppendChild(new SpacingBetweenLines { Before = Text(Before), After = Text(After) });
        if (FirstLine > 0 || Left > 0 || Right > 0) properties.AppendChild(new Indentation { Left = Text(Left), Right = Text(Right), FirstLine = Text(FirstLine) });
        properties.AppendChild(new Justification { Val = Align });
        return properties;
    }

    public RunProperties RunProperties(Piece piece)
    {
        var properties = new RunProperties();
        if (Bold || piece.Bold) properties.AppendChild(new Bold());
        if (Italic || piece.Italic) properties.AppendChild(new Italic());
        properties.AppendChild(new FontSize { Val = Text((piece.Points ?? Points) * 2) });
        return properties;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
