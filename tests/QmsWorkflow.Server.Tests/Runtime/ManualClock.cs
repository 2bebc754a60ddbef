namespace QmsWorkflow.Server.Tests.Runtime;

/// <summary>Time as the test sets it.</summary>
internal sealed class ManualClock(DateTimeOffset start) : TimeProvider
{
    private DateTimeOffset now = start;

    public override DateTimeOffset GetUtcNow() => now;

    public void MoveTo(DateTimeOffset instant) => now = instant;

    /// <summary>An hour of a day in Việt Nam.</summary>
    public void MoveTo(DateOnly day, int hour) => now = At(day, hour);

    public static DateTimeOffset At(DateOnly day, int hour) => new DateTimeOffset(day.ToDateTime(new TimeOnly(hour, 0)), TimeSpan.FromHours(7)).ToUniversalTime();
}
