using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using QmsWorkflow.Documents.Tests.Support;

namespace QmsWorkflow.Documents.Tests.Fuzz;

/// <summary>Spoils a Word file in the ways that carelessness and malice spoil files. The same seed spoils it the same way.</summary>
internal sealed class Mutation(Random random)
{
    private static readonly string[] Poison =
    [
        "<!DOCTYPE a [<!ENTITY b \"c\">]>", "&b;", "&#0;", "&#xFFFF;", "]]>", "<![CDATA[", "<!--", "-->", "<?xml version=\"1.1\"?>", "\0", "\uFFFE", "<w:sdt>", "</w:sdtContent>", "<w:p>", "</w:p>", "xmlns:w=\"\"", "xml:space=\"x\"",
        "w:val=\"99999999999999999999\"", "w:val=\"-1\"", "w:id=\"0\"", "w:id=\"2147483647\"", "w:val=\"each:\"", "w:val=\"each:.\"", "w:val=\"image:title\"", "w:val=\"rich:.\"", "w:val=\"if:\"", "w:val=\"a..b\"", "w:val=\":\"",
        "<w:altChunk/>", "<w:instrText> DDEAUTO </w:instrText>", "TargetMode=\"External\"", "Target=\"../../../etc/passwd\"", "Target=\"\"", "Target=\"word/document.xml\"", "encoding=\"utf-7\"", "encoding=\"utf-16\"",
    ];

    private static readonly string[] Names = ["sdt", "sdtContent", "sdtPr", "tag", "p", "pPr", "r", "rPr", "t", "tbl", "tr", "tc", "tcPr", "body", "txbxContent", "bookmarkStart", "bookmarkEnd", "fldChar", "instrText", "fldSimple", "footnoteReference", "sectPr", "drawing", "x"];

    /// <summary>One case: some damage to elements, texts and parts, or to the bytes of the zip.</summary>
    public byte[] Of(byte[] whole)
    {
        if (random.Next(4) == 0) return Bytes(whole);

        var parts = Word.Parts(whole).ToList();
        for (var damage = random.Next(1, 5); damage > 0 && parts.Count > 0; damage--) Spoil(parts);
        var zip = Zip(parts);
        return random.Next(10) == 0 ? Bytes(zip) : zip;
    }

    /// <summary>Data with one field left out or of another kind.</summary>
    public JsonObject Of(JsonObject whole)
    {
        var data = (JsonObject)whole.DeepClone();
        var name = data.Select(pair => pair.Key).ElementAt(random.Next(data.Count));
        if (random.Next(3) == 0) data.Remove(name);
        else data[name] = random.Next(6) switch { 0 => null, 1 => true, 2 => 1e300, 3 => new JsonArray("a", null, new JsonObject()), 4 => new JsonObject { [name] = "a" }, _ => "\u0001" };
        return data;
    }

    private void Spoil(List<KeyValuePair<string, string>> parts)
    {
        // Most damage is done where the program reads most.
        var index = random.Next(2) == 0 ? parts.FindIndex(part => part.Key == "word/document.xml") : random.Next(parts.Count);
        if (index < 0) index = random.Next(parts.Count);
        var (name, text) = (parts[index].Key, parts[index].Value);
        switch (random.Next(10))
        {
            case < 4: parts[index] = new(name, Element(text)); break;
            case < 7: parts[index] = new(name, Letters(text)); break;
            case 7: parts.RemoveAt(index); break;
            case 8: parts.Add(new(random.Next(3) switch { 0 => name, 1 => name.ToUpperInvariant(), _ => "../" + name }, text)); break;
            default: parts[index] = new(random.Next(3) switch { 0 => "/" + name, 1 => name.Replace('/', '\\'), _ => parts[random.Next(parts.Count)].Key }, text); break;
        }
    }

    private string Letters(string text)
    {
        var at = random.Next(text.Length + 1);
        var length = Math.Min(random.Next(1, 60), text.Length - at);
        return random.Next(5) switch
        {
            0 => text.Remove(at, length),
            1 => text.Insert(at, text.Substring(at, length)),
            2 => text.Insert(at, new string('x', random.Next(1, 5000))),
            _ => text.Insert(at, Poison[random.Next(Poison.Length)]),
        };
    }

    private string Element(string text)
    {
        XDocument document;
        try
        {
            document = XDocument.Parse(text, LoadOptions.PreserveWhitespace);
        }
        catch (System.Xml.XmlException)
        {
            return Letters(text);
        }

        for (var times = random.Next(1, 4); times > 0; times--)
        {
            var all = document.Descendants().ToList();
            var (one, other) = (all[random.Next(all.Count)], all[random.Next(all.Count)]);
            Change(one, other);
            if (document.Root is null) return "";
        }

        return document.ToString(SaveOptions.DisableFormatting);
    }

    private void Change(XElement one, XElement other)
    {
        var attributes = one.Attributes().Where(attribute => !attribute.IsNamespaceDeclaration && attribute.Name.Namespace != XNamespace.Xml).ToList();
        switch (random.Next(8))
        {
            case 0: one.Remove(); break;
            case 1: one.AddAfterSelf(one.Parent is null ? null : new XElement(one)); break;
            case 2: one.Add(new XElement(other)); break;
            case 3 when one.Parent is not null: one.ReplaceWith(one.Nodes()); break;
            case 4: one.Name = one.Name.Namespace + Names[random.Next(Names.Length)]; break;
            case 5 when attributes.Count > 0: attributes[random.Next(attributes.Count)].Remove(); break;
            case 6 when attributes.Count > 0: attributes[random.Next(attributes.Count)].Value = random.Next(2) == 0 ? other.Attributes().FirstOrDefault()?.Value ?? "" : new string('9', random.Next(40)); break;
            case 7 when one.Parent is not null:
                var inner = new XElement(one);
                var control = XElement.Parse($"<w:sdt {Word.Namespaces}><w:sdtPr><w:tag w:val=\"{(random.Next(3) switch { 0 => "each:rows", 1 => "if:title", _ => "title" })}\"/></w:sdtPr><w:sdtContent/></w:sdt>");
                control.Elements().Last().Add(inner);
                one.ReplaceWith(control);
                break;
            default: one.RemoveNodes(); break;
        }
    }

    private byte[] Bytes(byte[] whole)
    {
        var file = whole.ToArray();
        for (var hits = random.Next(1, 20); hits > 0; hits--)
        {
            // The directory of a zip stands at its end.
            var place = random.Next(2) == 0 ? random.Next(file.Length) : file.Length - 1 - random.Next(Math.Min(file.Length, 800));
            file[place] = random.Next(3) switch { 0 => 0, 1 => 0xFF, _ => (byte)random.Next(256) };
        }

        return random.Next(8) == 0 ? file[..random.Next(file.Length)] : file;
    }

    private static byte[] Zip(List<KeyValuePair<string, string>> parts)
    {
        using var content = new MemoryStream();
        using (var zip = new ZipArchive(content, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, text) in parts)
            {
                using var stream = zip.CreateEntry(name, CompressionLevel.Fastest).Open();
                stream.Write(Encoding.UTF8.GetBytes(text));
            }
        }

        return content.ToArray();
    }
}
