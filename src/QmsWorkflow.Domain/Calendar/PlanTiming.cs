using System.Globalization;
using System.Text.RegularExpressions;

namespace QmsWorkflow.Domain.Calendar;

/// <summary>How often recurring work comes (S-169, S-189).</summary>
public enum Frequency
{
    /// <summary>"Hàng tháng".</summary>
    Monthly,

    /// <summary>"Hàng quý".</summary>
    Quarterly,

    /// <summary>"6 tháng/lần".</summary>
    HalfYearly,

    /// <summary>"Hàng năm".</summary>
    Yearly,
}

/// <summary>When a row of the yearly plan is done: a typed value that keeps the wording people wrote (S-088).</summary>
public abstract partial record PlanTiming
{
    private PlanTiming(string wording) => Wording = wording;

    /// <summary>A calendar span: "Quý I/2022", "Tháng 7-8/2022", "6 tháng đầu năm", "Từ tháng 01/2024 đến tháng 12/2024".</summary>
    public sealed record InSpan(string Wording, CalendarSpan Span, int? StatedYear) : PlanTiming(Wording);

    /// <summary>"Thường xuyên trong năm".</summary>
    public sealed record AllYear(string Wording) : PlanTiming(Wording);

    /// <summary>"Hàng quý", "Thường xuyên hàng quý", "Hàng năm".</summary>
    public sealed record Recurring(string Wording, Frequency Every) : PlanTiming(Wording);

    /// <summary>"Định kỳ hoặc đột xuất theo yêu cầu của BCĐ ISO tỉnh".</summary>
    public sealed record PeriodicOrOnDemand(string Wording, string By) : PlanTiming(Wording);

    /// <summary>"Khi có TB tổ chức lớp tập huấn".</summary>
    public sealed record OnEvent(string Wording, string Event) : PlanTiming(Wording);

    /// <summary>"Theo Kế hoạch kiểm tra của tỉnh".</summary>
    public sealed record ByExternalPlan(string Wording, string Plan) : PlanTiming(Wording);

    /// <summary>The text exactly as written; what generated documents print.</summary>
    public string Wording { get; init; }

    /// <summary>The year the wording names, or null.</summary>
    public int? Year => (this as InSpan)?.StatedYear;

    /// <summary>The deadline rule that stands for this timing in a workflow file.</summary>
    /// <param name="cycleYear">The plan's year, so that "Tháng 12/2023" in a plan for 2024 means the previous year (S-008); null takes a named year as the plan's.</param>
    public DeadlineRule ToRule(int? cycleYear = null)
    {
        if (this is not InSpan { Span: var span } timing)
        {
            return this switch
            {
                OnEvent => new DeadlineRule.OnNotice(),
                ByExternalPlan => new DeadlineRule.ByExternalPlan(),
                _ => new DeadlineRule.AllYear(),
            };
        }

        var offset = timing.StatedYear - cycleYear ?? 0;
        return (offset, span.Kind) switch
        {
            ( < -1 or > 1, _) => new DeadlineRule.FixedDate(span.In(timing.StatedYear!.Value).To),
            (_, SpanKind.Year) => new DeadlineRule.Point(SpanPoint.End, span, offset),
            _ => new DeadlineRule.Window(span, offset),
        };
    }

    /// <summary>The first and last day, by the year the wording names or else the cycle's; null when an event or another body decides.</summary>
    /// <remarks>Not rolled to working days: a window says when the work is done, a deadline when it is late.</remarks>
    public (DateOnly From, DateOnly To)? Window(int cycleYear) => this switch
    {
        InSpan span => span.Span.In(span.StatedYear ?? cycleYear),
        AllYear or Recurring => CalendarSpan.Year.In(cycleYear),
        _ => null,
    };

