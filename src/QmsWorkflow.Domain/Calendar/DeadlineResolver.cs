using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;

namespace QmsWorkflow.Domain.Calendar;

/// <summary>Computes the date of a rule and writes down how (BLDS 2015 Đ144–148, BLLĐ 2019 Đ111–112).</summary>
internal sealed class DeadlineResolver(WorkingCalendar calendar, DeadlineFacts facts, ImmutableArray<ClockPause> pauses)
{
    private readonly ImmutableArray<DeadlineTraceLine>.Builder _trace = ImmutableArray.CreateBuilder<DeadlineTraceLine>();

    public DeadlineOutcome Resolve(DeadlineRule rule) => rule switch
    {
        DeadlineRule.AllYear => new DeadlineOutcome.NoDate(NoDateReason.AllYear, rule.ToVietnamese()),
        DeadlineRule.OnNotice => (DeadlineOutcome?)OnFact(rule, DeadlineFacts.NoticeDate)
            ?? new DeadlineOutcome.NoDate(NoDateReason.AwaitingNotice, rule.ToVietnamese()),
        DeadlineRule.ByExternalPlan => (DeadlineOutcome?)OnFact(rule, DeadlineFacts.ExternalPlanDate)
            ?? new DeadlineOutcome.NoDate(NoDateReason.AwaitingExternalPlan, rule.ToVietnamese()),
        DeadlineRule.OnFact on => (DeadlineOutcome?)OnFact(rule, on.Fact) ?? Missing(on.Fact),
        DeadlineRule.Period period => facts[period.Fact] is { } from ? Period(period, from) : Missing(period.Fact),
        DeadlineRule.FixedDate fixedDate => EndsOn(rule, fixedDate.Date, "BLDS 2015 Đ148.5"),
        DeadlineRule.DayOfYear day => EndsOn(rule, DayIn(facts.CycleYear + day.YearOffset, day), "BLDS 2015 Đ148.5"),
        DeadlineRule.Window window => EndsOn(rule, window.Span.In(facts.CycleYear + window.YearOffset).To, "BLDS 2015 Đ146.2–3, Đ148.5"),
        DeadlineRule.Point point => EndsOn(rule, PointOf(point), "BLDS 2015 Đ146.2–3, Đ148.5"),
        _ => throw new UnreachableException(),
    };

    private DeadlineOutcome Period(DeadlineRule.Period rule, DateOnly from)
    {
        Add(from, TraceMark.Start, rule.Direction == PeriodDirection.After
            ? "ngày bắt đầu, không tính (BLDS 2015 Đ147)"
            : "ngày mốc, không tính");
        if (rule.Direction == PeriodDirection.Before) { return Before(rule, from); }
        return rule.Unit switch
        {
            PeriodUnit.WorkingDays => Counted(rule, from, day => calendar.IsWorking(day), "BLDS 2015 Đ147.2–3, Đ148.1, Đ148.6; BLLĐ 2019 Đ111, Đ112"),
            PeriodUnit.Days => Counted(rule, from, _ => true, "BLDS 2015 Đ147.2–3, Đ148.1, Đ148.5"),
            PeriodUnit.Weeks => Stretched(rule, from, from.AddDays(7 * rule.Count), "BLDS 2015 Đ147.2–3, Đ148.2, Đ148.5"),
            PeriodUnit.Months => Stretched(rule, from, from.AddMonths(rule.Count), "BLDS 2015 Đ147.2–3, Đ148.3, Đ148.5"),
            _ => Stretched(rule, from, from.AddYears(rule.Count), "BLDS 2015 Đ147.2–3, Đ148.4, Đ148.5"),
        };
    }

    private DeadlineOutcome Counted(DeadlineRule.Period rule, DateOnly from, Func<DateOnly, bool> counts, string basis)
    {
        var date = from;
        for (var number = 0; number < rule.Count;)
        {
            date = date.AddDays(1);
            if (PauseOn(date) is { } pause)
            {
                if (pause.To is null) { return new DeadlineOutcome.ClockStopped(pause.From, number, pause.ReasonVi); }
                Add(date, TraceMark.Paused, $"tạm dừng: {pause.ReasonVi}");
            }
            else if (counts(date)) { Add(date, TraceMark.Counted, Status(date).ReasonVi, ++number); }
            else { Add(date, TraceMark.Skipped, Status(date).ReasonVi); }
        }

        return Rolled(rule, date, basis);
    }

    // Weeks, months and years end on the corresponding day; each paused day before it moves the end by one day.
    private DeadlineOutcome Stretched(DeadlineRule.Period rule, DateOnly from, DateOnly end, string basis)
    {
        for (var date = from.AddDays(1); date <= end; date = date.AddDays(1))
        {
            if (PauseOn(date) is not { } pause) { continue; }
            if (pause.To is null) { return new DeadlineOutcome.ClockStopped(pause.From, WholeUnits(rule, from, pause.From.AddDays(-1)), pause.ReasonVi); }
            Add(date, TraceMark.Paused, $"tạm dừng: {pause.ReasonVi}");
            end = end.AddDays(1);
        }

        Add(end, TraceMark.Nominal, $"hết {rule.Count.ToString(CultureInfo.InvariantCulture)} {UnitVi(rule.Unit)}");
        return Rolled(rule, end, basis);
    }

