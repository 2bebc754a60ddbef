using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Engine.Execution;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Runtime;
using QmsWorkflow.Server.Trail;
using Incident = QmsWorkflow.Server.Runtime.Incident;

namespace QmsWorkflow.Server.Features.Cycles;

/// <summary>Answers an incident of a running instance, a job or a timer: try again, pass over with a reason.</summary>
internal sealed class IncidentActs(QmsDb db, Transactor transactor, InstanceRunner runner, JobQueue jobs, TrailLog trail, TimeProvider clock)
{
    public Task<Outcome> RetryAsync(Guid incidentId, Actor actor, CancellationToken ct) => AnswerAsync(
        incidentId, actor, "thử lại", incident => new WorkflowEvent.IncidentRetried(clock.GetUtcNow(), actor.Name, incident.IncidentKey), isRetry: true, ct);

    public Task<Outcome> SkipAsync(Guid incidentId, string reason, string outcome, Actor actor, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(reason)) return Task.FromResult(Outcome.Refuse("QMS715"));

        ImmutableArray<string> outcomes = string.IsNullOrWhiteSpace(outcome) ? [] : [outcome.Trim()];
        return AnswerAsync(
            incidentId, actor, $"bỏ qua: {reason}", incident => new WorkflowEvent.IncidentSkipped(clock.GetUtcNow(), actor.Name, incident.IncidentKey, reason, outcomes), isRetry: false, ct);
    }

    private Task<Outcome> AnswerAsync(Guid incidentId, Actor actor, string how, Func<Incident, WorkflowEvent> answer, bool isRetry, CancellationToken ct) => transactor.RunAsync(
        async () =>
        {
            if (!CycleRights.MayRepair(actor)) return Outcome.Refuse("QMS302", CycleRights.Repairers());
            if (await LockAsync(incidentId, ct) is not { } incident) return Outcome.Refuse("QMS305");
            if (incident.ResolvedAt is not null) return Outcome.Refuse("QMS301", incident.ResolvedBy ?? "?", Web.VietnamTime.Of(incident.ResolvedAt.Value).ToString("HH:mm dd/MM/yyyy", System.Globalization.CultureInfo.InvariantCulture));

            trail.Record(actor, "incident.answered", "instance", incident.InstanceId ?? incident.Id, $"{actor.Name} xử lý sự cố ({how}): {incident.Message}");
            if (incident.JobId is { } jobId)
            {
                // Passed over, the job stays failed.
                if (isRetry) await jobs.RetryAsync(jobId, ct);
            }
            else if (TimerSweep.TimerOf(incident) is { } timerId)
            {
                // Given up on, the timer would be found due for ever.
                if (isRetry) await db.Timers.Where(t => t.Id == timerId).ExecuteUpdateAsync(set => set.SetProperty(t => t.Attempts, 0), ct);
                else await db.Timers.Where(t => t.Id == timerId).ExecuteDeleteAsync(ct);
            }
            else if (incident.InstanceId is { } instanceId)
            {
                await runner.RaiseAsync(instanceId, answer(incident), actor, ct);
            }

            incident.ResolvedAt = clock.GetUtcNow();
            incident.ResolvedBy = actor.Name;
            incident.Resolution = how;
            return Outcome.Success;
        },
        ct);

    /// <summary>The instance before its incident, as an act on the instance locks them. Of two who answer at once the second sees the first one's answer.</summary>
    private async Task<Incident?> LockAsync(Guid incidentId, CancellationToken ct)
    {
        var known = await db.Incidents.AsNoTracking().SingleOrDefaultAsync(i => i.Id == incidentId, ct);
        if (known?.InstanceId is { } instanceId) await runner.LockAsync(instanceId, ct);
        return (await db.Incidents.FromSql($"select * from incidents where id = {incidentId} for update").ToListAsync(ct)).SingleOrDefault();
    }
}
