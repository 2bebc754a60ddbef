using QmsWorkflow.Domain.Calendar;

namespace QmsWorkflow.Server.Features.Measurements.Entries;

/// <summary>How the periods of entries stand to each other and to the calendar.</summary>
internal static class EntryPeriods
{
    /// <summary>Figures of a period are known once its first cut-off has passed: the 14th with NĐ 09/2019 Điều 12.4.</summary>
    public static bool IsOver(ReportPeriod period, DateOnly today) => CutOffOf(period) < today;

    public static DateOnly CutOffOf(ReportPeriod period) => period.Window(CutOff.Fifteenth).To;

    /// <summary>Whether two periods share a day.</summary>
    public static bool Meet(ReportPeriod a, ReportPeriod b)
    {
        var (first, second) = (a.Window(CutOff.Calendar), b.Window(CutOff.Calendar));
        return first.From <= second.To && second.From <= first.To;
    }
}
