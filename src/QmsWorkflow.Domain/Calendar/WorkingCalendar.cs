using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Immutable;

namespace QmsWorkflow.Domain.Calendar;

/// <summary>Why a day is worked or off.</summary>
public enum DayReason
{
    /// <summary>An ordinary weekday.</summary>
    Weekday,

    /// <summary>A Saturday or Sunday.</summary>
    Weekend,

    /// <summary>A public holiday.</summary>
    PublicHoliday,

    /// <summary>Rest for a holiday that fell on a weekend.</summary>
    CompensatoryDayOff,

    /// <summary>A weekday off, worked on another day.</summary>
    SwappedDayOff,

    /// <summary>A Saturday or Sunday that is worked.</summary>
    WorkedRestDay,
}

/// <summary>What the calendar says about one day.</summary>
/// <param name="Date">The day.</param>
/// <param name="IsWorking">Whether it counts as a working day.</param>
/// <param name="Reason">Why.</param>
/// <param name="ReasonVi">Why, in Vietnamese, for people.</param>
/// <param name="NoticeCode">The notice (or, in a year without one, the law) that says so; null for plain weekdays and weekends.</param>
/// <param name="IsProvisional">True when no complete notice for the year is known: "tạm tính".</param>
public sealed record DayStatus(DateOnly Date, bool IsWorking, DayReason Reason, string ReasonVi, string? NoticeCode, bool IsProvisional);

/// <summary>What is known of a year.</summary>
/// <param name="Year">The year.</param>
/// <param name="IsOfficial">True when a complete, final notice covers it.</param>
/// <param name="NoticeCodes">The notices that speak of it.</param>
/// <param name="Unknown">Holidays the product cannot place in this year yet, in Vietnamese.</param>
public sealed record YearCoverage(int Year, bool IsOfficial, ImmutableArray<string> NoticeCodes, ImmutableArray<string> Unknown);

/// <summary>Which days are working days, by the notices known and, where none is known, by the law alone (provisional).</summary>
/// <remarks>Immutable and safe to share. Of two notices that name the same day, the later one in the list counts.</remarks>
public sealed class WorkingCalendar
{
    private const int LongestRest = 60;

    private readonly FrozenDictionary<DateOnly, (CalendarDay Day, CalendarNotice Notice)> _noticed;
    private readonly FrozenSet<int> _officialYears;
    private readonly FrozenSet<int> _coveredYears;
    private readonly ImmutableArray<CalendarNotice> _notices;
    private readonly StatutoryHolidays _statutory;
    private readonly ConcurrentDictionary<int, FrozenDictionary<DateOnly, StatutoryDay>> _statutoryByYear = new();

    private WorkingCalendar(ImmutableArray<CalendarNotice> notices, StatutoryHolidays statutory)
    {
        _notices = notices;
        _statutory = statutory;
        var noticed = new Dictionary<DateOnly, (CalendarDay, CalendarNotice)>();
        foreach (var notice in notices)
        {
            foreach (var day in notice.Days) { noticed[day.Date] = (day, notice); }
        }

        _noticed = noticed.ToFrozenDictionary();
        _coveredYears = notices.Where(n => n.CoversWholeYear).SelectMany(n => n.Years).ToFrozenSet();
        _officialYears = notices.Where(n => n.CoversWholeYear && !n.IsProvisional).SelectMany(n => n.Years).ToFrozenSet();
    }

    /// <summary>Builds a calendar from notices, later ones overriding earlier ones day by day.</summary>
    /// <param name="statutory">The days off by law for years without a notice; default: the law as it stands.</param>
    public static WorkingCalendar Create(IEnumerable<CalendarNotice> notices, StatutoryHolidays? statutory = null) =>
        new([.. notices], statutory ?? StatutoryHolidays.Default);

