using System.Globalization;

namespace QmsWorkflow.Domain.Calendar;

/// <summary>The grammar of <see cref="DeadlineRule"/>.</summary>
internal static class DeadlineParser
{
    private const int LongestPeriod = 1000;

    private static readonly string[] Openings =
        ["a number", "on", "start of", "middle of", "end of", "quarter", "half", "months", "a month's name", "all year", "by external plan", "dd/mm"];

    private static readonly string[] Units = ["working days", "days", "weeks", "months", "years"];

    public static ParseOutcome<DeadlineRule> Parse(string text, DeadlineVocabulary vocabulary)
    {
        var reader = new SentenceReader(text);
        return reader.Finish(Rule(reader, vocabulary));
    }

    /// <summary>Reads "working days", "days", "weeks" …, singular or plural.</summary>
    public static PeriodUnit? Unit(SentenceReader reader, params string[] alsoAllowed)
    {
        if (reader.TryTake("working") is not null)
        {
            return reader.Expect("days", "day") ? PeriodUnit.WorkingDays : null;
        }

        if (reader.TryTake("days", "day") is not null) { return PeriodUnit.Days; }
        if (reader.TryTake("weeks", "week") is not null) { return PeriodUnit.Weeks; }
        if (reader.TryTake("months", "month") is not null) { return PeriodUnit.Months; }
        if (reader.TryTake("years", "year") is not null) { return PeriodUnit.Years; }
        reader.Fail([.. Units, .. alsoAllowed]);
        return null;
    }

    /// <summary>Reads "quarter 1", "half 2", "month 8", "months 7-8", "august", "year".</summary>
    public static CalendarSpan? Span(SentenceReader reader)
    {
        switch (reader.TryTake(["year", "quarter", "half", "months", "month", .. CalendarSpan.MonthNames]))
        {
            case null:
                reader.Fail("year", "quarter", "half", "month", "months", "a month's name");
                return null;
            case "year": return CalendarSpan.Year;
            case "quarter": return reader.Number(1, 4) is { } quarter ? CalendarSpan.Quarter(quarter) : null;
            case "half": return reader.Number(1, 2) is { } half ? CalendarSpan.Half(half) : null;
            case "month": return reader.Number(1, 12) is { } month ? CalendarSpan.Months(month, month) : null;
            case "months": return MonthRun(reader);
            case var name:
                var number = Array.IndexOf(CalendarSpan.MonthNames, name) + 1;
                return CalendarSpan.Months(number, number);
        }
    }

    private static DeadlineRule? Rule(SentenceReader reader, DeadlineVocabulary vocabulary)
    {
        if (reader.TryTake("all") is not null) { return reader.Expect("year") ? new DeadlineRule.AllYear() : null; }
        if (reader.TryTake("by") is not null)
        {
            return reader.Expect("external") && reader.Expect("plan") ? new DeadlineRule.ByExternalPlan() : null;
        }

        if (reader.TryTake("on") is not null) { return On(reader, vocabulary); }
        if (reader.TryTake("start", "middle", "end") is { } point) { return Point(reader, point); }
        if (DayAndMonth(reader.Peek) is { } day)
        {
            reader.Take();
            return YearOffset(reader) is { } offset ? new DeadlineRule.DayOfYear(day.Day, day.Month, offset) : null;
        }

        if (reader.Peek?.Contains('/') == true)
        {
            reader.Fail("dd/mm");
            return null;
        }

        if (reader.Peek is { } first && char.IsAsciiDigit(first[0])) { return Period(reader, vocabulary); }
        if (reader.Peek is "year" || !StartsSpan(reader))
        {
            reader.Fail(Openings);
            return null;
        }

        return Span(reader) is { } span && YearOffset(reader) is { } year ? new DeadlineRule.Window(span, year) : null;
    }

    private static DeadlineRule.Period? Period(SentenceReader reader, DeadlineVocabulary vocabulary)
    {
        if (reader.Number(1, LongestPeriod) is not { } count || Unit(reader) is not { } unit) { return null; }
        var direction = reader.TryTake("after", "before");
        if (direction is null)
        {
            reader.Fail("after", "before");
            return null;
        }

        return Fact(reader, vocabulary) is { } fact
            ? new(count, unit, direction == "after" ? PeriodDirection.After : PeriodDirection.Before, fact)
            : null;
    }

    private static DeadlineRule? On(SentenceReader reader, DeadlineVocabulary vocabulary)
    {
        if (reader.TryTake("notice") is not null) { return new DeadlineRule.OnNotice(); }
        if (reader.Peek is { } word && char.IsAsciiDigit(word[0]))
        {
            if (DateOnly.TryParseExact(word, ["yyyy-MM-dd", "d/M/yyyy"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
            {
                reader.Take();
                return new DeadlineRule.FixedDate(date);
            }

            reader.Fail("yyyy-mm-dd", "dd/mm/yyyy");
            return null;
        }

        return Fact(reader, vocabulary, "notice", "yyyy-mm-dd") is { } fact ? new DeadlineRule.OnFact(fact) : null;
    }

    private static DeadlineRule.Point? Point(SentenceReader reader, string word)
    {
        var place = word switch { "start" => SpanPoint.Start, "middle" => SpanPoint.Middle, _ => SpanPoint.End };
        if (!reader.Expect("of")) { return null; }
        var mark = reader.Mark;
        if (Span(reader) is not { } span) { return null; }
        if (place == SpanPoint.Middle && (span.Kind is SpanKind.Quarter or SpanKind.Half || span.First != span.Last))
        {
            reader.Reset(mark);
            reader.Fail("year", "month", "a month's name");
            return null;
        }

        return YearOffset(reader) is { } offset ? new(place, span, offset) : null;
    }

    private static string? Fact(SentenceReader reader, DeadlineVocabulary vocabulary, params string[] alsoAllowed)
    {
        if (reader.Peek is { } name && vocabulary.Fact(name) is { } fact)
        {
            reader.Take();
            return fact.Name;
        }

        reader.Fail([.. alsoAllowed, .. vocabulary.Facts.Select(word => word.Name)]);
        return null;
    }

    private static int? YearOffset(SentenceReader reader)
    {
        if (reader.TryTake("of") is null) { return 0; }
        var offset = reader.TryTake("previous", "next") switch { "previous" => -1, "next" => 1, _ => 0 };
        if (offset == 0)
        {
            reader.Fail("previous year", "next year");
            return null;
        }

        return reader.Expect("year") ? offset : null;
    }

    private static CalendarSpan? MonthRun(SentenceReader reader)
    {
        var parts = reader.Peek?.Split('-', '–');
        if (parts is [var first, var last] && Month(first) is { } from && Month(last) is { } to && from < to)
        {
            reader.Take();
            return CalendarSpan.Months(from, to);
        }

        reader.Fail("m-n (1 ≤ m < n ≤ 12)");
        return null;
    }

    private static int? Month(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var month) && month is >= 1 and <= 12 ? month : null;

    private static (int Day, int Month)? DayAndMonth(string? word) =>
        word?.Split('/') is [var d, var m] && int.TryParse(d, NumberStyles.None, CultureInfo.InvariantCulture, out var day)
        && Month(m) is { } month && day >= 1 && day <= DateTime.DaysInMonth(2024, month)
            ? (day, month)
            : null;

    private static bool StartsSpan(SentenceReader reader)
    {
        var mark = reader.Mark;
        var starts = reader.TryTake(["quarter", "half", "months", "month", .. CalendarSpan.MonthNames]) is not null;
        reader.Reset(mark);
        return starts;
    }
}
