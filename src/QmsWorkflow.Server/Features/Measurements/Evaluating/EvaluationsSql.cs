using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;
using QmsWorkflow.Domain.Calendar;
using QmsWorkflow.Server.Data;

namespace QmsWorkflow.Server.Features.Measurements.Evaluating;

/// <summary>Writes results set by set, within the running transaction.</summary>
internal sealed class EvaluationsSql(QmsDb db, AgencyScope scope)
{
    private const int Most = 20_000;

    /// <summary>One evaluation of a cycle at a time.</summary>
    public Task LockAsync(Guid cycleId, CancellationToken ct) =>
        db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(hashtextextended('evaluations:' || {cycleId}::text, 0))", ct);

    /// <summary>Puts rows in the place of all that stood for these periods.</summary>
    public async Task ReplaceAsync(Guid cycleId, IReadOnlyList<(ReportPeriod Period, CutOff CutOff)> windows, IReadOnlyList<ResultRow> rows, DateTimeOffset now, CancellationToken ct)
    {
        var (kinds, numbers, years) = (windows.Select(w => w.Period.Kind.ToString()).ToArray(), windows.Select(w => w.Period.Number).ToArray(), windows.Select(w => w.Period.Year).ToArray());
        var cutOffs = windows.Select(w => w.CutOff.ToString()).ToArray();
        await db.Database.ExecuteSqlAsync(
            $"""
            delete from evaluations e using unnest({kinds}, {numbers}, {years}, {cutOffs}) as w(kind, number, year, cut_off)
            where e.cycle_id = {cycleId} and e.period_kind = w.kind and e.period_number = w.number and e.period_year = w.year and e.cut_off = w.cut_off
            """,
            ct);
        foreach (var chunk in rows.Chunk(Most)) await InsertAsync(cycleId, chunk, now, ct);
    }

    private async Task InsertAsync(Guid cycleId, ResultRow[] rows, DateTimeOffset now, CancellationToken ct)
    {
        await using var command = (NpgsqlCommand)db.Database.GetDbConnection().CreateCommand();
        command.CommandText =
            """
            insert into evaluations (id, agency_id, cycle_id, objective_id, indicator_id, unit_id, field, part, period_kind, period_number, period_year, cut_off,
              numerator, denominator, value_numerator, value_denominator, comparator, target_value, target_unit, outcome, evaluated_at)
            select r.id, @agency, @cycle, r.objective_id, r.indicator_id, r.unit_id, r.field, r.part, r.period_kind, r.period_number, r.period_year, r.cut_off,
              r.numerator, r.denominator, r.value_numerator, r.value_denominator, r.comparator, r.target_value, r.target_unit, r.outcome, @now
            from unnest(@ids, @objectives, @indicators, @units, @fields, @parts, @kinds, @numbers, @years, @cut_offs, @numerators, @denominators, @above, @below, @comparators, @targets, @target_units, @outcomes)
              as r(id, objective_id, indicator_id, unit_id, field, part, period_kind, period_number, period_year, cut_off, numerator, denominator, value_numerator, value_denominator, comparator, target_value, target_unit, outcome)
            """;
        var parameters = command.Parameters;
        parameters.AddWithValue("agency", scope.AgencyId);
        parameters.AddWithValue("cycle", cycleId);
        parameters.AddWithValue("now", now);
        Add("ids", NpgsqlDbType.Uuid, rows.Select(_ => Guid.CreateVersion7()).ToArray());
        Add("objectives", NpgsqlDbType.Uuid, rows.Select(r => r.ObjectiveId).ToArray());
        Add("indicators", NpgsqlDbType.Uuid, rows.Select(r => r.IndicatorId).ToArray());
        Add("units", NpgsqlDbType.Uuid, rows.Select(r => r.UnitId).ToArray());
        Add("fields", NpgsqlDbType.Text, rows.Select(r => r.Field).ToArray());
        Add("parts", NpgsqlDbType.Integer, rows.Select(r => r.Part).ToArray());
        Add("kinds", NpgsqlDbType.Text, rows.Select(r => r.Period.Kind.ToString()).ToArray());
        Add("numbers", NpgsqlDbType.Integer, rows.Select(r => r.Period.Number).ToArray());
        Add("years", NpgsqlDbType.Integer, rows.Select(r => r.Period.Year).ToArray());
        Add("cut_offs", NpgsqlDbType.Text, rows.Select(r => r.CutOff.ToString()).ToArray());
        Add("numerators", NpgsqlDbType.Bigint, rows.Select(r => r.Value.Numerator).ToArray());
        Add("denominators", NpgsqlDbType.Bigint, rows.Select(r => r.Value.Denominator).ToArray());
        Add("above", NpgsqlDbType.Numeric, rows.Select(r => r.Value.Value?.Numerator).ToArray());
        Add("below", NpgsqlDbType.Numeric, rows.Select(r => r.Value.Value?.Denominator).ToArray());
        Add("comparators", NpgsqlDbType.Text, rows.Select(r => r.Target is { } target ? Domain.Objectives.Comparators.Symbol(target.Comparator) : null).ToArray());
        Add("targets", NpgsqlDbType.Numeric, rows.Select(r => r.Target is { } target ? (decimal?)((decimal)target.Value.Numerator / (decimal)target.Value.Denominator) : null).ToArray());
        Add("target_units", NpgsqlDbType.Text, rows.Select(r => r.Unit).ToArray());
        Add("outcomes", NpgsqlDbType.Text, rows.Select(r => r.Outcome.ToString()).ToArray());
        await command.ExecuteNonQueryAsync(ct);

        void Add<T>(string name, NpgsqlDbType type, T[] values) => parameters.Add(new NpgsqlParameter(name, NpgsqlDbType.Array | type) { Value = values });
    }
}
