using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using QmsWorkflow.Documents.Checking.Reading;

namespace QmsWorkflow.Documents.Checking.Rules;

/// <summary>A row of a yearly plan: what is done, and in which months (S-088).</summary>
internal sealed partial record PlanRow(string Name, FormParagraph Timing, int From, int To)
{
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking | RegexOptions.IgnoreCase;

    // What must be done before what (DOMAIN C2): the first follows the second.
    private static readonly (string Later, string Earlier)[] Orders =
    [
        ("KHẮC PHỤC", "ĐÁNH GIÁ NỘI BỘ"), ("XEM XÉT CỦA LÃNH ĐẠO", "ĐÁNH GIÁ NỘI BỘ"), ("XÁC NHẬN HIỆU LỰC", "XEM XÉT CỦA LÃNH ĐẠO"),
    ];

    /// <summary>Months counted from year 0; null when the row names none.</summary>
    public static PlanRow? Read(ImmutableArray<FormParagraph> cells, int year)
    {
        var timing = cells.FirstOrDefault(cell => cell.Text.Length < 40 && (Quarter().IsMatch(cell.Text) || Months().IsMatch(cell.Text)));
        var name = cells.FirstOrDefault(cell => cell != timing && cell.Text.Length > 8)?.Text.Trim();
        if (timing is null || name is null) return null;

        if (Quarter().Match(timing.Text) is { Success: true } quarter)
        {
            var number = quarter.Groups["q"].Value.ToUpperInvariant() switch { "I" or "1" => 1, "II" or "2" => 2, "III" or "3" => 3, _ => 4 };
            var start = Year(quarter, year) * 12;
            return new PlanRow(name, timing, start + (number * 3) - 2, start + (number * 3));
        }

        var months = Months().Match(timing.Text);
        var first = int.Parse(months.Groups["a"].ValueSpan, CultureInfo.InvariantCulture);
        var last = months.Groups["b"].Success ? int.Parse(months.Groups["b"].ValueSpan, CultureInfo.InvariantCulture) : first;
        return first is >= 1 and <= 12 && last is >= 1 and <= 12 ? new PlanRow(name, timing, (Year(months, year) * 12) + first, (Year(months, year) * 12) + Math.Max(first, last)) : null;
    }

    public bool MustFollow(PlanRow other) => Orders.Any(order => Is(this, order.Later) && Is(other, order.Earlier)) && !ReferenceEquals(this, other);

    private static bool Is(PlanRow row, string words) => Vietnamese.Plain(row.Name).Contains(words, StringComparison.Ordinal);

    private static int Year(Match match, int year) => match.Groups["y"].Success ? int.Parse(match.Groups["y"].ValueSpan, CultureInfo.InvariantCulture) : year;

    [GeneratedRegex(@"^\s*quý\s+(?<q>III|II|IV|I|[1-4])(\s*(/|năm)\s*(?<y>20[0-9]{2}))?\s*$", Options)]
    private static partial Regex Quarter();

    [GeneratedRegex(@"^\s*tháng\s+(?<a>[0-9]{1,2})(\s*(-|–|đến)\s*(tháng\s+)?(?<b>[0-9]{1,2}))?(\s*(/|năm)\s*(?<y>20[0-9]{2}))?\s*$", Options)]
    private static partial Regex Months();
}
