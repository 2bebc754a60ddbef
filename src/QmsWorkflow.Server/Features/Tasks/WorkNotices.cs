using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.Notifications;

namespace QmsWorkflow.Server.Features.Tasks;

/// <summary>Tells people about work. The same key reaches a person once, however often the act is repeated.</summary>
internal sealed class WorkNotices(QmsDb db, NotificationMails mails, TimeProvider clock)
{
    public static string UrlOf(UserTask task) => $"/work/{task.Id}";

    public async Task TellAsync(Guid agencyId, IEnumerable<Guid> people, string key, string text, string url, CancellationToken ct)
    {
        var readers = people.Distinct().ToArray();
        if (readers.Length == 0) return;

        var ids = readers.Select(_ => Guid.CreateVersion7()).ToArray();
        var now = clock.GetUtcNow();
        var told = await db.Database.SqlQuery<Guid>(
            $"""
            insert into notifications (id, agency_id, person_id, key, text, url, created_at)
            select n.id, {agencyId}, n.person_id, {key}, {text}, {url}, {now}
            from unnest({ids}, {readers}) as n(id, person_id)
            on conflict (agency_id, key, person_id) do nothing
            returning id as "Value"
            """).ToListAsync(ct);
        await mails.AskAsync(agencyId, key, told, ct);
    }
}
