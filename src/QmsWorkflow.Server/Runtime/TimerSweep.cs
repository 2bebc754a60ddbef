using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Engine.Execution;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Trail;
using Quartz;

namespace QmsWorkflow.Server.Runtime;

/// <summary>
/// Fires due timers in order of their time, each once, in its own transaction. Timers are rows of any length of time; Quartz only beats.
/// A missed beat, a restart or a jump of the clock fires late, once.
/// </summary>
[DisallowConcurrentExecution]
internal sealed class TimerSweep(IServiceScopeFactory scopes, TimeProvider clock, ILogger<TimerSweep> log) : IJob
{
    public const string WaitKind = "wait";
    private const string IncidentPrefix = "timer:";
    private const int MaxAttempts = 5;
    private const int BatchSize = 100;

    /// <summary>The timer that was given up on.</summary>
    public static Guid? TimerOf(Incident incident) =>
        incident.IncidentKey.StartsWith(IncidentPrefix, StringComparison.Ordinal) && Guid.TryParse(incident.IncidentKey[IncidentPrefix.Length..], out var id) ? id : null;

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) => await SweepAsync(cancellationToken);

    /// <returns>How many timers fired.</returns>
    public async Task<int> SweepAsync(CancellationToken ct)
    {
        var fired = 0;
        var failed = new HashSet<Guid>();
        try
        {
            // Again as long as something moves: what another process or act held, or what had to wait for an earlier timer, may be free by now.
            int passed;
            do
            {
                passed = await PassAsync(failed, ct);
                fired += passed;
            }
            while (passed > 0);
        }
        catch (Exception failure) when (DatabaseTrouble.IsPassing(failure))
        {
            // The database went away: the timers are as due as before, and no attempt counts.
            InstanceLog.SweepFailed(log, failure);
        }

        return fired;
    }

    /// <summary>Once through all that is due, from the earliest on.</summary>
    private async Task<int> PassAsync(HashSet<Guid> failed, CancellationToken ct)
    {
        var fired = 0;
        TimerRow? last = null;
        while (await NextAsync(last, ct) is { Count: > 0 } due)
        {
            foreach (var timer in due.Where(timer => !failed.Contains(timer.Id)))
            {
                try
                {
                    if (await FireAsync(timer, ct)) fired++;
                }
                catch (Exception failure) when (failure is not OperationCanceledException && !DatabaseTrouble.IsPassing(failure))
                {
                    InstanceLog.TimerFailed(log, failure, timer.Id, timer.Kind, timer.Attempts + 1);
                    failed.Add(timer.Id);
                    await PostponeAsync(timer, failure.Message, ct);
                }
            }

            last = due[^1];
        }

        return fired;
    }

    private async Task<IReadOnlyList<TimerRow>> NextAsync(TimerRow? last, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<AgencyScope>().EnterSystem();
        var db = scope.ServiceProvider.GetRequiredService<QmsDb>();
        var now = clock.GetUtcNow();
        var (dueAt, id) = last is null ? (DateTimeOffset.MinValue, Guid.Empty) : (last.DueAt, last.Id);
        return await db.Timers.FromSql(
            $"""
            select * from timers where due_at <= {now} and attempts < {MaxAttempts} and (due_at, id) > ({dueAt}, {id})
            order by due_at, id limit {BatchSize}
            """).IgnoreQueryFilters().AsNoTracking().ToListAsync(ct);
    }

    /// <returns>False when another process or act holds it or was faster, or when an earlier timer of the same instance comes first.</returns>
    private async Task<bool> FireAsync(TimerRow timer, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<AgencyScope>().Enter(timer.AgencyId);
        var db = scope.ServiceProvider.GetRequiredService<QmsDb>();
        var runner = scope.ServiceProvider.GetRequiredService<InstanceRunner>();
        var handlers = scope.ServiceProvider.GetServices<ITimerHandler>();
        var mine = false;
        var outcome = await scope.ServiceProvider.GetRequiredService<Transactor>().RunAsync(
            async () =>
            {
                mine = await TakeAsync(db, timer, ct);
                if (!mine) return;

                if (timer.Kind == WaitKind)
                {
                    await runner.RaiseAsync(
                        timer.InstanceId!.Value, new WorkflowEvent.WaitCompleted(clock.GetUtcNow(), null, timer.WaitId!, null, []), Actor.System(timer.AgencyId), ct);
                }
                else
                {
                    await handlers.Single(h => h.Kind == timer.Kind).FireAsync(timer, ct);
                }
            },
            ct);
        return mine && outcome.IsDone;
    }

    /// <summary>
    /// Deletes the timer and locks its instance, or neither. It never waits: many sweepers share the timers by passing over what another holds, and
    /// an act on the instance, which may take its timers away, is never in a circle with a sweeper.
    /// </summary>
    private static async Task<bool> TakeAsync(QmsDb db, TimerRow timer, CancellationToken ct) => await (timer.InstanceId is null
        ? db.Database.ExecuteSqlAsync($"delete from timers where id = (select id from timers where id = {timer.Id} for update skip locked)", ct)
        : db.Database.ExecuteSqlAsync(
            $"""
            with free as materialized (
              select t.id from timers t join workflow_instances i on i.id = t.instance_id
              where t.id = {timer.Id} and not exists (
                select 1 from timers earlier
                where earlier.instance_id = t.instance_id and (earlier.due_at, earlier.id) < (t.due_at, t.id) and earlier.attempts < {MaxAttempts})
              for update of t, i skip locked)
            delete from timers where id in (select id from free)
            """,
            ct)) == 1;

    private async Task PostponeAsync(TimerRow timer, string error, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<AgencyScope>().Enter(timer.AgencyId);
        var db = scope.ServiceProvider.GetRequiredService<QmsDb>();
        var attempts = timer.Attempts + 1;
        await db.Timers.Where(t => t.Id == timer.Id).ExecuteUpdateAsync(s => s.SetProperty(t => t.Attempts, attempts), ct);
        if (attempts < MaxAttempts) return;

        db.Incidents.Add(new Incident
        {
            Id = Guid.CreateVersion7(),
            AgencyId = timer.AgencyId,
            InstanceId = timer.InstanceId,
            IncidentKey = $"{IncidentPrefix}{timer.Id}",
            Message = $"Hẹn giờ \"{timer.Kind}\" không thực hiện được sau {MaxAttempts} lần: {error}",
            RaisedAt = clock.GetUtcNow(),
        });
        await db.SaveChangesAsync(ct);
    }
}
