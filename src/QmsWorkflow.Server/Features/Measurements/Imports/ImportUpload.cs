using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.Documents;
using QmsWorkflow.Server.Features.People;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Features.Measurements.Imports;

/// <summary>Keeps an uploaded file, so that its columns can be chosen before it is read.</summary>
internal sealed class ImportUpload(QmsDb db, Transactor transactor, TrailLog trail, FileStore files)
{
    public Guid Stored { get; private set; }

    public async Task<Outcome> ExecuteAsync(Guid? sourceId, IFormFile? upload, Actor actor, CancellationToken ct)
    {
        if (ImportRights.Refusal(actor) is { } refusal) return refusal;
        if (sourceId is null || !await db.DataSources.AnyAsync(s => s.Id == sourceId, ct)) return AdminRight.Problems([new FieldProblem("Source", ImportRights.Text("NeedSource"))]);
        if (upload is not { Length: > 0 }) return AdminRight.Problems([new FieldProblem("File", ImportRights.Text("NeedFile"))]);
        if (upload.Length > UploadedFile.Most) return Outcome.Refuse("QMS809", UploadedFile.MostMegabytes);

        return await transactor.RunAsync(
            async () =>
            {
                var name = Path.GetFileName(upload.FileName);
                await using var content = upload.OpenReadStream();
                var isWorkbook = string.Equals(Path.GetExtension(name), ".xlsx", StringComparison.OrdinalIgnoreCase);
                var row = await files.PutAsync(actor.AgencyId, content, name.Length > 200 ? name[^200..] : name, isWorkbook ? UploadedFile.Workbook : UploadedFile.Csv, actor, ct);
                trail.Record(actor, "import.uploaded", "file", row.Id, $"Tải lên tệp số liệu {name}", after: new { row.Sha256, row.SizeBytes });
                Stored = row.Id;
                return Outcome.Success;
            },
            ct);
    }
}
