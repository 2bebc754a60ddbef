using System.Collections.Frozen;
using System.IO.Compression;
using System.Text;

namespace QmsWorkflow.Server.Features.Tasks;

/// <summary>Which files may be evidence, recognised by what is in them and not by what they are called.</summary>
internal static class EvidenceFiles
{
    public const int MaxMegabytes = 20;
    public const long MaxBytes = MaxMegabytes * 1024L * 1024L;

    /// <summary>For the browser's file dialog.</summary>
    public const string Accept = ".pdf,.docx,.xlsx,.png,.jpg,.jpeg,.heic";

    /// <summary>For messages.</summary>
    public const string Kinds = "PDF, Word (.docx), Excel (.xlsx), PNG, JPG, HEIC";

    private const int LongestName = 150;

    private static readonly FrozenDictionary<string, (string ContentType, Func<Stream, bool> IsIt)> ByExtension =
        new Dictionary<string, (string, Func<Stream, bool>)>(StringComparer.Ordinal)
        {
            [".pdf"] = ("application/pdf", file => StartsWith(file, "%PDF-"u8)),
            [".png"] = ("image/png", file => StartsWith(file, [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])),
            [".jpg"] = ("image/jpeg", file => StartsWith(file, [0xFF, 0xD8, 0xFF])),
            [".jpeg"] = ("image/jpeg", file => StartsWith(file, [0xFF, 0xD8, 0xFF])),
            [".heic"] = ("image/heic", IsHeic),
            [".docx"] = ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", file => IsPackage(file, "word/document.xml")),
            [".xlsx"] = ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", file => IsPackage(file, "xl/workbook.xml")),
        }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <returns>The content type, or the code of what is wrong.</returns>
    public static (string? ContentType, string? Problem) Recognise(string fileName, Stream content)
    {
        if (content.Length == 0) return (null, "QMS217");
        if (content.Length > MaxBytes) return (null, "QMS214");
        if (!ByExtension.TryGetValue(Path.GetExtension(fileName).ToLowerInvariant(), out var kind)) return (null, "QMS215");

        var isIt = kind.IsIt(content);
        content.Position = 0;
        return isIt ? (kind.ContentType, null) : (null, "QMS216");
    }

    /// <summary>The last part of what the browser calls the file, without what could trouble a disk or a header.</summary>
    public static string CleanName(string fileName)
    {
        var last = fileName[(fileName.LastIndexOfAny(['/', '\\']) + 1)..].Normalize(NormalizationForm.FormC);
        var clean = string.Concat(last.Where(c => !char.IsControl(c) && c is not ('"' or '<' or '>' or ':' or '|' or '?' or '*'))).Trim();
        if (clean.Length <= LongestName) return clean.Length == 0 ? "minh-chung" : clean;

        var extension = Path.GetExtension(clean);
        return string.Concat(clean.AsSpan(0, LongestName - extension.Length), extension);
    }

    private static bool StartsWith(Stream file, ReadOnlySpan<byte> magic)
    {
        file.Position = 0;
        Span<byte> head = stackalloc byte[magic.Length];
        return file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) == head.Length && head.SequenceEqual(magic);
    }

    /// <summary>ISO base media file whose brand is one of those phones write for still pictures.</summary>
    private static bool IsHeic(Stream file)
    {
        file.Position = 0;
        Span<byte> head = stackalloc byte[12];
        if (file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) < head.Length || !head[4..8].SequenceEqual("ftyp"u8)) return false;

        return Encoding.ASCII.GetString(head[8..]) is "heic" or "heix" or "heim" or "heis" or "hevc" or "mif1" or "msf1";
    }

    /// <summary>Only the directory of the archive is read, nothing is unpacked.</summary>
    private static bool IsPackage(Stream file, string mainPart)
    {
        if (!StartsWith(file, "PK\u0003\u0004"u8)) return false;

        file.Position = 0;
        try
        {
            using var archive = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
            return archive.GetEntry("[Content_Types].xml") is not null && archive.GetEntry(mainPart) is not null;
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }
}
