using System.Collections.Immutable;
using System.Text;
using System.Xml;

namespace QmsWorkflow.Documents.Filling;

/// <summary>Reads all parts of a template and makes them ready to be filled.</summary>
internal static class TemplateCompiler
{
    private const string Declaration = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>""" + "\n";

    /// <param name="package">The file.</param>
    /// <param name="prefix">What stands before places in messages: <c>mẫu annual-plan/ke-hoach, </c>.</param>
    /// <exception cref="DocxException">The file is broken, or has no text.</exception>
    public static CompiledTemplate Compile(TemplatePackage package, string prefix)
    {
        var roots = Read(package, prefix);
        var notes = Notes(package);
        var survey = new Survey();
        foreach (var (_, _, root) in roots) survey.Read(root);
        foreach (var (_, _, root) in notes) survey.Read(root);
        var context = new CompileContext(survey, PlaceholderStyles(package));
        foreach (var (kind, _, root) in notes) context.AddNotes(kind, root);

        var parts = ImmutableArray.CreateBuilder<CompiledPart>();
        foreach (var (name, place, root) in roots)
        {
            context.IsDynamic = name == package.Main;
            var nodes = new NodeList();
            nodes.Xml.Append(Declaration);
            new PartCompiler(context, place).Compile(root, null, nodes);
            // A part that no data touches stays as it is, to the byte.
            if (context.IsDynamic) parts.Add(new CompiledPart(name, place, nodes.ToArray()));
        }

        return new CompiledTemplate
        {
            Parts = parts.ToImmutable(),
            Notes = [.. notes.Select(part => Compile(part.Kind, part.Name, part.Root))],
            Fields = context.Fields.ToImmutable(),
            Bookmarks = survey.Bookmarks,
            Referenced = context.Referenced,
            LastBookmark = survey.LastBookmark,
            LastDrawing = context.LastDrawing,
            LastNote = survey.LastNote,
            FreshName = FreshName(package),
        };
    }

    private static List<(string Name, string Place, XmlElement Root)> Read(TemplatePackage package, string prefix)
    {
        var main = Parse(package, package.Main);
        if (main.Space == Word.Strict) throw new DocxException("Tệp Word lưu theo kiểu \"Strict Open XML\". Hãy lưu lại thành \"Word Document (.docx)\".");
        if (!main.IsWord("document") || main.Child("body") is null) throw new DocxException("Tệp Word không có nội dung chính.");

        List<(string, string, XmlElement)> roots = [(package.Main, prefix + "thân văn bản", main)];
        roots.AddRange(package.Targets(package.Main, "header").Select(name => (name, prefix + "đầu trang", Root(package, name, "hdr"))));
        roots.AddRange(package.Targets(package.Main, "footer").Select(name => (name, prefix + "chân trang", Root(package, name, "ftr"))));
        return roots;
    }

    private static List<(NoteKind Kind, string Name, XmlElement Root)> Notes(TemplatePackage package) =>
    [
        .. package.Targets(package.Main, "footnotes").Take(1).Select(name => (NoteKind.Footnote, name, Root(package, name, "footnotes"))),
        .. package.Targets(package.Main, "endnotes").Take(1).Select(name => (NoteKind.Endnote, name, Root(package, name, "endnotes"))),
    ];

    private static CompiledNotes Compile(NoteKind kind, string name, XmlElement root)
    {
        var start = new StringBuilder(Declaration).Append('<').Append(root.QualifiedName);
        foreach (var attribute in root.Attributes) attribute.WriteTo(start);
        start.Append('>');
        foreach (var line in root.Children.Where(child => !CompileContext.IsOrdinary(child))) line.WriteTo(start);
        return new CompiledNotes(name, kind, NodeList.Bytes(start.ToString()), NodeList.Bytes($"</{root.QualifiedName}>"));
    }

    private static XmlElement Root(TemplatePackage package, string name, string element)
    {
        var root = Parse(package, name);
        return root.IsWord(element) ? root : throw new DocxException($"Phần {name} của tệp Word bị hỏng: bắt đầu bằng {root.QualifiedName}.");
    }

    private static XmlElement Parse(TemplatePackage package, string name)
    {
        try
        {
            return XmlElement.Parse(package.Parts[name]);
        }
        catch (XmlException broken)
        {
            throw new DocxException($"Phần {name} của tệp Word bị hỏng (dòng {broken.LineNumber}): {broken.Message}");
        }
    }

    /// <summary>The style of example text has an id that depends on the language of the Word that made the file; its name does not.</summary>
    private static HashSet<string> PlaceholderStyles(TemplatePackage package)
    {
        HashSet<string> ids = new(StringComparer.Ordinal) { "PlaceholderText" };
        foreach (var name in package.Targets(package.Main, "styles").Take(1))
        {
            ids.UnionWith(Parse(package, name).Children
                .Where(style => style.IsWord("style") && style.Child("name")?.Value() is { } title && title.Equals("Placeholder Text", StringComparison.OrdinalIgnoreCase))
                .Select(style => style.Value("styleId") ?? ""));
        }

        return ids;
    }

    private static string FreshName(TemplatePackage package)
    {
        var name = "qms";
        while (package.Parts.Keys.Any(part => part.StartsWith($"word/media/{name}", StringComparison.OrdinalIgnoreCase))) name += "x";
        return name;
    }
}
