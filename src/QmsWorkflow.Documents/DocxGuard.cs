using System.IO.Compression;

namespace QmsWorkflow.Documents;

/// <summary>Refuses files that are no plain Word documents, before anything parses them, in bounded time and memory.</summary>
public static class DocxGuard
{
    private const int MaxBytes = 20 * 1024 * 1024;
    private const long MaxUnpacked = 200L * 1024 * 1024;
    private const int MaxEntries = 2_000;

    /// <summary>Checks the package.</summary>
    /// <exception cref="DocxException">The file is refused; the message says why.</exception>
    public static void Check(byte[] content)
    {
        if (content.Length > MaxBytes) throw new DocxException($"Tệp lớn {content.Length / 1024 / 1024} MB, nhiều nhất {MaxBytes / 1024 / 1024} MB.");
        if (content.Length < 4 || content[0] != 'P' || content[1] != 'K') throw new DocxException("Đây không phải tệp Word (.docx).");

        try
        {
            using var zip = new ZipArchive(new MemoryStream(content, writable: false), ZipArchiveMode.Read);
            if (zip.Entries.Count > MaxEntries) throw new DocxException("Tệp Word có quá nhiều phần bên trong.");
            if (zip.Entries.Sum(entry => entry.Length) > MaxUnpacked) throw new DocxException("Tệp Word giải nén ra quá lớn (có thể là bom nén).");
            if (zip.GetEntry("word/document.xml") is null) throw new DocxException("Tệp không có nội dung Word (word/document.xml).");
            if (zip.Entries.Any(entry => entry.FullName.Contains("vbaProject", StringComparison.OrdinalIgnoreCase))) throw new DocxException("Tệp Word có macro nên không được dùng.");

            foreach (var part in zip.Entries.Where(entry => entry.FullName.EndsWith(".xml", StringComparison.Ordinal) || entry.FullName.EndsWith(".rels", StringComparison.Ordinal)))
            {
                CheckPart(part);
            }
        }
        catch (InvalidDataException)
        {
            throw new DocxException("Tệp Word bị hỏng: không giải nén được.");
        }
    }

    private static void CheckPart(ZipArchiveEntry part)
    {
        using var stream = part.Open();
        using var reader = System.Xml.XmlReader.Create(
            stream, new System.Xml.XmlReaderSettings { DtdProcessing = System.Xml.DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = MaxUnpacked });
        try
        {
            while (reader.Read())
            {
                if (reader is { NodeType: System.Xml.XmlNodeType.Element, LocalName: "Relationship" }
                    && reader.GetAttribute("TargetMode") == "External"
                    && reader.GetAttribute("Type")?.EndsWith("/hyperlink", StringComparison.Ordinal) != true)
                {
                    throw new DocxException($"Tệp Word tham chiếu ra bên ngoài ({reader.GetAttribute("Target")}) nên không được dùng.");
                }
            }
        }
        catch (System.Xml.XmlException broken)
        {
            throw new DocxException($"Phần {part.FullName} của tệp Word bị hỏng (dòng {broken.LineNumber}): {broken.Message}");
        }
    }
}
