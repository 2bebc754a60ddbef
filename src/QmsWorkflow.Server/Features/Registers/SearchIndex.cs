using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Documents;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.Documents;
using QmsWorkflow.Server.Runtime;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Features.Registers;

internal sealed record IndexRequest(Guid DocumentId);

/// <summary>Keeps the index of the full-text search: documents by a job after the commit, for their Word file is read; incoming documents at once.</summary>
internal sealed class SearchIndex(QmsDb db, JobQueue jobs, FileStore files, TimeProvider clock) : IDocumentObserver, IIncomingObserver, IJobHandler
{
    public const string JobKind = "index-document";

    /// <summary>More text than this is not indexed: PostgreSQL keeps positions of the first 16,383 words only.</summary>
    private const int MostText = 400_000;

    public string Kind => JobKind;

    public JobLane Lane => JobLane.Documents;

    public Task KeptAsync(Document document, Actor actor, CancellationToken ct) =>
        jobs.EnqueueAsync(document.AgencyId, JobKind, $"index:{document.Id}:{document.DocxSha256}", new IndexRequest(document.Id), ct);

    public Task IssuedAsync(Document document, Actor actor, CancellationToken ct) =>
        jobs.EnqueueAsync(document.AgencyId, JobKind, $"index:{document.Id}:issued", new IndexRequest(document.Id), ct);

    public async Task RunAsync(JobRow job, CancellationToken ct)
    {
        var id = JsonSerializer.Deserialize<IndexRequest>(job.Payload)!.DocumentId;
        var document = await db.Documents.AsNoTracking().SingleOrDefaultAsync(d => d.Id == id, ct);
        if (document is null) return;

        var title = DocumentSubjects.Of(document.Kind, document.Title);
        await PutAsync("Document", document.Id, document.AgencyId, title, document.Number is null ? document.Symbol : DocumentStamp.Name(document), document.IssuedOn, await TextAsync(document, ct), ct);
    }

    public Task ChangedAsync(IncomingDocument document, CancellationToken ct) => PutAsync(
        "Incoming", document.Id, document.AgencyId, document.KindName.Length > 0 ? $"{document.KindName}: {document.Summary}" : document.Summary,
        IncomingNames.Reference(document.Number, document.Symbol), document.DatedOn ?? document.ArrivedOn, string.Join("\n", new[] { document.Issuer, document.SignerName, document.Note }.Where(t => t.Length > 0)), ct);

    private async Task<string> TextAsync(Document document, CancellationToken ct)
    {
        var file = await db.StoredFiles.AsNoTracking().SingleOrDefaultAsync(f => f.Id == document.DocxFileId, ct);
        if (file is null) return "";

        var text = DocxText.ToPlainText(DocxText.Read(await files.ReadAsync(file, ct))).Replace("\0", "", StringComparison.Ordinal);
        return text.Length > MostText ? text[..MostText] : text;
    }

    private async Task PutAsync(string type, Guid id, Guid agencyId, string title, string reference, DateOnly? day, string body, CancellationToken ct)
    {
        var (exactHead, plainHead) = SearchText.Index($"{reference} {title}");
        var (exactBody, plainBody) = SearchText.Index(body);
        var now = clock.GetUtcNow();
        await db.Database.ExecuteSqlAsync(
            $"""
            insert into search_entries (subject_type, subject_id, agency_id, title, reference, dated_on, body, exact, plain, indexed_at)
            values ({type}, {id}, {agencyId}, {title}, {reference}, {day}, {body},
                setweight(to_tsvector('simple', {exactHead}), 'A') || to_tsvector('simple', {exactBody}),
                setweight(to_tsvector('simple', {plainHead}), 'A') || to_tsvector('simple', {plainBody}), {now})
            on conflict (subject_type, subject_id) do update set title = excluded.title, reference = excluded.reference, dated_on = excluded.dated_on, body = excluded.body,
                exact = excluded.exact, plain = excluded.plain, indexed_at = excluded.indexed_at
            """, ct);
    }
}
