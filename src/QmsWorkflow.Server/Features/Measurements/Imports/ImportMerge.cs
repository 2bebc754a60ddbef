using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Runtime;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Features.Measurements.Imports;

/// <summary>Merges the rows of an accepted import into the figures in one transaction; a crash leaves everything as it was, and the job begins anew.</summary>
internal sealed class ImportMerge(QmsDb db, Transactor transactor, TrailLog trail, IEnumerable<IFiguresObserver> observers, TimeProvider clock) : IJobHandler
{
    public const string JobKind = "import-merge";

    public string Kind => JobKind;

    public JobLane Lane => JobLane.Imports;

    public Task RunAsync(JobRow job, CancellationToken ct) => MergeAsync(JsonSerializer.Deserialize<ImportRequest>(job.Payload)!.ImportId, ct);

    public async Task MergeAsync(Guid importId, CancellationToken ct)
    {
        db.Database.SetCommandTimeout(TimeSpan.FromHours(1));
        (await transactor.RunAsync(
            async () =>
            {
                var import = await db.Imports.FromSql($"select *, xmin from imports where id = {importId} for update").SingleAsync(ct);
                if (import.State is not ImportState.Committing) return;

                await LockAsync(db, import.AgencyId, ct);
                if (!await IsStagedAsync(import, ct))
                {
                    // The database crashed and emptied what was not logged: the file is read again.
                    (import.State, import.Message, import.EndedAt) = (ImportState.Failed, "Cơ sở dữ liệu đã dừng đột ngột, các dòng chờ ghi không còn. Chưa có gì được ghi; hãy nhập lại tệp.", clock.GetUtcNow());
                    await ImportStaging.ForgetAsync(db, importId, ct);
                    return;
                }

                var source = await db.DataSources.SingleAsync(s => s.Id == import.SourceId, ct);
                var sql = new MergeSql(import.AgencyId, source.Id, import.Id);
                if (source.Kind == "cases") await MergeCasesAsync(import, sql, ct);
                else await MergeFiguresAsync(import, sql, ct);
                await ImportStaging.ForgetAsync(db, importId, ct);
                (import.State, import.CommittedAt, import.EndedAt) = (ImportState.Committed, clock.GetUtcNow(), clock.GetUtcNow());
                trail.Record(Actor.System(import.AgencyId), "import.committed", "import", import.Id, $"Đã ghi {import.StagedRows} dòng vào nguồn {source.Name}",
                    after: new { import.RowsAdded, import.RowsChanged, import.RowsSame, import.RowsElsewhere });
                if (import is { FromDay: { } from, ToDay: { } to }) foreach (var observer in observers) await observer.ChangedAsync(import.AgencyId, from, to, ct);
            },
            ct)).OrThrow();
    }

    /// <summary>Commits and undos of one agency come one after the other.</summary>
    public static Task<int> LockAsync(QmsDb db, Guid agencyId, CancellationToken ct) =>
        db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(hashtextextended({$"figures:{agencyId}"}, 0))", ct);

    public static async Task<int> RunAsync(QmsDb db, string sql, CancellationToken ct)
    {
        await using var command = ImportDatabase.Command((NpgsqlConnection)db.Database.GetDbConnection(), sql);
        return await command.ExecuteNonQueryAsync(ct);
    }

    private async Task MergeCasesAsync(Import import, MergeSql sql, CancellationToken ct)
    {
        if (!await ScalarAsync<bool>(sql.HasCases, ct))
        {
            (import.RowsAdded, import.RowsChanged, import.RowsSame, import.RowsElsewhere) = (await RunAsync(db, sql.AddAll, ct), 0, 0, 0);
            return;
        }

        var elsewhere = await ScalarAsync<long>(sql.CountElsewhere, ct);
        await RunAsync(db, sql.KeepOwn, ct);
        if (elsewhere > 0)
        {
            await RunAsync(db, sql.KeepOwnAside, ct);
            await RunAsync(db, sql.PutAside, ct);
        }

        await RunAsync(db, sql.PutYieldingAside, ct);
        var changed = await RunAsync(db, sql.Change, ct);
        var added = await RunAsync(db, sql.AddNew, ct);
        (import.RowsAdded, import.RowsChanged, import.RowsElsewhere) = (added, changed, elsewhere);
        import.RowsSame = import.StagedRows - added - changed - elsewhere;
    }

    private async Task MergeFiguresAsync(Import import, MergeSql sql, CancellationToken ct)
    {
        await RunAsync(db, sql.KeepFigures, ct);
        var changed = await RunAsync(db, sql.ChangeFigures, ct);
        var added = await RunAsync(db, sql.AddFigures, ct);
        (import.RowsAdded, import.RowsChanged, import.RowsSame) = (added, changed, import.StagedRows - added - changed);
    }

    private Task<bool> IsStagedAsync(Import import, CancellationToken ct) =>
        ScalarAsync<bool>($"select to_regclass('{ImportStaging.Table(import.Id)}') is not null and exists (select 1 from import_checkpoints where import_id = '{import.Id}')", ct);

    private async Task<T> ScalarAsync<T>(string sql, CancellationToken ct)
    {
        await using var command = ImportDatabase.Command((NpgsqlConnection)db.Database.GetDbConnection(), sql);
        return (T)(await command.ExecuteScalarAsync(ct))!;
    }
}
