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

    /// <summary>The timer that was given up on.</summary>
    public static Guid? TimerOf(Incident incident) =>
        incident.IncidentKey.StartsWith(IncidentPrefix, StringComparison.Ordinal) && Guid.TryParse(incident.IncidentKey[IncidentPrefix.Length..], out var id) ? id : null;

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) => await SweepAsync(cancellationToken);

    /// <returns>How many timers fired.</returns>
    public async Task<int> SweepAsync(CancellationToken ct)
    {
        var fired = 0;
        var failed = new HashSet<Guid>();
        while (await NextAsync(failed, ct) is { } timer)
        {
            try
            {
                if (await FireAsync(timer, ct)) fired++;
                else failed.Add(timer.Id);
            }
            catch (Exception failure) when (DatabaseTrouble.IsPassing(failure))
            {
                // The database went away: the timer is as due as before, and the attempt does not count.
                InstanceLog.TimerFailed(log, failure, timer.Id, timer.Kind, timer.Attempts);
                return fired;
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                InstanceLog.TimerFailed(log, failure, timer.Id, timer.Kind, timer.Attempts + 1);
                failed.Add(timer.Id);
                await PostponeAsync(timer, failure.Message, ct);
            }
        }

        return fired;
    }

    private async Task<TimerRow?> NextAsync(HashSet<Guid> passedOver, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<AgencyScope>().EnterSystem();
        var db = scope.ServiceProvider.GetRequiredService<QmsDb>();
        var now = clock.GetUtcNow();
        return await db.Timers.AsNoTracking().Where(t => t.DueAt <= now && t.Attempts < MaxAttempts && !passedOver.Contains(t.Id))
            .OrderBy(t => t.DueAt).ThenBy(t => t.Id).FirstOrDefaultAsync(ct);
    }

    /// <returns>False when another process or act was faster.</returns>
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
                // The instance first, then the timer: the same order as an act on the instance, so that they never wait for each other.
                if (timer.InstanceId is { } instanceId) await runner.LockAsync(instanceId, ct);
                mine = await db.Timers.Where(t => t.Id == timer.Id).ExecuteDeleteAsync(ct) == 1;
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
