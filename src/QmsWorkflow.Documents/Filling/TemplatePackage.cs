using System.IO.Compression;

namespace QmsWorkflow.Documents.Filling;

/// <summary>The parts of a template: bytes by name, and who refers to whom.</summary>
internal sealed class TemplatePackage
{
    public const string TypesPart = "[Content_Types].xml";

    private readonly Dictionary<string, byte[]> parts = new(StringComparer.OrdinalIgnoreCase);

    private TemplatePackage(byte[] content)
    {
        using var zip = new ZipArchive(new MemoryStream(content, writable: false), ZipArchiveMode.Read);
        foreach (var entry in zip.Entries.Where(entry => !entry.FullName.EndsWith('/')))
        {
            using var stream = entry.Open();
            var bytes = new MemoryStream((int)entry.Length);
            stream.CopyTo(bytes);
            parts.Add(entry.FullName, bytes.ToArray());
        }

        Types = parts.TryGetValue(TypesPart, out var types) ? XmlElement.Parse(types) : throw new DocxException($"Tệp Word bị hỏng: thiếu phần {TypesPart}.");
        Main = Targets("", "officeDocument") is [var main, ..] ? main : throw new DocxException("Tệp Word bị hỏng: không nêu phần nào là nội dung chính (_rels/.rels).");
    }

    public IReadOnlyDictionary<string, byte[]> Parts => parts;

    /// <summary>What the parts are.</summary>
    public XmlElement Types { get; }

    /// <summary>The name of the part that holds the text.</summary>
    public string Main { get; }

    /// <summary>Opens a file that the guard has passed.</summary>
    public static TemplatePackage Open(byte[] content) => new(content);

    /// <summary>The name of the part of relationships of a part.</summary>
    public static string RelationshipsOf(string part)
    {
        var slash = part.LastIndexOf('/') + 1;
        return $"{part[..slash]}_rels/{part[slash..]}.rels";
    }

    /// <summary>The parts that a part refers to, of one kind, in the order of their names.</summary>
    /// <param name="part">The name of the part; empty for the package itself.</param>
    /// <param name="kind">The end of the type: <c>header</c>, <c>footnotes</c>.</param>
    public IReadOnlyList<string> Targets(string part, string kind)
    {
        if (!parts.TryGetValue(RelationshipsOf(part), out var relationships)) return [];

        return [.. XmlElement.Parse(relationships).Children
            .Where(one => one.Attribute("Type")?.EndsWith("/" + kind, StringComparison.Ordinal) == true && one.Attribute("TargetMode") != "External")
            .Select(one => Resolve(part, one.Attribute("Target") ?? ""))
            .Select(name => parts.ContainsKey(name) ? parts.Keys.First(key => string.Equals(key, name, StringComparison.OrdinalIgnoreCase)) : throw new DocxException($"Tệp Word bị hỏng: thiếu phần {name}."))
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    private static string Resolve(string part, string target)
    {
        var steps = new List<string>(target.StartsWith('/') ? [] : part.Split('/')[..^1]);
        foreach (var step in target.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (step == ".") continue;
            if (step != "..") steps.Add(step);
            else if (steps.Count > 0) steps.RemoveAt(steps.Count - 1);
            else throw new DocxException($"Tệp Word bị hỏng: tham chiếu {target} ra ngoài tệp.");
        }

        return string.Join('/', steps);
    }
}
