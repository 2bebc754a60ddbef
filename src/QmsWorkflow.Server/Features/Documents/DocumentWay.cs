using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Engine.Execution;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Runtime;

namespace QmsWorkflow.Server.Features.Documents;

/// <summary>Whether a document is on its way through a workflow, or free again: that workflow rejected it or was cancelled.</summary>
internal static class DocumentWay
{
    extension(QmsDb db)
    {
        public async Task<bool> IsUnderWayAsync(Document document, CancellationToken ct) =>
            document.InstanceId is { } instance && await db.WorkflowInstances.AnyAsync(i => i.Id == instance && i.SubStatus != SubStatus.Finished && i.SubStatus != SubStatus.Cancelled, ct);

        /// <summary>How the workflows of drafts ended; those that go on are left out.</summary>
        public Task<Dictionary<Guid, SubStatus>> EndedWaysAsync(IEnumerable<Document> documents, CancellationToken ct)
        {
            List<Guid> instances = [.. documents.Where(d => d.State == DocumentState.Draft).Select(d => d.InstanceId).OfType<Guid>()];
            return db.WorkflowInstances.AsNoTracking().Where(i => instances.Contains(i.Id) && (i.SubStatus == SubStatus.Finished || i.SubStatus == SubStatus.Cancelled))
                .ToDictionaryAsync(i => i.Id, i => i.SubStatus, ct);
        }
    }
}
