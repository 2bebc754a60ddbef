namespace QmsWorkflow.Engine.Expressions.Script.Patterns;

/// <summary>The pattern is wrong or uses what a linear-time matcher cannot do.</summary>
internal sealed class RegexFault(string message) : Exception(message);

internal enum RegexOp
{
    Char,
    Set,
    Split,
    Jump,
    Save,
    Reset,
    LineStart,
    LineEnd,
    WordBoundary,
    NotWordBoundary,
    Match,
}

/// <param name="A">Char: the character; Split: the preferred branch; Jump: where to; Save: the slot; Reset: first slot.</param>
/// <param name="B">Split: the other branch; Reset: the slot after the last.</param>
internal readonly record struct Instruction(RegexOp Op, int A = 0, int B = 0, CharacterSet? Set = null);

/// <summary>A compiled pattern.</summary>
internal sealed class RegexProgram
{
    public required string Source { get; init; }

    public required string Flags { get; init; }

    public required Instruction[] Code { get; init; }

    public required int Groups { get; init; }

    public required IReadOnlyList<(string Name, int Group)> Names { get; init; }

    public bool Global => Flags.Contains('g', StringComparison.Ordinal);

    public bool IgnoreCase => Flags.Contains('i', StringComparison.Ordinal);

    public bool Multiline => Flags.Contains('m', StringComparison.Ordinal);

    public bool Unicode => Flags.Contains('u', StringComparison.Ordinal);

    public bool Sticky => Flags.Contains('y', StringComparison.Ordinal);

    /// <summary>The source as it would stand between slashes.</summary>
    public static string Shown(string source)
    {
        var built = new System.Text.StringBuilder();
        var inClass = false;
        for (var i = 0; i < source.Length; i++)
        {
            var c = source[i];
            if (c == '\\' && i + 1 < source.Length && !Syntax.Lexer.IsLineBreak(source[i + 1]))
            {
                built.Append(c).Append(source[++i]);
                continue;
            }

            inClass = c == '[' || (inClass && c != ']');
            built.Append(c switch { '/' when !inClass => "\\/", '\n' => "\\n", '\r' => "\\r", _ => c.ToString() });
        }

        return built.ToString();
    }
}

/// <summary>A set of characters as ranges, perhaps negated, perhaps blind to case.</summary>
internal sealed class CharacterSet(bool negated, bool ignoreCase, bool unicode)
{
    private readonly List<(int From, int To)> ranges = [];
    private readonly List<CharacterSet> parts = [];
    private bool isSorted;

    public void Add(int from, int to) => ranges.Add((from, to));

    public void Add(CharacterSet part) => parts.Add(part);

    public bool Contains(int c)
    {
        var found = Has(c);
        if (!found && ignoreCase)
        {
            found = Has(Lower(c)) || Has(Upper(c)) || Has(Fold(c, unicode));
        }

        return found != negated;
    }

    /// <summary>About how many ranges a test may have to look at.</summary>
    public int Cost => isSorted ? 1 : ranges.Count + (parts.Count * 10);

    /// <summary>To be called where the ranges were added in ascending order and are many.</summary>
    public void MarkSorted() => isSorted = true;

    private bool Has(int c)
    {
        if (isSorted)
        {
            var place = ranges.BinarySearch((c, int.MaxValue));
            place = place < 0 ? ~place - 1 : place;
            return place >= 0 && c <= ranges[place].To;
        }

        foreach (var (from, to) in ranges)
        {
            if (c >= from && c <= to)
                return true;
        }

        foreach (var part in parts)
        {
            if (part.Contains(c))
                return true;
        }

        return false;
    }

    public static int Fold(int c, bool unicode) => unicode ? Lower(Upper(c)) : Upper(c);

    private static int Lower(int c)
    {
        var lower = c <= 0xFFFF ? char.ToLowerInvariant((char)c) : c;
        return lower < 128 && c >= 128 ? c : lower;
    }

    /// <summary>Upper case, but nothing outside ASCII becomes ASCII.</summary>
    private static int Upper(int c)
    {
        var upper = c <= 0xFFFF ? char.ToUpperInvariant((char)c) : c;
        return upper < 128 && c >= 128 ? c : upper;
    }
}
