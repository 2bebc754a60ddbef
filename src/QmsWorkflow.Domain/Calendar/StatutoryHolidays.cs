using System.Collections.Immutable;

namespace QmsWorkflow.Domain.Calendar;

/// <summary>One day off that follows from the law itself.</summary>
/// <param name="Date">The day.</param>
/// <param name="Kind">Holiday, or the rest given for a holiday on a weekend.</param>
/// <param name="NameVi">Its name in Vietnamese.</param>
/// <param name="LegalBasis">Where the law says so.</param>
public sealed record StatutoryDay(DateOnly Date, DayKind Kind, string NameVi, string LegalBasis);

/// <summary>The days off that fill a year for which no notice is known yet: all of them provisional.</summary>
public sealed record StatutoryHolidays
{
    private const int LabourCode2019InForce = 2021;

    /// <summary>The first year in which 24/11 is a holiday (NQ 28/2026/QH16, as reported by a public calendar repository); null switches it off.</summary>
    public int? CultureDayFromYear { get; init; } = 2026;

    /// <summary>The law as it stands.</summary>
    public static StatutoryHolidays Default { get; } = new();

    /// <summary>The days off of a year by the law alone, with rest for holidays on weekends, in order of date.</summary>
    /// <remarks>
    /// Tết is taken as the last day of the old year and the first four of the new (BLLĐ 2019 Đ112.1b gives five; Đ112.3 lets the
    /// Prime Minister choose them). The second day of Quốc khánh is 1/9, or 3/9 where that joins a weekend. Lunar days come from
    /// <see cref="LunarTable"/> and are left out where it does not know them.
    /// </remarks>
    public ImmutableArray<StatutoryDay> Of(int year)
    {
        var holidays = Holidays(year).OrderBy(day => day.Date).ToList();
        var off = holidays.Select(day => day.Date).ToHashSet();
        var result = holidays.ToList();
        foreach (var holiday in holidays.Where(Compensates))
        {
            var next = holiday.Date.AddDays(1);
            while (IsWeekend(next) || !off.Add(next)) { next = next.AddDays(1); }
            result.Add(new(next, DayKind.CompensatoryDayOff, holiday.NameVi, "BLLĐ 2019 Đ111.3"));
        }

        return [.. result.OrderBy(day => day.Date)];
    }

    /// <summary>What the law gives for the year but the table does not know, in Vietnamese; empty when nothing is missing.</summary>
    public static ImmutableArray<string> UnknownIn(int year)
    {
        var unknown = ImmutableArray.CreateBuilder<string>();
        if (LunarTable.Tet(year) is null) { unknown.Add("Tết Nguyên đán"); }
        if (LunarTable.HungKings(year) is null) { unknown.Add("Giỗ Tổ Hùng Vương"); }
        return unknown.ToImmutable();
    }

    internal static bool IsWeekend(DateOnly date) => date.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;

    // 24/11 is not in Đ112.1, so Đ111.3 does not reach it.
    private static bool Compensates(StatutoryDay day) => IsWeekend(day.Date) && day.Date is not { Month: 11, Day: 24 };

    private IEnumerable<StatutoryDay> Holidays(int year)
    {
        yield return Holiday(new(year, 1, 1), "Tết Dương lịch", "BLLĐ 2019 Đ112.1a");
        yield return Holiday(new(year, 4, 30), "Ngày Chiến thắng", "BLLĐ 2019 Đ112.1c");
        yield return Holiday(new(year, 5, 1), "Ngày Quốc tế lao động", "BLLĐ 2019 Đ112.1d");

        var nationalDay = new DateOnly(year, 9, 2);
        yield return Holiday(nationalDay, "Quốc khánh", "BLLĐ 2019 Đ112.1đ");
        if (year >= LabourCode2019InForce)
        {
            var offset = nationalDay.DayOfWeek is DayOfWeek.Monday or DayOfWeek.Thursday ? 1 : -1;
            yield return Holiday(nationalDay.AddDays(offset), "Quốc khánh (ngày liền kề)", "BLLĐ 2019 Đ112.1đ");
        }

        if (LunarTable.Tet(year) is { } tet)
        {
            for (var i = -1; i <= 3; i++) { yield return Holiday(tet.AddDays(i), "Tết Nguyên đán", "BLLĐ 2019 Đ112.1b"); }
        }

        if (LunarTable.HungKings(year) is { } hungKings)
        {
            yield return Holiday(hungKings, "Giỗ Tổ Hùng Vương", "BLLĐ 2019 Đ112.1e");
        }

        if (year >= CultureDayFromYear)
        {
            yield return Holiday(new(year, 11, 24), "Ngày Văn hóa Việt Nam", OfficialCalendar.CultureDayCode);
        }
    }

    private static StatutoryDay Holiday(DateOnly date, string name, string basis) => new(date, DayKind.PublicHoliday, name, basis);
}
