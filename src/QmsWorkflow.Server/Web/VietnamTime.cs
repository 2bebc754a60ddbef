namespace QmsWorkflow.Server.Web;

/// <summary>Instants as people in Vietnam read them: UTC+7 all year.</summary>
internal static class VietnamTime
{
    private static readonly TimeSpan Zone = TimeSpan.FromHours(7);

    public static DateTimeOffset Of(DateTimeOffset instant) => instant.ToOffset(Zone);

    public static DateOnly DateOf(DateTimeOffset instant) => DateOnly.FromDateTime(Of(instant).DateTime);

    /// <summary>08:00 of the day, as an instant.</summary>
    public static DateTimeOffset At(DateOnly day, TimeOnly time) => new(day.ToDateTime(time), Zone);
}
