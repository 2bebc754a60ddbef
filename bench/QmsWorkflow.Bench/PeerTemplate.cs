using System.IO.Compression;
using System.Xml.Linq;

namespace QmsWorkflow.Bench;

/// <summary>Turns one of our templates into one of docxtemplater's: the same text, tables and formatting, with {tags} in the places of the controls.</summary>
internal static class PeerTemplate
{
    private static readonly XNamespace W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

    public static byte[] From(byte[] template)
    {
        using var content = new MemoryStream();
        content.Write(template);
        using (var zip = new ZipArchive(content, ZipArchiveMode.Update, leaveOpen: true))
        {
            foreach (var name in zip.Entries.Select(entry => entry.FullName).Where(name => name.EndsWith(".xml", StringComparison.Ordinal)).ToList()) Change(zip, name);
        }

        return content.ToArray();
    }

    private static void Change(ZipArchive zip, string name)
    {
        XDocument part;
        using (var stream = zip.GetEntry(name)!.Open()) part = XDocument.Load(stream, LoadOptions.PreserveWhitespace);
        if (!part.Descendants(W + "sdt").Any()) return;

        // The innermost controls first: what is around them is moved with its content.
        foreach (var control in part.Descendants(W + "sdt").Reverse().ToList()) Replace(control);
        zip.GetEntry(name)!.Delete();
        using var target = zip.CreateEntry(name).Open();
        part.Save(target, SaveOptions.DisableFormatting);
    }

    private static void Replace(XElement control)
    {
        var tag = (string?)control.Element(W + "sdtPr")?.Element(W + "tag")?.Attribute(W + "val") ?? "";
        var content = control.Element(W + "sdtContent")!;
        var (kind, name) = tag.Split(':') is [var first, var second] ? (first, second) : ("", tag);
        switch (kind)
        {
            case "each" or "if": Loop(content, "#" + name, "/" + name); break;
            case "ifnot": Loop(content, "^" + name, "/" + name); break;
            case "image": content.RemoveNodes(); break;
            default: Words(content, name); break;
        }

        control.ReplaceWith(content.Nodes());
    }

    private static void Words(XElement content, string name)
    {
        if (name.Length == 0) return;

        var texts = content.Descendants(W + "t").ToList();
        texts[0].Value = $"{{{name}}}";
        foreach (var more in texts.Skip(1)) more.Remove();
    }

    /// <summary>Around rows the marks stand in the first and the last cell; around paragraphs in paragraphs of their own; around words beside them.</summary>
    private static void Loop(XElement content, string start, string end)
    {
        var first = content.Elements().First();
        if (first.Name == W + "tr")
        {
            first.Descendants(W + "p").First().Elements(W + "pPr").Last().AddAfterSelf(Run(start));
            content.Elements().Last().Descendants(W + "p").Last().Add(Run(end));
        }
        else if (first.Name == W + "p" || first.Name == W + "tbl")
        {
            content.AddFirst(new XElement(W + "p", Run(start)));
            content.Add(new XElement(W + "p", Run(end)));
        }
        else
        {
            content.AddFirst(Run(start));
            content.Add(Run(end));
        }
    }

    private static XElement Run(string tag) => new(W + "r", new XElement(W + "t", $"{{{tag}}}"));
}
