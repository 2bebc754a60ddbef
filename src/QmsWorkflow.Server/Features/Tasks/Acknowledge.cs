using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.Documents;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Features.Tasks;

/// <summary>One person confirms having read and understood one version of a document; when the last one has, the workflow goes on.</summary>
internal sealed class Acknowledge(QmsDb db, Transactor transactor, WorkDesk desk, TrailLog trail, TimeProvider clock)
{
    public Task<Outcome> ExecuteAsync(AcknowledgeInput input, Actor actor, CancellationToken ct) => transactor.RunAsync(
        async () =>
        {
            var (task, refusal) = await desk.TakeAsync(input.TaskId, actor, ct);
            if (task is null) return refusal;
            if (task is not { Kind: WorkKind.Acknowledge, DocumentId: { } documentId }) return Outcome.Refuse("QMS316");
            if (!input.IsUnderstood) return Outcome.Refuse("QMS222");

            var version = await db.Documents.Where(d => d.Id == documentId).Select(d => d.ContentVersion).SingleAsync(ct);
            if (version != input.ContentVersion) return Outcome.Refuse("QMS303", input.ContentVersion, version);

            db.Acknowledgements.Add(new Acknowledgement
            {
                Id = Guid.CreateVersion7(),
                AgencyId = task.AgencyId,
                DocumentId = documentId,
                ContentVersion = version,
                PersonId = actor.PersonId!.Value,
                TaskId = task.Id,
                AcknowledgedAt = clock.GetUtcNow(),
            });
            await desk.CloseAsync(
                task, UserTaskStep.DefaultOutcome, null, actor, "document.acknowledged", $"Đã đọc và hiểu: {task.Title}", new { documentId, version }, ct);
            trail.Record(actor, "document.acknowledged", "document", documentId, $"{actor.Name} đã đọc và hiểu (bản {version})", after: new { version, TaskId = task.Id });
            return await GoOnWhenAllHaveAsync(task, actor, ct);
        },
        ct);

    private async Task<Outcome> GoOnWhenAllHaveAsync(UserTask task, Actor actor, CancellationToken ct)
    {
        await db.SaveChangesAsync(ct);
        var readings = await db.UserTasks.Where(t => t.InstanceId == task.InstanceId && t.WaitId == task.WaitId)
            .GroupBy(t => t.State).Select(g => new { State = g.Key, Count = g.Count() }).ToListAsync(ct);
        if (readings.Any(r => r.State is WorkState.Open or WorkState.Waiting)) return Outcome.Success;

        var count = readings.Where(r => r.State == WorkState.Done).Sum(r => r.Count);
        return await desk.GoOnAsync(task, UserTaskStep.DefaultOutcome, AcknowledgeStep.Result(count).Result, actor, ct);
    }
}

/// <param name="ContentVersion">The version the reader was shown.</param>
/// <param name="IsUnderstood">The box "Tôi đã đọc và hiểu".</param>
internal sealed record AcknowledgeInput(Guid TaskId, int ContentVersion, bool IsUnderstood);
