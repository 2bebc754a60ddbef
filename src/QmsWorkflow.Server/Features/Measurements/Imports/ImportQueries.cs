using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.Documents;

namespace QmsWorkflow.Server.Features.Measurements.Imports;

internal sealed record ImportLine(Guid Id, string Source, string FileName, ImportState State, long RowsRead, long RowsFaulty, string? By, DateTimeOffset AskedAt);

internal sealed record ImportDetail(Import Import, DataSource Source, string FileName, IReadOnlyList<Fault> Faults, IReadOnlyList<EffectLine> Effect, IReadOnlyList<SourceOverlap> Overlaps, IReadOnlyList<string> UnknownUnits, bool IsLast);

/// <summary>What stands at the head of a file.</summary>
/// <param name="Rows">The first rows below the headers.</param>
/// <param name="Sheets">The sheets of a workbook; empty for other files.</param>
internal sealed record FileLook(IReadOnlyList<string> Headers, IReadOnlyList<string[]> Rows, SourceMapping Mapping, IReadOnlyList<string> Sheets);

/// <summary>The pages' questions about imports and sources.</summary>
internal sealed class ImportQueries(QmsDb db, FileStore files)
{
    public const int PageSize = 50;
    private const int ShownFaults = 200;

    public async Task<(IReadOnlyList<ImportLine> Lines, int Total)> ListAsync(int page, CancellationToken ct) => (await
        (from import in db.Imports.AsNoTracking()
         join source in db.DataSources on import.SourceId equals source.Id
         join file in db.StoredFiles on import.FileId equals file.Id
         join person in db.Set<People.Person>() on import.AskedBy equals person.Id into people
         from person in people.DefaultIfEmpty()
         orderby import.AskedAt descending, import.Id descending
         select new ImportLine(import.Id, source.Name, file.FileName, import.State, import.RowsRead, import.RowsFaulty, person == null ? null : person.FullName, import.AskedAt))
        .Skip((page - 1) * PageSize).Take(PageSize).ToListAsync(ct), await db.Imports.CountAsync(ct));

    public Task<List<DataSource>> SourcesAsync(CancellationToken ct) => db.DataSources.AsNoTracking().OrderBy(s => s.Rank).ThenBy(s => s.Name).ToListAsync(ct);

    public Task<DataSource?> SourceAsync(Guid id, CancellationToken ct) => db.DataSources.AsNoTracking().SingleOrDefaultAsync(s => s.Id == id, ct);

    public Task<Import?> ImportAsync(Guid id, CancellationToken ct) => db.Imports.AsNoTracking().SingleOrDefaultAsync(i => i.Id == id, ct);

    public Task<List<People.Unit>> UnitsAsync(CancellationToken ct) => db.Set<People.Unit>().AsNoTracking().OrderBy(u => u.SortOrder).ToListAsync(ct);

    public async Task<ImportDetail?> FindAsync(Guid id, CancellationToken ct)
    {
        var import = await ImportAsync(id, ct);
        if (import is null) return null;

        var source = await db.DataSources.AsNoTracking().SingleAsync(s => s.Id == import.SourceId, ct);
        var name = await db.StoredFiles.AsNoTracking().Where(f => f.Id == import.FileId).Select(f => f.FileName).SingleAsync(ct);
        var faults = import.RowsFaulty == 0 ? [] : await FaultsOfAsync(db, id, ShownFaults, ct);
        var unknown = import.RowsFaulty == 0 ? [] : await db.Database.SqlQuery<string>($"select distinct value from import_faults where import_id = {id} and rule = 'unit' order by value").ToListAsync(ct);
        var last = await db.Imports.Where(i => i.SourceId == import.SourceId && i.State == ImportState.Committed).OrderByDescending(i => i.CommittedAt).ThenByDescending(i => i.Id).Select(i => (Guid?)i.Id).FirstOrDefaultAsync(ct);
        return new ImportDetail(import, source, name, faults, JsonSerializer.Deserialize<List<EffectLine>>(import.Effect, SourceMapping.Json) ?? [], SourceOverlap.Read(import.Doubled), unknown, last == id);
    }

    public static async Task<List<Fault>> FaultsOfAsync(QmsDb db, Guid import, int most, CancellationToken ct)
    {
        var rows = await db.Database.SqlQuery<FaultRow>(
            $"""
            select row_number as "RowNumber", column_name as "ColumnName", value as "Value", rule as "Rule", message as "Message"
            from import_faults where import_id = {import} order by row_number, column_name limit {most}
            """).ToListAsync(ct);
        return [.. rows.Select(row => new Fault(row.RowNumber, row.ColumnName, row.Value, row.Rule, row.Message))];
    }

    /// <summary>
    /// The headers of an uploaded file and its first rows, with what each column probably means. A sheet or a row of headers that this file
    /// does not have gives way to the first.
    /// </summary>
    /// <exception cref="BadFileException">It is no table.</exception>
    public async Task<FileLook?> LookAsync(Guid fileId, DataSource source, SourceMapping mapping, CancellationToken ct)
    {
        var file = await db.StoredFiles.AsNoTracking().SingleOrDefaultAsync(f => f.Id == fileId, ct);
        if (file is null) return null;

        await using var stream = files.Open(file);
        var sheets = WorkbookSheets.Of(stream);
        if (mapping.Sheet is { } sheet && !sheets.Contains(sheet, StringComparer.OrdinalIgnoreCase)) mapping = mapping with { Sheet = null };
        using var reader = RowReaders.Open(stream, mapping.Sheet);
        var headers = TableHeaders.Read(reader, mapping);
        var rows = new List<string[]>();
        while (rows.Count < 3 && reader.Read()) rows.Add([.. Enumerable.Range(0, headers.Count).Select(i => reader[i].ToString())]);
        return new FileLook(headers, rows, mapping.With(headers, source.Kind), sheets);
    }

    private sealed record FaultRow(long RowNumber, string ColumnName, string Value, string Rule, string Message);
}
