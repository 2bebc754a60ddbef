using System.Collections.Immutable;
using System.Text;

namespace QmsWorkflow.Documents.Filling;

/// <summary>Turns the elements of a part into nodes: all that no data touches becomes fixed text.</summary>
internal sealed class PartCompiler
{
    private readonly CompileContext context;
    private readonly ControlCompiler controls;
    private readonly string part;
    private FieldCodes codes;

    public PartCompiler(CompileContext context, string part)
    {
        (this.context, this.part) = (context, part);
        Places = new PlaceTracker(part);
        controls = new ControlCompiler(this, context);
        codes = new FieldCodes(context.Survey.Filled);
    }

    public PlaceTracker Places { get; }

    /// <summary>The paths in which names are looked up, the innermost first; each ends with a dot or is empty.</summary>
    public ImmutableArray<string> Scopes { get; set; } = [""];

    /// <summary>What <c>.</c> may mean: the item of the innermost repeated block.</summary>
    public ImmutableArray<string> Item { get; set; } = [""];

    /// <summary>How many repeated blocks are around.</summary>
    public int Repeats { get; set; }

    /// <summary>Inside a drawing for programs that do not know the better one: its fields are the same once more.</summary>
    public bool IsFallback { get; private set; }

    /// <summary>Inside a text that is replaced: controls there are no fields.</summary>
    public bool IsReplaced { get; set; }

    /// <summary>Inside the drawing that a picture of the data takes the place of.</summary>
    public bool IsPicture { get; set; }

    /// <summary>Inside a paragraph.</summary>
    public bool IsInline { get; private set; }

    public void CompileChildren(XmlElement parent, NodeList into)
    {
        for (var index = 0; index < parent.Children.Count; index++)
        {
            Compile(parent.Children[index], index + 1 < parent.Children.Count ? parent.Children[index + 1] : null, into);
        }
    }

    public void Compile(XmlElement element, XmlElement? next, NodeList into)
    {
        if (element.Space == Word.Main) CompileWord(element, next, into);
        else if (element.Space == CompileContext.Marker) into.Add(context.Markers[element]);
        else if (element.Name == "Fallback" && element.Space == Word.Compatibility) CompileFallback(element, into);
        else CompilePlain(element, into);
    }

    /// <summary>An element and what is in it; of its attributes some may depend on data.</summary>
    public void CompilePlain(XmlElement element, NodeList into)
    {
        CompileStart(element, into, isEmpty: element.Children.Count == 0 && element.Text.Length == 0);
        if (element.Children.Count == 0) element.WriteInside(into.Xml);
        else CompileChildren(element, into);
        element.WriteEnd(into.Xml);
    }

    private void CompileWord(XmlElement element, XmlElement? next, NodeList into)
    {
        switch (element.Name)
        {
            case "sdt": controls.Compile(element, into); break;
            case "p": CompileParagraph(element, next, into); break;
            case "tbl": CompileTable(element, into); break;
            case "tr": CompileRow(element, into); break;
            case "tc": CompileBox(element, into); break;
            case "hdr" or "ftr" or "txbxContent": CompileBox(element, into); break;
            case "r": CompileRun(element, into); break;
            case "fldSimple": CompileSimpleField(element, into); break;
            case "t" or "noBreakHyphen" or "tab" or "br":
                if (!IsFallback) into.AddWords(element.Name switch { "t" => element.Text, "noBreakHyphen" => "-", _ => " " });
                CompilePlain(element, into);
                break;
            case "bookmarkStart" or "bookmarkEnd": CompileBookmark(element, into); break;
            case "commentRangeStart" or "commentRangeEnd" or "commentReference" when Repeats > 0: into.Add(new FirstOnly(Xml(element))); break;
            case "instrText" when Repeats > 0 && FieldCodes.Named(element.Text, context.Survey.Bookmarks) is { } named: CompileInstruction(element, named, into); break;
            default: CompilePlain(element, into); break;
        }
    }

    private void CompileFallback(XmlElement element, NodeList into)
    {
        var outer = IsFallback;
        IsFallback = true;
        CompilePlain(element, into);
        IsFallback = outer;
    }

    private void CompileParagraph(XmlElement paragraph, XmlElement? next, NodeList into)
    {
        if (context.Markers.TryGetValue(paragraph, out var whole))
        {
            into.Add(whole);
            return;
        }

        var (outerPlace, outerInline) = (IsFallback ? 0 : Places.EnterParagraph(), IsInline);
        IsInline = true;
        var content = new NodeList();
        foreach (var child in paragraph.Children.Where(child => !child.IsWord("pPr"))) Compile(child, null, content);
        into.Add(new ParagraphNode(Shell(paragraph, next, hasNumber: true), content.ToArray()));
        IsInline = outerInline;
        if (!IsFallback) Places.LeaveParagraph(outerPlace);
    }

