using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Runtime;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Features.Documents;

/// <summary>Renders a document's PDF after the commit; a newer version or an existing PDF makes it do nothing.</summary>
internal sealed class PdfJob(QmsDb db, Transactor transactor, FileStore files, PdfRenderer renderer) : IJobHandler
{
    public const string JobKind = "render-pdf";

    public string Kind => JobKind;

    public JobLane Lane => JobLane.Documents;

    public async Task RunAsync(JobRow job, CancellationToken ct)
    {
        var request = JsonSerializer.Deserialize<PdfRequest>(job.Payload)!;
        await EnsureAsync(request.DocumentId, request.DocxSha256, Actor.System(job.AgencyId), ct);
    }

    /// <summary>The PDF of this version of the document; rendered now when it is not there yet.</summary>
    /// <returns>Null when the document has moved on to another version.</returns>
    public async Task<StoredFile?> EnsureAsync(Guid documentId, string docxSha256, Actor actor, CancellationToken ct)
    {
        var document = await db.Documents.AsNoTracking().SingleOrDefaultAsync(d => d.Id == documentId, ct);
        if (document?.DocxSha256 != docxSha256) return null;
        if (document.PdfFileId is { } known) return await db.StoredFiles.AsNoTracking().SingleAsync(f => f.Id == known, ct);

        var source = await db.StoredFiles.AsNoTracking().SingleAsync(f => f.Id == document.DocxFileId, ct);
        var pdf = await renderer.RenderAsync(await files.ReadAsync(source, ct), ct);

        StoredFile? file = null;
        (await transactor.RunAsync(
            async () =>
            {
                file = await files.PutAsync(document.AgencyId, pdf, Path.ChangeExtension(source.FileName, ".pdf"), "application/pdf", actor, ct);
                await db.SaveChangesAsync(ct);
                await db.Documents.Where(d => d.Id == documentId && d.DocxSha256 == docxSha256 && d.PdfFileId == null)
                    .ExecuteUpdateAsync(set => set.SetProperty(d => d.PdfFileId, file.Id), ct);
            },
            ct)).OrThrow();
        return file;
    }
}
