using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace QmsWorkflow.Testing;

/// <summary>Writes a workbook of one sheet row by row: texts inline or shared, dates as numbers with a date format.</summary>
internal sealed class PlainXlsx : IDisposable
{
    private static readonly DateTime Epoch = new(1899, 12, 30);

    private readonly ZipArchive zip;
    private readonly StreamWriter sheet;
    private int row;

    public PlainXlsx(Stream stream, string sheetName = "Hồ sơ")
    {
        zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
        Put("[Content_Types].xml",
            """<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>""");
        Put("_rels/.rels", """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>""");
        Put("xl/workbook.xml", $"""<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="{sheetName}" sheetId="1" r:id="rId1"/></sheets></workbook>""");
        Put("xl/_rels/workbook.xml.rels",
            """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>""");
        Put("xl/styles.xml",
            """<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><fonts count="1"><font/></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="22" applyNumberFormat="1"/></cellXfs></styleSheet>""");
        sheet = new StreamWriter(zip.CreateEntry("xl/worksheets/sheet1.xml", CompressionLevel.Fastest).Open(), new UTF8Encoding(false));
        sheet.Write("""<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>""");
    }

    /// <param name="cells">Texts, whole numbers, dates; null for an empty cell.</param>
    public void Row(params ReadOnlySpan<object?> cells)
    {
        sheet.Write(string.Create(CultureInfo.InvariantCulture, $"<row r=\"{++row}\">"));
        for (var i = 0; i < cells.Length; i++)
        {
            var place = $"{(char)('A' + i)}{row.ToString(CultureInfo.InvariantCulture)}";
            switch (cells[i])
            {
                case null: break;
                case DateTime date: sheet.Write(string.Create(CultureInfo.InvariantCulture, $"<c r=\"{place}\" s=\"1\"><v>{(date - Epoch).TotalDays:R}</v></c>")); break;
                case string text: sheet.Write(string.Create(CultureInfo.InvariantCulture, $"<c r=\"{place}\" t=\"inlineStr\"><is><t>{System.Security.SecurityElement.Escape(text)}</t></is></c>")); break;
                case IFormattable number: sheet.Write(string.Create(CultureInfo.InvariantCulture, $"<c r=\"{place}\"><v>{number.ToString(null, CultureInfo.InvariantCulture)}</v></c>")); break;
            }
        }

        sheet.Write("</row>");
    }

    public void Dispose()
    {
        sheet.Write("</sheetData></worksheet>");
        sheet.Dispose();
        zip.Dispose();
    }

    private void Put(string name, string content)
    {
        using var writer = new StreamWriter(zip.CreateEntry(name).Open(), new UTF8Encoding(false));
        writer.Write("""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>""");
        writer.Write(content);
    }
}
