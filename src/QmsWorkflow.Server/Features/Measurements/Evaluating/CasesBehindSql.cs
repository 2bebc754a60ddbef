using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;
using QmsWorkflow.Domain.Indicators;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.Objectives;

namespace QmsWorkflow.Server.Features.Measurements.Evaluating;

/// <summary>Reads the cases behind a number.</summary>
internal sealed class CasesBehindSql(QmsDb db, AgencyScope scope, EvaluationFactsReader reader)
{
    public const int PageSize = 50;

    public async Task<CasesBehind> ReadAsync(Guid objectiveId, Guid? indicatorId, Guid? unitId, string field, (DateOnly From, DateOnly To) window, RatioSide side, int page, CancellationToken ct)
    {
        if (await LinkAsync(objectiveId, indicatorId, ct) is not { Definition.Reads: IndicatorReads.Cases } link) return CasesBehind.None;

        var formula = side == RatioSide.Numerator ? link.Numerator : link.Denominator;
        await db.Database.OpenConnectionAsync(ct);
        try
        {
            await using var command = (NpgsqlCommand)db.Database.GetDbConnection().CreateCommand();
            var where = Where(formula, unitId, field, new IndicatorWindow(window.From, window.To), command.Parameters);
            command.CommandText = $"select count(*) from cases where {where}";
            var total = (long)(await command.ExecuteScalarAsync(ct))!;
            var pages = (int)Math.Max(1, (total + PageSize - 1) / PageSize);
            var at = Math.Clamp(page, 1, pages);
            command.Parameters.AddWithValue("skip", (at - 1) * PageSize);
            command.Parameters.AddWithValue("take", PageSize);
            command.CommandText =
                $"""
                select case_code, unit_id, field, procedure_code, procedure_name, received_at, due_at, finished_at, timeliness, channel,
                  coalesce((select name from data_sources s where s.id = cases.source_id), ''), row_number
                from cases where {where} order by received_at, case_code offset @skip limit @take
                """;
            return new CasesBehind(await RowsAsync(command, ct), total, at, pages);
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }

    /// <summary>All cases that any term of the formula counts, whether it adds or takes away.</summary>
    private string Where(Formula formula, Guid? unitId, string field, IndicatorWindow window, NpgsqlParameterCollection parameters)
    {
        var sql = new ConditionSql(parameters);
        parameters.AddWithValue("agency", scope.AgencyId);
        parameters.Add(new NpgsqlParameter("start", NpgsqlDbType.Timestamp) { Value = window.Start });
        parameters.Add(new NpgsqlParameter("end", NpgsqlDbType.Timestamp) { Value = window.End });
        var counted = formula.Terms.Select(term => term.Operand switch
        {
            Operand.Count count => sql.InWindow(count.Where),
            Operand.Sum sum => $"({ConditionSql.Column(sum.Column)} > 0 and {(sum.Where is null ? "true" : sql.InWindow(sum.Where))})",
            _ => "false",
        });
        var where = $"agency_id = @agency and ({string.Join(" or ", counted)})";
        if (unitId is { } unit)
        {
            parameters.AddWithValue("unit", unit);
            where += " and unit_id = @unit";
        }

        if (field.Length == 0) return where;

        parameters.AddWithValue("field", field);
        return where + " and field = @field";
    }

    private async Task<MeasuredBy?> LinkAsync(Guid objectiveId, Guid? indicatorId, CancellationToken ct)
    {
        var links = await reader.LinksAsync([objectiveId], ct);
        if (links[objectiveId].ToList() is { Count: > 0 } own) return own.Find(link => indicatorId is null || link.IndicatorId == indicatorId);

        // A unit's objective is measured as the one that it serves.
        var parent = await db.Objectives.Where(o => o.Id == objectiveId && o.UnitId != null).Select(o => o.ParentId).SingleOrDefaultAsync(ct);
        return parent is { } above ? await LinkAsync(above, indicatorId, ct) : null;
    }

    private static async Task<List<CaseBehind>> RowsAsync(NpgsqlCommand command, CancellationToken ct)
    {
        var rows = new List<CaseBehind>();
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            rows.Add(new CaseBehind(
                reader.GetString(0), reader.GetGuid(1), reader.GetString(2), reader.GetString(3), reader.GetString(4), reader.GetDateTime(5),
                reader.IsDBNull(6) ? null : reader.GetDateTime(6), reader.IsDBNull(7) ? null : reader.GetDateTime(7), reader.GetInt16(8), reader.GetInt16(9), reader.GetString(10), reader.GetInt64(11)));
        }

        return rows;
    }
}
