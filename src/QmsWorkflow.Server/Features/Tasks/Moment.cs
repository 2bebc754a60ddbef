using System.Globalization;

namespace QmsWorkflow.Server.Features.Tasks;

/// <summary>Instants as the pages show them, in the agency's zone.</summary>
internal static class Moment
{
    public static string Say(TimeZoneInfo zone, DateTimeOffset at) =>
        TimeZoneInfo.ConvertTime(at, zone).ToString("dd/MM/yyyy HH:mm", CultureInfo.InvariantCulture);
}
