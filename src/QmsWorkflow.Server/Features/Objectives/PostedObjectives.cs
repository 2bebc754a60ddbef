using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.Documents;
using QmsWorkflow.Server.Features.Tasks;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Features.Objectives;

/// <summary>The unit's objectives are posted when the work on the posting sheet is done (S-079: "niêm yết tại phòng").</summary>
internal sealed class PostedObjectives(QmsDb db, TrailLog trail, TimeProvider clock) : ITaskObserver
{
    private const string Sheet = "posting-sheet";

    public async Task CompletedAsync(UserTask task, Actor actor, CancellationToken ct)
    {
        if (task is not { DocumentId: { } sheetId, CycleId: { } cycleId, UnitId: { } unitId }) return;
        if (!await db.Documents.AnyAsync(d => d.Id == sheetId && d.Kind == Sheet, ct)) return;
        if (await db.ObjectiveSets.SingleOrDefaultAsync(s => s.CycleId == cycleId && s.UnitId == unitId, ct) is not { } set) return;

        var before = new { set.State, set.PostedAt };
        (set.State, set.PostedAt) = (ObjectiveSetState.Posted, clock.GetUtcNow());
        trail.Record(actor, "objectives.posted", "objective-set", set.Id, "Niêm yết mục tiêu chất lượng của đơn vị", before, new { set.State, set.PostedAt });
    }
}