    // No law speaks of periods counted back; a day off moves them to the working day before, so that nobody loses time.
    private DeadlineOutcome.Resolved Before(DeadlineRule.Period rule, DateOnly from)
    {
        var date = from;
        switch (rule.Unit)
        {
            case PeriodUnit.WorkingDays or PeriodUnit.Days:
                for (var number = 0; number < rule.Count;)
                {
                    date = date.AddDays(-1);
                    if (rule.Unit == PeriodUnit.Days || calendar.IsWorking(date)) { Add(date, TraceMark.Counted, Status(date).ReasonVi, ++number); }
                    else { Add(date, TraceMark.Skipped, Status(date).ReasonVi); }
                }

                break;
            case PeriodUnit.Weeks: date = from.AddDays(-7 * rule.Count); break;
            case PeriodUnit.Months: date = from.AddMonths(-rule.Count); break;
            default: date = from.AddYears(-rule.Count); break;
        }

        if (rule.Unit is not (PeriodUnit.WorkingDays or PeriodUnit.Days))
        {
            Add(date, TraceMark.Nominal, $"trước {rule.Count.ToString(CultureInfo.InvariantCulture)} {UnitVi(rule.Unit)}");
        }

        return Rolled(rule, date, "Đếm lùi; trùng ngày nghỉ thì lùi về ngày làm việc liền trước (quy ước của hệ thống)", -1);
    }

    private DeadlineOutcome.Resolved? OnFact(DeadlineRule rule, string fact) =>
        facts[fact] is { } date ? EndsOn(rule, date, "BLDS 2015 Đ148.5") : null;

    private DeadlineOutcome.Resolved EndsOn(DeadlineRule rule, DateOnly date, string basis)
    {
        Add(date, TraceMark.Nominal, rule.ToVietnamese());
        return Rolled(rule, date, basis);
    }

    private DeadlineOutcome.Resolved Rolled(DeadlineRule rule, DateOnly date, string basis, int step = 1)
    {
        var landed = step > 0 ? calendar.OnOrAfter(date) : calendar.OnOrBefore(date);
        for (var day = date; day != landed; day = day.AddDays(step)) { Add(day, TraceMark.Rolled, Status(day).ReasonVi); }
        if (landed != date)
        {
            Add(landed, TraceMark.Landed, step > 0 ? "ngày làm việc tiếp theo (BLDS 2015 Đ148.5)" : "ngày làm việc liền trước");
        }

        return new(new Deadline
        {
            Date = landed,
            IsProvisional = Status(landed).IsProvisional || _trace.Any(line => line.Mark != TraceMark.Start && line.IsProvisional),
            Trace = _trace.ToImmutable(),
            RuleTextVi = rule.ToVietnamese(),
            LegalBasis = basis,
        });
    }

    private static DateOnly Place(DateOnly from, DateOnly to, DeadlineRule.Point point) => point.At switch
    {
        SpanPoint.Start => from,
        SpanPoint.End => to,
        // Đ146.2b: giữa tháng là ngày 15; Đ146.3b: giữa năm là ngày cuối cùng của tháng sáu.
        _ => point.Span.Kind == SpanKind.Year ? new(from.Year, 6, 30) : new(from.Year, from.Month, 15),
    };

    private DateOnly PointOf(DeadlineRule.Point point)
    {
        var (from, to) = point.Span.In(facts.CycleYear + point.YearOffset);
        return Place(from, to, point);
    }

    private static DateOnly DayIn(int year, DeadlineRule.DayOfYear day) =>
        new(year, day.Month, Math.Min(day.Day, DateTime.DaysInMonth(year, day.Month)));

    private static int WholeUnits(DeadlineRule.Period rule, DateOnly from, DateOnly until)
    {
        var count = 0;
        while (Next(count + 1) <= until) { count++; }
        return count;

        DateOnly Next(int n) => rule.Unit switch
        {
            PeriodUnit.Weeks => from.AddDays(7 * n),
            PeriodUnit.Months => from.AddMonths(n),
            _ => from.AddYears(n),
        };
    }

    private static string UnitVi(PeriodUnit unit) => unit switch { PeriodUnit.Weeks => "tuần", PeriodUnit.Months => "tháng", _ => "năm" };

    private ClockPause? PauseOn(DateOnly date) => pauses.FirstOrDefault(pause => pause.Covers(date));

    private DayStatus Status(DateOnly date) => calendar.Classify(date);

    private static DeadlineOutcome.MissingFact Missing(string fact)
    {
        var name = DeadlineVocabulary.Default.Fact(fact)?.Vietnamese ?? fact;
        return new(fact, $"Chưa có {name}, nên chưa tính được thời hạn.");
    }

    private void Add(DateOnly date, TraceMark mark, string reason, int? number = null)
    {
        var status = Status(date);
        var cite = mark is TraceMark.Skipped or TraceMark.Rolled || (mark == TraceMark.Counted && status.Reason == DayReason.WorkedRestDay);
        _trace.Add(new(date, mark, number, reason, cite ? status.NoticeCode : null, status.IsProvisional));
    }
}
