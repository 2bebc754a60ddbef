using System.Buffers;
using System.Collections.Immutable;
using System.Reflection;

namespace QmsWorkflow.Documents.Checking.Rules;

/// <summary>Words that are often mistyped in administrative documents, and what was meant: the file <c>confusions.txt</c>.</summary>
internal static class Confusions
{
    private static readonly ImmutableArray<(string Wrong, string Right)> Known = Read();

    /// <summary>All at once: most texts hold none.</summary>
    private static readonly SearchValues<string> Any = SearchValues.Create([.. Known.Select(known => known.Wrong)], StringComparison.OrdinalIgnoreCase);

    /// <summary>The mistyped words of a text: whole words only, capitals at their start or not.</summary>
    public static IEnumerable<(int Start, string Wrong, string Right)> Find(string text)
    {
        if (text.AsSpan().IndexOfAny(Any) < 0) yield break;

        foreach (var (wrong, right) in Known)
        {
            for (var at = text.IndexOf(wrong, StringComparison.OrdinalIgnoreCase); at >= 0; at = text.IndexOf(wrong, at + wrong.Length, StringComparison.OrdinalIgnoreCase))
            {
                var end = at + wrong.Length;
                var isWhole = (at == 0 || !char.IsLetterOrDigit(text[at - 1])) && (end == text.Length || !char.IsLetterOrDigit(text[end]));
                if (isWhole) yield return (at, text[at..end], Cased(text[at..end], right));
            }
        }
    }

    /// <summary>As large as it was written: "QUẢN TRIỆT" becomes "QUÁN TRIỆT", "Quản triệt" "Quán triệt".</summary>
    private static string Cased(string written, string right)
    {
        if (right.Any(char.IsUpper)) return right;
        if (!written.Any(char.IsLower)) return right.ToUpperInvariant();

        var first = right.AsSpan().IndexOfAnyExcept("(- ");
        return char.IsUpper(written[first >= 0 && first < written.Length ? first : 0]) ? string.Concat(right.AsSpan(0, first), char.ToUpperInvariant(right[first]).ToString(), right.AsSpan(first + 1)) : right;
    }

    private static ImmutableArray<(string, string)> Read()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("confusions.txt")!;
        using var reader = new StreamReader(stream);
        return
        [
            .. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Where(line => !line.StartsWith('#'))
                .Select(line => line.Split('=', 2, StringSplitOptions.TrimEntries)).Where(pair => pair.Length == 2).Select(pair => (pair[0], pair[1])),
        ];
    }
}