    /// <summary>The markup around the words of a paragraph.</summary>
    public ParagraphShell Shell(XmlElement paragraph, XmlElement? next, bool hasNumber)
    {
        var prefix = CompileContext.PrefixOf(paragraph);
        var start = new StringBuilder();
        WriteStart(paragraph, start);
        var opens = paragraph.Child("pPr") is { } own && Word.IsOn(own.Child("keepNext")) && IsTable(next) && paragraph.Descendants().All(inner => inner.Text.Length == 0);
        if (opens) context.IsDynamic = true;
        var end = NodeList.Bytes($"</{paragraph.QualifiedName}>");
        if (paragraph.Child("pPr") is not { } properties) return new ParagraphShell(Bytes(start), NodeList.Bytes($"<{prefix}pPr><{prefix}keepNext/></{prefix}pPr>"), [], end, opens);

        WriteStart(properties, start);
        properties.Child("pStyle")?.WriteTo(start);
        var rest = new StringBuilder();
        foreach (var child in properties.Children.Where(child => !child.IsWord("pStyle") && (hasNumber || !child.IsWord("numPr")))) child.WriteTo(rest);
        rest.Append("</").Append(properties.QualifiedName).Append('>');

        // The ending of a section stays where it is.
        var isFixed = properties.Child("sectPr") is not null || properties.Child("keepNext") is not null;
        return new ParagraphShell(Bytes(start), isFixed ? [] : NodeList.Bytes($"<{prefix}keepNext/>"), Bytes(rest), end, opens);
    }

    private static bool IsTable(XmlElement? next) => next is not null && (next.IsWord("tbl") || (next.IsWord("sdt") && next.Child("sdtContent")?.Children.FirstOrDefault()?.IsWord("tbl") == true));

    private void CompileTable(XmlElement table, NodeList into)
    {
        if (!IsFallback) Places.EnterTable();
        var (start, content) = (new StringBuilder(), new NodeList());
        WriteStart(table, start);
        CompileChildren(table, content);
        into.Add(new TableNode(Bytes(start), content.ToArray(), EndOf(table)));
        if (!IsFallback) Places.LeaveTable();
    }

    private void CompileRow(XmlElement row, NodeList into)
    {
        if (!IsFallback) Places.EnterRow();
        var (start, content) = (new StringBuilder(), new NodeList());
        WriteStart(row, start);
        CompileChildren(row, content);
        into.Add(new RowNode(Bytes(start), content.ToArray(), EndOf(row)));
        if (!IsFallback) Places.LeaveRow();
    }

    /// <summary>A cell, a page header or a text box: what it holds is apart from what is around.</summary>
    private void CompileBox(XmlElement box, NodeList into)
    {
        var (isCell, isTextBox) = (box.Name == "tc", box.Name == "txbxContent");
        var (outerInline, outerCodes) = (IsInline, codes);
        (IsInline, codes) = (false, isTextBox ? new FieldCodes(context.Survey.Filled) : codes);
        if (isCell && !IsFallback) Places.EnterCell();
        if (isTextBox) Places.EnterTextBox();
        into.Add(Box(box, CompileContext.PrefixOf(box), isCell));
        if (isTextBox) Places.LeaveTextBox();
        if (isCell && !IsFallback) Places.LeaveCell();
        (IsInline, codes) = (outerInline, outerCodes);
    }

    private BoxNode Box(XmlElement box, string prefix, bool isCell)
    {
        var (start, content) = (new StringBuilder(), new NodeList());
        WriteStart(box, start);
        CompileChildren(box, content);
        return new BoxNode(Bytes(start), content.ToArray(), EndOf(box), NodeList.Bytes($"<{prefix}p/>"), isCell);
    }

    private void CompileRun(XmlElement run, NodeList into)
    {
        var wasReplaced = codes.IsReplaced;
        if (wasReplaced && codes.Pending is { } shown && run.Children.Any(child => child.IsWord("t") || child.IsWord("fldChar")))
        {
            into.Add(new Reference(shown, context.Look(run, null)));
            codes.Written();
            context.Refer(shown);
        }

        foreach (var mark in run.Children.Where(child => child.IsWord("fldChar") || child.IsWord("instrText"))) codes.Meet(mark);
        if (!wasReplaced || !codes.IsReplaced) CompilePlain(run, into);
    }

    private void CompileSimpleField(XmlElement field, NodeList into)
    {
        if (FieldCodes.Shown(field.Value("instr") ?? "", context.Survey.Filled) is not { } shown)
        {
            CompilePlain(field, into);
            return;
        }

        CompileStart(field, into, isEmpty: false);
        into.Add(new Reference(shown, context.Look(field.Child("r"), field)));
        into.Xml.Append("</").Append(field.QualifiedName).Append('>');
        context.Refer(shown);
    }

    private void CompileInstruction(XmlElement instruction, (string Name, int Place) named, NodeList into)
    {
        WriteStart(instruction, into.Xml);
        XmlElement.Escape(instruction.Text[..named.Place], into.Xml, isAttribute: false);
        into.Add(new BookmarkName(named.Name));
        XmlElement.Escape(instruction.Text[(named.Place + named.Name.Length)..], into.Xml, isAttribute: false);
        instruction.WriteEnd(into.Xml);
    }

