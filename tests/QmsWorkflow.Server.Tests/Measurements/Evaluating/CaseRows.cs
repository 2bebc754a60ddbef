using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;
using QmsWorkflow.Domain.Indicators;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Tests.Runtime;

namespace QmsWorkflow.Server.Tests.Measurements.Evaluating;

/// <summary>Cases as an import would store them.</summary>
internal static class CaseRows
{
    public static Task AddCasesAsync(this World world, Guid unit, params CaseRow[] rows) => world.WriteAsync(db => InsertAsync(db, world.AgencyId, [.. rows.Select(row => (unit, row))]));

    public static async Task InsertAsync(QmsDb db, Guid agency, IReadOnlyList<(Guid Unit, CaseRow Row)> rows)
    {
        await db.Database.OpenConnectionAsync();
        await using var command = (NpgsqlCommand)db.Database.GetDbConnection().CreateCommand();
        command.CommandText =
            """
            insert into cases (agency_id, case_code, source_id, import_id, row_number, unit_id, field, procedure_code, procedure_name, channel, is_whole, received_at, due_at, finished_at,
              is_rejected, timeliness, has_fee, payments, payments_online, dossier_digitised, result_digitised, satisfied)
            select @agency, code, @agency, @agency, n, unit, field, procedure, procedure, channel, whole, received, due, finished, rejected, timeliness, fee, payments, online, dossier, result, satisfied
            from unnest(@codes, @units, @fields, @procedures, @channels, @wholes, @received, @due, @finished, @rejected, @timeliness, @fees, @payments, @online, @dossiers, @results, @satisfied)
              with ordinality as r(code, unit, field, procedure, channel, whole, received, due, finished, rejected, timeliness, fee, payments, online, dossier, result, satisfied, n)
            """;
        command.Parameters.AddWithValue("agency", agency);
        Add("codes", NpgsqlDbType.Text, _ => Guid.CreateVersion7().ToString());
        command.Parameters.Add(new NpgsqlParameter("units", NpgsqlDbType.Array | NpgsqlDbType.Uuid) { Value = rows.Select(row => row.Unit).ToArray() });
        Add("fields", NpgsqlDbType.Text, row => row.Field);
        Add("procedures", NpgsqlDbType.Text, row => row.ProcedureCode);
        Add("channels", NpgsqlDbType.Smallint, row => (short)row.Channel);
        Add("wholes", NpgsqlDbType.Boolean, row => row.IsWhole);
        Add("received", NpgsqlDbType.Timestamp, row => row.ReceivedAt);
        Add("due", NpgsqlDbType.Timestamp, row => row.DueAt);
        Add("finished", NpgsqlDbType.Timestamp, row => row.FinishedAt);
        Add("rejected", NpgsqlDbType.Boolean, row => row.IsRejected);
        Add("timeliness", NpgsqlDbType.Smallint, row => (short)CaseTimeliness.Of(row.DueAt, row.FinishedAt));
        Add("fees", NpgsqlDbType.Boolean, row => row.HasFee);
        Add("payments", NpgsqlDbType.Integer, row => row.Payments);
        Add("online", NpgsqlDbType.Integer, row => row.PaymentsOnline);
        Add("dossiers", NpgsqlDbType.Boolean, row => row.DossierDigitised);
        Add("results", NpgsqlDbType.Boolean, row => row.ResultDigitised);
        Add("satisfied", NpgsqlDbType.Boolean, row => row.Satisfied);
        await command.ExecuteNonQueryAsync();
        await db.Database.CloseConnectionAsync();

        void Add<T>(string name, NpgsqlDbType type, Func<CaseRow, T> value) =>
            command.Parameters.Add(new NpgsqlParameter(name, NpgsqlDbType.Array | type) { Value = rows.Select(row => value(row.Row)).ToArray() });
    }

    /// <summary>So many cases of a day, all finished two days later: some late, the rest early.</summary>
    public static CaseRow[] Finished(int count, int late, DateOnly received, string field = "Đất đai") =>
        [.. Enumerable.Range(0, count).Select(at => new CaseRow
        {
            Field = field,
            ProcedureCode = "1.000001",
            ReceivedAt = received.ToDateTime(new TimeOnly(8, 0)),
            DueAt = received.AddDays(at < late ? 1 : 5).ToDateTime(new TimeOnly(17, 0)),
            FinishedAt = received.AddDays(2).ToDateTime(new TimeOnly(9, 0)),
        })];
}
