using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.Approvals;
using QmsWorkflow.Server.Features.Documents;
using QmsWorkflow.Server.Features.People;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Features.Signing.Outside;

/// <param name="Password">Asked of the signer, as for every signature.</param>
/// <param name="IsConfirmed">The person says that a certificate in another name, or of an unknown authority, is right.</param>
internal sealed record TakeBackInput(Guid DocumentId, byte[] Pdf, string? Password, bool IsConfirmed);

/// <summary>
/// Takes the signed PDF back. Refused when its content is not what was handed out, when no intact signature was added, or when the
/// certificate is in another name and nobody confirmed it; then the flow goes on as if the person had signed here.
/// </summary>
internal sealed class TakeBack(
    QmsDb db, OutsideDesk desk, Decide decide, DocumentSigning signing, DocumentOriginals originals, FileStore files, SigningPassword password, TrustedRoots roots,
    Transactor transactor, TrailLog trail, TimeProvider clock)
{
    public async Task<Outcome> ExecuteAsync(TakeBackInput input, Actor actor, CancellationToken ct)
    {
        var due = await desk.DueAsync(input.DocumentId, actor, ct);
        if (due is null) return Outcome.Refuse("QMS305");
        if (!due.IsMine) return HandOut.Refusal(due, actor);
        if (await desk.HandedOutAsync(due, actor, ct) is not { } row) return Outcome.Refuse("QMS427", "chưa lấy bản PDF để ký, hoặc văn bản đã thay đổi từ khi lấy. Hãy lấy bản PDF mới.");

        var handedOut = await ReadAsync(row.HandedOutFileId, ct);
        var expected = due.Stage == OriginalStage.Signed ? actor.Name : await db.Agencies.Where(a => a.Id == actor.AgencyId).Select(a => a.Name).SingleAsync(ct);
        var (checkedOutcome, certificate) = Check(handedOut, input, expected);
        if (!checkedOutcome.IsDone)
        {
            await NoteRefusalAsync(due.Document, input, checkedOutcome, actor, ct);
            return checkedOutcome;
        }

        var signed = new SignedFile(input.Pdf, certificate);
        var outcome = await transactor.RunAsync(
            () => due.Stage == OriginalStage.Signed ? SignAsync(due, row, handedOut, signed, input, actor, ct) : SealAsync(due, row, signed, input, actor, ct), ct);
        // The refused act was rolled back together with the count of the failure.
        if (outcome is Outcome.Refused { Code: SigningPassword.Wrong }) await password.NoteFailureAsync(actor, ct);
        return outcome;
    }

    private (Outcome Outcome, string Certificate) Check(byte[] handedOut, TakeBackInput input, string expected)
    {
        if (!PdfContents.IsSameContent(handedOut, input.Pdf, out var reason)) return (Outcome.Refuse("QMS427", reason), "");

        var (before, after) = (PdfVerifier.Verify(handedOut, []), PdfVerifier.Verify(input.Pdf, roots.All));
        if (after.Signatures.Count <= before.Signatures.Count) return (Outcome.Refuse("QMS427", "tệp chưa có chữ ký số mới."), "");
        if (!after.IsIntact) return (Outcome.Refuse("QMS427", $"chữ ký số không nguyên vẹn: {after.Problem ?? after.Signatures.FirstOrDefault(s => !s.IsIntact)?.Problem}"), "");

        var own = after.Signatures[^1];
        if (input.IsConfirmed || (own.IsTrusted && IsSameName(own.SubjectName, expected))) return (Outcome.Success, own.SubjectName);

        return (Outcome.Refuse("QMS428", own.SubjectName, expected, own.Problem ?? ""), "");
    }

    private async Task<Outcome> SignAsync(OutsideDue due, OutsideSigning row, byte[] handedOut, SignedFile signed, TakeBackInput input, Actor actor, CancellationToken ct)
    {
        var form = due.Approval!.SigningForm ?? ApprovalStep.AutoSigning;
        var ready = await signing.WithPdfAsync(due.Document.Id, form, actor, handedOut, ct);
        // The block printed on what was signed must be the one the person may sign with now.
        if (ready is not null && string.Join('|', ready.Lines) != row.SigningForm) return Outcome.Refuse("QMS427", "thẩm quyền ký đã thay đổi từ khi lấy bản PDF. Hãy lấy bản PDF mới.");
        if (ready is null) return await signing.CheckAsync(due.Document.Id, due.Document.ContentVersion, form, actor, ct) is Outcome.Refused refused ? refused : Outcome.Conflict;

        await WriteAsync(due.Document, row, signed, input, actor, ct);
        return await decide.ExecuteAsync(
            new DecideInput
            {
                TaskId = due.Task!.Id,
                Verdict = Verdict.Approve,
                Comment = "Ký số ngoài phần mềm",
                SubjectVersion = due.Document.ContentVersion,
                SubjectSha256 = due.Document.DocxSha256,
                Password = input.Password,
                Outside = new OutsideSignature(ready, signed),
            },
            actor, ct);
    }

    private async Task<Outcome> SealAsync(OutsideDue due, OutsideSigning row, SignedFile signed, TakeBackInput input, Actor actor, CancellationToken ct)
    {
        var document = (await db.TakeAsync(due.Document.Id, ct))!;
        if (await originals.FindAsync(document, OriginalStage.Issued, ct) is not { CertificateName: null }) return Outcome.Conflict;

        await WriteAsync(document, row, signed, input, actor, ct);
        await originals.KeepAsync(document, OriginalStage.Issued, SigningPlace.Outside, signed, actor, ct);
        return Outcome.Success;
    }

    private async Task WriteAsync(Document document, OutsideSigning row, SignedFile signed, TakeBackInput input, Actor actor, CancellationToken ct)
    {
        var file = await files.PutAsync(document.AgencyId, signed.Pdf, $"{document.Kind}-da-ky.pdf", "application/pdf", actor, ct);
        row.ReturnedFileId = file.Id;
        row.ReturnedSha256 = file.Sha256;
        row.ReturnedBy = actor.PersonId;
        row.ReturnedAt = clock.GetUtcNow();
        row.CertificateName = signed.CertificateName;
        row.NameConfirmed = input.IsConfirmed;
        trail.Record(actor, "document.taken-back", "document", document.Id, $"Nhận lại bản PDF của {document.Title} đã ký số ngoài phần mềm (chứng thư: {signed.CertificateName})",
            after: new { Stage = row.Stage.ToString(), HandedOut = row.HandedOutSha256, Returned = row.ReturnedSha256, row.CertificateName, row.NameConfirmed });
    }

    private Task<Outcome> NoteRefusalAsync(Document document, TakeBackInput input, Outcome refused, Actor actor, CancellationToken ct) => transactor.RunAsync(
        () =>
        {
            trail.Record(actor, "document.return-refused", "document", document.Id, $"Từ chối tệp PDF ký ngoài của {document.Title}: {((Outcome.Refused)refused).Message}",
                after: new { Sha256 = FileStore.HashOf(input.Pdf) });
            return Task.CompletedTask;
        },
        ct);

    private async Task<byte[]> ReadAsync(Guid fileId, CancellationToken ct) => await files.ReadAsync(await db.StoredFiles.AsNoTracking().SingleAsync(f => f.Id == fileId, ct), ct);

    /// <summary>Names are compared without case and spacing; a name with other accents is another name.</summary>
    private static bool IsSameName(string certificate, string expected) => Folded(certificate) == Folded(expected);

    private static string Folded(string name) => string.Join(' ', name.Normalize(NormalizationForm.FormC).ToLower(CultureInfo.InvariantCulture).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
