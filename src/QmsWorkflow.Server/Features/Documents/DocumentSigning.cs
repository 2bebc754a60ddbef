using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.People;
using QmsWorkflow.Server.Runtime;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Features.Documents;

/// <summary>A document with its signature block, rendered before the act that signs it: rendering takes too long for a transaction.</summary>
/// <param name="SourceSha256">The draft's Word file it was made of; another one since then is another document.</param>
internal sealed record ReadyToSign(Guid DocumentId, string SourceSha256, IReadOnlyList<string> Lines, string Content, byte[] Docx, byte[] Pdf);

/// <summary>Signs a drafted document in the form that the signer's office allows (NĐ 30/2020 Điều 13; S-198).</summary>
internal sealed class DocumentSigning(
    QmsDb db, DocumentDrafting drafting, SignatureBlocks blocks, IElectronicSignatures signatures, DocumentOriginals originals, PdfRenderer renderer, TrailLog trail,
    TimeProvider clock)
{
    /// <summary>Whether this person may sign this version in this form; says why not.</summary>
    public async Task<Outcome> CheckAsync(Guid documentId, int contentVersion, string signingForm, Actor actor, CancellationToken ct) =>
        (await PrepareAsync(documentId, contentVersion, signingForm, actor, ct)).Outcome;

    /// <summary>Renders the document as it will be signed; to be called before the transaction that signs.</summary>
    /// <param name="always">Also for a signer without a certificate here, who signs outside.</param>
    /// <returns>Null when the person signs on paper, or may not sign: the act says why.</returns>
    /// <exception cref="SigningFailedException">LibreOffice or the template failed.</exception>
    public Task<ReadyToSign?> RenderAsync(Guid documentId, string signingForm, Actor actor, bool always, CancellationToken ct) =>
        ReadyAsync(documentId, signingForm, actor, always, null, ct);

    /// <summary>What was handed out earlier, as it stands today.</summary>
    public Task<ReadyToSign?> WithPdfAsync(Guid documentId, string signingForm, Actor actor, byte[] handedOut, CancellationToken ct) =>
        ReadyAsync(documentId, signingForm, actor, always: true, handedOut, ct);

    private async Task<ReadyToSign?> ReadyAsync(Guid documentId, string signingForm, Actor actor, bool always, byte[]? pdf, CancellationToken ct)
    {
        var document = await db.Documents.AsNoTracking().SingleOrDefaultAsync(d => d.Id == documentId, ct);
        if (document is not { State: DocumentState.Draft or DocumentState.Signed, DocxSha256: { } source } || actor.PersonId is not { } personId) return null;
        if (!always && !await signatures.HasKeyAsync(personId, Today, ct)) return null;

        var (block, _) = await BlockAsync(document, signingForm, actor, ct);
        if (block is null) return null;

        try
        {
            var (content, docx) = await FillAsync(document, block, actor, isElectronic: true, ct);
            return new ReadyToSign(document.Id, source, block.Lines, content, docx, pdf ?? await renderer.RenderAsync(docx, ct));
        }
        catch (Exception failure) when (failure is StepFailedException or PdfRenderException)
        {
            throw new SigningFailedException(failure.Message);
        }
    }

    /// <summary>Signs on paper: the signature block goes into the file.</summary>
    public Task<Outcome> SignAsync(Guid documentId, int contentVersion, string signingForm, Actor actor, CancellationToken ct) =>
        SignAsync(documentId, contentVersion, signingForm, null, null, actor, ct);

    /// <summary>Signs: the signature block goes into the file, whose hash the signature is over; with a certificate the PDF is signed and is the original.</summary>
    /// <param name="ready">From <see cref="RenderAsync"/>; null when the person signs on paper.</param>
    /// <param name="outside">The PDF that came back signed with another tool.</param>
    public async Task<Outcome> SignAsync(
        Guid documentId, int contentVersion, string signingForm, ReadyToSign? ready, SignedFile? outside, Actor actor, CancellationToken ct)
    {
        var (outcome, document, block) = await PrepareAsync(documentId, contentVersion, signingForm, actor, ct);
        if (document is null || block is null) return outcome;
        // Somebody changed the document, or the right to sign, between rendering and signing.
        if (ready is not null && (ready.DocumentId != documentId || ready.SourceSha256 != document.DocxSha256 || !ready.Lines.SequenceEqual(block.Lines))) return Outcome.Conflict;

        try
        {
            var (content, docx) = ready is null ? await FillAsync(document, block, actor, isElectronic: false, ct) : (ready.Content, ready.Docx);
            var at = clock.GetUtcNow();
            var signed = outside ?? (ready is null ? null : await signatures.SignAsync(ready.Pdf, actor, block, at, ct));
            // Tried now, while the document can still be mended: a PDF without blanks could never be issued.
            if (signed is not null) signatures.TryBlanks(signed.Pdf, DocumentKindInfo.Find(document.Kind) is { IsNumbered: true } ? $"01/{document.Symbol}" : "", Today);

            document.Content = content;
            document.State = DocumentState.Signed;
            document.SignerId = actor.PersonId;
            document.SignerName = actor.Name;
            document.SigningForm = block.Form;
            document.SignedAt = at;
            await drafting.KeepAsync(document, docx, actor, ct);
            trail.Record(actor, "document.signed", "document", document.Id, $"{actor.Name} ký {document.Title} ({string.Join(" ", block.Lines)})",
                after: new { document.ContentVersion, document.DocxSha256, document.SigningForm });
            if (signed is not null) await originals.KeepAsync(document, OriginalStage.Signed, outside is null ? SigningPlace.Software : SigningPlace.Outside, signed, actor, ct);
            return Outcome.Success;
        }
        catch (StepFailedException failure)
        {
            return Outcome.Refuse("QMS405", document.Title, failure.Message);
        }
        catch (SigningFailedException failure)
        {
            return Outcome.Refuse("QMS408", document.Title, failure.Message);
        }
    }

    private DateOnly Today => Web.VietnamTime.DateOf(clock.GetUtcNow());

    private async Task<(string Content, byte[] Docx)> FillAsync(Document document, SignatureBlock block, Actor actor, bool isElectronic, CancellationToken ct)
    {
        var data = (JsonObject)JsonNode.Parse(document.Content)!;
        data["signatureLines"] = new JsonArray([.. block.Lines.Select(line => (JsonNode)line)]);
        data["signerOffice"] = block.OtherTitle;
        var stamp = DocumentStamp.Of(document) with { SignerName = actor.Name };
        if (isElectronic)
        {
            // Day and month are written into the signed PDF when it is issued: a month typed into the draft could then be the wrong one.
            data.Remove("draftMonth");
            stamp = stamp with { Year = Today.Year };
        }

        var content = data.ToJsonString(DocumentDrafting.Json);
        return (content, await drafting.FillAsync(document, content, stamp, ct));
    }

    private async Task<(Outcome Outcome, Document? Document, SignatureBlock? Block)> PrepareAsync(
        Guid documentId, int contentVersion, string signingForm, Actor actor, CancellationToken ct)
    {
        var document = await db.TakeAsync(documentId, ct);
        if (document is null) return (Outcome.Refuse("QMS305"), null, null);
        if (document.ContentVersion != contentVersion) return (Outcome.Refuse("QMS303", contentVersion, document.ContentVersion), null, null);
        if (document.State == DocumentState.Issued) return (Outcome.Refuse("QMS404", document.Title), null, null);

        var (block, reason) = await BlockAsync(document, signingForm, actor, ct);
        return block is null ? (Outcome.Refuse("QMS403", SignatureBlocks.NameOf(signingForm), reason!), null, null) : (Outcome.Success, document, block);
    }

    private async Task<(SignatureBlock? Block, string? Reason)> BlockAsync(Document document, string signingForm, Actor actor, CancellationToken ct)
    {
        var agency = await db.Agencies.SingleAsync(a => a.Id == document.AgencyId, ct);
        return await blocks.ForAsync(agency, signingForm, document.Kind, document.CommitteeId, actor, Today, ct);
    }
}
