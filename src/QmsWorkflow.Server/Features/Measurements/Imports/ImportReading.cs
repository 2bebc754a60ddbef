using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.Calendar;
using QmsWorkflow.Server.Features.Documents;
using QmsWorkflow.Server.Features.People;
using QmsWorkflow.Server.Runtime;
using QmsWorkflow.Server.Web;

namespace QmsWorkflow.Server.Features.Measurements.Imports;

internal sealed record ImportRequest(Guid ImportId);

/// <summary>
/// Reads the file of an import into its staging table, part by part; each part is one transaction with the checkpoint behind it. A server that
/// takes over after a crash goes on from there.
/// </summary>
internal sealed class ImportReading(QmsDb db, ImportDatabase database, ImportReview review, FileStore files, AgencyCalendar calendars, TimeProvider clock, ImportPace pace) : IJobHandler
{
    public const string JobKind = "import-read";

    public string Kind => JobKind;

    public JobLane Lane => JobLane.Imports;

    public Task RunAsync(JobRow job, CancellationToken ct) => ReadAsync(JsonSerializer.Deserialize<ImportRequest>(job.Payload)!.ImportId, ct);

    public async Task ReadAsync(Guid importId, CancellationToken ct)
    {
        var import = await db.Imports.AsNoTracking().SingleAsync(i => i.Id == importId, ct);
        // Cancelled while a server read that did not live to see it.
        if (import.State is ImportState.Cancelled) await ImportStaging.ForgetAsync(db, importId, ct);
        if (import.State is not (ImportState.Queued or ImportState.Reading)) return;

        var source = await db.DataSources.AsNoTracking().SingleAsync(s => s.Id == import.SourceId, ct);
        var file = await db.StoredFiles.AsNoTracking().SingleAsync(f => f.Id == import.FileId, ct);
        await using var connection = await database.OpenAsync(import.AgencyId, ct);
        try
        {
            var isThrough = await ReadAsync(import, source, file, connection, ct);
            if (isThrough) await review.ExecuteAsync(import, source, connection, ct);
            if (await db.Imports.AnyAsync(i => i.Id == importId && i.State == ImportState.Cancelled, ct)) await ImportStaging.ForgetAsync(db, importId, ct);
        }
        catch (Exception failure) when (failure is BadFileException or FileNotFoundException)
        {
            await EndAsync(connection, import, ImportState.Failed, failure.Message, ct);
        }
    }

    /// <returns>False when the import was cancelled meanwhile, or another server reads it.</returns>
    private async Task<bool> ReadAsync(Import import, DataSource source, StoredFile file, NpgsqlConnection connection, CancellationToken ct)
    {
        var mapping = SourceMapping.Parse(import.Mapping);
        var checkpoint = await BeginAsync(import, source, connection, ct);
        await using var stream = files.Open(file);
        using var reader = RowReaders.Open(stream, mapping.Sheet);
        var headers = TableHeaders.Read(reader, mapping);
        if (mapping.Problems(headers, source.Kind).ToList() is { Count: > 0 } problems) throw new BadFileException(string.Join(" ", problems));

        var units = await db.Units.AsNoTracking().Where(u => u.AgencyId == import.AgencyId).OrderBy(u => u.SortOrder).Select(u => new { u.Id, u.Code, u.Name }).ToListAsync(ct);
        var context = new ReadingContext(mapping, headers, new UnitLookup([.. units.Select(u => (u.Id, u.Code, u.Name))], mapping),
            await calendars.LoadAsync(import.AgencyId, ct), VietnamTime.Of(clock.GetUtcNow()).DateTime);
        var rows = StagedRows.Of(source.Kind, context);
        if (checkpoint.Rows > reader.Row) reader.GoOn(checkpoint.Bytes, checkpoint.Rows);
        var part = new ImportPart(import, checkpoint.Rows, rows, reader, new FaultList(checkpoint.Faulty, (int)checkpoint.Faults), connection);
        while (true)
        {
            switch (await part.ReadAsync(pace.RowsOfPart, ct))
            {
                case ImportPartEnd.Stopped: return false;
                case ImportPartEnd.Through: return true;
            }

            await pace.BetweenPartsAsync(import.Id, ct);
        }
    }

    private static async Task<Checkpoint> BeginAsync(Import import, DataSource source, NpgsqlConnection connection, CancellationToken ct)
    {
        await using (var command = ImportDatabase.Command(connection,
            "select rows_read, bytes_read, rows_faulty, (select count(*) from import_faults f where f.import_id = $1) from import_checkpoints where import_id = $1", import.Id))
        {
            await using var found = await command.ExecuteReaderAsync(ct);
            if (await found.ReadAsync(ct)) return new Checkpoint(found.GetInt64(0), found.GetInt64(1), found.GetInt64(2), found.GetInt64(3));
        }

        await using var transaction = await connection.BeginTransactionAsync(ct);
        await ImportDatabase.ExecuteAsync(connection, ImportStaging.Drop(import.Id), ct);
        await ImportDatabase.ExecuteAsync(connection, source.Kind == "cases" ? ImportStaging.CreateCases(import.Id) : ImportStaging.CreateFigures(import.Id), ct);
        await ImportDatabase.ExecuteAsync(connection, "delete from import_faults where import_id = $1", ct, import.Id);
        await ImportDatabase.ExecuteAsync(connection, "insert into import_checkpoints (import_id, rows_read, bytes_read, rows_faulty) values ($1, 0, 0, 0)", ct, import.Id);
        await ImportDatabase.ExecuteAsync(connection,
            "update imports set state = 'Reading', staged_rows = 0, rows_read = 0, rows_faulty = 0, bytes_read = 0 where id = $1 and state in ('Queued', 'Reading')", ct, import.Id);
        await transaction.CommitAsync(ct);
        return new Checkpoint(0, 0, 0, 0);
    }

    public static async Task EndAsync(NpgsqlConnection connection, Import import, ImportState state, string message, CancellationToken ct)
    {
        await ImportDatabase.ExecuteAsync(connection, ImportStaging.Drop(import.Id), ct);
        await ImportDatabase.ExecuteAsync(connection, "delete from import_checkpoints where import_id = $1", ct, import.Id);
        await ImportDatabase.ExecuteAsync(connection,
            "update imports set state = $2, message = $3, ended_at = clock_timestamp() where id = $1 and state in ('Queued', 'Reading')", ct, import.Id, state.ToString(), message);
    }

    private sealed record Checkpoint(long Rows, long Bytes, long Faulty, long Faults);
}

/// <summary>How much is read between two checkpoints; tests read less, and stop in between.</summary>
internal class ImportPace
{
    public virtual int RowsOfPart => 100_000;

    public virtual Task BetweenPartsAsync(Guid importId, CancellationToken ct) => Task.CompletedTask;
}
