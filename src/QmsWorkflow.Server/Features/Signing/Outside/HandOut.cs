using QmsWorkflow.Documents.Pdf;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.Approvals;
using QmsWorkflow.Server.Features.Documents;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Features.Signing.Outside;

/// <summary>Hands out the PDF that is to be signed with another tool; its hash is kept, so that what comes back can be compared.</summary>
internal sealed class HandOut(
    QmsDb db, OutsideDesk desk, DocumentSigning signing, DocumentOriginals originals, FileStore files, Transactor transactor, TrailLog trail, TimeProvider clock)
{
    public async Task<Outcome> ExecuteAsync(Guid documentId, Actor actor, CancellationToken ct)
    {
        var due = await desk.DueAsync(documentId, actor, ct);
        if (due is null) return Outcome.Refuse("QMS305");
        if (!due.IsMine) return Refusal(due, actor);

        try
        {
            // LibreOffice takes seconds: outside the transaction.
            var ready = due.Approval is { } approval ? await signing.RenderAsync(documentId, approval.SigningForm ?? ApprovalStep.AutoSigning, actor, always: true, ct) : null;
            if (due.Approval is not null && ready is null)
            {
                return await signing.CheckAsync(documentId, due.Document.ContentVersion, due.Approval.SigningForm ?? ApprovalStep.AutoSigning, actor, ct) is Outcome.Refused refused
                    ? refused : Outcome.Refuse("QMS305");
            }

            var pdf = ready is null ? await originals.ReadAsync(due.Numbered!, ct) : PdfSigner.Prepare(ready.Pdf);
            return await transactor.RunAsync(() => KeepAsync(due, ready, pdf, actor, ct), ct);
        }
        catch (Exception failure) when (failure is SigningFailedException or PdfException)
        {
            return Outcome.Refuse("QMS409", failure.Message);
        }
    }

    public static Outcome Refusal(OutsideDue due, Actor actor) =>
        due.Stage == OriginalStage.Issued ? Outcome.Refuse("QMS424", actor.Name) : Outcome.Refuse("QMS302", due.Task!.Title);

    private async Task<Outcome> KeepAsync(OutsideDue due, ReadyToSign? ready, byte[] pdf, Actor actor, CancellationToken ct)
    {
        var document = (await db.TakeAsync(due.Document.Id, ct))!;
        if (document.DocxSha256 != due.Document.DocxSha256) return Outcome.Conflict;

        var file = await files.PutAsync(document.AgencyId, pdf, $"{document.Kind}-de-ky.pdf", "application/pdf", actor, ct);
        db.OutsideSignings.Add(new OutsideSigning
        {
            Id = Guid.CreateVersion7(),
            AgencyId = document.AgencyId,
            DocumentId = document.Id,
            ContentVersion = document.ContentVersion,
            Stage = due.Stage,
            DocxSha256 = document.DocxSha256!,
            SigningForm = ready is null ? null : string.Join('|', ready.Lines),
            HandedOutFileId = file.Id,
            HandedOutSha256 = file.Sha256,
            HandedOutBy = actor.PersonId!.Value,
            HandedOutAt = clock.GetUtcNow(),
        });
        trail.Record(actor, "document.handed-out", "document", document.Id, $"Giao bản PDF của {document.Title} để ký số ngoài phần mềm",
            after: new { Stage = due.Stage.ToString(), document.ContentVersion, file.Sha256 });
        return Outcome.Success;
    }
}