    /// <summary>Says whether a day is worked, why, and who said so.</summary>
    public DayStatus Classify(DateOnly date)
    {
        var provisional = !_officialYears.Contains(date.Year);
        if (_noticed.TryGetValue(date, out var found))
        {
            var reason = found.Day.Kind switch
            {
                DayKind.CompensatoryDayOff => DayReason.CompensatoryDayOff,
                DayKind.SwappedDayOff => DayReason.SwappedDayOff,
                DayKind.WorkedRestDay => DayReason.WorkedRestDay,
                _ => DayReason.PublicHoliday,
            };
            return new(date, found.Day.IsWorking, reason, Say(found.Day), found.Notice.Code, provisional || found.Notice.IsProvisional);
        }

        if (!_coveredYears.Contains(date.Year) && StatutoryOf(date.Year).TryGetValue(date, out var day))
        {
            var reason = day.Kind == DayKind.CompensatoryDayOff ? DayReason.CompensatoryDayOff : DayReason.PublicHoliday;
            return new(date, false, reason, Say(new(date, day.Kind, day.NameVi)), day.LegalBasis, true);
        }

        return StatutoryHolidays.IsWeekend(date)
            ? new(date, false, DayReason.Weekend, VietnameseDates.Weekday(date), null, provisional)
            : new(date, true, DayReason.Weekday, "Ngày làm việc", null, provisional);
    }

    /// <summary>Whether the day is a working day.</summary>
    public bool IsWorking(DateOnly date) => Classify(date).IsWorking;

    /// <summary>The first working day on or after a day.</summary>
    public DateOnly OnOrAfter(DateOnly date) => Walk(date, 1);

    /// <summary>The last working day on or before a day.</summary>
    public DateOnly OnOrBefore(DateOnly date) => Walk(date, -1);

    /// <summary>The n-th working day after a day (before it when n is negative); the day itself is not counted (BLDS 2015 Đ147.2).</summary>
    public DateOnly AddWorkingDays(DateOnly date, int count)
    {
        var step = Math.Sign(count);
        for (var left = Math.Abs(count); left > 0; left--) { date = Walk(date.AddDays(step), step); }
        return date;
    }

    /// <summary>How many working days lie after <paramref name="from"/> up to and with <paramref name="to"/>; negative when it lies before.</summary>
    public int WorkingDaysBetween(DateOnly from, DateOnly to)
    {
        if (to < from) { return -WorkingDaysBetween(to, from); }
        var count = 0;
        for (var date = from.AddDays(1); date <= to; date = date.AddDays(1))
        {
            if (IsWorking(date)) { count++; }
        }

        return count;
    }

    /// <summary>What is known of a year.</summary>
    public YearCoverage Coverage(int year)
    {
        ImmutableArray<string> codes = [.. _notices.Where(n => n.Years.Contains(year)).Select(n => n.Code)];
        return new(year, _officialYears.Contains(year), codes, _coveredYears.Contains(year) ? [] : StatutoryHolidays.UnknownIn(year));
    }

    private DateOnly Walk(DateOnly date, int step)
    {
        for (var i = 0; i < LongestRest; i++)
        {
            var day = date.AddDays(i * step);
            if (IsWorking(day)) { return day; }
        }

        throw new InvalidOperationException($"The notices leave no working day within {LongestRest} days of {date:yyyy-MM-dd}.");
    }

    private FrozenDictionary<DateOnly, StatutoryDay> StatutoryOf(int year) =>
        _statutoryByYear.GetOrAdd(year, y => _statutory.Of(y).ToFrozenDictionary(day => day.Date));

    private static string Say(CalendarDay day) => day.Kind switch
    {
        DayKind.CompensatoryDayOff => $"Nghỉ bù {day.NameVi}",
        DayKind.SwappedDayOff when day.SwappedWith is { } worked => $"Nghỉ hoán đổi, làm bù {VietnameseDates.Short(worked)}",
        DayKind.WorkedRestDay when day.SwappedWith is { } off => $"Làm bù cho ngày nghỉ {VietnameseDates.Short(off)}",
        _ => day.NameVi,
    };
}
