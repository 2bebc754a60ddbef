using System.Text;
using System.Xml;

namespace QmsWorkflow.Documents.Filling;

/// <summary>An element of a part as it stands in the file, prefixes included, so that what is not filled is written back as it was.</summary>
internal sealed class XmlElement(string prefix, string name, string space)
{
    /// <summary>A template of a hundred pages has some ten thousand.</summary>
    private const int MaxElements = 250_000;

    /// <summary>The tree is walked by methods that call themselves.</summary>
    private const int MaxDepth = 200;

    public string Prefix { get; } = prefix;

    public string Name { get; } = name;

    public string Space { get; } = space;

    public XmlElement? Parent { get; private set; }

    public List<XmlAttribute> Attributes { get; } = [];

    public List<XmlElement> Children { get; private set; } = [];

    /// <summary>The text of an element without children.</summary>
    public string Text { get; set; } = "";

    public string QualifiedName => Prefix.Length == 0 ? Name : $"{Prefix}:{Name}";

    /// <summary>An element of Word's own vocabulary.</summary>
    public bool IsWord(string name) => Name == name && Space == Word.Main;

    public string? Attribute(string name, string space = "")
    {
        foreach (var attribute in Attributes)
        {
            if (attribute.Name == name && attribute.Space == space) return attribute.Value;
        }

        return null;
    }

    /// <summary>A <c>w:</c> attribute.</summary>
    public string? Value(string name = "val") => Attribute(name, Word.Main);

    public XmlElement? Child(string name) => Children.Find(child => child.IsWord(name));

    public void Add(XmlElement child)
    {
        child.Parent = this;
        Children.Add(child);
    }

    public void Remove(Predicate<XmlElement> isGone) => Children.RemoveAll(isGone);

    /// <summary>All elements inside, in the order of the text.</summary>
    public IEnumerable<XmlElement> Descendants()
    {
        var waiting = new Stack<XmlElement>();
        for (var index = Children.Count - 1; index >= 0; index--) waiting.Push(Children[index]);
        while (waiting.TryPop(out var element))
        {
            yield return element;
            for (var index = element.Children.Count - 1; index >= 0; index--) waiting.Push(element.Children[index]);
        }
    }

    public XmlElement Clone()
    {
        var copy = new XmlElement(Prefix, Name, Space) { Text = Text };
        copy.Attributes.AddRange(Attributes);
        foreach (var child in Children) copy.Add(child.Clone());
        return copy;
    }

    /// <summary>Namespaces that this element declares go to its children: it is not written itself.</summary>
    public void HandDownNamespaces()
    {
        foreach (var declared in Attributes.Where(attribute => attribute.Space == Word.Xmlns))
        {
            foreach (var child in Children.Where(child => child.Attribute(declared.Name, Word.Xmlns) is null)) child.Attributes.Add(declared);
        }
    }

    /// <summary>Reads a part.</summary>
    /// <param name="xml">The bytes of the part; the guard has passed them.</param>
    /// <exception cref="XmlException">The part is no XML.</exception>
    public static XmlElement Parse(byte[] xml)
    {
        using var reader = XmlReader.Create(new MemoryStream(xml, writable: false), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
        XmlElement? root = null, current = null;
        var (text, count) = (new StringBuilder(), 0);
        while (reader.Read())
        {
            switch (reader.NodeType)
            {
                case XmlNodeType.Element:
                    if (++count > MaxElements) throw new DocxException("Mẫu có quá nhiều phần tử bên trong.");
                    if (reader.Depth > MaxDepth) throw new DocxException("Mẫu lồng quá sâu.");
                    text.Clear();
                    var element = Start(reader);
                    if (current is null) root = element;
                    else current.Add(element);
                    if (!reader.IsEmptyElement) current = element;
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace when current is not null:
                    text.Append(reader.Value);
                    break;
                case XmlNodeType.EndElement:
                    // Between elements Word has no text; what stands there is white space of a pretty printer.
                    if (current!.Children.Count == 0) current.Text = text.ToString();
                    current = current.Parent;
                    break;
            }
        }

        return root ?? throw new XmlException("Không có phần tử gốc.");
    }

    private static XmlElement Start(XmlReader reader)
    {
        var element = new XmlElement(reader.Prefix, reader.LocalName, reader.NamespaceURI);
        while (reader.MoveToNextAttribute()) element.Attributes.Add(new XmlAttribute(reader.Name, reader.LocalName, reader.NamespaceURI, reader.Value));
        reader.MoveToElement();
        return element;
    }

    /// <summary>Writes the element with all it holds.</summary>
    public void WriteTo(StringBuilder xml)
    {
        WriteStart(xml);
        WriteInside(xml);
        WriteEnd(xml);
    }

    public void WriteStart(StringBuilder xml)
    {
        xml.Append('<').Append(QualifiedName);
        foreach (var attribute in Attributes) attribute.WriteTo(xml);
        xml.Append(Children.Count == 0 && Text.Length == 0 ? "/>" : ">");
    }

    public void WriteInside(StringBuilder xml)
    {
        if (Children.Count == 0) Escape(Text, xml, isAttribute: false);
        else foreach (var child in Children) child.WriteTo(xml);
    }

    public void WriteEnd(StringBuilder xml)
    {
        if (Children.Count > 0 || Text.Length > 0) xml.Append("</").Append(QualifiedName).Append('>');
    }

    public static void Escape(string text, StringBuilder xml, bool isAttribute)
    {
        foreach (var letter in text)
        {
            switch (letter)
            {
                case '&': xml.Append("&amp;"); break;
                case '<': xml.Append("&lt;"); break;
                case '>': xml.Append("&gt;"); break;
                case '"' when isAttribute: xml.Append("&quot;"); break;
                case '\r': xml.Append("&#13;"); break;
                case '\n' when isAttribute: xml.Append("&#10;"); break;
                case '\t' when isAttribute: xml.Append("&#9;"); break;
                default: xml.Append(letter); break;
            }
        }
    }
}

/// <summary>An attribute with its name as written.</summary>
internal readonly record struct XmlAttribute(string QualifiedName, string Name, string Space, string Value)
{
    public void WriteTo(StringBuilder xml)
    {
        WriteNameTo(xml);
        XmlElement.Escape(Value, xml, isAttribute: true);
        xml.Append('"');
    }

    /// <summary>All before the value; the quotation mark that closes it is the caller's.</summary>
    public void WriteNameTo(StringBuilder xml) => xml.Append(' ').Append(QualifiedName).Append("=\"");
}
