using System.Globalization;
using System.Text;

namespace QmsWorkflow.Documents.Filling;

/// <summary>The bookmarks that begin and end inside a repeated block: each copy gets its own.</summary>
internal sealed record BookmarkSet(IReadOnlyList<string> Names, IReadOnlyList<int> Ids);

/// <summary>
/// Bookmarks and what the fields that refer to them show. A reference may stand before its bookmark: then the document is written a second time
/// with the texts that the first time found.
/// </summary>
/// <param name="template">Which bookmarks there are, and which of them are referred to.</param>
internal sealed class ReferenceTexts(CompiledTemplate template)
{
    private const int LongestName = 40;

    /// <summary>What a cross reference shows is a number or a title, not a chapter.</summary>
    private const int LongestText = 20_000;
    private const int MostOpen = 64;

    private readonly Dictionary<string, string> texts = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<(int Id, string Name, StringBuilder Text)> open = [];
    private readonly Dictionary<string, int> copies = new(StringComparer.OrdinalIgnoreCase);
    private CopyNames? names;
    private int lastId;

    /// <summary>Whether another pass would show other texts.</summary>
    public bool IsChanged { get; private set; }

    /// <summary>Inside a second or later copy of a repeated block: ids must be new.</summary>
    public bool IsCopy { get; private set; }

    public bool IsCapturing => open.Count > 0;

    /// <summary>Makes ready for a pass; texts that an earlier one found are kept.</summary>
    public void Start()
    {
        (lastId, names, IsChanged, IsCopy) = (template.LastBookmark, null, false, false);
        open.Clear();
        copies.Clear();
    }

    /// <returns>What <see cref="LeaveCopy"/> goes back to.</returns>
    public (CopyNames? Names, bool IsCopy) EnterCopy(BookmarkSet set)
    {
        var outer = (names, IsCopy);
        IsCopy = true;
        if (set.Names.Count == 0) return outer;

        names = new CopyNames(names);
        foreach (var name in set.Names) names.Names[name] = Fresh(name);
        foreach (var id in set.Ids) names.Ids[id] = ++lastId;
        return outer;
    }

    public void LeaveCopy((CopyNames? Names, bool IsCopy) outer) => (names, IsCopy) = outer;

    /// <summary>The name that a bookmark has here.</summary>
    public string NameOf(string name) => names?.NameOf(name) ?? name;

    /// <summary>The id of a bookmark here; null when it reaches over the edge of a repeated block and may stand only in the first copy.</summary>
    public int? IdOf(int id) => IsCopy ? names?.IdOf(id) : id;

    public void Begin(int id, string name)
    {
        if (open.Count < MostOpen && template.Referenced.Contains(name)) open.Add((id, NameOf(name), new StringBuilder()));
    }

    public void End(int id)
    {
        var place = open.FindLastIndex(bookmark => bookmark.Id == id);
        if (place < 0) return;

        var (name, text) = (open[place].Name, open[place].Text.ToString());
        IsChanged |= texts.TryGetValue(name, out var before) && before != text;
        texts[name] = text;
        open.RemoveAt(place);
    }

    /// <summary>Text is written; open bookmarks hold it.</summary>
    public void Capture(ReadOnlySpan<char> text)
    {
        foreach (var bookmark in open) bookmark.Text.Append(text[..Math.Min(text.Length, LongestText - bookmark.Text.Length)]);
    }

    /// <summary>What a reference shows: null when its bookmark has not been met yet.</summary>
    public string? TextOf(string name)
    {
        if (texts.TryGetValue(NameOf(name), out var text)) return text;

        IsChanged = true;
        return null;
    }

    private string Fresh(string name)
    {
        while (true)
        {
            var number = copies[name] = copies.GetValueOrDefault(name, 1) + 1;
            var ending = "_" + number.ToString(CultureInfo.InvariantCulture);
            var fresh = name[..Math.Min(name.Length, LongestName - ending.Length)] + ending;
            if (!template.Bookmarks.Contains(fresh)) return fresh;
        }
    }

    /// <summary>The names and ids of a copy, and of the copies around it.</summary>
    public sealed class CopyNames(CopyNames? outer)
    {
        public Dictionary<string, string> Names { get; } = new(StringComparer.OrdinalIgnoreCase);

        public Dictionary<int, int> Ids { get; } = [];

        public string? NameOf(string name) => Names.TryGetValue(name, out var fresh) ? fresh : outer?.NameOf(name);

        public int? IdOf(int id) => Ids.TryGetValue(id, out var fresh) ? fresh : outer?.IdOf(id);
    }
}
