using System.Globalization;

namespace QmsWorkflow.Domain.Calendar;

/// <summary>The periods of reports in the seeds and in NĐ 09/2019 (S-148, S-189).</summary>
public enum ReportKind
{
    /// <summary>A month, 1 to 12.</summary>
    Month,

    /// <summary>A quarter, 1 to 4.</summary>
    Quarter,

    /// <summary>The first six months.</summary>
    SixMonths,

    /// <summary>The first nine months.</summary>
    NineMonths,

    /// <summary>The year.</summary>
    Year,
}

/// <summary>Where figures are cut off.</summary>
public enum CutOff
{
    /// <summary>From the 15th to the 14th: NĐ 09/2019 Đ12.4; nine months by provincial rule.</summary>
    Fifteenth,

    /// <summary>Calendar months, as several circulars have it.</summary>
    Calendar,
}

/// <summary>One period of a report.</summary>
/// <param name="Kind">Which kind.</param>
/// <param name="Number">The month or quarter; 1 for the others.</param>
/// <param name="Year">The year.</param>
public sealed record ReportPeriod(ReportKind Kind, int Number, int Year)
{
    /// <summary>The first and last day whose figures belong to the period.</summary>
    public (DateOnly From, DateOnly To) Window(CutOff cutOff)
    {
        var (first, last) = Kind switch
        {
            ReportKind.Month => (Number, Number),
            ReportKind.Quarter => ((Number * 3) - 2, Number * 3),
            ReportKind.SixMonths => (1, 6),
            ReportKind.NineMonths => (1, 9),
            _ => (1, 12),
        };
        var (from, to) = CalendarSpan.Months(first, last).In(Year);
        return cutOff == CutOff.Calendar
            ? (from, to)
            : (new DateOnly(Year, first, 15).AddMonths(-1), new DateOnly(Year, last, 14));
    }

    /// <summary>The day a report is due: so many working days after the cut-off (at least 1, NĐ 09/2019 Đ12.4).</summary>
    /// <param name="workingDays">1 or more.</param>
    public DateOnly Due(CutOff cutOff, int workingDays, WorkingCalendar calendar)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(workingDays, 1);
        return calendar.AddWorkingDays(Window(cutOff).To, workingDays);
    }

    /// <summary>"Quý I/2024", "6 tháng đầu năm 2024", "9 tháng năm 2024", "năm 2024", "tháng 3/2024".</summary>
    public string ToVietnamese()
    {
        var year = Year.ToString(CultureInfo.InvariantCulture);
        return Kind switch
        {
            ReportKind.Month => $"tháng {Number.ToString(CultureInfo.InvariantCulture)}/{year}",
            ReportKind.Quarter => $"{VietnameseDates.Quarter(Number)}/{year}",
            ReportKind.SixMonths => $"6 tháng đầu năm {year}",
            ReportKind.NineMonths => $"9 tháng năm {year}",
            _ => $"năm {year}",
        };
    }
}
