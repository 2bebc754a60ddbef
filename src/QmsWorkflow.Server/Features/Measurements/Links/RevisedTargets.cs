using QmsWorkflow.Server.Features.Measurements.Evaluating;
using QmsWorkflow.Server.Features.Objectives;

namespace QmsWorkflow.Server.Features.Measurements.Links;

/// <summary>A target that changes from a day on is a reason to judge again the periods that end from then on (S-114).</summary>
internal sealed class RevisedTargets(EvaluationRequests requests) : IRevisionObserver
{
    public Task ApprovedAsync(Objective objective, ObjectiveRevision revision, CancellationToken ct) =>
        requests.AskAsync(objective.AgencyId, revision.InForceFrom, objective.EndsOn ?? revision.InForceFrom, ct);
}

/// <summary>An objective that is new, gone, linked otherwise or has another target is judged anew for its whole year.</summary>
internal sealed class ChangedObjectives(EvaluationRequests requests) : IObjectiveObserver
{
    public Task ChangedAsync(Guid agencyId, Guid cycleId, int year, CancellationToken ct) => requests.AskAsync(agencyId, cycleId, year, ct);
}
