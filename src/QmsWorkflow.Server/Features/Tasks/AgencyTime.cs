using System.Globalization;
using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.People;

namespace QmsWorkflow.Server.Features.Tasks;

/// <summary>Days and hours as the agency lives them: a deadline ends at 24:00 of its day in the agency's zone (BLDS 2015 Đ148.6).</summary>
internal sealed class AgencyTime(QmsDb db, TimeProvider clock)
{
    /// <summary>Reminders and escalations come when people start work.</summary>
    public static readonly TimeOnly MorningHour = new(8, 0);

    private readonly Dictionary<Guid, TimeZoneInfo> zones = [];

    public async Task<TimeZoneInfo> ZoneAsync(Guid agencyId, CancellationToken ct)
    {
        if (zones.TryGetValue(agencyId, out var known)) return known;

        var name = await db.Agencies.Where(a => a.Id == agencyId).Select(a => a.TimeZone).SingleAsync(ct);
        return zones[agencyId] = TimeZoneInfo.FindSystemTimeZoneById(name);
    }

    public async Task<DateOnly> TodayAsync(Guid agencyId, CancellationToken ct) => await DayOfAsync(agencyId, clock.GetUtcNow(), ct);

    public async Task<DateOnly> DayOfAsync(Guid agencyId, DateTimeOffset instant, CancellationToken ct) =>
        DayIn(await ZoneAsync(agencyId, ct), instant);

    public static DateOnly DayIn(TimeZoneInfo zone, DateTimeOffset instant) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, zone).DateTime);

    /// <summary>The instant, in UTC, of an hour of a day in a zone.</summary>
    public static DateTimeOffset InstantOf(TimeZoneInfo zone, DateOnly day, TimeOnly hour)
    {
        var local = day.ToDateTime(hour, DateTimeKind.Unspecified);
        return new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime();
    }

    /// <summary>"14:05 ngày 08/05/2024", for messages that say when somebody acted.</summary>
    public async Task<string> SayAsync(Guid agencyId, DateTimeOffset instant, CancellationToken ct) =>
        TimeZoneInfo.ConvertTime(instant, await ZoneAsync(agencyId, ct)).ToString("HH:mm dd/MM/yyyy", CultureInfo.InvariantCulture);
}
