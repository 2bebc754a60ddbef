using System.Globalization;
using QmsWorkflow.Domain.Calendar;

namespace QmsWorkflow.Server.Web;

/// <summary>Dates in forms and addresses are ISO (yyyy-MM-dd), as browsers send them.</summary>
internal static class FormDate
{
    public static DateOnly? Read(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;

    public static string Write(DateOnly? date) => date?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";

    /// <summary>As people read it.</summary>
    public static string Say(DateOnly date) => VietnameseDates.Short(date);
}
