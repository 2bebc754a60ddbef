using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Domain.Numbering;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.Calendar;
using QmsWorkflow.Server.Features.Cycles;
using QmsWorkflow.Server.Features.People;
using QmsWorkflow.Server.Runtime;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Features.Documents;

/// <summary>Issues a signed document: number, date, final file, frozen, sent to its recipients.</summary>
internal sealed class DocumentIssue(
    QmsDb db, NumberAllotment numbers, DocumentDrafting drafting, DocumentOriginals originals, IElectronicSignatures signatures, CycleFacts facts, AgencyCalendar calendar,
    IEnumerable<IDocumentObserver> observers, TrailLog trail, TimeProvider clock)
{
    /// <exception cref="StepFailedException">The document is missing, not signed, or issued already, or its template cannot be filled.</exception>
    public async Task<Document> IssueAsync(Guid documentId, string? fact, Actor actor, CancellationToken ct)
    {
        var document = await db.TakeAsync(documentId, ct)
            ?? throw new StepFailedException("Không tìm thấy văn bản cần phát hành.");
        if (document.State == DocumentState.Issued) throw new StepFailedException($"Văn bản \"{document.Title}\" đã phát hành.");
        if (document.State != DocumentState.Signed) throw new StepFailedException($"Văn bản \"{document.Title}\" chưa được ký nên chưa phát hành được.");

        var agency = await db.Agencies.SingleAsync(a => a.Id == document.AgencyId, ct);
        var now = clock.GetUtcNow();
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, TimeZoneInfo.FindSystemTimeZoneById(agency.TimeZone)).DateTime);
        // Tried before anything changes: a template that cannot be filled takes no number.
        await drafting.FillAsync(document, document.Content, DocumentStamp.Of(document) with { Number = 1, Year = today.Year, IssuedOn = today }, ct);
        document.IssuedOn = today;
        document.Year = today.Year;
        if (DocumentKindInfo.Find(document.Kind)!.IsNumbered)
        {
            await numbers.AllotAsync(document, today, actor.PersonId, ct);
        }

        document.State = DocumentState.Issued;
        await drafting.KeepAsync(document, await drafting.FillAsync(document, document.Content, DocumentStamp.Of(document), ct), actor, ct);
        await SealAsync(document, now, actor, ct);
        foreach (var recipient in await db.DocumentRecipients.Where(r => r.DocumentId == document.Id).ToListAsync(ct))
        {
            recipient.SentAt = now;
        }

        var name = DocumentStamp.Name(document);
        foreach (var observer in observers) await observer.IssuedAsync(document, actor, ct);
        var dated = document.IssuedOn.Value;
        if (fact is not null && document.CycleId is { } cycleId) await facts.SetAsync(cycleId, $"{fact}.issued", dated, name, actor, ct);
        var warning = IssueDate.WarnIfDayOff(dated, await calendar.LoadAsync(agency.Id, ct)); // S-191: told, not refused
        trail.Record(actor, "document.issued", "document", document.Id, $"Phát hành {name} ngày {dated:dd/MM/yyyy}{(warning is null ? "" : $". {warning}")}",
            after: new { document.Number, document.Symbol, document.IssuedOn, document.DocxSha256, document.SignerName });
        return document;
    }

    /// <summary>A document signed electronically gets number, date and the agency's signature on the signed PDF itself; nothing is rendered again (Điều 17.2, 19.2).</summary>
    private async Task SealAsync(Document document, DateTimeOffset now, Actor actor, CancellationToken ct)
    {
        if (await originals.FindAsync(document, OriginalStage.Signed, ct) is not { } signed) return;

        try
        {
            var number = document.Number is null ? "" : DocumentStamp.Name(document);
            var sealedFile = await signatures.SealAsync(await originals.ReadAsync(signed, ct), document.AgencyId, number, document.IssuedOn!.Value, now, ct);
            await originals.KeepAsync(document, OriginalStage.Issued, signed.Place, sealedFile, actor, ct);
        }
        catch (SigningFailedException failure)
        {
            throw new StepFailedException($"Chưa ghi được số, ngày và ký số của cơ quan lên văn bản \"{document.Title}\": {failure.Message}");
        }
    }
}
