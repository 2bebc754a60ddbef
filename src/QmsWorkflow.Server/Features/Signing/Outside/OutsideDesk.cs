using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.Approvals;
using QmsWorkflow.Server.Features.Documents;
using QmsWorkflow.Server.Features.Tasks;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Features.Signing.Outside;

/// <summary>Finds which signature of a document is due, and from whom.</summary>
internal sealed class OutsideDesk(QmsDb db, DocumentOriginals originals)
{
    /// <summary>The signature that is due on this document; null when none is.</summary>
    public async Task<OutsideDue?> DueAsync(Guid documentId, Actor actor, CancellationToken ct)
    {
        var document = await db.Documents.AsNoTracking().SingleOrDefaultAsync(d => d.Id == documentId, ct);
        if (document is null) return null;

        if (document.State == DocumentState.Issued)
        {
            // The agency's signature is missing on a PDF that a person signed.
            return await originals.FindAsync(document, OriginalStage.Issued, ct) is { CertificateName: null } numbered
                ? new OutsideDue(document, OriginalStage.Issued, null, null, numbered, actor.Has(Role.Clerk))
                : null;
        }

        var pending = await db.UserTasks.AsNoTracking().Where(t => t.DocumentId == documentId && t.State == WorkState.Open && t.Kind == WorkKind.Approval)
            .Join(db.Approvals.AsNoTracking().Where(a => a.IsSigning && a.State == ApprovalState.Open), t => t.ApprovalId, a => a.Id, (t, a) => new { Task = t, Approval = a })
            .OrderBy(x => x.Task.Ordinal).FirstOrDefaultAsync(ct);
        return pending is null ? null : new OutsideDue(document, OriginalStage.Signed, pending.Task, pending.Approval, null, WorkRights.MayAct(pending.Task, actor));
    }

    /// <summary>The last PDF handed out for the signature that is due, as long as the document is still the same.</summary>
    public async Task<OutsideSigning?> HandedOutAsync(OutsideDue due, Actor actor, CancellationToken ct) =>
        await db.OutsideSignings.Where(o => o.DocumentId == due.Document.Id && o.Stage == due.Stage && o.ContentVersion == due.Document.ContentVersion
                && o.DocxSha256 == due.Document.DocxSha256 && o.HandedOutBy == actor.PersonId && o.ReturnedAt == null)
            .OrderByDescending(o => o.HandedOutAt).FirstOrDefaultAsync(ct);
}

/// <param name="Task">The signer's work; null for the agency's signature.</param>
/// <param name="Numbered">The numbered PDF that waits for the agency's signature.</param>
/// <param name="IsMine">Whether the actor is the one to sign.</param>
internal sealed record OutsideDue(Document Document, OriginalStage Stage, UserTask? Task, Approval? Approval, DocumentOriginal? Numbered, bool IsMine);
