using System.Diagnostics;
using System.Globalization;

namespace QmsWorkflow.Domain.Calendar;

/// <summary>The unit a period is counted in.</summary>
public enum PeriodUnit
{
    /// <summary>Days on which offices work.</summary>
    WorkingDays,

    /// <summary>All days.</summary>
    Days,

    /// <summary>Weeks of seven days.</summary>
    Weeks,

    /// <summary>Months by day number (BLDS 2015 Đ148.3).</summary>
    Months,

    /// <summary>Years by day and month (BLDS 2015 Đ148.4).</summary>
    Years,
}

/// <summary>Whether a period runs from its fact or up to it.</summary>
public enum PeriodDirection
{
    /// <summary>Counted forward from the day after the fact.</summary>
    After,

    /// <summary>Counted back from the day before the fact.</summary>
    Before,
}

/// <summary>Which point of a span is meant (BLDS 2015 Đ146.2–3).</summary>
public enum SpanPoint
{
    /// <summary>Its first day.</summary>
    Start,

    /// <summary>The fifteenth of a month, the last day of June.</summary>
    Middle,

    /// <summary>Its last day.</summary>
    End,
}

/// <summary>When something is due: a sentence a committee member can read and change, such as "10 working days after decision.issued".</summary>
/// <remarks>The grammar is described in docs/reference/deadline-sentences.md. <c>Parse(rule.ToString())</c> gives the same rule.</remarks>
public abstract record DeadlineRule
{
    private DeadlineRule() { }

    /// <summary>"10 working days after decision.issued", "5 working days before cycle.end", "3 months after law.effective".</summary>
    public sealed record Period(int Count, PeriodUnit Unit, PeriodDirection Direction, string Fact) : DeadlineRule;

    /// <summary>"on decision.issued": the day of the fact itself.</summary>
    public sealed record OnFact(string Fact) : DeadlineRule;

    /// <summary>"on 2024-04-22" or "on 22/04/2024".</summary>
    public sealed record FixedDate(DateOnly Date) : DeadlineRule;

    /// <summary>"31/12" of the cycle's year, or "of previous year", "of next year".</summary>
    public sealed record DayOfYear(int Day, int Month, int YearOffset) : DeadlineRule;

    /// <summary>"end of quarter 1", "end of august", "middle of year", "end of december of previous year".</summary>
    public sealed record Point(SpanPoint At, CalendarSpan Span, int YearOffset) : DeadlineRule;

    /// <summary>"quarter 3", "months 7-8": due at the end of the window.</summary>
    public sealed record Window(CalendarSpan Span, int YearOffset) : DeadlineRule;

    /// <summary>"all year": no date, a periodic check instead.</summary>
    public sealed record AllYear : DeadlineRule;

    /// <summary>"on notice": the date a notice will name (<see cref="DeadlineFacts.NoticeDate"/>).</summary>
    public sealed record OnNotice : DeadlineRule;

    /// <summary>"by external plan": the date another body's plan will name (<see cref="DeadlineFacts.ExternalPlanDate"/>).</summary>
    public sealed record ByExternalPlan : DeadlineRule;

    /// <summary>The fact the rule counts from, or null when it needs none.</summary>
    public string? NeededFact => this switch
    {
        Period period => period.Fact,
        OnFact on => on.Fact,
        OnNotice => DeadlineFacts.NoticeDate,
        ByExternalPlan => DeadlineFacts.ExternalPlanDate,
        _ => null,
    };

    /// <summary>Reads a sentence; facts are checked against the vocabulary.</summary>
    /// <param name="text">The sentence, in any case.</param>
    /// <param name="vocabulary">The facts it may name; default: <see cref="DeadlineVocabulary.Default"/>.</param>
    public static ParseOutcome<DeadlineRule> Parse(string text, DeadlineVocabulary? vocabulary = null) =>
        DeadlineParser.Parse(text, vocabulary ?? DeadlineVocabulary.Default);

    /// <summary>Computes the date, or says what is missing.</summary>
    /// <param name="calendar">The working days.</param>
    /// <param name="facts">The dates known and the cycle's year.</param>
    /// <param name="pauses">When the clock stood still; periods counted forward only.</param>
    public DeadlineOutcome Resolve(WorkingCalendar calendar, DeadlineFacts facts, params IEnumerable<ClockPause> pauses) =>
        new DeadlineResolver(calendar, facts, [.. pauses]).Resolve(this);

