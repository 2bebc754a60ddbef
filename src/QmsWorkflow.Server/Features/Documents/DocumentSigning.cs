using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.People;
using QmsWorkflow.Server.Runtime;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Features.Documents;

/// <summary>Signs a drafted document in the form that the signer's office allows (NĐ 30/2020 Điều 13; S-198).</summary>
internal sealed class DocumentSigning(QmsDb db, DocumentDrafting drafting, SignatureBlocks blocks, TrailLog trail, TimeProvider clock)
{
    /// <summary>Whether this person may sign this version in this form; says why not.</summary>
    public async Task<Outcome> CheckAsync(Guid documentId, int contentVersion, string signingForm, Actor actor, CancellationToken ct) =>
        (await PrepareAsync(documentId, contentVersion, signingForm, actor, ct)).Outcome;

    /// <summary>Signs: the signature block goes into the file, whose hash the signature is over.</summary>
    public async Task<Outcome> SignAsync(Guid documentId, int contentVersion, string signingForm, Actor actor, CancellationToken ct)
    {
        var (outcome, document, block) = await PrepareAsync(documentId, contentVersion, signingForm, actor, ct);
        if (document is null || block is null) return outcome;

        var data = (JsonObject)JsonNode.Parse(document.Content)!;
        data["signatureLines"] = new JsonArray([.. block.Lines.Select(line => (JsonNode)line)]);
        var content = data.ToJsonString(DocumentDrafting.Json);
        byte[] docx;
        try
        {
            docx = await drafting.FillAsync(document, content, DocumentStamp.Of(document) with { SignerName = actor.Name }, ct);
        }
        catch (StepFailedException failure)
        {
            return Outcome.Refuse("QMS405", document.Title, failure.Message);
        }

        document.Content = content;
        document.State = DocumentState.Signed;
        document.SignerId = actor.PersonId;
        document.SignerName = actor.Name;
        document.SigningForm = block.Form;
        document.SignedAt = clock.GetUtcNow();
        await drafting.KeepAsync(document, docx, actor, ct);
        trail.Record(actor, "document.signed", "document", document.Id, $"{actor.Name} ký {document.Title} ({string.Join(" ", block.Lines)})",
            after: new { document.ContentVersion, document.DocxSha256, document.SigningForm });
        return Outcome.Success;
    }

    private async Task<(Outcome Outcome, Document? Document, SignatureBlock? Block)> PrepareAsync(
        Guid documentId, int contentVersion, string signingForm, Actor actor, CancellationToken ct)
    {
        var document = await db.TakeAsync(documentId, ct);
        if (document is null) return (Outcome.Refuse("QMS305"), null, null);
        if (document.ContentVersion != contentVersion) return (Outcome.Refuse("QMS303", contentVersion, document.ContentVersion), null, null);
        if (document.State == DocumentState.Issued) return (Outcome.Refuse("QMS404", document.Title), null, null);

        var agency = await db.Agencies.SingleAsync(a => a.Id == document.AgencyId, ct);
        var today = Web.VietnamTime.DateOf(clock.GetUtcNow());
        var (block, reason) = await blocks.ForAsync(agency, signingForm, document.Kind, actor, today, ct);
        return block is null ? (Outcome.Refuse("QMS403", SignatureBlocks.NameOf(signingForm), reason!), null, null) : (Outcome.Success, document, block);
    }
}
