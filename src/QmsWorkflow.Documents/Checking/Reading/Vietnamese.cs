using System.Text;

namespace QmsWorkflow.Documents.Checking.Reading;

/// <summary>Vietnamese letters as people type them, and the words of the decree in them.</summary>
internal static class Vietnamese
{
    /// <summary>The points of a khoản in the order of the alphabet (mục II.6đ).</summary>
    public const string Alphabet = "abcdđeghiklmnopqrstuvxy";

    // The mark may stand on either vowel: HOÀ and HÒA, UỶ and ỦY are the same word.
    private static readonly (string Old, string New)[] Marks =
    [
        ("OÀ", "ÒA"), ("OÁ", "ÓA"), ("OẢ", "ỎA"), ("OÃ", "ÕA"), ("OẠ", "ỌA"), ("OÈ", "ÒE"), ("OÉ", "ÓE"), ("OẺ", "ỎE"), ("OẼ", "ÕE"), ("OẸ", "ỌE"),
        ("UỲ", "ÙY"), ("UÝ", "ÚY"), ("UỶ", "ỦY"), ("UỸ", "ŨY"), ("UỴ", "ỤY"),
    ];

    /// <summary>Composed letters; text that is not valid Unicode is left as it is.</summary>
    public static string Composed(string text)
    {
        for (var index = 0; index < text.Length; index++)
        {
            if (!char.IsSurrogate(text[index])) continue;
            if (!char.IsSurrogatePair(text, index)) return text;
            index++;
        }

        return text.Normalize(NormalizationForm.FormC);
    }

    /// <summary>For comparison: composed, capitals, one space between words, marks where the newer spelling puts them.</summary>
    public static string Plain(string text)
    {
        var plain = string.Join(' ', Composed(text).ToUpperInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        foreach (var (old, @new) in Marks)
        {
            for (var at = plain.IndexOf(old, StringComparison.Ordinal); at >= 0; at = plain.IndexOf(old, at + 2, StringComparison.Ordinal))
            {
                // Only at the end of a syllable, HOÀ but not HOÀN, and QUÝ is spelled one way.
                var isInside = at + 2 < plain.Length && char.IsLetter(plain[at + 2]);
                var isAfterQ = old[0] == 'U' && at > 0 && plain[at - 1] == 'Q';
                if (!isInside && !isAfterQ) plain = string.Concat(plain.AsSpan(0, at), @new, plain.AsSpan(at + 2));
            }
        }

        return plain;
    }

    /// <summary>Without marks, capitals: "BÀU BÀNG" and "BẦU BÀNG" are "BAU BANG".</summary>
    public static string Bare(string text)
    {
        var bare = new StringBuilder(text.Length);
        foreach (var letter in Composed(text).ToUpperInvariant() is var upper && upper.All(c => !char.IsSurrogate(c)) ? upper.Normalize(NormalizationForm.FormD) : upper)
        {
            if (char.GetUnicodeCategory(letter) != System.Globalization.UnicodeCategory.NonSpacingMark) bare.Append(letter == 'Đ' ? 'D' : letter);
        }

        return bare.ToString();
    }

    /// <summary>Whether all letters are capitals, and there are some.</summary>
    public static bool IsCapitals(string text) => text.Any(char.IsLetter) && !text.Any(char.IsLower);
}
