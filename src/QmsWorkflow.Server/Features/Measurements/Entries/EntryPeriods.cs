using System.Globalization;
using QmsWorkflow.Domain.Calendar;

namespace QmsWorkflow.Server.Features.Measurements.Entries;

/// <summary>The periods of a year and their short names in addresses and forms: M03, Q1, 6M, 9M, Y.</summary>
internal static class EntryPeriods
{
    public static IReadOnlyList<ReportPeriod> Of(int year) =>
    [
        .. Enumerable.Range(1, 12).Select(month => new ReportPeriod(ReportKind.Month, month, year)),
        .. Enumerable.Range(1, 4).Select(quarter => new ReportPeriod(ReportKind.Quarter, quarter, year)),
        new(ReportKind.SixMonths, 1, year), new(ReportKind.NineMonths, 1, year), new(ReportKind.Year, 1, year),
    ];

    public static string Code(ReportPeriod period) => period.Kind switch
    {
        ReportKind.Month => string.Create(CultureInfo.InvariantCulture, $"M{period.Number:00}"),
        ReportKind.Quarter => string.Create(CultureInfo.InvariantCulture, $"Q{period.Number}"),
        ReportKind.SixMonths => "6M",
        ReportKind.NineMonths => "9M",
        _ => "Y",
    };

    public static ReportPeriod? Read(string? code, int year) => Of(year).FirstOrDefault(period => Code(period) == code);

    /// <summary>Whether two periods share a day.</summary>
    public static bool Meet(ReportPeriod a, ReportPeriod b)
    {
        var (first, second) = (a.Window(CutOff.Calendar), b.Window(CutOff.Calendar));
        return first.From <= second.To && second.From <= first.To;
    }
}
