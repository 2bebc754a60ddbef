using System.Data;
using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using QmsWorkflow.Domain.Calendar;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Web;

namespace QmsWorkflow.Server.Features.Measurements.Imports;

/// <summary>What a file read to its end would do: duplicates inside it, what is new, changed, the same or another system's, and the reported periods it touches.</summary>
internal sealed class ImportReview(QmsDb db, IEnumerable<IEffectPreview> previews, TimeProvider clock)
{
    public async Task ExecuteAsync(Import import, DataSource source, NpgsqlConnection connection, CancellationToken ct)
    {
        var header = SourceMapping.Parse(import.Mapping).Columns.GetValueOrDefault(source.Kind == "cases" ? "case_code" : "unit", "");
        var sql = new ReviewSql(import.AgencyId, source.Id, import.Id);
        var isCases = source.Kind == "cases";
        await using (var transaction = await connection.BeginTransactionAsync(ct))
        {
            await ImportDatabase.ExecuteAsync(connection, "set local work_mem = '64MB'", ct);
            var duplicates = isCases && await ScalarAsync<bool>(connection, sql.AreCasesDistinct, ct) ? 0 : await ScalarAsync<long>(connection, isCases ? sql.CountSameCases : sql.CountSameCells, ct);
            if (duplicates > 0) await ImportDatabase.ExecuteAsync(connection, isCases ? sql.SameCases : sql.SameCells, ct, header);
            await ImportDatabase.ExecuteAsync(connection,
                "update imports set duplicates = $2, rows_faulty = rows_faulty - duplicates + $2 where id = $1 and state = 'Reading'", ct, import.Id, duplicates);
            var now = VietnamTime.Of(clock.GetUtcNow()).DateTime;
            var counts = await CountAsync(connection, !isCases ? sql.CountCells : await HasCasesAsync(connection, import, ct) ? sql.CountCases : sql.CountNewCases, now, ct);
            await ImportDatabase.ExecuteAsync(connection,
                "update imports set rows_added = $2, rows_changed = $3, rows_same = $4, rows_elsewhere = $5, from_day = $6, to_day = $7 where id = $1 and state = 'Reading'",
                ct, import.Id, counts.Added, counts.Changed, counts.Same, counts.Elsewhere, (object?)counts.From ?? DBNull.Value, (object?)counts.To ?? DBNull.Value);
            await transaction.CommitAsync(ct);
        }

        var read = await db.Imports.AsNoTracking().SingleAsync(i => i.Id == import.Id, ct);
        if (read.State != ImportState.Reading) return;

        if (read.RowsFaulty > 0 || read.StagedRows == 0)
        {
            await ImportReading.EndAsync(connection, import, ImportState.Faulty, read.RowsRead == 0 ? "Tệp không có dòng số liệu nào." : "", ct);
            return;
        }

        var reported = read.FromDay is null ? [] : await ReportedAsync(import, isCases ? sql.TouchedCases : sql.TouchedCells, connection, ct);
        var effect = new List<EffectLine>();
        foreach (var preview in previews) effect.AddRange(await preview.OfAsync(import.Id, ct));
        var overlaps = isCases ? [] : await OverlapsAsync(connection, sql, ct);
        await using var done = ImportDatabase.Command(
            connection, "update imports set state = 'Ready', reported = $2, effect = $3::jsonb, doubled = $4::jsonb where id = $1 and state = 'Reading'",
            import.Id, reported, JsonSerializer.Serialize(effect, SourceMapping.Json), JsonSerializer.Serialize(overlaps, SourceMapping.Json));
        await done.ExecuteNonQueryAsync(ct);
    }

    /// <summary>The reported periods whose figures the rows change (NĐ 09/2019 Điều 12.4): what was reported stays, and the difference needs a reason.</summary>
    public async Task<string[]> ReportedAsync(Import import, string touched, NpgsqlConnection connection, CancellationToken ct)
    {
        var known = await db.ReportedValues.AsNoTracking().Where(r => r.AgencyId == import.AgencyId)
            .Select(r => new { r.PeriodKind, r.PeriodNumber, r.PeriodYear, r.CutOff }).Distinct().ToListAsync(ct);
        if (known.Count == 0) return [];

        var periods = known.Select(k => (Name: $"{k.PeriodYear}:{k.PeriodKind}:{k.PeriodNumber}:{k.CutOff}", Window: new ReportPeriod(k.PeriodKind, k.PeriodNumber, k.PeriodYear).Window(k.CutOff))).ToList();
        var found = new List<string>();
        await using var command = ImportDatabase.Command(connection, touched,
            periods.Select(p => p.Name).ToArray(), periods.Select(p => p.Window.From.ToDateTime(TimeOnly.MinValue)).ToArray(), periods.Select(p => p.Window.To.AddDays(1).ToDateTime(TimeOnly.MinValue)).ToArray());
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct)) found.Add(reader.GetString(0));
        return [.. found];
    }

    /// <summary>Figures that another source tells too: whoever commits must know which of the two counts.</summary>
    private static async Task<List<SourceOverlap>> OverlapsAsync(NpgsqlConnection connection, ReviewSql sql, CancellationToken ct)
    {
        var found = new List<SourceOverlap>();
        await using var command = ImportDatabase.Command(connection, sql.Overlaps);
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            found.Add(new SourceOverlap
            {
                Source = reader.GetString(0),
                SourceName = reader.GetString(1),
                Rank = reader.GetInt32(2),
                OwnRank = reader.GetInt32(3),
                FileCounts = reader.GetBoolean(4),
                Months = reader.GetInt64(5),
                FirstMonth = Month(reader.GetInt32(6)),
                LastMonth = Month(reader.GetInt32(7)),
                Differing = reader.GetInt64(8),
            });
        }

        return found;

        static string Month(int number) => string.Create(CultureInfo.InvariantCulture, $"{(number % 12) + 1:00}/{number / 12}");
    }

    private static async Task<Counts> CountAsync(NpgsqlConnection connection, string sql, DateTime now, CancellationToken ct)
    {
        await using var command = ImportDatabase.Command(connection, sql, now);
        await using var reader = await command.ExecuteReaderAsync(CommandBehavior.SingleRow, ct);
        await reader.ReadAsync(ct);
        DateOnly? Day(int column) => reader.IsDBNull(column) ? null : DateOnly.FromDateTime(reader.GetDateTime(column));
        return new Counts(reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2), reader.GetInt64(3), Day(4), Day(5));
    }

    private static Task<bool> HasCasesAsync(NpgsqlConnection connection, Import import, CancellationToken ct) =>
        ScalarAsync<bool>(connection, new MergeSql(import.AgencyId, import.SourceId, import.Id).HasCases, ct);

    private static async Task<T> ScalarAsync<T>(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = ImportDatabase.Command(connection, sql);
        return (T)(await command.ExecuteScalarAsync(ct))!;
    }

    private sealed record Counts(long Added, long Changed, long Same, long Elsewhere, DateOnly? From, DateOnly? To);
}