    /// <summary>The sentence of the grammar, in its normal form.</summary>
    public sealed override string ToString() => this switch
    {
        Period p => Text($"{p.Count} {UnitWord(p)} {(p.Direction == PeriodDirection.After ? "after" : "before")} {p.Fact}"),
        OnFact on => $"on {on.Fact}",
        FixedDate fixedDate => Text($"on {fixedDate.Date:yyyy-MM-dd}"),
        DayOfYear day => Text($"{day.Day:00}/{day.Month:00}{YearWord(day.YearOffset)}"),
        Point point => $"{PointWord(point.At)} of {point.Span.ToGrammar()}{YearWord(point.YearOffset)}",
        Window window => window.Span.ToGrammar() + YearWord(window.YearOffset),
        AllYear => "all year",
        OnNotice => "on notice",
        ByExternalPlan => "by external plan",
        _ => throw new UnreachableException(),
    };

    /// <summary>The rule as people read it: "10 ngày làm việc kể từ ngày ban hành quyết định".</summary>
    public string ToVietnamese(DeadlineVocabulary? vocabulary = null)
    {
        var words = vocabulary ?? DeadlineVocabulary.Default;
        return this switch
        {
            Period p when p.Direction == PeriodDirection.After => Text($"{p.Count} {UnitVi(p.Unit)} kể từ {FactVi(p.Fact)}"),
            Period p => Text($"{p.Count} {UnitVi(p.Unit)} trước {FactVi(p.Fact)}"),
            OnFact on => $"trong {FactVi(on.Fact)}",
            FixedDate fixedDate => $"ngày {VietnameseDates.Short(fixedDate.Date)}",
            DayOfYear day => Text($"ngày {day.Day:00}/{day.Month:00}{YearVi(day.YearOffset)}"),
            Point point => $"{PointVi(point.At)} {point.Span.ToVietnamese()}{YearVi(point.YearOffset, point.Span)}",
            Window window => $"trong {window.Span.ToVietnamese()}{YearVi(window.YearOffset, window.Span)}",
            AllYear => "thường xuyên trong năm",
            OnNotice => "khi có thông báo",
            ByExternalPlan => "theo kế hoạch của cấp trên",
            _ => throw new UnreachableException(),
        };

        string FactVi(string name) => words.Fact(name)?.Vietnamese ?? name;
    }

    /// <summary>The rule in plain English: "10 working days after the issue of the decision".</summary>
    public string ToEnglish(DeadlineVocabulary? vocabulary = null)
    {
        var fact = NeededFact is { } name ? (vocabulary ?? DeadlineVocabulary.Default).Fact(name)?.English ?? name : "";
        return this switch
        {
            Period p => Text($"{p.Count} {UnitWord(p)} {(p.Direction == PeriodDirection.After ? "after" : "before")} the {fact}"),
            OnFact => $"on the day of the {fact}",
            DayOfYear { YearOffset: 0 } or Point { YearOffset: 0 } or Window { YearOffset: 0 } => $"{this} of the cycle's year",
            _ => ToString(),
        };
    }

    private static string UnitWord(Period p)
    {
        var plural = p.Unit switch
        {
            PeriodUnit.WorkingDays => "working days",
            PeriodUnit.Days => "days",
            PeriodUnit.Weeks => "weeks",
            PeriodUnit.Months => "months",
            _ => "years",
        };
        return p.Count == 1 ? plural[..^1] : plural;
    }

    private static string UnitVi(PeriodUnit unit) => unit switch
    {
        PeriodUnit.WorkingDays => "ngày làm việc",
        PeriodUnit.Days => "ngày",
        PeriodUnit.Weeks => "tuần",
        PeriodUnit.Months => "tháng",
        _ => "năm",
    };

    private static string PointWord(SpanPoint point) => point switch { SpanPoint.Start => "start", SpanPoint.Middle => "middle", _ => "end" };

    private static string PointVi(SpanPoint point) => point switch { SpanPoint.Start => "đầu", SpanPoint.Middle => "giữa", _ => "hết" };

    private static string YearWord(int offset) => offset switch { -1 => " of previous year", 1 => " of next year", _ => "" };

    private static string YearVi(int offset, CalendarSpan? span = null) => (offset, span?.Kind) switch
    {
        (-1, SpanKind.Year) => " trước",
        (1, SpanKind.Year) => " sau",
        (-1, _) => " năm trước",
        (1, _) => " năm sau",
        _ => "",
    };

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
