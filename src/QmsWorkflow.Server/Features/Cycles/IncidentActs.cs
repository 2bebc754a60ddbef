using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Engine.Execution;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Runtime;
using QmsWorkflow.Server.Trail;
using Incident = QmsWorkflow.Server.Runtime.Incident;

namespace QmsWorkflow.Server.Features.Cycles;

/// <summary>Answers an incident of a running instance: try again, pass over with a reason.</summary>
internal sealed class IncidentActs(QmsDb db, Transactor transactor, InstanceRunner runner, TrailLog trail, TimeProvider clock)
{
    public Task<Outcome> RetryAsync(Guid incidentId, Actor actor, CancellationToken ct) =>
        AnswerAsync(incidentId, actor, "thử lại", incident => new WorkflowEvent.IncidentRetried(clock.GetUtcNow(), actor.Name, incident.IncidentKey), ct);

    public Task<Outcome> SkipAsync(Guid incidentId, string reason, string outcome, Actor actor, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(reason)) return Task.FromResult(Outcome.Refuse("QMS715"));

        ImmutableArray<string> outcomes = string.IsNullOrWhiteSpace(outcome) ? [] : [outcome.Trim()];
        return AnswerAsync(
            incidentId, actor, $"bỏ qua: {reason}", incident => new WorkflowEvent.IncidentSkipped(clock.GetUtcNow(), actor.Name, incident.IncidentKey, reason, outcomes), ct);
    }

    private Task<Outcome> AnswerAsync(Guid incidentId, Actor actor, string how, Func<Incident, WorkflowEvent> answer, CancellationToken ct) => transactor.RunAsync(
        async () =>
        {
            if (!CycleRights.MayRepair(actor)) return Outcome.Refuse("QMS302", CycleRights.Repairers());

            var incident = await db.Incidents.SingleOrDefaultAsync(i => i.Id == incidentId, ct);
            if (incident is null) return Outcome.Refuse("QMS305");
            if (incident.ResolvedAt is not null) return Outcome.Refuse("QMS301", incident.ResolvedBy ?? "?", Web.VietnamTime.Of(incident.ResolvedAt.Value).ToString("HH:mm dd/MM/yyyy", System.Globalization.CultureInfo.InvariantCulture));

            trail.Record(actor, "incident.answered", "instance", incident.InstanceId ?? incident.Id, $"{actor.Name} xử lý sự cố ({how}): {incident.Message}");
            if (incident.JobId is { } jobId)
            {
                await db.Jobs.Where(j => j.Id == jobId).ExecuteUpdateAsync(
                    set => set.SetProperty(j => j.State, JobState.Queued).SetProperty(j => j.Attempts, 0).SetProperty(j => j.EndedAt, (DateTimeOffset?)null), ct);
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
}
