using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Runtime;

/// <summary>Puts work that must not happen inside a transaction into the <c>jobs</c> table of that transaction.</summary>
internal sealed class JobQueue(QmsDb db, Transactor transactor, JobSignal signal, JobTime time)
{
    /// <param name="key">Keyed so that asking twice for the same work does it once.</param>
    public Task EnqueueAsync(Guid agencyId, string kind, string key, object payload, CancellationToken ct) =>
        EnqueueAsync(agencyId, kind, [(key, payload as string ?? JsonSerializer.Serialize(payload))], ct);

    /// <summary>A failed job begins anew, with all its attempts.</summary>
    public async Task RetryAsync(Guid jobId, CancellationToken ct)
    {
        var now = time.Now;
        await db.Jobs.Where(j => j.Id == jobId && j.State == JobState.Failed).ExecuteUpdateAsync(
            set => set.SetProperty(j => j.State, JobState.Queued).SetProperty(j => j.Attempts, 0).SetProperty(j => j.RunAfter, now).SetProperty(j => j.EndedAt, (DateTimeOffset?)null), ct);
        transactor.AfterCommit(signal.Wake);
    }

    /// <summary>Many of one kind in one round trip.</summary>
    public async Task EnqueueAsync(Guid agencyId, string kind, IReadOnlyList<(string Key, string Payload)> wanted, CancellationToken ct)
    {
        if (wanted.Count == 0) return;

        var now = time.Now;
        var ids = wanted.Select(_ => Guid.CreateVersion7()).ToArray();
        var keys = wanted.Select(job => job.Key).ToArray();
        var payloads = wanted.Select(job => job.Payload).ToArray();
        await db.Database.ExecuteSqlAsync(
            $"""
            insert into jobs (id, agency_id, kind, key, payload, state, attempts, run_after, created_at)
            select j.id, {agencyId}, {kind}, j.key, j.payload, 'Queued', 0, {now}, {now}
            from unnest({ids}, {keys}, {payloads}) as j(id, key, payload)
            on conflict (key) do nothing
            """,
            ct);
        transactor.AfterCommit(signal.Wake);
    }
}
