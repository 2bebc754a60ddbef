using System.Buffers;
using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml;

namespace QmsWorkflow.Documents;

/// <summary>Refuses files that are no plain Word documents, before anything parses them, in bounded time and memory.</summary>
public static partial class DocxGuard
{
    private const int MaxBytes = 20 * 1024 * 1024;
    private const long MaxUnpacked = 128L * 1024 * 1024;
    private const long MaxXml = 64L * 1024 * 1024;
    private const int MaxEntries = 2_000;
    private const int MaxElements = 1_000_000;

    /// <summary>Deeper trees would overflow the stack of any reader that walks them.</summary>
    private const int MaxDepth = 200;

    private static readonly byte[] OldWord = [0xD0, 0xCF, 0x11, 0xE0];

    /// <summary>Checks the package.</summary>
    /// <param name="content">The bytes of the file, at most 20 MB.</param>
    /// <exception cref="DocxException">The file is refused; the message says why.</exception>
    public static void Check(byte[] content)
    {
        if (content.Length > MaxBytes) throw new DocxException($"Tệp lớn {content.Length / 1024 / 1024} MB, nhiều nhất {MaxBytes / 1024 / 1024} MB.");
        if (content.AsSpan().StartsWith(OldWord)) throw new DocxException("Tệp là Word kiểu cũ (.doc) hoặc có mật khẩu. Hãy lưu lại thành .docx không mật khẩu.");
        if (!content.AsSpan().StartsWith("PK"u8)) throw new DocxException("Đây không phải tệp Word (.docx).");

        try
        {
            using var zip = new ZipArchive(new MemoryStream(content, writable: false), ZipArchiveMode.Read);
            CheckEntries(zip);
            var budget = new Budget();
            foreach (var entry in zip.Entries)
            {
                if (IsXml(entry.FullName)) CheckXml(entry, budget);
                else CheckSize(entry, budget);
            }
        }
        catch (Exception broken) when (broken is InvalidDataException or IOException or NotSupportedException or ArgumentException)
        {
            throw new DocxException("Tệp Word bị hỏng: không giải nén được.");
        }
    }

    private static void CheckEntries(ZipArchive zip)
    {
        if (zip.Entries.Count > MaxEntries) throw new DocxException("Tệp Word có quá nhiều phần bên trong.");
        if (zip.Entries.Sum(entry => entry.Length) > MaxUnpacked) throw new DocxException("Tệp Word giải nén ra quá lớn (có thể là bom nén).");
        if (zip.GetEntry("word/document.xml") is null) throw new DocxException("Tệp không có nội dung Word (word/document.xml).");

        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var name in zip.Entries.Select(entry => entry.FullName))
        {
            if (!names.Add(name)) throw new DocxException($"Tệp Word bị hỏng: phần {name} có hai lần.");
            if (name.Contains("vbaProject", StringComparison.OrdinalIgnoreCase)) throw new DocxException("Tệp Word có macro nên không được dùng.");
            if (name.StartsWith("word/activeX/", StringComparison.OrdinalIgnoreCase)) throw new DocxException("Tệp Word có điều khiển ActiveX nên không được dùng.");
            if (name.StartsWith("word/embeddings/", StringComparison.OrdinalIgnoreCase)) throw new DocxException("Tệp Word có tệp khác nhúng bên trong nên không được dùng.");
        }
    }

    /// <summary>What the directory of a zip says of sizes may be a lie: the bytes are counted.</summary>
    private static void CheckSize(ZipArchiveEntry entry, Budget budget)
    {
        using var stream = entry.Open();
        var buffer = ArrayPool<byte>.Shared.Rent(81920);
        try
        {
            for (int read; (read = stream.Read(buffer)) > 0;) budget.Unpack(read);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static void CheckXml(ZipArchiveEntry part, Budget budget)
    {
        using var stream = part.Open();
        using var reader = XmlReader.Create(stream, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = MaxXml });
        var instructions = new StringBuilder();
        try
        {
            while (reader.Read())
            {
                if (reader.Depth > MaxDepth) throw new DocxException($"Phần {part.FullName} của tệp Word lồng quá sâu.");
                if (reader.NodeType != XmlNodeType.Element) continue;

                budget.Meet();
                CheckElement(reader, instructions);
            }

            budget.Unpack(part.Length);
        }
        catch (XmlException broken)
        {
            throw new DocxException($"Phần {part.FullName} của tệp Word bị hỏng (dòng {broken.LineNumber}): {broken.Message}");
        }

        if (Outside().IsMatch(instructions.ToString())) throw new DocxException("Tệp Word có trường lấy nội dung từ bên ngoài (DDE, INCLUDETEXT, …) nên không được dùng.");
    }

    private static void CheckElement(XmlReader reader, StringBuilder instructions)
    {
        switch (reader.LocalName)
        {
            case "Relationship" when reader.GetAttribute("TargetMode") == "External" && reader.GetAttribute("Type")?.EndsWith("/hyperlink", StringComparison.Ordinal) != true:
                throw new DocxException($"Tệp Word tham chiếu ra bên ngoài ({reader.GetAttribute("Target")}) nên không được dùng.");
            case "Default" or "Override" when reader.GetAttribute("ContentType")?.Contains("macroEnabled", StringComparison.OrdinalIgnoreCase) == true:
                throw new DocxException("Tệp Word có macro nên không được dùng.");
            case "altChunk":
                throw new DocxException("Tệp Word chèn một tệp khác vào nội dung (altChunk) nên không được dùng.");
            case "fldSimple":
                instructions.Append(' ').Append(reader.GetAttribute("instr", reader.NamespaceURI)).Append(' ');
                break;
            case "fldChar":
                instructions.Append(' ');
                break;
            case "instrText" when !reader.IsEmptyElement:
                // The letters of an instruction may be spread over several runs: they are put together before they are looked at.
                while (reader.Read() && reader.NodeType != XmlNodeType.EndElement)
                {
                    if (reader.NodeType is XmlNodeType.Text or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace) instructions.Append(reader.Value);
                }

                break;
        }
    }

    private static bool IsXml(string name) =>
        name.EndsWith(".xml", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".rels", StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(@"\b(DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE|IMPORT|LINK|DATABASE|RD)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Outside();

    private sealed class Budget
    {
        private long unpacked;
        private int elements;

        public void Unpack(long bytes)
        {
            if ((unpacked += bytes) > MaxUnpacked) throw new DocxException("Tệp Word giải nén ra quá lớn (có thể là bom nén).");
        }

        public void Meet()
        {
            if (++elements > MaxElements) throw new DocxException("Tệp Word có quá nhiều phần tử bên trong.");
        }
    }
}
