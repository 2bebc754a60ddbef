using System.Globalization;
using QmsWorkflow.Domain.Calendar;

namespace QmsWorkflow.Server.Features.Measurements.Imports;

internal static class ReportedPeriods
{
    /// <summary>"2024:Quarter:1:Calendar" as people say it.</summary>
    public static string Say(string name)
    {
        var parts = name.Split(':');
        var period = new ReportPeriod(Enum.Parse<ReportKind>(parts[1]), int.Parse(parts[2], CultureInfo.InvariantCulture), int.Parse(parts[0], CultureInfo.InvariantCulture));
        return parts[3] == nameof(CutOff.Fifteenth) ? ImportRights.Text("PeriodTo14", period.ToVietnamese()) : period.ToVietnamese();
    }
}
