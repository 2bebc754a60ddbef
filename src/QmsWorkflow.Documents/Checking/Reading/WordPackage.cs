using System.IO.Compression;
using System.Xml;
using System.Xml.Linq;

namespace QmsWorkflow.Documents.Checking.Reading;

/// <summary>The parts of a Word file that the form check reads, and writes back when it fixes.</summary>
internal sealed class WordPackage
{
    private const string MainPart = "word/document.xml";
    private readonly Dictionary<string, byte[]> entries;
    private readonly Dictionary<string, XDocument> parts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> related = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> byType = new(StringComparer.Ordinal);

    private WordPackage(Dictionary<string, byte[]> entries)
    {
        this.entries = entries;
        Document = Part(MainPart) ?? throw new DocxException("Tệp không có nội dung Word (word/document.xml).");
        foreach (var relation in Part("word/_rels/document.xml.rels")?.Root?.Elements() ?? [])
        {
            var (id, target, type) = (relation.Attr("Id"), relation.Attr("Target"), relation.Attr("Type"));
            if (id is null || target is null || type is null || relation.Attr("TargetMode") == "External") continue;

            var name = target.StartsWith('/') ? target[1..] : "word/" + target;
            related[id] = name;
            byType.TryAdd(type[(type.LastIndexOf('/') + 1)..], name);
        }
    }

    public XDocument Document { get; }

    public XElement? Styles => OfType("styles");

    public XElement? Numbering => OfType("numbering");

    public XElement? Theme => OfType("theme");

    public XElement? Settings => OfType("settings");

    /// <exception cref="DocxException">The file is refused or broken.</exception>
    public static WordPackage Open(byte[] docx)
    {
        DocxGuard.Check(docx);
        try
        {
            using var zip = new ZipArchive(new MemoryStream(docx, writable: false), ZipArchiveMode.Read);
            var entries = new Dictionary<string, byte[]>(StringComparer.Ordinal);
            foreach (var entry in zip.Entries)
            {
                using var stream = entry.Open();
                using var content = new MemoryStream();
                stream.CopyTo(content);
                entries[entry.FullName] = content.ToArray();
            }

            return new WordPackage(entries);
        }
        catch (Exception broken) when (broken is InvalidDataException or IOException or NotSupportedException or XmlException)
        {
            throw new DocxException($"Tệp Word bị hỏng: {broken.Message}");
        }
    }

    /// <summary>The part that the main part names by this relation id.</summary>
    public XElement? Related(string? id) => id is not null && related.TryGetValue(id, out var name) ? Part(name)?.Root : null;

    /// <summary>The file with the changed parts; the others keep their bytes.</summary>
    public byte[] Save()
    {
        using var target = new MemoryStream();
        using (var zip = new ZipArchive(target, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in entries)
            {
                using var stream = zip.CreateEntry(name, CompressionLevel.Optimal).Open();
                if (parts.TryGetValue(name, out var part) && IsFixed(name)) part.Save(stream, SaveOptions.DisableFormatting);
                else stream.Write(content);
            }
        }

        return StableZip.Rewrite(target.ToArray());
    }

    // Only these are ever changed; what else was read goes back byte by byte.
    private static bool IsFixed(string name) =>
        name == MainPart || name.StartsWith("word/header", StringComparison.Ordinal) || name.StartsWith("word/footer", StringComparison.Ordinal);

    private XElement? OfType(string type) => byType.TryGetValue(type, out var name) ? Part(name)?.Root : null;

    private XDocument? Part(string name)
    {
        if (parts.TryGetValue(name, out var known)) return known;
        if (!entries.TryGetValue(name, out var content)) return null;

        using var reader = XmlReader.Create(new MemoryStream(content, writable: false), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
        return parts[name] = XDocument.Load(reader, LoadOptions.PreserveWhitespace);
    }
}
