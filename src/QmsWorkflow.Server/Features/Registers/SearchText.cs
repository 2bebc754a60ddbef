using System.Collections.Frozen;
using System.Text;

namespace QmsWorkflow.Server.Features.Registers;

/// <summary>One word of a text: where it stands and what it is compared by.</summary>
/// <param name="Exact">Lower case, with its marks.</param>
/// <param name="Plain">Without any mark: "đ" is "d".</param>
internal readonly record struct SearchWord(int Start, int Length, string Exact, string Plain);

/// <summary>Prepares Vietnamese text for search: words of letters and digits, in lower case, with one spelling of tone marks ("hoà" = "hòa"), and without marks.</summary>
internal static class SearchText
{
    /// <summary>The older and the newer place of the tone mark in oa, oe, uy.</summary>
    private static readonly FrozenDictionary<string, string> Tones = Pairs().ToFrozenDictionary(StringComparer.Ordinal);

    public static IReadOnlyList<SearchWord> Words(string text)
    {
        var words = new List<SearchWord>();
        var start = -1;
        for (var index = 0; index <= text.Length; index++)
        {
            var isPart = index < text.Length && (char.IsLetterOrDigit(text[index]) || (start >= 0 && char.GetUnicodeCategory(text[index]) == System.Globalization.UnicodeCategory.NonSpacingMark));
            if (isPart && start < 0) start = index;
            if (isPart || start < 0) continue;

            var exact = Exact(text[start..index]);
            words.Add(new SearchWord(start, index - start, exact, Plain(exact)));
            start = -1;
        }

        return words;
    }

    /// <summary>All words, one space between them: what the index is made of.</summary>
    public static (string Exact, string Plain) Index(string text)
    {
        var words = Words(text);
        return (string.Join(' ', words.Select(word => word.Exact)), string.Join(' ', words.Select(word => word.Plain)));
    }

    public static bool HasMarks(string text) => Words(text).Any(word => word.Exact != word.Plain);

    private static string Exact(string word)
    {
        var lower = word.Normalize(NormalizationForm.FormC).ToLowerInvariant();
        foreach (var (older, newer) in Tones)
        {
            // A final consonant keeps the mark where it is ("hoàn"); only open syllables are written in two ways.
            if (lower.EndsWith(older, StringComparison.Ordinal)) return string.Concat(lower.AsSpan(0, lower.Length - older.Length), newer);
        }

        return lower;
    }

    private static string Plain(string exact)
    {
        var plain = new StringBuilder(exact.Length);
        foreach (var c in exact.Normalize(NormalizationForm.FormD))
        {
            if (char.GetUnicodeCategory(c) == System.Globalization.UnicodeCategory.NonSpacingMark) continue;
            plain.Append(c == 'đ' ? 'd' : c);
        }

        return plain.ToString();
    }

    private static IEnumerable<KeyValuePair<string, string>> Pairs()
    {
        foreach (var (first, second, marksOnFirst, marksOnSecond) in ((char, char, string, string)[])[('o', 'a', "òóỏõọ", "àáảãạ"), ('o', 'e', "òóỏõọ", "èéẻẽẹ"), ('u', 'y', "ùúủũụ", "ỳýỷỹỵ")])
        {
            for (var tone = 0; tone < marksOnFirst.Length; tone++)
            {
                yield return KeyValuePair.Create($"{first}{marksOnSecond[tone]}", $"{marksOnFirst[tone]}{second}");
            }
        }
    }
}
