using System.Globalization;
using QmsWorkflow.Domain.Calendar;

namespace QmsWorkflow.Server.Features.Measurements.Pages;

/// <summary>Which period's results a page shows, cut off where; both windows side by side when asked.</summary>
internal sealed record MeasureChoice
{
    public const string Both = "both";
    private const string Fifteenth = "15";

    public required ReportPeriod Period { get; init; }

    /// <summary>"calendar", "15" or "both".</summary>
    public required string Windows { get; init; }

    public bool ShowsBoth => Windows == Both;

    /// <summary>The window that counts; the calendar's where both are shown.</summary>
    public CutOff CutOff => Windows == Fifteenth ? CutOff.Fifteenth : CutOff.Calendar;

    /// <summary>"Q1", "M03", "6M", "9M", "Y", as the command line has it.</summary>
    public string Code => CodeOf(Period);

    public static IReadOnlyList<string> AllWindows { get; } = ["calendar", Fifteenth, Both];

    /// <summary>What an address names; what it does not name is the last period that is over today, by calendar months.</summary>
    public static MeasureChoice Read(string? period, string? windows, int year, DateOnly today) => new()
    {
        Period = Find(period, year) ?? LastOver(year, today),
        Windows = windows is Fifteenth or Both ? windows : AllWindows[0],
    };

    public static string CodeOf(ReportPeriod period) => period.Kind switch
    {
        ReportKind.Month => $"M{period.Number.ToString("00", CultureInfo.InvariantCulture)}",
        ReportKind.Quarter => $"Q{period.Number.ToString(CultureInfo.InvariantCulture)}",
        ReportKind.SixMonths => "6M",
        ReportKind.NineMonths => "9M",
        _ => "Y",
    };

    /// <summary>Every period of a year, the year first, in the order of the chooser.</summary>
    public static IReadOnlyList<ReportPeriod> PeriodsOf(int year) =>
    [
        new(ReportKind.Year, 1, year), new(ReportKind.NineMonths, 1, year), new(ReportKind.SixMonths, 1, year),
        .. Enumerable.Range(1, 4).Select(quarter => new ReportPeriod(ReportKind.Quarter, quarter, year)),
        .. Enumerable.Range(1, 12).Select(month => new ReportPeriod(ReportKind.Month, month, year)),
    ];

    private static ReportPeriod? Find(string? code, int year) => PeriodsOf(year).FirstOrDefault(period => CodeOf(period) == code);

    private static ReportPeriod LastOver(int year, DateOnly today) =>
        today.Year > year ? new ReportPeriod(ReportKind.Year, 1, year)
        : new ReportPeriod(ReportKind.Quarter, today.Year < year ? 1 : Math.Max(1, (today.Month - 1) / 3), year);
}
