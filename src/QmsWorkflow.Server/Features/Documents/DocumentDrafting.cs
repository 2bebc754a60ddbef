using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Documents;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.Cycles;
using QmsWorkflow.Server.Features.People;
using QmsWorkflow.Server.Runtime;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Features.Documents;

/// <summary>Drafts documents: builds the content from the database, fills the template, keeps the file and counts the version.</summary>
internal sealed class DocumentDrafting(
    QmsDb db, IEnumerable<IDocumentContent> contents, AgencyTemplates templates, OpenTemplates opened, VerificationQr codes, FileStore files, JobQueue jobs,
    IEnumerable<IDocumentObserver> observers, TrailLog trail, TimeProvider clock)
{
    public const string WordType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

    public static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    /// <summary>Makes the document of this instance, or the next version of it when the workflow came back here.</summary>
    /// <exception cref="StepFailedException">Data is missing, or the document is issued.</exception>
    public async Task<Document> DraftAsync(InstanceRow instance, string kind, Guid? unitId, Actor actor, CancellationToken ct)
    {
        var info = DocumentKindInfo.Find(kind) ?? throw new StepFailedException($"Loại văn bản \"{kind}\" không có. Được dùng: {string.Join(", ", DocumentKindInfo.All)}.");
        var builder = contents.FirstOrDefault(content => content.Kind == kind) ?? throw new StepFailedException($"Chưa có nội dung cho loại văn bản \"{kind}\".");
        var cycleId = instance.CycleId ?? throw new StepFailedException("Quy trình này không thuộc chu trình nào nên không soạn được văn bản.");
        var agency = await db.Agencies.SingleAsync(a => a.Id == instance.AgencyId, ct);
        var cycle = await db.Cycles.SingleAsync(c => c.Id == cycleId, ct);
        var draft = await builder.BuildAsync(new DocumentSubject(agency.Id, cycleId, unitId), ct);

        var known = await db.Documents.Where(d => d.InstanceId == instance.Id && d.Kind == kind && d.UnitId == unitId).Select(d => (Guid?)d.Id).SingleOrDefaultAsync(ct);
        var document = known is { } id
            ? await db.TakeAsync(id, ct)
            : db.Documents.Local.SingleOrDefault(d => d.InstanceId == instance.Id && d.Kind == kind && d.UnitId == unitId);
        if (document is { State: not (DocumentState.Draft or DocumentState.Signed) })
        {
            throw new StepFailedException($"Văn bản \"{document.Title}\" đã phát hành, không soạn lại được.");
        }

        // The file is made first: a template that cannot be filled changes nothing.
        var unitCode = info.IsLetter && unitId is not null ? await db.Units.Where(u => u.Id == unitId).Select(u => u.Code).SingleOrDefaultAsync(ct) : null;
        var symbol = document?.Symbol ?? info.SymbolOf(agency.Symbol, unitCode);
        var content = draft.Data.ToJsonString(Json);
        var template = await templates.CurrentAsync(agency.Id, draft.Template ?? info.Template, ct);
        var code = document?.VerificationCode ?? VerificationCodes.New();
        var docx = Fill(template, content, new DocumentStamp(symbol, null, document?.Year ?? cycle.Year, null, null) { Qr = codes.Picture(code) });
        if (document is null)
        {
            document = new Document
            {
                Id = Guid.CreateVersion7(),
                VerificationCode = code,
                AgencyId = agency.Id,
                CycleId = cycleId,
                UnitId = unitId,
                InstanceId = instance.Id,
                Kind = kind,
                Template = template.Template,
                Title = draft.Title,
                Symbol = symbol,
                Series = info.Series,
                State = DocumentState.Draft,
                Content = "{}",
                ContentVersion = 0,
                Year = cycle.Year,
                CreatedAt = clock.GetUtcNow(),
                CreatedBy = actor.PersonId,
            };
            db.Documents.Add(document);
        }

        document.Title = draft.Title;
        await templates.RememberAsync(document, template, actor, ct);
        document.Content = content;
        document.BeginVersion();
        await KeepAsync(document, docx, actor, ct);
        await ReplaceRecipientsAsync(document, draft.Recipients, ct);
        trail.Record(actor, "document.drafted", "document", document.Id, $"Soạn {info.NameVi.ToLowerInvariant()}: {document.Title} (bản {document.ContentVersion})",
            after: new { document.Kind, document.ContentVersion, document.DocxSha256 });
        return document;
    }

    /// <summary>Fills the template that the document was drafted with.</summary>
    /// <exception cref="StepFailedException">The template is broken, or wants a field that is not there: template, place and field are named.</exception>
    public async Task<byte[]> FillAsync(Document document, string content, DocumentStamp stamp, CancellationToken ct) =>
        Fill(await templates.OfAsync(document, ct), content, stamp with { Qr = codes.Picture(document.VerificationCode) });

    /// <summary>Fills this template with the document as it stands: what a draft that is not kept yet would look like.</summary>
    /// <exception cref="StepFailedException">The template is broken, or wants a field that is not there: template, place and field are named.</exception>
    public byte[] FillWith(TemplateInUse template, Document document) =>
        Fill(template, document.Content, DocumentStamp.Of(document) with { Qr = codes.Picture(document.VerificationCode) });

    /// <summary>Fills the template that the agency uses now, for a file that is no document of the register: a copy, a list.</summary>
    /// <exception cref="StepFailedException">The template is broken, or wants a field that is not there: template, place and field are named.</exception>
    public async Task<byte[]> FillAsync(Guid agencyId, string template, string content, DocumentStamp stamp, CancellationToken ct) =>
        Fill(await templates.CurrentAsync(agencyId, template, ct), content, stamp);

    /// <summary>Makes this file the document's, and has its PDF made.</summary>
    public async Task KeepAsync(Document document, byte[] docx, Actor actor, CancellationToken ct)
    {
        var file = await files.PutAsync(document.AgencyId, docx, FileName(document), WordType, actor, ct);
        document.DocxFileId = file.Id;
        document.DocxSha256 = file.Sha256;
        document.PdfFileId = null;
        await jobs.EnqueueAsync(document.AgencyId, PdfJob.JobKind, $"pdf:{document.Id}:{file.Sha256}", new PdfRequest(document.Id, file.Sha256), ct);
        foreach (var observer in observers) await observer.KeptAsync(document, actor, ct);
    }

    public async Task ReplaceRecipientsAsync(Document document, IReadOnlyList<string> recipients, CancellationToken ct)
    {
        db.DocumentRecipients.RemoveRange(await db.DocumentRecipients.Where(r => r.DocumentId == document.Id).ToListAsync(ct));
        // They are listed by their ids: one millisecond apart, the ids keep the order of the document.
        var now = clock.GetUtcNow();
        db.DocumentRecipients.AddRange(recipients.Select((recipient, index) => new DocumentRecipient
        {
            Id = Guid.CreateVersion7(now.AddMilliseconds(index)),
            AgencyId = document.AgencyId,
            DocumentId = document.Id,
            Recipient = recipient,
        }));
    }

    private byte[] Fill(TemplateInUse template, string content, DocumentStamp stamp)
    {
        var data = (JsonObject)JsonNode.Parse(content)!;
        stamp.Apply(data);
        try
        {
            var ready = opened.Open(template.Content, template.Template);
            var filled = template.Schema is { } schema ? ready.Fill(data, schema) : ready.Fill(data);
            return filled.Docx ?? throw new StepFailedException(string.Join("\n", filled.Problems.Select(problem => problem.ToString())));
        }
        catch (DocxException broken)
        {
            throw new StepFailedException($"mẫu {template.Template}: {broken.Message}");
        }
    }

    private static string FileName(Document document) => document.Number is { } number
        ? $"{DocumentStamp.Text(number, document.NumberSuffix)}-{document.Symbol}.docx"
        : $"{document.Kind}-ban-{document.ContentVersion}.docx";
}

internal sealed record PdfRequest(Guid DocumentId, string DocxSha256);
