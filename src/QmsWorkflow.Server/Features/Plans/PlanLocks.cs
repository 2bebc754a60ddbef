using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.Documents;
using QmsWorkflow.Server.Features.Objectives;
using QmsWorkflow.Server.Features.Tasks;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Features.Plans;

/// <summary>Keeps the plan as it was submitted: the document under approval was made of its rows.</summary>
internal sealed class PlanLocks(QmsDb db, WorkHolders holders)
{
    /// <summary>Why the plan cannot be edited now, who has it and how to get it back; null when it is open.</summary>
    public async Task<Outcome?> RefusalAsync(Guid cycleId, CancellationToken ct)
    {
        var documents = await db.Documents.AsNoTracking().Where(d => d.CycleId == cycleId && d.Kind == "plan").Select(d => new { d.Id, d.State }).ToListAsync(ct);
        if (documents.Exists(d => d.State == DocumentState.Issued)) return Outcome.Refuse("QMS721");

        Guid?[] ids = [.. documents.Select(d => (Guid?)d.Id)];
        var work = await db.UserTasks.AsNoTracking().Where(t => t.State == WorkState.Open && t.Kind == WorkKind.Approval && ids.Contains(t.DocumentId)).OrderBy(t => t.Ordinal).FirstOrDefaultAsync(ct);
        return work is not null || documents.Exists(d => d.State == DocumentState.Signed)
            ? Outcome.Refuse("QMS752", await holders.OfAsync(work, Role.Clerk, ct))
            : null;
    }
}
