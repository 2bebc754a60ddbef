using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Domain.Objectives;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.People;
using QmsWorkflow.Server.Trail;
using QmsWorkflow.Server.Web;

namespace QmsWorkflow.Server.Features.Objectives;

/// <param name="UnitId">Null = the common target, or the target of a unit's own objective.</param>
internal sealed record RevisionInput(Guid ObjectiveId, Guid? UnitId, string Comparator, string Target, DateOnly? InForceFrom, string Reason);

/// <summary>Proposes another target for the rest of the year (S-114): the only way once the objectives are signed.</summary>
internal sealed class ProposeRevision(QmsDb db, Transactor transactor, ObjectiveLocks locks, RevisionNotices notices, TimeProvider clock, TrailLog trail)
{
    public const int LongestReason = 1000;

    public Task<Outcome> ExecuteAsync(RevisionInput input, Actor actor, CancellationToken ct) => transactor.RunAsync(
        async () =>
        {
            var objective = await db.Objectives.SingleOrDefaultAsync(o => o.Id == input.ObjectiveId, ct);
            if (objective is null) return Outcome.Refuse("QMS305");
            if (!RevisionRules.MayPropose(actor, objective)) return Outcome.Refuse("QMS302", RevisionRules.Proposers(objective));

            await locks.HoldAsync(objective.CycleId, ct);
            if (await RefusalAsync(objective, input, ct) is { } refused) return refused;

            var unit = input.UnitId is { } id ? await db.Units.AsNoTracking().SingleOrDefaultAsync(u => u.Id == id && u.InScope, ct) : null;
            if (input.UnitId is not null && (unit is null || objective.UnitId is not null)) return Outcome.Refuse("QMS305");

            var revisions = await db.ObjectiveRevisions.AsNoTracking().Where(r => r.ObjectiveId == objective.Id).ToListAsync(ct);
            if (revisions.Exists(r => r.UnitId == input.UnitId && r.State == RevisionState.Proposed)) return Outcome.Refuse("QMS795");

            var own = await db.ObjectiveTargets.AsNoTracking().SingleOrDefaultAsync(t => t.ObjectiveId == objective.Id && t.UnitId == input.UnitId, ct);
            var now = input.InForceFrom is { } from ? TargetTimeline.At(from, objective, input.UnitId, own, revisions) : null;
            var problems = Problems(input, objective, now);
            if (problems.Count > 0) return new Outcome.Refused("QMS701", ErrorText.Of("QMS701")) { Fields = problems };

            var revision = New(input, objective, now, actor);
            db.ObjectiveRevisions.Add(revision);
            var what = $"{objective.Number} {unit?.Name}".TrimEnd();
            await notices.ToDecidersAsync(revision, $"Đề nghị điều chỉnh chỉ tiêu {what}: {RevisionRules.Change(revision)}", ct);
            trail.Record(actor, "objective.revision-proposed", "objective", objective.Id, $"Đề nghị điều chỉnh chỉ tiêu {what}", new { Target = now?.ToString(), Unit = unit?.Name }, RevisionRules.Brief(revision));
            return Outcome.Success;
        },
        ct);

    private async Task<Outcome?> RefusalAsync(Objective objective, RevisionInput input, CancellationToken ct)
    {
        // Before approval the target is edited; while it is being approved it is returned.
        switch (await locks.RefusalAsync(objective.CycleId, objective.UnitId, ct))
        {
            case null: return Outcome.Refuse("QMS790");
            case Outcome.Refused { Code: "QMS742" } underApproval: return underApproval;
        }

        var hasTarget = objective.TargetValue is not null || (input.UnitId is not null && ObjectiveRules.HasTargetsElsewhere(objective.Kind));
        return hasTarget ? null : Outcome.Refuse("QMS791", objective.Number);
    }

    private List<FieldProblem> Problems(RevisionInput input, Objective objective, TargetValue? now)
    {
        var problems = new List<FieldProblem>();
        var today = VietnamTime.DateOf(clock.GetUtcNow());
        var value = MatrixCell.Number(input.Target);
        if (value is null) problems.Add(new("NewTarget", ErrorText.Of("QMS705", input.Target)));
        if (Comparators.FromSymbol(input.Comparator) is null) problems.Add(new("NewComparator", ErrorText.Of("QMS706")));
        if (value is not null && now == new TargetValue(input.Comparator, value.Value)) problems.Add(new("NewTarget", ErrorText.Of("QMS793", now)));

        // What has passed stays as it was: a target is not changed for days that are over.
        var last = objective.EndsOn ?? DateOnly.MaxValue;
        if (input.InForceFrom is not { } from || from < today || from > last) problems.Add(new("InForceFrom", ErrorText.Of("QMS792", FormDate.Say(today), FormDate.Say(last))));
        if (input.Reason.Trim().Length is 0 or > LongestReason) problems.Add(new("Reason", ErrorText.Of("QMS794")));
        return problems;
    }

    private ObjectiveRevision New(RevisionInput input, Objective objective, TargetValue? now, Actor actor) => new()
    {
        Id = Guid.CreateVersion7(),
        AgencyId = objective.AgencyId,
        ObjectiveId = objective.Id,
        UnitId = input.UnitId,
        OldComparator = now?.Comparator,
        OldValue = now?.Value,
        NewComparator = input.Comparator,
        NewValue = MatrixCell.Number(input.Target)!.Value,
        InForceFrom = input.InForceFrom!.Value,
        Reason = input.Reason.Trim(),
        State = RevisionState.Proposed,
        ProposedBy = actor.PersonId!.Value,
        ProposedAt = clock.GetUtcNow(),
    };
}