    /// <summary>The same timing in a plan rolled over to another year: a year in the wording moves along by as many years.</summary>
    /// <param name="fromYear">The year of the plan it stands in.</param>
    /// <param name="toYear">The year of the new plan.</param>
    public PlanTiming RollOver(int fromYear, int toYear)
    {
        if (this is not InSpan { StatedYear: { } stated } span) { return this; }
        var moved = stated + toYear - fromYear;
        return span with { Wording = Wording.Replace(Text(stated), Text(moved), StringComparison.Ordinal), StatedYear = moved };

        static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>Reads a timing as written in Vietnamese plans, or a sentence of the deadline grammar ("quarter 1", "months 7-8", "all year", "on notice").</summary>
    /// <param name="text">The text; kept exactly as the wording.</param>
    public static ParseOutcome<PlanTiming> Parse(string text)
    {
        var timing = Vietnamese(text) ?? Grammar(text);
        return timing is not null
            ? new(timing, null)
            : new(null, new(0, text.Length, text, [.. Examples]));
    }

    /// <summary>Examples of what is understood, for messages and help.</summary>
    public static IReadOnlyList<string> Examples { get; } =
    [
        "Quý I/2022", "Tháng 7-8/2022", "6 tháng đầu năm", "Thường xuyên trong năm", "Hàng quý",
        "Định kỳ hoặc đột xuất theo yêu cầu của …", "Khi có …", "Theo Kế hoạch …",
    ];

    /// <summary>The wording.</summary>
    public sealed override string ToString() => Wording;

    private static PlanTiming? Vietnamese(string text)
    {
        var t = ComposedText.Of(text).Trim();
        if (QuarterText().Match(t) is { Success: true } quarter)
        {
            return new InSpan(text, CalendarSpan.Quarter(QuarterNumber(quarter.Groups["q"].Value)), YearOf(quarter));
        }

        if (MonthsText().Match(t) is { Success: true } months) { return Months(text, months); }
        if (HalfText().Match(t) is { Success: true } half)
        {
            var first = half.Groups["h"].Value.Equals("đầu", StringComparison.OrdinalIgnoreCase);
            return new InSpan(text, CalendarSpan.Half(first ? 1 : 2), YearOf(half));
        }

        if (YearText().Match(t) is { Success: true } year) { return new InSpan(text, CalendarSpan.Year, YearOf(year)); }
        if (RecurringText().Match(t) is { Success: true } recurring) { return new Recurring(text, FrequencyOf(recurring)); }
        if (AllYearText().IsMatch(t)) { return new AllYear(text); }
        if (OnDemandText().Match(t) is { Success: true } demand) { return new PeriodicOrOnDemand(text, demand.Groups["by"].Value); }
        if (EventText().Match(t) is { Success: true } found) { return new OnEvent(text, found.Groups["what"].Value); }
        return PlanText().Match(t) is { Success: true } plan ? new ByExternalPlan(text, plan.Groups["what"].Value) : null;
    }

    private static PlanTiming? Grammar(string text) => DeadlineRule.Parse(text).Value switch
    {
        DeadlineRule.Window { YearOffset: 0 } window => new InSpan(text, window.Span, null),
        DeadlineRule.Point { At: SpanPoint.End, YearOffset: 0 } point => new InSpan(text, point.Span, null),
        DeadlineRule.AllYear => new AllYear(text),
        DeadlineRule.OnNotice => new OnEvent(text, "thông báo"),
        DeadlineRule.ByExternalPlan => new ByExternalPlan(text, "kế hoạch của cấp trên"),
        _ => null,
    };

    private static InSpan? Months(string text, Match match)
    {
        var first = int.Parse(match.Groups["a"].Value, CultureInfo.InvariantCulture);
        var last = match.Groups["b"].Success ? int.Parse(match.Groups["b"].Value, CultureInfo.InvariantCulture) : first;
        var (firstYear, lastYear) = (YearOf(match, "ya"), YearOf(match));
        return first is >= 1 and <= 12 && last is >= 1 and <= 12 && first <= last && (firstYear is null || lastYear is null || firstYear == lastYear)
            ? new(text, CalendarSpan.Months(first, last), lastYear ?? firstYear)
            : null;
    }

    private static Frequency FrequencyOf(Match match) => match.Groups["every"].Value.ToUpperInvariant() switch
    {
        "THÁNG" => Frequency.Monthly,
        "QUÝ" => Frequency.Quarterly,
        "NĂM" => Frequency.Yearly,
        _ => Frequency.HalfYearly,
    };

    private static int? YearOf(Match match, string group = "y") =>
        match.Groups[group].Success ? int.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture) : null;

    private static int QuarterNumber(string text) => text.ToUpperInvariant() switch { "I" or "1" => 1, "II" or "2" => 2, "III" or "3" => 3, _ => 4 };

    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking;

    [GeneratedRegex(@"^(trong\s+)?quý\s+(?<q>III|II|IV|I|1|2|3|4)(\s*(/|năm\s)\s*(?<y>(19|20)[0-9]{2}))?$", Options)]
    private static partial Regex QuarterText();

    [GeneratedRegex(@"^(từ\s+)?(trong\s+)?tháng\s+(?<a>[0-9]{1,2})(/(?<ya>(19|20)[0-9]{2}))?(\s*(-|–|đến)\s*(tháng\s+)?(?<b>[0-9]{1,2}))?(\s*(/|năm\s)\s*(?<y>(19|20)[0-9]{2}))?$", Options)]
    private static partial Regex MonthsText();

    [GeneratedRegex(@"^(06|6)\s+tháng\s+(?<h>đầu|cuối)\s+năm(\s+(?<y>(19|20)[0-9]{2}))?$", Options)]
    private static partial Regex HalfText();

    [GeneratedRegex(@"^((trong|cả|cuối)\s+)?năm(\s+(?<y>(19|20)[0-9]{2}))?$", Options)]
    private static partial Regex YearText();

    [GeneratedRegex(@"^((thường\s+xuyên|định\s+kỳ)\s+)?(hàng|hằng)\s+(?<every>tháng|quý|năm)$|^(?<every>06|6)\s+tháng(/lần|\s+một\s+lần)$", Options)]
    private static partial Regex RecurringText();

    [GeneratedRegex(@"^(thường\s+xuyên|cập\s+nhật\s+liên\s+tục)\b.*$", Options)]
    private static partial Regex AllYearText();

    [GeneratedRegex(@"^(định\s+kỳ\s*(hoặc|và|,)\s*)?đột\s+xuất(\s+(khi\s+có|theo)\s+yêu\s+cầu(\s+của)?(\s+(?<by>.+))?)?$", Options)]
    private static partial Regex OnDemandText();

    [GeneratedRegex(@"^(ngay\s+)?(sau\s+)?khi(\s+có)?\s+(?<what>.+)$", Options)]
    private static partial Regex EventText();

    [GeneratedRegex(@"^theo\s+(?<what>(kế\s+hoạch|lịch|thông\s+báo|yêu\s+cầu)\b.*)$", Options)]
    private static partial Regex PlanText();
}
