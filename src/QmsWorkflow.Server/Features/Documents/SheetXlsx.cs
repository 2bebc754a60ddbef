using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace QmsWorkflow.Server.Features.Documents;

/// <summary>A table for people to go on with in a spreadsheet: lines above it, headings that stand on every printed page, rows.</summary>
internal sealed record SpreadsheetTable
{
    /// <summary>The name of the sheet, without spaces.</summary>
    public required string Name { get; init; }

    /// <summary>The lines above the table, from the top; the bold ones are titles.</summary>
    public required IReadOnlyList<(string Text, bool IsBold)> Head { get; init; }

    /// <summary>One line of headings or several, each as long as the table is wide.</summary>
    public required IReadOnlyList<IReadOnlyList<string>> Headings { get; init; }

    /// <summary>Of the columns, in characters.</summary>
    public required IReadOnlyList<int> Widths { get; init; }
    public required IReadOnlyList<IReadOnlyList<string>> Rows { get; init; }
}

/// <summary>Writes tables as spreadsheets, row by row: the size does not matter.</summary>
internal static class SheetXlsx
{
    public const string ContentType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    private const int Letters = 26;
    private const uint Plain = 0;
    private const uint Title = 1;
    private const uint Heading = 2;
    private const uint Cell = 3;

    public static byte[] Write(SpreadsheetTable table)
    {
        using var memory = new MemoryStream();
        using (var document = SpreadsheetDocument.Create(memory, SpreadsheetDocumentType.Workbook))
        {
            var workbook = document.AddWorkbookPart();
            var styles = workbook.AddNewPart<WorkbookStylesPart>();
            styles.Stylesheet = Styles();
            styles.Stylesheet.Save();
            var part = workbook.AddNewPart<WorksheetPart>();
            WriteSheet(part, table);
            workbook.Workbook = new Workbook(
                new Sheets(new Sheet { Id = workbook.GetIdOfPart(part), SheetId = 1, Name = table.Name }),
                // The headings stand on every printed page.
                new DefinedNames(new DefinedName($"{table.Name}!${table.Head.Count + 1}:${table.Head.Count + table.Headings.Count}") { Name = "_xlnm.Print_Titles", LocalSheetId = 0 }));
            workbook.Workbook.Save();
        }

        return memory.ToArray();
    }

    private static void WriteSheet(WorksheetPart part, SpreadsheetTable table)
    {
        var above = table.Head.Count + table.Headings.Count;
        using var writer = OpenXmlWriter.Create(part);
        writer.WriteStartElement(new Worksheet());
        writer.WriteElement(new SheetProperties(new PageSetupProperties { FitToPage = true }));
        writer.WriteElement(new SheetViews(new SheetView(
            new Pane { VerticalSplit = above, TopLeftCell = $"A{above + 1}", ActivePane = PaneValues.BottomLeft, State = PaneStateValues.Frozen })
        { WorkbookViewId = 0 }));
        writer.WriteElement(new Columns(table.Widths.Select((width, index) => new Column { Min = (uint)index + 1, Max = (uint)index + 1, Width = width, CustomWidth = true })));
        writer.WriteStartElement(new SheetData());
        uint row = 0;
        foreach (var (text, isBold) in table.Head) WriteRow(writer, ++row, isBold ? Title : Plain, [text]);
        foreach (var line in table.Headings) WriteRow(writer, ++row, Heading, line);
        foreach (var line in table.Rows) WriteRow(writer, ++row, Cell, line);
        writer.WriteEndElement();
        writer.WriteElement(new PageSetup { PaperSize = 9, Orientation = OrientationValues.Landscape, FitToWidth = 1, FitToHeight = 0 });
        writer.WriteEndElement();
    }

    private static void WriteRow(OpenXmlWriter writer, uint number, uint style, IReadOnlyList<string> cells)
    {
        writer.WriteStartElement(new Row { RowIndex = number });
        for (var index = 0; index < cells.Count; index++)
        {
            writer.WriteElement(new Cell(new InlineString(new Text(Clean(cells[index])) { Space = SpaceProcessingModeValues.Preserve }))
            {
                CellReference = $"{ColumnName(index)}{number.ToString(CultureInfo.InvariantCulture)}",
                DataType = CellValues.InlineString,
                StyleIndex = style,
            });
        }

        writer.WriteEndElement();
    }

    /// <summary>"A" to "Z", then "AA".</summary>
    private static string ColumnName(int index) => index < Letters ? $"{(char)('A' + index)}" : $"{ColumnName((index / Letters) - 1)}{(char)('A' + (index % Letters))}";

    /// <summary>Characters that XML cannot hold would make the whole file unreadable.</summary>
    private static string Clean(string text) => text.Any(c => c < ' ' && c is not ('\n' or '\t')) ? string.Concat(text.Where(c => c >= ' ' || c is '\n' or '\t')) : text;

    private static Stylesheet Styles()
    {
        static Border Lined() => new(
            new LeftBorder { Style = BorderStyleValues.Thin }, new RightBorder { Style = BorderStyleValues.Thin }, new TopBorder { Style = BorderStyleValues.Thin },
            new BottomBorder { Style = BorderStyleValues.Thin }, new DiagonalBorder());
        static Font Times(bool isBold) => isBold
            ? new Font(new Bold(), new FontSize { Val = 12 }, new FontName { Val = "Times New Roman" })
            : new Font(new FontSize { Val = 12 }, new FontName { Val = "Times New Roman" });
        return new Stylesheet(
            new Fonts(Times(isBold: false), Times(isBold: true)),
            new Fills(new Fill(new PatternFill { PatternType = PatternValues.None }), new Fill(new PatternFill { PatternType = PatternValues.Gray125 })),
            new Borders(new Border(new LeftBorder(), new RightBorder(), new TopBorder(), new BottomBorder(), new DiagonalBorder()), Lined()),
            new CellStyleFormats(new CellFormat()),
            new CellFormats(
                new CellFormat { FontId = 0, ApplyFont = true },
                new CellFormat { FontId = 1, ApplyFont = true },
                new CellFormat(new Alignment { WrapText = true, Horizontal = HorizontalAlignmentValues.Center, Vertical = VerticalAlignmentValues.Center }) { FontId = 1, BorderId = 1, ApplyFont = true, ApplyBorder = true, ApplyAlignment = true },
                new CellFormat(new Alignment { WrapText = true, Vertical = VerticalAlignmentValues.Top }) { FontId = 0, BorderId = 1, ApplyFont = true, ApplyBorder = true, ApplyAlignment = true }));
    }
}