    public static void CompileBookmark(XmlElement mark, NodeList into)
    {
        var id = Survey.Id(mark.Value("id"));
        var others = new StringBuilder();
        foreach (var attribute in mark.Attributes.Where(attribute => attribute.Space != Word.Main || attribute.Name is not ("id" or "name"))) attribute.WriteTo(others);
        var start = NodeList.Bytes($"<{mark.QualifiedName}{others} {CompileContext.PrefixOf(mark)}id=\"");
        if (mark.Name == "bookmarkEnd") into.Add(new BookmarkEnd(id, start, "\"/>"u8.ToArray()));
        else into.Add(new BookmarkStart(id, mark.Value("name") ?? "", start, NodeList.Bytes($"\" {CompileContext.PrefixOf(mark)}name=\""), "\"/>"u8.ToArray()));
    }

    /// <summary>The start of an element that data may touch.</summary>
    private void CompileStart(XmlElement element, NodeList into, bool isEmpty)
    {
        into.Xml.Append('<').Append(element.QualifiedName);
        foreach (var attribute in element.Attributes)
        {
            if (IsLeftOut(element, attribute)) continue;
            if (Hole(element, attribute) is not { } hole)
            {
                attribute.WriteTo(into.Xml);
                continue;
            }

            attribute.WriteNameTo(into.Xml);
            into.Add(hole);
            into.Xml.Append('"');
        }

        into.Xml.Append(isEmpty ? "/>" : ">");
    }

    private Node? Hole(XmlElement element, XmlAttribute attribute) => (element.Name, attribute.Name) switch
    {
        ("docPr", "id") when Repeats > 0 && element.Space == Word.Placement => new DrawingId(Survey.Id(attribute.Value)),
        ("hyperlink", "anchor") when Repeats > 0 && element.Space == Word.Main && context.Survey.Bookmarks.Contains(attribute.Value) => new BookmarkName(attribute.Value),
        ("footnoteReference", "id") when element.Space == Word.Main => CompileNote(NoteKind.Footnote, attribute.Value),
        ("endnoteReference", "id") when element.Space == Word.Main => CompileNote(NoteKind.Endnote, attribute.Value),
        ("blip", "embed") when IsPicture && element.Space == Word.Drawing => new PictureValue(PictureHole.Relationship),
        ("extent", "cx") or ("ext", "cx") when IsPicture && IsSize(element) => new PictureValue(PictureHole.Width),
        ("extent", "cy") or ("ext", "cy") when IsPicture && IsSize(element) => new PictureValue(PictureHole.Height),
        _ => null,
    };

    /// <summary>A note is written where it is referred to: a note of a repeated row has the data of that row.</summary>
    private NoteReference? CompileNote(NoteKind kind, string id)
    {
        if (context.Note(kind, Survey.Id(id)) is not { } note) return null;

        var inner = new PartCompiler(context, part + NoteWriter.Place(kind)) { Scopes = Scopes, Item = Item, Repeats = Repeats, IsReplaced = IsReplaced };
        var start = new StringBuilder().Append('<').Append(note.QualifiedName);
        foreach (var attribute in note.Attributes.Where(attribute => attribute.Name != "id" || attribute.Space != Word.Main)) attribute.WriteTo(start);
        var prefix = CompileContext.PrefixOf(note);
        start.Append(' ').Append(prefix).Append("id=\"");
        var content = new NodeList();
        inner.CompileChildren(note, content);
        context.LeaveNote();
        return new NoteReference(kind, Survey.Id(id), Bytes(start), new BoxNode("\">"u8.ToArray(), content.ToArray(), EndOf(note), NodeList.Bytes($"<{prefix}p/>"), isCell: false));
    }

    private static bool IsSize(XmlElement element) => element.Space == Word.Placement || (element.Space == Word.Drawing && element.Parent is { Name: "xfrm" });

    /// <summary>The ids of paragraphs and rows may be in a document only once.</summary>
    private bool IsLeftOut(XmlElement element, XmlAttribute attribute) =>
        Repeats > 0 && attribute.Space == Word.Word2010 && attribute.Name is "paraId" or "textId" && element.Name is "p" or "tr";

    private void WriteStart(XmlElement element, StringBuilder xml)
    {
        xml.Append('<').Append(element.QualifiedName);
        foreach (var attribute in element.Attributes.Where(attribute => !IsLeftOut(element, attribute))) attribute.WriteTo(xml);
        xml.Append('>');
    }

    private static byte[] EndOf(XmlElement element) => NodeList.Bytes($"</{element.QualifiedName}>");

    private static byte[] Bytes(StringBuilder xml) => NodeList.Bytes(xml.ToString());

    private static byte[] Xml(XmlElement element)
    {
        var xml = new StringBuilder();
        element.WriteTo(xml);
        return Bytes(xml);
    }
}
