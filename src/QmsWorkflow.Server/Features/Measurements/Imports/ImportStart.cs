using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.Documents;
using QmsWorkflow.Server.Runtime;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Features.Measurements.Imports;

internal sealed record ImportInput
{
    public required Guid SourceId { get; init; }
    public required Guid FileId { get; init; }

    /// <summary>Null for the one saved with the source.</summary>
    public SourceMapping? Mapping { get; init; }
    public string LateReason { get; init; } = "";
}

/// <summary>Begins to read an uploaded file; nothing of it counts before the commit.</summary>
internal sealed class ImportStart(QmsDb db, Transactor transactor, TrailLog trail, JobQueue jobs, FileStore files, TimeProvider clock)
{
    private static readonly ImportState[] Open = [ImportState.Queued, ImportState.Reading, ImportState.Ready, ImportState.Committing];

    /// <value>The import that was started; set when the outcome is done.</value>
    public Guid Started { get; private set; }

    public async Task<Outcome> ExecuteAsync(ImportInput input, Actor actor, CancellationToken ct)
    {
        if (ImportRights.Refusal(actor) is { } refusal) return refusal;

        return await transactor.RunAsync(
            async () =>
            {
                var source = await db.DataSources.FromSql($"select *, xmin from data_sources where id = {input.SourceId} for update").SingleOrDefaultAsync(ct);
                if (source is null) return Outcome.Refuse("QMS305");
                if (source is not { IsActive: true, Kind: "cases" or "figures" }) return Outcome.Refuse("QMS800");

                var file = await db.StoredFiles.SingleOrDefaultAsync(f => f.Id == input.FileId, ct) ?? db.StoredFiles.Local.SingleOrDefault(f => f.Id == input.FileId);
                if (file is null) return Outcome.Refuse("QMS305");

                var open = await db.Imports.Where(i => i.SourceId == source.Id && Open.Contains(i.State)).Select(i => (ImportState?)i.State).FirstOrDefaultAsync(ct);
                if (open is { } state) return Outcome.Refuse("QMS801", source.Name, ImportRights.Say(state));

                var mapping = input.Mapping ?? SourceMapping.Parse(source.Mapping);
                if (Complete(file, source, mapping, out var whole) is { } problem) return Outcome.Refuse("QMS802", problem);

                var import = Row(input, source, file, whole, actor);
                db.Imports.Add(import);
                // Raw SQL of the queue comes before the rows that Entity Framework still holds.
                await db.SaveChangesAsync(ct);
                await jobs.EnqueueAsync(source.AgencyId, ImportReading.JobKind, $"{ImportReading.JobKind}:{import.Id}", new ImportRequest(import.Id), ct);
                trail.Record(actor, "import.started", "import", import.Id, $"Nhập tệp {file.FileName} vào nguồn {source.Name}", after: new { Source = source.Code, file.FileName, file.Sha256, file.SizeBytes });
                Started = import.Id;
                return Outcome.Success;
            },
            ct);
    }

    /// <summary>Fills in the columns that the mapping leaves to the usual headers.</summary>
    /// <returns>What is wrong, or null.</returns>
    private string? Complete(StoredFile file, DataSource source, SourceMapping mapping, out SourceMapping whole)
    {
        whole = mapping;
        try
        {
            using var stream = files.Open(file);
            using var reader = RowReaders.Open(stream, mapping.Sheet);
            var headers = TableHeaders.Read(reader, mapping);
            whole = mapping.With(headers, source.Kind);
            return whole.Problems(headers, source.Kind).ToList() is { Count: > 0 } problems ? string.Join(" ", problems) : null;
        }
        catch (BadFileException bad)
        {
            return bad.Message;
        }
    }

    private Import Row(ImportInput input, DataSource source, StoredFile file, SourceMapping mapping, Actor actor) => new()
    {
        Id = Guid.CreateVersion7(),
        AgencyId = source.AgencyId,
        SourceId = source.Id,
        FileId = file.Id,
        Mapping = mapping.ToJson(),
        State = ImportState.Queued,
        LateReason = input.LateReason.Trim(),
        BytesTotal = file.SizeBytes,
        AskedBy = actor.PersonId,
        AskedAt = clock.GetUtcNow(),
    };
}
