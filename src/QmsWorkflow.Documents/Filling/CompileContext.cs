using System.Collections.Immutable;
using System.Text;

namespace QmsWorkflow.Documents.Filling;

/// <summary>What the compilers of all parts of a template share.</summary>
/// <param name="survey">What the first walk found.</param>
/// <param name="placeholderStyles">The ids of the styles that show example text in grey.</param>
internal sealed class CompileContext(Survey survey, IReadOnlySet<string> placeholderStyles)
{
    /// <summary>The vocabulary of elements that stand for a node.</summary>
    public const string Marker = "qms";

    /// <summary>A note is compiled for each reference to it.</summary>
    private const int MaxNoteElements = 250_000;

    private readonly Dictionary<(NoteKind Kind, int Id), (XmlElement Note, int Size)> notes = [];
    private readonly HashSet<string> referenced = new(StringComparer.OrdinalIgnoreCase);
    private int drawings = survey.LastDrawing;
    private int noteElements;
    private int controls;
    private bool isInNote;

    public Survey Survey { get; } = survey;

    public ImmutableArray<TemplateField>.Builder Fields { get; } = ImmutableArray.CreateBuilder<TemplateField>();

    /// <summary>The nodes that elements of the tree stand for.</summary>
    public Dictionary<XmlElement, Node> Markers { get; } = [];

    public IReadOnlySet<string> Referenced => referenced;

    public int LastDrawing => drawings;

    /// <summary>The part that is compiled now depends on data.</summary>
    public bool IsDynamic { get; set; }

    /// <summary>The prefix of an element with its colon, or empty.</summary>
    public static string PrefixOf(XmlElement element) => element.Prefix.Length == 0 ? "" : element.Prefix + ":";

    public void Refer(string bookmark)
    {
        referenced.Add(bookmark);
        IsDynamic = true;
    }

    public int NextDrawing() => ++drawings;

    /// <returns>How many controls there are so far.</returns>
    public int CountControl() => ++controls;

    public XmlElement Stand(Node node)
    {
        var marker = new XmlElement("", "field", Marker);
        Markers[marker] = node;
        return marker;
    }

    public void AddNotes(NoteKind kind, XmlElement root)
    {
        foreach (var note in root.Children.Where(IsOrdinary)) notes[(kind, Survey.Id(note.Value("id")))] = (note, note.Descendants().Count());
    }

    /// <summary>A note that people wrote, not a line between notes and text.</summary>
    public static bool IsOrdinary(XmlElement note) => note.Name is "footnote" or "endnote" && note.Value("type") is null or "normal" && Survey.Id(note.Value("id")) > 0;

    /// <summary>A note to compile; null when there is none, or inside another note.</summary>
    public XmlElement? Note(NoteKind kind, int id)
    {
        if (isInNote || !notes.TryGetValue((kind, id), out var found)) return null;
        if ((noteElements += found.Size) > MaxNoteElements) throw new DocxException("Mẫu có quá nhiều chú thích.");

        (isInNote, IsDynamic) = (true, true);
        return found.Note.Clone();
    }

    public void LeaveNote() => isInNote = false;

    /// <summary>The look of the example's first run, without the grey of a placeholder.</summary>
    /// <param name="run">The run; null when the control is empty.</param>
    /// <param name="control">The control or field around it; may be left out where there is a run.</param>
    public RunLook Look(XmlElement? run, XmlElement? control) => new(Prefix(run, control), Text(Properties(run, control)));

    public RichLook RichLook(XmlElement? run, XmlElement control)
    {
        var (prefix, plain) = (Prefix(run, control), Properties(run, control));
        return new RichLook(
            new RunLook(prefix, Text(plain)),
            new RunLook(prefix, Text(Emphasised(plain, prefix, isBold: true, isItalic: false))),
            new RunLook(prefix, Text(Emphasised(plain, prefix, isBold: false, isItalic: true))),
            new RunLook(prefix, Text(Emphasised(plain, prefix, isBold: true, isItalic: true))));
    }

    private static string Prefix(XmlElement? run, XmlElement? control) => PrefixOf(run ?? control ?? throw new ArgumentNullException(nameof(run)));

    private XmlElement? Properties(XmlElement? run, XmlElement? control)
    {
        // While Word shows the placeholder's text, the look of what will be typed stands with the control.
        var settings = control?.Child("sdtPr");
        var properties = Word.IsOn(settings?.Child("showingPlcHdr")) && settings?.Child("rPr") is { } typed ? typed : run?.Child("rPr");
        run?.HandDownNamespaces();
        var copy = properties?.Clone();
        copy?.Remove(child => child.IsWord("rStyle") && placeholderStyles.Contains(child.Value() ?? ""));
        return copy;
    }

    private static XmlElement Emphasised(XmlElement? plain, string prefix, bool isBold, bool isItalic)
    {
        var properties = plain?.Clone() ?? new XmlElement(prefix.TrimEnd(':'), "rPr", Word.Main);
        // The order is fixed: style, fonts, b, bCs, i, iCs, all else.
        if (isBold) Put(properties, "b", ["rStyle", "rFonts"]);
        if (isItalic) Put(properties, "i", ["rStyle", "rFonts", "b", "bCs"]);
        return properties;
    }

    private static void Put(XmlElement properties, string name, string[] before)
    {
        properties.Remove(child => child.IsWord(name));
        var place = properties.Children.FindLastIndex(child => before.Contains(child.Name, StringComparer.Ordinal)) + 1;
        properties.Children.Insert(place, new XmlElement(properties.Prefix, name, Word.Main));
    }

    private static string Text(XmlElement? element)
    {
        var xml = new StringBuilder();
        element?.WriteTo(xml);
        return xml.ToString();
    }
}
