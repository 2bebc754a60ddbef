using System.IO.Compression;
using System.Text;
using System.Xml.Linq;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;

namespace QmsWorkflow.Documents.Tests.Support;

/// <summary>Small Word files, written part by part, right or wrong.</summary>
internal static class Word
{
    public const string Namespaces = """xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" """;

    private const string ContentTypes = """
        <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Default Extension="bin" ContentType="application/octet-stream"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>
        """;

    private const string Relationships = """
        <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>
        """;

    /// <summary>A document with this body.</summary>
    public static byte[] Docx(string body, params (string Name, string Content)[] parts) => Zip(
        [("[Content_Types].xml", ContentTypes), ("_rels/.rels", Relationships), ("word/document.xml", Document(body)), .. parts]);

    public static string Document(string body) => $"<w:document {Namespaces}><w:body>{body}<w:sectPr/></w:body></w:document>";

    /// <summary>Any parts; a later one of the same name takes the place of an earlier one.</summary>
    public static byte[] Zip(params (string Name, string Content)[] parts)
    {
        using var content = new MemoryStream();
        using (var zip = new ZipArchive(content, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var part in parts.GroupBy(part => part.Name).Select(group => group.Last()))
            {
                using var stream = zip.CreateEntry(part.Name).Open();
                stream.Write(Encoding.UTF8.GetBytes(part.Content));
            }
        }

        return content.ToArray();
    }

    public static string P(string inner) => $"<w:p>{inner}</w:p>";

    public static string R(string text, string format = "") => $"""<w:r><w:rPr>{format}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>""";

    public static string Control(string tag, string content, int id = 1) =>
        $"""<w:sdt><w:sdtPr><w:tag w:val="{tag}"/><w:id w:val="{id}"/></w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>""";

    public static string Table(params string[] rows) =>
        $"""<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid><w:gridCol w:w="4000"/><w:gridCol w:w="4000"/></w:tblGrid>{string.Concat(rows)}</w:tbl>""";

    public static string Row(params string[] cells) => $"<w:tr>{string.Concat(cells.Select(Cell))}</w:tr>";

    public static string Cell(string content) => $"<w:tc><w:tcPr/>{content}</w:tc>";

    public static string Text(byte[] docx) => DocxText.ToPlainText(DocxText.Read(docx)).TrimEnd('\n');

    /// <summary>What Word 2019 would object to.</summary>
    public static IReadOnlyList<string> Objections(byte[] docx)
    {
        using var document = WordprocessingDocument.Open(new MemoryStream(docx), isEditable: false);
        return [.. new OpenXmlValidator(FileFormatVersions.Office2019).Validate(document).Select(error => $"{error.Path?.XPath}: {error.Description}")];
    }

    /// <summary>The names of the parts of a file.</summary>
    public static IReadOnlyList<string> Names(byte[] docx)
    {
        using var zip = new ZipArchive(new MemoryStream(docx), ZipArchiveMode.Read);
        return [.. zip.Entries.Select(entry => entry.FullName)];
    }

    /// <summary>The parts of a file, as text, whatever the zip around them.</summary>
    public static SortedDictionary<string, string> Parts(byte[] docx)
    {
        using var zip = new ZipArchive(new MemoryStream(docx), ZipArchiveMode.Read);
        var parts = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var entry in zip.Entries)
        {
            using var reader = new StreamReader(entry.Open());
            parts[entry.FullName] = reader.ReadToEnd();
        }

        return parts;
    }

    public static XDocument Body(byte[] docx) => XDocument.Parse(Parts(docx)["word/document.xml"]);

    public static XName W(string name) => XName.Get(name, "http://schemas.openxmlformats.org/wordprocessingml/2006/main");
}
