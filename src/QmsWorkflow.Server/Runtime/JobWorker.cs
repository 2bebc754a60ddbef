using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Runtime;

/// <summary>Claims jobs with SKIP LOCKED and runs them; a failing job is tried again with growing pauses and ends as an incident.</summary>
internal sealed class JobWorker(IServiceScopeFactory scopes, JobSignal signal, ILogger<JobWorker> log) : BackgroundService
{
    private const int MaxAttempts = 5;
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (!await RunOneAsync(stoppingToken)) await signal.WaitAsync(Pause, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure) when (failure is Npgsql.NpgsqlException or InvalidOperationException)
            {
                // The database is away: the jobs stay in their table until it is back.
                InstanceLog.WorkerFailed(log, failure);
                await signal.WaitAsync(Pause, stoppingToken);
            }
        }
    }

    /// <summary>Runs jobs until none is left; for tests and the command line.</summary>
    public async Task DrainAsync(CancellationToken ct)
    {
        while (await RunOneAsync(ct))
        {
        }
    }

    private async Task<bool> RunOneAsync(CancellationToken ct)
    {
        var job = await ClaimAsync(ct);
        if (job is null) return false;

        try
        {
            await using var scope = scopes.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<AgencyScope>().Enter(job.AgencyId);
            var handler = scope.ServiceProvider.GetServices<IJobHandler>().Single(h => h.Kind == job.Kind);
            await handler.RunAsync(job, ct);
            await FinishAsync(job, JobState.Done, null, ct);
        }
        catch (Exception failure) when (failure is not OperationCanceledException || !ct.IsCancellationRequested)
        {
            InstanceLog.JobFailed(log, failure, job.Id, job.Kind, job.Attempts);
            await FinishAsync(job, job.Attempts >= MaxAttempts ? JobState.Failed : JobState.Queued, failure.Message, ct);
        }

        return true;
    }

    private async Task<JobRow?> ClaimAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<AgencyScope>().EnterSystem();
        var db = scope.ServiceProvider.GetRequiredService<QmsDb>();
        // Jobs keep real time, not the product's date: they are work of now.
        var now = TimeProvider.System.GetUtcNow();
        var claimed = await db.Jobs.FromSql(
            $"""
            update jobs set state = 'Running', attempts = attempts + 1, locked_until = {now + Lease}
            where id = (
              select id from jobs
              where (state = 'Queued' and run_after <= {now}) or (state = 'Running' and locked_until < {now})
              order by run_after, id limit 1 for update skip locked)
            returning *
            """).IgnoreQueryFilters().AsNoTracking().ToListAsync(ct);
        return claimed.SingleOrDefault();
    }

    private async Task FinishAsync(JobRow job, JobState state, string? error, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<AgencyScope>().Enter(job.AgencyId);
        var db = scope.ServiceProvider.GetRequiredService<QmsDb>();
        var trail = scope.ServiceProvider.GetRequiredService<TrailLog>();
        await scope.ServiceProvider.GetRequiredService<Transactor>().RunAsync(
            async () =>
            {
                var now = TimeProvider.System.GetUtcNow();
                var row = await db.Jobs.SingleAsync(j => j.Id == job.Id, ct);
                row.State = state;
                row.Error = error;
                row.LockedUntil = null;
                row.RunAfter = state == JobState.Queued ? now + TimeSpan.FromSeconds(Math.Pow(3, job.Attempts)) : row.RunAfter;
                row.EndedAt = state == JobState.Queued ? null : now;
                if (state != JobState.Failed) return;

                db.Incidents.Add(new Incident
                {
                    Id = Guid.CreateVersion7(),
                    AgencyId = job.AgencyId,
                    JobId = job.Id,
                    IncidentKey = job.Key,
                    Message = $"Công việc nền \"{job.Kind}\" không thực hiện được sau {MaxAttempts} lần: {error}",
                    RaisedAt = now,
                });
                trail.Record(Actor.System(job.AgencyId), "job.failed", "job", job.Id, $"Công việc nền {job.Kind} thất bại: {error}");
            },
            ct);
    }
}
