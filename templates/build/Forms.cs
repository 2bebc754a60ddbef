using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Wordprocessing;
using static QmsWorkflow.TemplateBuilder.Parts;

namespace QmsWorkflow.TemplateBuilder;

/// <summary>A column of a list: its head, the field of its cells and its width in twips.</summary>
internal sealed record Column(string Head, string Tag, int Width)
{
    public bool IsCentred { get; init; }
    public bool IsBold { get; init; }

    /// <summary>A narrow column of numbers or short words.</summary>
    public static Column Centred(string head, string tag, int width) => new(head, tag, width) { IsCentred = true };
}

/// <summary>The parts that the documents of the QMS share besides those of every administrative document.</summary>
internal static class Forms
{
    public static Look Bold { get; } = Look.Body with { Bold = true, KeepNext = true };
    private static readonly Look Head = Look.Centre with { Points = 13, Bold = true, Before = 40, After = 40 };

    public static Paragraph Heading(string text) => Paragraph(Bold, text);

    /// <summary>A line that opens with fixed words: "Thời gian: …".</summary>
    public static Paragraph Line(string label, string tag) => Paragraph(Look.Body, label, Piece.Field(tag));

    public static Paragraph Field(string tag) => Paragraph(Look.Body, Piece.Field(tag));

    /// <summary>Paragraphs that a person writes; nothing where the text is empty.</summary>
    public static SdtBlock Rich(string tag) => Block($"rich:{tag}", Paragraph(Look.Body, $"«{tag}»"));

    /// <summary>A heading with what a person writes below it; neither where the text is empty.</summary>
    public static SdtBlock RichPart(string heading, string tag) => Block($"if:{tag}", Heading(heading), Rich(tag));

    public static SdtBlock Each(string tag) => Block($"each:{tag}", Field("."));

    public static SdtBlock Optional(string tag, params OpenXmlElement[] content) => Block($"if:{tag}", content);

    /// <summary>"Kính gửi" on one line for one receiver; for several below each other, the dashes under the colon (mục II.9d).</summary>
    public static IEnumerable<OpenXmlElement> Addressee()
    {
        const int indent = 2200, colon = 1010;
        yield return Space(6);
        yield return Block("if:addressee", Paragraph(Look.Centre with { Before = 120, After = 120 }, "Kính gửi: ", Piece.Field("addressee")));
        yield return Block("if:addressees",
            Paragraph(new Look { Left = indent, Before = 120, KeepNext = true, Align = JustificationValues.Left }, "Kính gửi:"),
            Block("each:addressees", Paragraph(new Look { Left = indent + colon, Align = JustificationValues.Left }, "- ", Piece.Field("."))));
        yield return Space(6);
    }

    /// <summary>The stamp of urgency under the number (mục III.2b, ô 10b): red capitals of 13 points in a frame.</summary>
    public static SdtBlock Urgency()
    {
        var stamp = Paragraph(Look.Centre with { Points = 13, Bold = true, Before = 160, Right = Nd30.TextWidth - Nd30.LeftColumn }, Piece.Field("urgency"));
        foreach (var run in stamp.Descendants<RunProperties>())
        {
            run.InsertAfter(new Color { Val = "FF0000" }, run.GetFirstChild<Bold>());
            run.AppendChild(new Border { Val = BorderValues.Single, Size = 8, Space = 5, Color = "FF0000" });
        }

        return Block("if:urgency", stamp);
    }

    /// <summary>A little room above a list; it stays on the page of the list's head.</summary>
    public static Paragraph Gap() => Space(6, keepNext: true);

    /// <summary>A list with a row for each item; its head is repeated on each page.</summary>
    public static Table List(string tag, params Column[] columns) => Table(columns, 13, Parts.Row($"each:{tag}", ItemRow(columns, 13)));

    /// <summary>A list in groups: each group has its heading over the whole width, then its rows.</summary>
    public static Table Groups(string tag, string items, int points, params Column[] columns) => Table(columns, points, GroupRows(tag, items, columns, points));

    /// <summary>A register: smaller letters, the numbers of the columns below the heads (NĐ 30/2020, Phụ lục IV and V).</summary>
    public static Table Register(string tag, int points, params Column[] columns) =>
        Table(columns, points, NumberRow(columns, points), Parts.Row($"each:{tag}", ItemRow(columns, points)));

    public static Table RegisterGroups(string tag, string items, int points, params Column[] columns) =>
        Table(columns, points, NumberRow(columns, points), GroupRows(tag, items, columns, points));

    private static Table Table(Column[] columns, int points, params OpenXmlElement[] rows)
    {
        var table = Grid([.. columns.Select(column => column.Width)], Head with { Points = points }, [.. columns.Select(column => column.Head)], rows);
        if (points < 13) table.GetFirstChild<TableProperties>()!.AppendChild(Margins(60));
        foreach (var cell in table.Descendants<TableCellProperties>()) cell.AppendChild(new TableCellVerticalAlignment { Val = TableVerticalAlignmentValues.Center });
        return table;
    }

    /// <summary>Less room left and right in a cell, so that a date of ten figures stays on one line.</summary>
    private static TableCellMarginDefault Margins(short twips) => new(
        new TableCellLeftMargin { Width = twips, Type = TableWidthValues.Dxa }, new TableCellRightMargin { Width = twips, Type = TableWidthValues.Dxa });

    private static TableRow ItemRow(Column[] columns, int points) => Parts.Row(
        [.. columns.Select(column => column.Width)],
        [.. columns.Select(column => Paragraph(Cell(points, column) with { Bold = column.IsBold }, column.Tag.Length > 0 ? Piece.Field(column.Tag) : ""))]);

    private static Look Cell(int points, Column column) =>
        Look.Cell with { Points = points, Align = column.IsCentred ? JustificationValues.Center : JustificationValues.Left };

