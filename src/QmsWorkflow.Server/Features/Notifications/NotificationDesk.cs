using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Features.Notifications;

/// <summary>A person's own notifications: list, count, read.</summary>
internal sealed class NotificationDesk(QmsDb db, TimeProvider clock)
{
    public const int PageSize = 30;

    public Task<int> UnreadAsync(Actor actor, CancellationToken ct) => db.Notifications.CountAsync(n => n.PersonId == actor.PersonId && n.ReadAt == null, ct);

    public async Task<(IReadOnlyList<Notification> Lines, int Total)> ListAsync(Actor actor, int page, CancellationToken ct)
    {
        var mine = db.Notifications.AsNoTracking().Where(n => n.PersonId == actor.PersonId);
        return (await mine.OrderByDescending(n => n.CreatedAt).ThenByDescending(n => n.Id).Skip((page - 1) * PageSize).Take(PageSize).ToListAsync(ct), await mine.CountAsync(ct));
    }

    /// <summary>Reading is no act on a record, so it leaves no trail.</summary>
    public async Task<int> ReadAllAsync(Actor actor, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        return await db.Notifications.Where(n => n.PersonId == actor.PersonId && n.ReadAt == null).ExecuteUpdateAsync(set => set.SetProperty(n => n.ReadAt, now), ct);
    }

    /// <summary>Marks one as read.</summary>
    /// <returns>Where it leads; null when it is not this person's.</returns>
    public async Task<string?> OpenAsync(Guid id, Actor actor, CancellationToken ct)
    {
        var notification = await db.Notifications.SingleOrDefaultAsync(n => n.Id == id && n.PersonId == actor.PersonId, ct);
        if (notification is null) return null;

        notification.ReadAt ??= clock.GetUtcNow();
        await db.SaveChangesAsync(ct);
        return notification.Url;
    }
}
