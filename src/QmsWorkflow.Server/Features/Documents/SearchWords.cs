using System.Globalization;
using System.Text;

namespace QmsWorkflow.Server.Features.Documents;

/// <summary>Finds words typed with or without diacritics.</summary>
internal static class SearchWords
{
    /// <returns>Whether every word of the text stands in one of the places; an empty text matches all.</returns>
    public static bool Match(string? text, params string[] places)
    {
        var within = Fold(string.Join('\n', places));
        return Fold(text ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).All(word => within.Contains(word, StringComparison.Ordinal));
    }

    private static string Fold(string text)
    {
        var letters = new StringBuilder(text.Length);
        foreach (var letter in text.ToLowerInvariant().Normalize(NormalizationForm.FormD).Where(c => CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark))
        {
            letters.Append(letter == 'đ' ? 'd' : letter);
        }

        return letters.ToString();
    }
}
