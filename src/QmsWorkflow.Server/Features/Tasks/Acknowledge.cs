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
            await db.SaveChangesAsync(ct);
            return await desk.GoOnWhenAllHaveReadAsync(task, actor, ct);
        },
        ct);
}

/// <param name="ContentVersion">The version the reader was shown.</param>
/// <param name="IsUnderstood">The box "Tôi đã đọc và hiểu".</param>
internal sealed record AcknowledgeInput(Guid TaskId, int ContentVersion, bool IsUnderstood);
