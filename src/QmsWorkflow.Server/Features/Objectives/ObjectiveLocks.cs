using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.Documents;
using QmsWorkflow.Server.Features.Tasks;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Features.Objectives;

/// <summary>
/// Keeps what was submitted as it was: from completing the drafting work until a return opens it again, and for ever once signed,
/// the objectives of the agency or of a unit cannot be edited.
/// </summary>
internal sealed class ObjectiveLocks(QmsDb db, WorkHolders holders, TrailLog trail)
{
    /// <summary>Of two people at once in one cycle's objectives the second waits and then sees what the first one wrote.</summary>
    public async Task HoldAsync(Guid? cycleId, CancellationToken ct) =>
        await db.Database.ExecuteSqlAsync($"select 1 from cycles where id = {cycleId} for no key update", ct);

    /// <summary>Why the set cannot be edited now, who has it and how to get it back; null when it is open.</summary>
    public async Task<Outcome?> RefusalAsync(Guid cycleId, Guid? unitId, CancellationToken ct)
    {
        var kind = unitId is null ? "decision" : "unit-objectives";
        var states = await db.Documents.Where(d => d.CycleId == cycleId && d.UnitId == unitId && d.Kind == kind).Select(d => d.State).ToListAsync(ct);
        if (states.Contains(DocumentState.Issued)) return Outcome.Refuse("QMS703");
        if (states.Contains(DocumentState.Signed)) return Outcome.Refuse("QMS743");

        return await db.ObjectiveSets.AsNoTracking().Where(s => s.CycleId == cycleId && s.UnitId == unitId).Select(s => (ObjectiveSetState?)s.State).SingleOrDefaultAsync(ct) switch
        {
            null or ObjectiveSetState.Draft => null,
            // Posted with the document withdrawn since: whoever reopens the work may write again.
            ObjectiveSetState.Submitted or ObjectiveSetState.Posted => await ReopenedAsync(cycleId, unitId, ct) ? null : Outcome.Refuse("QMS742", await HolderAsync(cycleId, unitId, ct)),
            _ => Outcome.Refuse("QMS703"),
        };
    }

    /// <summary>The drafting work is complete: the set is under approval from now on.</summary>
    public async Task SubmitAsync(UserTask task, Actor actor, CancellationToken ct)
    {
        if (task.CycleId is not { } cycleId) return;

        var set = await SetAsync(cycleId, task.UnitId, actor.AgencyId, ct);
        var before = set.State;
        (set.State, set.Version) = (ObjectiveSetState.Submitted, set.Version + 1);
        trail.Record(actor, "objectives.submitted", "objective-set", set.Id, "Trình mục tiêu chất lượng", new { State = before }, new { set.State, set.Version });
    }

    /// <summary>An edit after a return makes the set a draft again.</summary>
    public async Task ReopenAsync(Guid cycleId, Guid? unitId, CancellationToken ct)
    {
        var set = await db.ObjectiveSets.SingleOrDefaultAsync(s => s.CycleId == cycleId && s.UnitId == unitId, ct);
        if (set?.State is ObjectiveSetState.Submitted or ObjectiveSetState.Posted) set.State = ObjectiveSetState.Draft;
    }

    private static string FormOf(Guid? unitId) => unitId is null ? "agency-objectives" : "unit-objectives";

    private Task<bool> ReopenedAsync(Guid cycleId, Guid? unitId, CancellationToken ct)
    {
        var form = FormOf(unitId);
        return db.UserTasks.AnyAsync(t => t.CycleId == cycleId && t.UnitId == unitId && t.Form == form && t.State == WorkState.Open, ct);
    }

    private async Task<string> HolderAsync(Guid cycleId, Guid? unitId, CancellationToken ct)
    {
        string[] kinds = unitId is null ? ["submission", "decision"] : ["unit-objectives"];
        var documents = db.Documents.Where(d => d.CycleId == cycleId && d.UnitId == unitId && kinds.Contains(d.Kind)).Select(d => (Guid?)d.Id);
        var form = FormOf(unitId);
        var flows = db.UserTasks.Where(t => t.CycleId == cycleId && t.UnitId == unitId && t.Form == form).Select(t => t.InstanceId);
        var work = await db.UserTasks.AsNoTracking().Where(t => t.State == WorkState.Open && (documents.Contains(t.DocumentId) || flows.Contains(t.InstanceId))).OrderByDescending(t => t.OpenedAt).FirstOrDefaultAsync(ct);
        return await holders.OfAsync(work, unitId is null ? Role.Head : Role.Deputy, ct);
    }

    private async Task<ObjectiveSet> SetAsync(Guid cycleId, Guid? unitId, Guid agencyId, CancellationToken ct)
    {
        if (await db.ObjectiveSets.SingleOrDefaultAsync(s => s.CycleId == cycleId && s.UnitId == unitId, ct) is { } known) return known;

        var set = new ObjectiveSet { Id = Guid.CreateVersion7(), AgencyId = agencyId, CycleId = cycleId, UnitId = unitId, State = ObjectiveSetState.Draft, Version = 0 };
        db.ObjectiveSets.Add(set);
        return set;
    }
}
