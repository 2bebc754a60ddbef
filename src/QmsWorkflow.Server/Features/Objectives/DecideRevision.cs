using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.People;
using QmsWorkflow.Server.Trail;
using QmsWorkflow.Server.Web;

namespace QmsWorkflow.Server.Features.Objectives;

/// <summary>Approves or refuses a proposed revision; never the one who proposed it (four eyes).</summary>
internal sealed class DecideRevision(QmsDb db, Transactor transactor, ObjectiveLocks locks, RevisionNotices notices, IEnumerable<IRevisionObserver> observers, TimeProvider clock, TrailLog trail)
{
    public Task<Outcome> ExecuteAsync(Guid revisionId, bool isApproved, string note, Actor actor, CancellationToken ct) => transactor.RunAsync(
        async () =>
        {
            if (!RevisionRules.MayDecide(actor)) return Outcome.Refuse("QMS302", RevisionRules.Deciders);

            var revision = await db.ObjectiveRevisions.SingleOrDefaultAsync(r => r.Id == revisionId, ct);
            if (revision is null) return Outcome.Refuse("QMS305");
            if (revision.ProposedBy == actor.PersonId) return Outcome.Refuse("QMS796");

            var objective = await db.Objectives.AsNoTracking().SingleAsync(o => o.Id == revision.ObjectiveId, ct);
            await locks.HoldAsync(objective.CycleId, ct);
            await db.Entry(revision).ReloadAsync(ct);
            if (revision.State != RevisionState.Proposed) return Outcome.Refuse("QMS797");
            if (!isApproved && note.Trim().Length == 0) return new Outcome.Refused("QMS794", ErrorText.Of("QMS794")) { Fields = [new("Note", ErrorText.Of("QMS794"))] };

            var before = RevisionRules.Brief(revision);
            if (isApproved && await PutInForceAsync(revision, objective, ct) is { } refused) return refused;

            revision.State = isApproved ? RevisionState.Approved : RevisionState.Refused;
            (revision.DecidedBy, revision.DecidedAt, revision.DecisionNote) = (actor.PersonId, clock.GetUtcNow(), note.Trim());
            var said = isApproved ? "Duyệt" : "Không duyệt";
            trail.Record(actor, isApproved ? "objective.revision-approved" : "objective.revision-refused", "objective", objective.Id, $"{said} điều chỉnh chỉ tiêu {objective.Number}", before, RevisionRules.Brief(revision));
            await notices.ToProposerAsync(revision, $"{said} điều chỉnh chỉ tiêu {objective.Number}: {RevisionRules.Change(revision)}", ct);
            if (isApproved)
            {
                foreach (var observer in observers) await observer.ApprovedAsync(objective, revision, ct);
            }

            return Outcome.Success;
        },
        ct);

    /// <summary>A decision has no force for days before it; what stood until then is written down as it stands now.</summary>
    private async Task<Outcome?> PutInForceAsync(ObjectiveRevision revision, Objective objective, CancellationToken ct)
    {
        var today = VietnamTime.DateOf(clock.GetUtcNow());
        if (revision.InForceFrom < today) revision.InForceFrom = today;
        var last = objective.EndsOn ?? DateOnly.MaxValue;
        if (revision.InForceFrom > last) return Outcome.Refuse("QMS792", FormDate.Say(today), FormDate.Say(last));

        var own = await db.ObjectiveTargets.AsNoTracking().SingleOrDefaultAsync(t => t.ObjectiveId == objective.Id && t.UnitId == revision.UnitId, ct);
        var others = await db.ObjectiveRevisions.AsNoTracking().Where(r => r.ObjectiveId == objective.Id && r.Id != revision.Id).ToListAsync(ct);
        var now = TargetTimeline.At(revision.InForceFrom, objective, revision.UnitId, own, others);
        (revision.OldComparator, revision.OldValue) = (now?.Comparator, now?.Value);
        return null;
    }
}

/// <summary>The one who proposed takes the proposal back while nobody has decided.</summary>
internal sealed class WithdrawRevision(QmsDb db, Transactor transactor, TimeProvider clock, TrailLog trail)
{
    public Task<Outcome> ExecuteAsync(Guid revisionId, Actor actor, CancellationToken ct) => transactor.RunAsync(
        async () =>
        {
            var revision = await db.ObjectiveRevisions.SingleOrDefaultAsync(r => r.Id == revisionId, ct);
            if (revision is null) return Outcome.Refuse("QMS305");
            if (revision.ProposedBy != actor.PersonId)
            {
                var name = await db.People.AsNoTracking().Where(p => p.Id == revision.ProposedBy).Select(p => p.FullName).SingleOrDefaultAsync(ct);
                return Outcome.Refuse("QMS302", name ?? "?");
            }

            if (revision.State != RevisionState.Proposed) return Outcome.Refuse("QMS797");

            var before = RevisionRules.Brief(revision);
            (revision.State, revision.DecidedBy, revision.DecidedAt) = (RevisionState.Withdrawn, actor.PersonId, clock.GetUtcNow());
            trail.Record(actor, "objective.revision-withdrawn", "objective", revision.ObjectiveId, "Rút đề nghị điều chỉnh chỉ tiêu", before, RevisionRules.Brief(revision));
            return Outcome.Success;
        },
        ct);
}
