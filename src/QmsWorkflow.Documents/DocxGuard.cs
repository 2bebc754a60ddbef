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
    private const int MaxName = 250;

    /// <summary>Attributes of one element: a reader compares each with each.</summary>
    private const int MaxAttributes = 256;

    /// <summary>The size of a photograph may stand behind the small picture that cameras put first.</summary>
    private const int Chunk = 256 * 1024;

    private const int MaxSide = 30_000;
    private const long MaxPixels = 100_000_000;

    /// <summary>Deeper trees would overflow the stack of any reader that walks them.</summary>
    private const int MaxDepth = 200;

    private static readonly SearchValues<byte> Blank = SearchValues.Create([0xEF, 0xBB, 0xBF, 0xFE, 0xFF, 0, (byte)' ', (byte)'\t', (byte)'\r', (byte)'\n']);
    private static readonly byte[] OldWord = [0xD0, 0xCF, 0x11, 0xE0];

    /// <summary>Checks a file while it arrives, and refuses it before more than 20 MB were read.</summary>
    /// <param name="content">The upload; it is read from where it stands.</param>
    /// <param name="length">How long the sender says it is; null when nothing is said. A lie is found out.</param>
    /// <returns>The bytes of the file.</returns>
    /// <exception cref="DocxException">The file is refused; the message says why.</exception>
    public static byte[] Check(Stream content, long? length = null)
    {
        if (length > MaxBytes || (content.CanSeek && content.Length - content.Position > MaxBytes)) throw TooLarge(length ?? content.Length);

        using var read = new MemoryStream((int)(length ?? 0));
        var buffer = ArrayPool<byte>.Shared.Rent(81920);
        try
        {
            for (int count; (count = content.Read(buffer)) > 0;)
            {
                read.Write(buffer, 0, count);
                // What cannot be a Word file is not read to its end.
                if (read.Length >= OldWord.Length) CheckStart(read.GetBuffer().AsSpan(0, OldWord.Length));
                if (read.Length > MaxBytes) throw TooLarge(read.Length);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        var file = read.ToArray();
        Check(file);
        return file;
    }

    /// <summary>Checks the package.</summary>
    /// <param name="content">The bytes of the file, at most 20 MB.</param>
    /// <exception cref="DocxException">The file is refused; the message says why.</exception>
    public static void Check(byte[] content)
    {
        if (content.Length > MaxBytes) throw TooLarge(content.Length);

        CheckStart(content);
        try
        {
            using var zip = new ZipArchive(new MemoryStream(content, writable: false), ZipArchiveMode.Read);
            CheckEntries(zip);
            var budget = new Budget();
            foreach (var entry in zip.Entries)
            {
                if (IsXml(entry)) CheckXml(entry, budget);
                else CheckBytes(entry, budget);
            }
        }
        catch (Exception broken) when (broken is InvalidDataException or IOException or NotSupportedException or ArgumentException or IndexOutOfRangeException or OverflowException)
        {
            throw new DocxException("Tệp Word bị hỏng: không giải nén được.");
        }
    }

    private static DocxException TooLarge(long bytes) => new($"Tệp lớn {bytes / 1024 / 1024} MB, nhiều nhất {MaxBytes / 1024 / 1024} MB.");

    private static void CheckStart(ReadOnlySpan<byte> start)
    {
        if (start.StartsWith(OldWord)) throw new DocxException("Tệp là Word kiểu cũ (.doc) hoặc có mật khẩu. Hãy lưu lại thành .docx không mật khẩu.");
        if (!start.StartsWith("PK"u8)) throw new DocxException("Đây không phải tệp Word (.docx).");
    }

    private static void CheckEntries(ZipArchive zip)
    {
        if (zip.Entries.Count > MaxEntries) throw new DocxException("Tệp Word có quá nhiều phần bên trong.");
        if (zip.Entries.Any(entry => entry.Length is < 0 or > MaxUnpacked) || zip.Entries.Sum(entry => entry.Length) > MaxUnpacked) throw Bomb();
        if (zip.GetEntry("word/document.xml") is null) throw new DocxException("Tệp không có nội dung Word (word/document.xml).");

        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var entry in zip.Entries)
        {
            if (!names.Add(entry.FullName)) throw new DocxException($"Tệp Word bị hỏng: phần {Short(entry.FullName)} có hai lần.");
            CheckName(entry.FullName);
            if (entry.IsEncrypted) throw new DocxException("Tệp Word có mật khẩu. Hãy lưu lại không mật khẩu.");
            // A link of Unix (S_IFLNK): no Office program writes one.
            if ((entry.ExternalAttributes >> 16 & 0xF000) == 0xA000) throw new DocxException($"Tệp Word có lối tắt ({Short(entry.FullName)}) nên không được dùng.");
        }
    }

    private static void CheckName(string name)
    {
        if (name.Contains('\\') || name.Contains(':') || name.StartsWith('/') || name.Split('/').Any(step => step is ".." or ".") || name.Any(char.IsControl) || name.Length > MaxName)
        {
            throw new DocxException($"Tệp Word có phần tên {Short(name)} không hợp lệ.");
        }

        if (name.Contains("vbaProject", StringComparison.OrdinalIgnoreCase) || name.Contains("vbaData", StringComparison.OrdinalIgnoreCase)) throw Macro();
        if (name.StartsWith("word/activeX/", StringComparison.OrdinalIgnoreCase)) throw new DocxException("Tệp Word có điều khiển ActiveX nên không được dùng.");
        if (name.StartsWith("word/embeddings/", StringComparison.OrdinalIgnoreCase)) throw new DocxException("Tệp Word có tệp khác nhúng bên trong nên không được dùng.");
    }

    /// <summary>What the directory of a zip says of sizes may be a lie: the bytes are counted. A picture tells its size in points, which may be a bomb too.</summary>
    private static void CheckBytes(ZipArchiveEntry entry, Budget budget)
    {
        using var stream = new GuardedStream(entry.Open(), budget.Unpack, Short(entry.FullName), isXml: false);
        var buffer = ArrayPool<byte>.Shared.Rent(Chunk);
        try
        {
            var isStart = true;
            for (int read; (read = stream.ReadAtLeast(buffer.AsSpan(0, Chunk), Chunk, throwOnEndOfStream: false)) > 0; isStart = false)
            {
                if (isStart) CheckPicture(entry.FullName, buffer.AsSpan(0, read));
                if (read < Chunk) break;
            }

            stream.CheckEnd(entry);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static void CheckPicture(string name, ReadOnlySpan<byte> start)
    {
        var (_, width, height) = PictureSize.Of(start);
        if (width is < 0 or > MaxSide || height is < 0 or > MaxSide || (long)width * height > MaxPixels)
        {
            throw new DocxException($"Hình {Short(name)} trong tệp Word có {width} × {height} điểm: quá lớn để mở.");
        }
    }

    private static void CheckXml(ZipArchiveEntry part, Budget budget)
    {
        using var stream = new GuardedStream(part.Open(), budget.Unpack, Short(part.FullName), isXml: true);
        var instructions = new StringBuilder();
        try
        {
            using var reader = XmlReader.Create(stream, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = MaxXml });
            while (reader.Read())
            {
                if (reader.Depth > MaxDepth) throw new DocxException($"Phần {Short(part.FullName)} của tệp Word lồng quá sâu.");
                if (reader.NodeType != XmlNodeType.Element) continue;
                if (reader.AttributeCount > MaxAttributes) throw new DocxException($"Phần {Short(part.FullName)} của tệp Word có quá nhiều thuộc tính.");

                budget.Meet();
                CheckElement(reader, instructions);
            }

            stream.CheckEnd(part);
        }
        catch (XmlException broken)
        {
            var reason = broken.Message.Contains("DTD", StringComparison.Ordinal) ? "có khai báo DTD, tệp Word không được có" : $"XML sai ({broken.Message})";
            throw new DocxException($"Phần {Short(part.FullName)} của tệp Word bị hỏng (dòng {broken.LineNumber}): {reason}.");
        }

        if (Outside().IsMatch(instructions.ToString())) throw new DocxException("Tệp Word có trường lấy nội dung từ bên ngoài (DDE, INCLUDETEXT, …) nên không được dùng.");
    }

    private static void CheckElement(XmlReader reader, StringBuilder instructions)
    {
        switch (reader.LocalName)
        {
            case "Relationship" when reader.GetAttribute("TargetMode") == "External" && reader.GetAttribute("Type")?.EndsWith("/hyperlink", StringComparison.Ordinal) != true:
                throw new DocxException($"Tệp Word tham chiếu ra bên ngoài ({Short(reader.GetAttribute("Target") ?? "")}) nên không được dùng.");
            case "Default" or "Override" when reader.GetAttribute("ContentType")?.Contains("macroEnabled", StringComparison.OrdinalIgnoreCase) == true:
                throw Macro();
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

    private static DocxException Bomb() => new("Tệp Word giải nén ra quá lớn (có thể là bom nén).");

    private static DocxException Macro() => new("Tệp Word có macro nên không được dùng.");

    /// <summary>Names in messages: a file may have one of 60 KB.</summary>
    private static string Short(string name) => name.Length <= 100 ? name : name[..100] + "…";

    /// <summary>A part of relationships may call any file XML, whatever its name: what begins like XML is checked as such.</summary>
    private static bool IsXml(ZipArchiveEntry entry)
    {
        if (entry.FullName.EndsWith(".xml", StringComparison.OrdinalIgnoreCase) || entry.FullName.EndsWith(".rels", StringComparison.OrdinalIgnoreCase)) return true;

        using var stream = entry.Open();
        Span<byte> start = stackalloc byte[256];
        start = start[..stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)];
        // Byte order marks, the halves of two-byte letters and white space may come first.
        var first = start.IndexOfAnyExcept(Blank);
        return first >= 0 && start[first] == '<';
    }

    [GeneratedRegex(@"\b(DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE|IMPORT|LINK|DATABASE|RD)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Outside();

    private sealed class Budget
    {
        private long unpacked;
        private int elements;

        public void Unpack(int bytes)
        {
            if ((unpacked += bytes) > MaxUnpacked) throw Bomb();
        }

        public void Meet()
        {
            if (++elements > MaxElements) throw new DocxException("Tệp Word có quá nhiều phần tử bên trong.");
        }
    }
}
