using System.Globalization;

namespace QmsWorkflow.Documents.Filling;

/// <summary>A first walk over all parts: which bookmarks there are, which of them hold fields, and the largest ids.</summary>
internal sealed class Survey
{
    private readonly HashSet<string> bookmarks = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> filled = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, (string Name, int Controls, int Depth)> open = new(StringComparer.Ordinal);
    private int controls;
    private int depth;

    public IReadOnlySet<string> Bookmarks => bookmarks;

    /// <summary>The bookmarks whose text depends on data.</summary>
    public IReadOnlySet<string> Filled => filled;

    public int LastBookmark { get; private set; }

    public int LastDrawing { get; private set; }

    public int LastNote { get; private set; }

    public void Read(XmlElement root)
    {
        open.Clear();
        Walk(root);
    }

    /// <summary>An id as Word counts them; anything else is 0.</summary>
    public static int Id(string? text) => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var id) && id is > 0 and < int.MaxValue / 2 ? id : 0;

    private void Walk(XmlElement element)
    {
        var isControl = element.IsWord("sdt") && TemplateTag.Of(element) is { IsForeign: false };
        switch (element.Name)
        {
            case "bookmarkStart" when element.Space == Word.Main: Start(element); break;
            case "bookmarkEnd" when element.Space == Word.Main: End(element); break;
            case "docPr" when element.Space == Word.Placement: LastDrawing = Math.Max(LastDrawing, Id(element.Attribute("id"))); break;
            case "footnote" or "endnote" when element.Space == Word.Main: LastNote = Math.Max(LastNote, Id(element.Value("id"))); break;
        }

        if (isControl) (controls, depth) = (controls + 1, depth + 1);
        foreach (var child in element.Children) Walk(child);
        if (isControl) depth--;
    }

    private void Start(XmlElement mark)
    {
        LastBookmark = Math.Max(LastBookmark, Id(mark.Value("id")));
        if (mark.Value("name") is not { Length: > 0 } name) return;

        bookmarks.Add(name);
        open[mark.Value("id") ?? ""] = (name, controls, depth);
    }

    private void End(XmlElement mark)
    {
        if (open.Remove(mark.Value("id") ?? "", out var bookmark) && (bookmark.Depth > 0 || bookmark.Controls != controls)) filled.Add(bookmark.Name);
    }
}
