using System.Globalization;
using QmsWorkflow.Server.Features.Documents;

namespace QmsWorkflow.Server.Features.Registers;

/// <summary>Writes a register as a spreadsheet, in the columns of the decree.</summary>
internal static class RegisterXlsx
{
    public const string ContentType = SheetXlsx.ContentType;

    public static byte[] Write(RegisterSheet sheet) => SheetXlsx.Write(new SpreadsheetTable
    {
        Name = "So",
        Head =
        [
            (sheet.Superior, false), (sheet.Agency, true), ($"{sheet.Title} NĂM {sheet.Year.ToString(CultureInfo.InvariantCulture)}", true), (sheet.Part, false),
        ],
        Headings = [[.. sheet.Columns.Select(column => column.Title)], [.. sheet.Columns.Select((_, index) => $"({index + 1})")]],
        Widths = [.. sheet.Columns.Select(column => column.Width)],
        Rows = sheet.Rows,
    });
}
