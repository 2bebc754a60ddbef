using System.Text;

namespace QmsWorkflow.Documents.Filling;

/// <summary>Follows the fields of Word through the runs that they are spread over: begin, instruction, separator, result, end.</summary>
internal sealed class FieldCodes(IReadOnlySet<string> bookmarks)
{
    private static readonly string[] PlainSwitches = ["\\h", "\\*", "MERGEFORMAT", "CHARFORMAT"];

    private readonly Stack<Field> open = new();
    private int replaced;

    /// <summary>What stands here is the result of a reference that is written anew.</summary>
    public bool IsReplaced => replaced > 0;

    /// <summary>The bookmark whose text the innermost field shows, if that has still to be written.</summary>
    public string? Pending => open.TryPeek(out var last) && last is { Bookmark: not null, IsWritten: false } ? last.Bookmark : null;

    public void Written() => open.Peek().IsWritten = true;

    public void Meet(XmlElement mark)
    {
        switch (mark.Name, mark.Value("fldCharType"))
        {
            case ("instrText", _):
                if (open.TryPeek(out var current)) current.Instruction.Append(mark.Text);
                break;
            case (_, "begin"):
                open.Push(new Field());
                break;
            case (_, "separate") when open.TryPeek(out var field) && !IsReplaced:
                field.Bookmark = Shown(field.Instruction.ToString(), bookmarks);
                if (field.Bookmark is not null) replaced++;
                break;
            case (_, "end") when open.TryPop(out var ended):
                if (ended.Bookmark is not null) replaced--;
                break;
        }
    }

    /// <summary>The bookmark whose text a field shows as it is: REF with no switch that asks for something else.</summary>
    public static string? Shown(string instruction, IReadOnlySet<string> bookmarks)
    {
        var words = instruction.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return words.Length >= 2 && words[0].Equals("REF", StringComparison.OrdinalIgnoreCase) && words.Skip(2).All(word => PlainSwitches.Contains(word, StringComparer.OrdinalIgnoreCase))
            && bookmarks.Contains(words[1].Trim('"')) ? words[1].Trim('"') : null;
    }

    /// <summary>The bookmark that a field names, whatever it shows of it, and where the name stands in the instruction.</summary>
    public static (string Name, int Place)? Named(string instruction, IReadOnlySet<string> bookmarks)
    {
        var words = instruction.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (words.Length < 2 || words[0].ToUpperInvariant() is not ("REF" or "PAGEREF" or "NOTEREF")) return null;

        var name = words[1].Trim('"');
        var place = instruction.IndexOf(name, instruction.IndexOf(words[0], StringComparison.Ordinal) + words[0].Length, StringComparison.Ordinal);
        return bookmarks.Contains(name) && place >= 0 ? (name, place) : null;
    }

    private sealed class Field
    {
        public StringBuilder Instruction { get; } = new();

        public string? Bookmark { get; set; }

        public bool IsWritten { get; set; }
    }
}
