using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Features.Tasks;

/// <summary>Closes the reading of somebody who has left or is away for long, so that the others' work can go on; the reason is kept.</summary>
internal sealed class ReleaseReader(QmsDb db, Transactor transactor, WorkDesk desk, WorkOpener work, TimeProvider clock)
{
    public Task<Outcome> ExecuteAsync(Guid taskId, string? why, Actor actor, CancellationToken ct) => transactor.RunAsync(
        async () =>
        {
            var (task, refusal) = await desk.TakeAsync(taskId, actor, WorkRights.MayReassign, ct);
            if (task is null) return refusal;
            if (task.Kind != WorkKind.Acknowledge) return Outcome.Refuse("QMS316");

            var reason = why?.Trim() ?? "";
            if (reason.Length is 0 or > 500) return Outcome.Refuse("QMS221", 500);

            await work.CancelAsync(task, actor, clock.GetUtcNow(), reason, ct);
            await db.SaveChangesAsync(ct);
            return await desk.GoOnWhenAllHaveReadAsync(task, actor, ct);
        },
        ct);
}
