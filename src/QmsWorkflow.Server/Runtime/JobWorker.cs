using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Runtime;

/// <summary>Claims jobs with SKIP LOCKED and runs them; a failing job is tried again with growing pauses and ends as an incident.</summary>
internal sealed class JobWorker(IServiceScopeFactory scopes, JobSignal signal, JobTime time, ILogger<JobWorker> log) : BackgroundService
{
    private const int MaxAttempts = 5;

    /// <summary>A job of a process that died is free for the others after this time; one that still runs renews it (<see cref="Renewal"/>).</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Renewal = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>Nothing is ever put off this far: such a time was written by a clock that went wrong and has been set back since.</summary>
    private static readonly TimeSpan Farthest = TimeSpan.FromMinutes(10);

    /// <summary>The kinds of the lanes that are not the workflows' own.</summary>
    private readonly Lazy<ILookup<JobLane, string>> kinds = new(() =>
    {
        using var scope = scopes.CreateScope();
        return scope.ServiceProvider.GetServices<IJobHandler>().ToLookup(handler => handler.Lane, handler => handler.Kind);
    });

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(JobLanes.All.Select(lane => WorkAsync(lane, stoppingToken)));

    private async Task WorkAsync(JobLane lane, CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (!await RunOneAsync(lane, stoppingToken)) await signal.WaitAsync(lane, Pause, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                // The database is away: the jobs stay in their table until it is back. Nothing may end the worker, for the host would end with it.
                InstanceLog.WorkerFailed(log, failure);
                await RestAsync(lane, stoppingToken);
            }
        }
    }

    private async Task RestAsync(JobLane lane, CancellationToken stoppingToken)
    {
        try
        {
            await signal.WaitAsync(lane, Pause, stoppingToken);
        }
        catch (OperationCanceledException)
        {
            // The server stops: the loop ends at its head.
        }
    }

    /// <summary>Runs jobs until none is left; for tests and the command line.</summary>
    public async Task DrainAsync(CancellationToken ct)
    {
        bool ran;
        do
        {
            ran = false;
            foreach (var lane in JobLanes.All)
            {
                while (await RunOneAsync(lane, ct)) ran = true;
            }
        }
        while (ran);
    }

    /// <summary>Runs the jobs of one lane until none is left for this process to take.</summary>
    public async Task DrainAsync(JobLane lane, CancellationToken ct)
    {
        while (await RunOneAsync(lane, ct))
        {
            // One after the other.
        }
    }

    private async Task<bool> RunOneAsync(JobLane lane, CancellationToken ct)
    {
        var job = await ClaimAsync(lane, ct);
        if (job is null) return false;

        try
        {
            await RunHandlerAsync(job, ct);
            await FinishAsync(job, JobState.Done, null, ct);
        }
        catch (Exception failure) when (DatabaseTrouble.IsPassing(failure) && !ct.IsCancellationRequested)
        {
            InstanceLog.JobFailed(log, failure, job.Id, job.Kind, job.Attempts);
            await GiveBackAsync(job, ct);
        }
        catch (Exception failure) when (failure is not OperationCanceledException || !ct.IsCancellationRequested)
        {
            InstanceLog.JobFailed(log, failure, job.Id, job.Kind, job.Attempts);
            await FinishAsync(job, job.Attempts >= MaxAttempts ? JobState.Failed : JobState.Queued, failure.Message, ct);
        }

        return true;
    }

    private async Task RunHandlerAsync(JobRow job, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<AgencyScope>().Enter(job.AgencyId);
        var handler = scope.ServiceProvider.GetServices<IJobHandler>().Single(h => h.Kind == job.Kind);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var renewing = RenewAsync(job, over.Token);
        try
        {
            await handler.RunAsync(job, ct);
        }
        finally
        {
            await over.CancelAsync();
            await renewing;
        }
    }

    /// <summary>Keeps the claim alive while the handler works. It never throws: a claim that cannot be renewed runs out by itself.</summary>
    private async Task RenewAsync(JobRow job, CancellationToken ct)
    {
        using var beat = new PeriodicTimer(Renewal, time.Provider);
        try
        {
            while (await beat.WaitForNextTickAsync(ct))
            {
                try
                {
                    await UpdateClaimAsync(job, "Running", job.Attempts, null, ct);
                }
                catch (Exception failure) when (DatabaseTrouble.IsPassing(failure))
                {
                    InstanceLog.WorkerFailed(log, failure);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The handler is done.
        }
        catch (Exception failure)
        {
            InstanceLog.WorkerFailed(log, failure);
        }
    }

    /// <summary>The database went away under the job: it is queued again and the attempt does not count.</summary>
    private Task GiveBackAsync(JobRow job, CancellationToken ct) =>
        UpdateClaimAsync(job, "Queued", job.Attempts - 1, Pause + time.Ahead, ct);

    /// <summary>Only while the claim is still ours: the number of the attempt tells it from a later one.</summary>
    private async Task UpdateClaimAsync(JobRow job, string state, int attempts, TimeSpan? pause, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<AgencyScope>().Enter(job.AgencyId);
        var db = scope.ServiceProvider.GetRequiredService<QmsDb>();
        var lease = state == "Running" ? Lease + time.Ahead : (TimeSpan?)null;
        await db.Database.ExecuteSqlAsync(
            $"""
            update jobs set state = {state}, attempts = {attempts}, locked_until = clock_timestamp() + {lease}::interval,
              run_after = coalesce(clock_timestamp() + {pause}::interval, run_after)
            where id = {job.Id} and state = 'Running' and attempts = {job.Attempts}
            """,
            ct);
    }

    private async Task<JobRow?> ClaimAsync(JobLane lane, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<AgencyScope>().EnterSystem();
        var db = scope.ServiceProvider.GetRequiredService<QmsDb>();
        // A kind that nobody knows falls to the workflows' lane, where it becomes an incident.
        string[] others = [.. JobLanes.All.Where(other => other is not JobLane.Workflow && (lane is JobLane.Workflow || other == lane)).SelectMany(other => kinds.Value[other])];
        var isListed = lane is not JobLane.Workflow;
        // Jobs keep real time, not the product's date: they are work of now. The database's clock is the one that all servers share.
        var claimed = await db.Jobs.FromSql(
            $"""
            update jobs set state = 'Running', attempts = attempts + 1, locked_until = clock_timestamp() + {Lease + time.Ahead}
            where id = (
              select id from jobs
              where (kind = any({others})) = {isListed} and (
                (state = 'Queued' and (run_after <= clock_timestamp() + {time.Ahead} or run_after > clock_timestamp() + {time.Ahead + Farthest}))
                or (state = 'Running' and (locked_until < clock_timestamp() + {time.Ahead} or locked_until > clock_timestamp() + {time.Ahead + Farthest})))
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
                var now = time.Now;
                // Another process may have taken the job over when this one was away for longer than its claim.
                var row = await db.Jobs.FromSql($"select * from jobs where id = {job.Id} for update").SingleAsync(ct);
                if (row.State != JobState.Running || row.Attempts != job.Attempts) return;

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
