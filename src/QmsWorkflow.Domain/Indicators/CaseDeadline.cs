using System.Collections.Immutable;
using QmsWorkflow.Domain.Calendar;

namespace QmsWorkflow.Domain.Indicators;

/// <summary>In what the handling time of a procedure is given.</summary>
public enum HandlingUnit
{
    /// <summary>"Ngày làm việc".</summary>
    WorkingDays,

    /// <summary>"Ngày".</summary>
    Days,

    /// <summary>"Giờ": hours of work, 8 of them a day.</summary>
    WorkingHours,
}

/// <summary>A stretch of time that does not count, while the citizen supplements the case.</summary>
/// <param name="From">When the supplement was asked for ("NgayBoSung").</param>
/// <param name="To">When it came in ("NgayTiepNhanBoSung"); null while it has not.</param>
public sealed record CasePause(DateTime From, DateTime? To);

/// <summary>A stretch of an office's day.</summary>
/// <param name="From">When it opens.</param>
/// <param name="To">When it closes.</param>
public sealed record OfficeSpan(TimeOnly From, TimeOnly To);

/// <summary>When the result of a case is due, for registers that do not say ("NgayHenTra").</summary>
public static class CaseDeadline
{
    /// <summary>How many hours of work make a day in one-stop systems.</summary>
    public const int HoursOfDay = 8;

    private static readonly TimeOnly LastSecond = new(23, 59, 59);

    /// <summary>07:00–11:30 and 13:30–17:00.</summary>
    public static ImmutableArray<OfficeSpan> UsualHours { get; } = [new(new(7, 0), new(11, 30)), new(new(13, 30), new(17, 0))];

    /// <summary>The end of a due day: a term in days ends when its last day ends (BLDS 2015 Đ148.5).</summary>
    public static DateTime EndOf(DateOnly day) => day.ToDateTime(LastSecond);

    /// <summary>When the result is due; null while a pause is open before that.</summary>
    /// <param name="receivedAt">When the case was received; that day is not counted (BLDS 2015 Đ147.2).</param>
    /// <param name="amount">How many units, 0 or more.</param>
    /// <param name="unit">In what the amount is given.</param>
    /// <param name="calendar">Which days are worked.</param>
    /// <param name="hours">When the office is open, in order; only for hours.</param>
    /// <param name="pauses">Stretches that do not count; a day within one, after its first day and with its last, is not counted.</param>
    public static DateTime? Of(DateTime receivedAt, int amount, HandlingUnit unit, WorkingCalendar calendar, ImmutableArray<OfficeSpan> hours, ImmutableArray<CasePause> pauses)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(amount);
        if (unit == HandlingUnit.WorkingHours) { return AddHours(receivedAt, amount, calendar, hours, pauses); }
        var day = DateOnly.FromDateTime(receivedAt);
        for (var left = amount; left > 0;)
        {
            day = day.AddDays(1);
            if (pauses.Any(pause => pause.To is null && DateOnly.FromDateTime(pause.From) < day)) { return null; }
            if (!IsPaused(day, pauses) && (unit == HandlingUnit.Days || calendar.IsWorking(day))) { left--; }
        }

        // A term whose last day is off ends with the next working day (BLDS 2015 Đ148.4).
        return EndOf(calendar.OnOrAfter(day));
    }

    private static bool IsPaused(DateOnly day, ImmutableArray<CasePause> pauses) =>
        pauses.Any(pause => DateOnly.FromDateTime(pause.From) < day && pause.To is { } to && day <= DateOnly.FromDateTime(to));

    private static DateTime? AddHours(DateTime from, int amount, WorkingCalendar calendar, ImmutableArray<OfficeSpan> hours, ImmutableArray<CasePause> pauses)
    {
        if (hours.IsEmpty) { throw new ArgumentException("An office that never opens finishes nothing.", nameof(hours)); }
        var left = TimeSpan.FromHours(amount);
        if (left == TimeSpan.Zero) { return from; }
        for (var day = calendar.OnOrAfter(DateOnly.FromDateTime(from)); ; day = calendar.OnOrAfter(day.AddDays(1)))
        {
            foreach (var (start, end) in hours.SelectMany(span => Open(day, span, from, pauses)))
            {
                if (end - start >= left) { return start + left; }
                left -= end - start;
            }

            if (pauses.Any(pause => pause.To is null && DateOnly.FromDateTime(pause.From) <= day)) { return null; }
        }
    }

    // The parts of a span of a day that lie after an instant and in no pause.
    private static IEnumerable<(DateTime Start, DateTime End)> Open(DateOnly day, OfficeSpan span, DateTime from, ImmutableArray<CasePause> pauses)
    {
        var start = Later(day.ToDateTime(span.From), from);
        var end = day.ToDateTime(span.To);
        foreach (var pause in pauses.OrderBy(pause => pause.From).Where(pause => pause.From < end))
        {
            if (pause.From > start) { yield return (start, pause.From); }
            start = Later(start, pause.To ?? end);
        }

        if (start < end) { yield return (start, end); }
    }

    private static DateTime Later(DateTime a, DateTime b) => a > b ? a : b;
}
