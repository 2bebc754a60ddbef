using System.Collections.Immutable;

namespace QmsWorkflow.Domain.Calendar;

/// <summary>What a notice says about one day.</summary>
public enum DayKind
{
    /// <summary>A holiday of BLLĐ 2019 Đ112.1 (or another law) that falls on this day.</summary>
    PublicHoliday,

    /// <summary>Rest given because a holiday fell on a weekly rest day (BLLĐ 2019 Đ111.3).</summary>
    CompensatoryDayOff,

    /// <summary>A weekday off that is worked on another day instead (hoán đổi).</summary>
    SwappedDayOff,

    /// <summary>A Saturday or Sunday that is worked instead of a weekday off (hoán đổi).</summary>
    WorkedRestDay,
}

/// <summary>One day of a notice.</summary>
/// <param name="Date">The day.</param>
/// <param name="Kind">What the notice makes of it.</param>
/// <param name="NameVi">The holiday's name in Vietnamese, or why the day is off or worked.</param>
public sealed record CalendarDay(DateOnly Date, DayKind Kind, string NameVi)
{
    /// <summary>The other day of an exchange (hoán đổi); null when the day is not exchanged.</summary>
    public DateOnly? SwappedWith { get; init; }

    /// <summary>Whether people work on this day.</summary>
    public bool IsWorking => Kind == DayKind.WorkedRestDay;
}

/// <summary>A notice of days off and worked days, as the state publishes it every year (BLLĐ 2019 Đ112.3).</summary>
public sealed record CalendarNotice
{
    /// <summary>Number and symbol, as cited: <c>6150/TB-BLĐTBXH</c>.</summary>
    public required string Code { get; init; }

    /// <summary>What the notice is about, in Vietnamese.</summary>
    public required string Title { get; init; }

    /// <summary>Who issued it.</summary>
    public required string IssuedBy { get; init; }

    /// <summary>Where the days were taken from, and how sure that is.</summary>
    public required string Source { get; init; }

    /// <summary>The years it speaks of.</summary>
    public required ImmutableArray<int> Years { get; init; }

    /// <summary>The days it names; weekends that stay off need not be listed.</summary>
    public required ImmutableArray<CalendarDay> Days { get; init; }

    /// <summary>True when it lists every day off of its years; false when it only adds days (a swap, one more holiday).</summary>
    public bool CoversWholeYear { get; init; } = true;

    /// <summary>True for a draft notice: dates computed with it stay provisional ("tạm tính").</summary>
    public bool IsProvisional { get; init; }
}
