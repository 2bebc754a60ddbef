using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;

namespace QmsWorkflow.Documents.Filling;

/// <summary>Numbers that people type before paragraphs: <c>1.</c>, <c>2)</c>, <c>a)</c>, <c>đ)</c> (khoản, điểm: NĐ 30/2020, Phụ lục I, mục II.6).</summary>
internal static partial class TypedNumbers
{
    /// <summary>The letters of điểm in the order of the Vietnamese alphabet, as the laws count them.</summary>
    private static readonly string[] Letters = ["a", "b", "c", "d", "đ", "e", "g", "h", "i", "k", "l", "m", "n", "o", "p", "q", "r", "s", "t", "u", "v", "x", "y"];

    public static bool IsNumbered(string line) => Mark().IsMatch(line);

    public static bool HasAny(ImmutableArray<string> lines) => lines.Any(IsNumbered);

    /// <summary>Whether the numbers are what a counter gives: 1, 2, 3 … or a, b, c …, of one kind and without gaps.</summary>
    public static bool IsCount(ImmutableArray<string> lines)
    {
        var marks = lines.Select(line => Mark().Match(line)).Where(match => match.Success).Select(match => match.Groups["mark"].Value).ToList();
        return marks.Count > 0 && (marks.Select((mark, index) => mark == (index + 1).ToString(CultureInfo.InvariantCulture)).All(fits => fits)
            || (marks.Count <= Letters.Length && marks.SequenceEqual(Letters.Take(marks.Count), StringComparer.Ordinal)));
    }

    public static string Without(string line) => line[Mark().Match(line).Length..];

    [GeneratedRegex(@"^(?<mark>[0-9]{1,3}|[a-zđ])[.)]\s+", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Mark();
}
