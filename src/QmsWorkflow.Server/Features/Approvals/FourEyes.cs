using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.People;
using QmsWorkflow.Server.Features.Tasks;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Features.Approvals;

/// <summary>Whoever drafted is never the only one to approve.</summary>
internal sealed class FourEyes(QmsDb db)
{
    /// <param name="approvers">Everybody who has approved, with the one who is about to.</param>
    public async Task<Outcome> CheckAsync(Approval approval, IReadOnlyList<Guid> approvers, CancellationToken ct)
    {
        var drafter = await db.UserTasks
            .Where(t => t.InstanceId == approval.InstanceId && t.Kind == WorkKind.Task && t.State == WorkState.Done)
            .OrderByDescending(t => t.CompletedAt).Select(t => t.CompletedBy).FirstOrDefaultAsync(ct);
        if (drafter is null || approvers.Any(person => person != drafter)) return Outcome.Success;

        return Outcome.Refuse("QMS310", await db.People.Where(p => p.Id == drafter).Select(p => p.FullName).SingleAsync(ct));
    }
}
