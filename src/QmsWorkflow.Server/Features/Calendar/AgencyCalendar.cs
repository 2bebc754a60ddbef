using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Domain.Calendar;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Features.Calendar;

/// <summary>An agency's working calendar: the notices it has recorded, from the official ones shipped with the product on.</summary>
internal sealed class AgencyCalendar(QmsDb db, TrailLog trail, TimeProvider clock)
{
    private WorkingCalendar? loaded;

    public async Task<WorkingCalendar> LoadAsync(Guid agencyId, CancellationToken ct) =>
        loaded ??= WorkingCalendar.Create(await NoticesAsync(agencyId, ct));

    public async Task<IReadOnlyList<CalendarNotice>> NoticesAsync(Guid agencyId, CancellationToken ct)
    {
        var notices = await db.CalendarNotices.AsNoTracking().Where(n => n.AgencyId == agencyId).ToListAsync(ct);
        var days = await db.CalendarDays.AsNoTracking().Where(d => d.AgencyId == agencyId).ToListAsync(ct);
        var byNotice = days.ToLookup(d => d.NoticeId);
        // Of two notices that name a day the later one counts: shipped ones in their own order, then the agency's as they came.
        return [.. notices.OrderBy(notice => ShippedOrder(notice.Code)).ThenBy(notice => notice.RecordedAt).ThenBy(notice => notice.Id).Select(notice => Notice(notice, byNotice[notice.Id]))];
    }

    /// <summary>Gives an agency the official notices that are shipped with the product, where it does not have them yet.</summary>
    public async Task SeedAsync(Actor actor, CancellationToken ct)
    {
        var known = await db.CalendarNotices.Where(n => n.AgencyId == actor.AgencyId).Select(n => n.Code).ToListAsync(ct);
        foreach (var notice in OfficialCalendar.Notices.Where(n => !known.Contains(n.Code))) Add(notice, actor);
    }

    /// <summary>Records a notice.</summary>
    public void Add(CalendarNotice notice, Actor actor)
    {
        var row = new NoticeRow
        {
            Id = Guid.CreateVersion7(),
            AgencyId = actor.AgencyId,
            Code = notice.Code,
            Title = notice.Title,
            IssuedBy = notice.IssuedBy,
            Source = notice.Source,
            Years = string.Join(',', notice.Years),
            CoversWholeYear = notice.CoversWholeYear,
            IsProvisional = notice.IsProvisional,
            RecordedAt = clock.GetUtcNow(),
        };
        db.CalendarNotices.Add(row);
        db.CalendarDays.AddRange(notice.Days.Select(day => new NoticeDayRow
        {
            Id = Guid.CreateVersion7(),
            AgencyId = actor.AgencyId,
            NoticeId = row.Id,
            Day = day.Date,
            Kind = day.Kind.ToString(),
            Name = day.NameVi,
            SwappedWith = day.SwappedWith,
        }));
        loaded = null;
        trail.Record(actor, "calendar.notice-added", "calendar", row.Id, $"Ghi thông báo lịch nghỉ {notice.Code}: {notice.Title}",
            after: notice.Days.Select(day => new { day.Date, Kind = day.Kind.ToString(), day.NameVi }));
    }

    /// <summary>Reads the notices anew at the next question.</summary>
    public void Forget() => loaded = null;

    private static int ShippedOrder(string code)
    {
        for (var index = 0; index < OfficialCalendar.Notices.Length; index++)
        {
            if (OfficialCalendar.Notices[index].Code == code) return index;
        }

        return int.MaxValue;
    }

    private static CalendarNotice Notice(NoticeRow row, IEnumerable<NoticeDayRow> days) => new()
    {
        Code = row.Code,
        Title = row.Title,
        IssuedBy = row.IssuedBy,
        Source = row.Source,
        IsProvisional = row.IsProvisional,
        CoversWholeYear = row.CoversWholeYear,
        Years = [.. row.Years.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse)],
        Days = [.. days.OrderBy(d => d.Day).Select(d => new CalendarDay(d.Day, Enum.Parse<DayKind>(d.Kind), d.Name) { SwappedWith = d.SwappedWith })],
    };
}