    private static TableRow NumberRow(Column[] columns, int points)
    {
        var look = Look.Centre with { Points = points, Italic = true };
        var row = Parts.Row(
            [.. columns.Select(column => column.Width)],
            [.. columns.Select((_, index) => Paragraph(look, $"({(index + 1).ToString(CultureInfo.InvariantCulture)})"))]);
        row.GetFirstChild<TableRowProperties>()!.AppendChild(new TableHeader());
        return row;
    }

    private static SdtRow GroupRows(string tag, string items, Column[] columns, int points)
    {
        var heading = Parts.Row([columns.Sum(column => column.Width)], Paragraph(Look.Cell with { Points = points, Bold = true, KeepNext = true }, Piece.Field("heading")));
        heading.Descendants<TableCellProperties>().Single().AppendChild(new GridSpan { Val = columns.Length });
        var rows = Parts.Row($"each:{tag}", heading);
        rows.GetFirstChild<SdtContentRow>()!.AppendChild(Parts.Row($"each:{items}", ItemRow(columns, points)));
        return rows;
    }

    /// <summary>Two people sign: one on the left, the one who presides or approves on the right.</summary>
    public static IEnumerable<OpenXmlElement> Pair(string left, string leftTag, string right, bool withRecipients, int width = Nd30.TextWidth)
    {
        var mark = Look.Centre with { Bold = true };
        var name = mark with { Before = 1200 };
        var half = width / 2;
        yield return Space(12, keepNext: true);
        // The names are in one row, which never breaks over pages; the lines of the right title are there on the left too, empty, so that the names stand level.
        yield return Invisible(
            [half, width - half],
            [
                [
                    [
                        Paragraph(mark, left), Block("each:signatureLines", Paragraph(mark, "")), Paragraph(name, Piece.Field(leftTag)),
                    ],
                    [Paragraph(mark, right), Block("each:signatureLines", Paragraph(mark, Piece.Field("."))), Paragraph(name, Piece.Field("signer"))],
                ],
            ]);
        if (!withRecipients) yield break;

        yield return Space(8);
        foreach (var element in Recipients()) yield return element;
        yield return Pictures.Code("qr", 20, new Look { Before = 120, Align = JustificationValues.Left });
    }

    /// <summary>Who signs, on the right alone: a list has no receivers of its own.</summary>
    public static IEnumerable<OpenXmlElement> SignedRight()
    {
        var mark = Look.Centre with { Bold = true };
        var half = Nd30.TextWidth / 2;
        yield return Space(12, keepNext: true);
        yield return Invisible(
            [half, Nd30.TextWidth - half],
            [[[Paragraph(mark, "")], [Block("each:signatureLines", Paragraph(mark, Piece.Field("."))), Paragraph(mark with { Before = 1200 }, Piece.Field("signer"))]]]);
    }

    /// <summary>A frame of a double line around a cover.</summary>
    public static Table Framed(int width, int height, params OpenXmlElement[] content)
    {
        var table = Invisible([width], [[content]]);
        BorderType[] borders = [new TopBorder(), new LeftBorder(), new BottomBorder(), new RightBorder()];
        foreach (var border in borders) (border.Val, border.Size) = (BorderValues.Double, 6);
        table.GetFirstChild<TableProperties>()!.InsertAfter(new TableBorders(borders), table.GetFirstChild<TableProperties>()!.GetFirstChild<TableWidth>());
        table.Descendants<TableRowProperties>().Single().AppendChild(new TableRowHeight { Val = (uint)height, HeightType = HeightRuleValues.AtLeast });
        return table;
    }

    /// <summary>Room to sign by hand in each row below the head.</summary>
    public static Table Roomy(Table table, int height)
    {
        foreach (var row in table.Descendants<TableRowProperties>().Where(row => row.GetFirstChild<TableHeader>() is null))
        {
            row.AppendChild(new TableRowHeight { Val = (uint)height, HeightType = HeightRuleValues.AtLeast });
        }

        return table;
    }

    public static IEnumerable<OpenXmlElement> Recipients() =>
    [
        Paragraph(new Look { Points = 12, Bold = true, Italic = true, Align = JustificationValues.Left }, "Nơi nhận:"),
        Block("each:recipients", Paragraph(new Look { Points = 11, Align = JustificationValues.Left }, "- ", Piece.Field("."))),
    ];

    /// <summary>The head of an appendix: label, title in capitals, and to which document it belongs (mục III.1).</summary>
    public static IEnumerable<OpenXmlElement> AppendixHead(int width = Nd30.TextWidth)
    {
        yield return Paragraph(Look.Centre with { Bold = true }, Piece.Field("appendix.label"));
        yield return Paragraph(Look.Centre with { Bold = true }, Piece.Field("appendix.heading"));
        yield return Paragraph(Look.Centre with { Italic = true }, Piece.Field("appendix.reference"));
        yield return Rule(2000, width);
        yield return Space(6);
    }

    /// <summary>Điều with their khoản and điểm, under "QUYẾT ĐỊNH:" (Phụ lục III, Mẫu 1.2).</summary>
    public static IEnumerable<OpenXmlElement> Decision()
    {
        yield return Paragraph(Look.Centre with { Points = 13, Bold = true, Before = 240, After = 120 }, Piece.Field("authority"));
        foreach (var element in Nd30.Bases(withProposer: true)) yield return element;
        yield return Paragraph(Look.Centre with { Bold = true, Before = 240, After = 60, KeepNext = true }, "QUYẾT ĐỊNH:");
        yield return Block("each:articles",
            Paragraph(Look.Body, Piece.Field("heading") with { Bold = true }, " ", Piece.Field("text")),
            Block("each:paragraphs", Field(".")));
    }
}
