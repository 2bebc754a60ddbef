using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.People;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Features.Documents;

/// <summary>Downloads: a document as Word or PDF, and evidence files. Only people of the agency reach them (query filter and row-level security).</summary>
internal static class DocumentEndpoints
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/documents/{id:guid}/pdf", PdfAsync).RequireAuthorization();
        endpoints.MapGet("/documents/{id:guid}/docx", WordAsync).RequireAuthorization();
        endpoints.MapGet("/files/{id:guid}", FileAsync).RequireAuthorization();
    }

    private static async Task<IResult> PdfAsync(Guid id, QmsDb db, PdfJob pdf, FileStore files, CurrentActor current, CancellationToken ct)
    {
        var document = await db.Documents.AsNoTracking().SingleOrDefaultAsync(d => d.Id == id, ct);
        if (document?.DocxSha256 is null) return Results.NotFound();

        try
        {
            var file = await pdf.EnsureAsync(id, document.DocxSha256, current.Required, ct);
            return file is null ? Results.Redirect($"/documents/{id}/pdf") : Results.Stream(files.Open(file), file.ContentType, enableRangeProcessing: true);
        }
        catch (PdfRenderException failure)
        {
            return Results.Content(failure.Message, "text/plain; charset=utf-8", statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }

    private static async Task<IResult> WordAsync(Guid id, QmsDb db, FileStore files, CancellationToken ct)
    {
        var file = await db.Documents.AsNoTracking().Where(d => d.Id == id)
            .Join(db.StoredFiles, d => d.DocxFileId, f => f.Id, (_, f) => f).SingleOrDefaultAsync(ct);
        return file is null ? Results.NotFound() : Results.Stream(files.Open(file), file.ContentType, file.FileName);
    }

    private static async Task<IResult> FileAsync(Guid id, QmsDb db, FileStore files, TrailLog trail, Transactor transactor, CurrentActor current, CancellationToken ct)
    {
        var file = await db.StoredFiles.AsNoTracking().SingleOrDefaultAsync(f => f.Id == id, ct);
        if (file is null) return Results.NotFound();

        await transactor.RunAsync(
            () =>
            {
                trail.Record(current.Required, "file.downloaded", "file", file.Id, $"Tải tệp {file.FileName}");
                return Task.CompletedTask;
            },
            ct);
        // Uploaded content is never shown inside our pages.
        return Results.Stream(files.Open(file), file.ContentType, file.FileName);
    }
}
