using System.Text.RegularExpressions;

namespace QmsWorkflow.Domain.Objectives;

/// <summary>A percentage in a text with the words that say how to compare it.</summary>
/// <param name="Value">The number.</param>
/// <param name="Comparator">What the words mean; null for a bare "95%".</param>
/// <param name="Words">As written: "trên 95%".</param>
public sealed record ComparatorClaim(Fraction Value, Comparator? Comparator, string Words);

/// <summary>Finds what a text says about percentages, to hold it against the target (S-173, S-195).</summary>
public static partial class ComparatorClaims
{
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking;

    /// <summary>All percentages of a text in their order.</summary>
    public static IReadOnlyList<ComparatorClaim> In(string text) =>
    [
        .. from match in Compared().Matches(ComposedText.Of(text)).AsEnumerable()
           let value = Fraction.From(decimal.Parse(match.Groups["v"].Value.Replace(',', '.'), System.Globalization.CultureInfo.InvariantCulture))
           select new ComparatorClaim(value, Meaning(Plain(match.Groups["front"].Value), Plain(match.Groups["back"].Value)), match.Value.Trim()),
    ];

    /// <summary>The first claim that says otherwise than every target of the same number; null when text and targets agree.</summary>
    /// <remarks>A bare number says nothing, and "từ 100% trở lên" says no more than "100%".</remarks>
    public static (ComparatorClaim Claim, Target Target)? Conflict(string text, IReadOnlyCollection<Target> targets)
    {
        foreach (var claim in In(text).Where(claim => claim.Comparator is not null))
        {
            var same = targets.Where(target => target.IsPercent && target.Value.CompareTo(claim.Value) == 0).ToList();
            if (same.Count > 0 && same.TrueForAll(target => !Agrees(claim, target))) { return (claim, same[0]); }
        }

        return null;
    }

    private static bool Agrees(ComparatorClaim claim, Target target) =>
        claim.Comparator == target.Comparator
        || (claim.Value.CompareTo(new Fraction(100, 1)) == 0 && claim.Comparator is Comparator.AtLeast or Comparator.Equal && target.Comparator is Comparator.AtLeast or Comparator.Equal);

    private static Comparator? Meaning(string front, string back) => (front, back) switch
    {
        (_, "trở lên") or ("ít nhất" or "tối thiểu" or "không dưới" or "không ít hơn" or "không thấp hơn" or "≥" or ">=", _) => Comparator.AtLeast,
        (_, "trở xuống") or ("không quá" or "không vượt" or "không vượt quá" or "không hơn" or "không trên" or "tối đa" or "nhiều nhất" or "≤" or "<=", _) => Comparator.AtMost,
        ("trên" or "hơn" or "vượt" or "cao hơn" or ">", _) => Comparator.MoreThan,
        ("dưới" or "thấp hơn" or "ít hơn" or "<", _) => Comparator.LessThan,
        ("bằng" or "đúng bằng" or "=", _) => Comparator.Equal,
        _ => null,
    };

    private static string Plain(string words) => Space().Replace(words.Trim().ToLowerInvariant(), " ");

    [GeneratedRegex(@"((?<front>không\s+(dưới|ít\s+hơn|thấp\s+hơn|quá|vượt\s+quá|vượt|hơn|trên)|ít\s+nhất|tối\s+thiểu|tối\s+đa|nhiều\s+nhất|cao\s+hơn|thấp\s+hơn|ít\s+hơn|trên|hơn|vượt|dưới|đúng\s+bằng|bằng|≥|>=|>|≤|<=|<|=)\s*)?(?<v>[0-9]{1,3}([.,][0-9]{1,4})?)\s*%(\s+(?<back>trở\s+(lên|xuống)))?", Options)]
    private static partial Regex Compared();

    [GeneratedRegex(@"\s+", Options)]
    private static partial Regex Space();
}
