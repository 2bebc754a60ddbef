using System.Text.RegularExpressions;
using QmsWorkflow.Domain.Calendar;

namespace QmsWorkflow.Domain.Objectives;

/// <summary>Reads reporting periods as the objectives' tables write them (S-148, S-189).</summary>
public static partial class ReportWording
{
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking;

    /// <summary>The shortest period named: "Hàng quý, 6 tháng, 9 tháng và năm" is quarterly; null when no frequency is said.</summary>
    /// <param name="wording">The text of the table.</param>
    public static Frequency? Read(string wording)
    {
        var text = ComposedText.Of(wording);
        var half = HalfYear().IsMatch(text);
        // "6 tháng", "9 tháng" are not monthly.
        var rest = SomeMonths().Replace(text, " ");
        return Monthly().IsMatch(rest) ? Frequency.Monthly
            : Quarterly().IsMatch(rest) ? Frequency.Quarterly
            : half ? Frequency.HalfYearly
            : Yearly().IsMatch(rest) ? Frequency.Yearly
            : null;
    }

    [GeneratedRegex(@"\b(6|sáu)\s+tháng\b|nửa\s+năm\b", Options)]
    private static partial Regex HalfYear();

    [GeneratedRegex(@"\b([0-9]+|sáu|chín)\s+tháng\b", Options)]
    private static partial Regex SomeMonths();

    [GeneratedRegex(@"\btháng\b", Options)]
    private static partial Regex Monthly();

    [GeneratedRegex(@"\bquý\b", Options)]
    private static partial Regex Quarterly();

    [GeneratedRegex(@"\bnăm\b", Options)]
    private static partial Regex Yearly();
}
