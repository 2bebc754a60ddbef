using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;
using QmsWorkflow.Server.Data;

namespace QmsWorkflow.Server.Features.Measurements.Evaluating;

/// <summary>Counts cases for many indicators, units and periods in one query.</summary>
internal sealed class CaseCountsSql(QmsDb db, AgencyScope scope)
{
    /// <summary>The table; a preview counts over another relation with the same columns.</summary>
    public const string Table = "cases";

    /// <param name="isByField">Whether to count each field of each unit too.</param>
    /// <param name="relation">A table, or a query in parentheses; never from what a person typed.</param>
    public async Task<CaseCounts> ReadAsync(CasePlan plan, bool isByField, CancellationToken ct, string relation = Table)
    {
        var counts = new CaseCounts(plan, isByField);
        if (plan.Asked.Count == 0 || plan.Bounds.Length == 0) return counts;

        await db.Database.OpenConnectionAsync(ct);
        try
        {
            await using var command = (NpgsqlCommand)db.Database.GetDbConnection().CreateCommand();
            command.CommandText = Write(plan, isByField, relation, command.Parameters);
            command.CommandTimeout = 600;
            await ReadAsync(command, plan, counts, ct);
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }

        return counts;
    }

    private string Write(CasePlan plan, bool isByField, string relation, NpgsqlParameterCollection parameters)
    {
        var condition = new ConditionSql(parameters);
        parameters.AddWithValue("agency", scope.AgencyId);
        parameters.Add(new NpgsqlParameter("bounds", NpgsqlDbType.Array | NpgsqlDbType.Timestamp) { Value = plan.Bounds });
        var beyond = (plan.Bounds.Length + 1).ToString(CultureInfo.InvariantCulture);
        // A case that was finished in time is never pending after its due time, so its due time does not split the groups.
        var due = plan.NeedsDue
            ? $"case when due_at is null or finished_at <= due_at then {beyond} else width_bucket(due_at, @bounds) end"
            : beyond;
        var sql = new StringBuilder($"select unit_id, {(isByField ? "field" : "''::text")}, width_bucket(received_at, @bounds), coalesce(width_bucket(finished_at, @bounds), {beyond}), {due}");
        foreach (var (where, sum) in plan.Asked)
        {
            var filter = where is null ? "" : $" filter (where {condition.OfRow(where)})";
            sql.Append(",\n  ").Append(sum is null ? $"count(*){filter}" : $"coalesce(sum({ConditionSql.Column(sum)}){filter}, 0)");
        }

        sql.Append(CultureInfo.InvariantCulture, $"\nfrom {relation} as c\nwhere agency_id = @agency");
        if (!plan.NeedsAll)
        {
            sql.Append(" and (received_at < @last or finished_at < @last) and (finished_at is null or finished_at >= @first or received_at >= @first)");
            parameters.Add(new NpgsqlParameter("first", NpgsqlDbType.Timestamp) { Value = plan.Bounds[0] });
            parameters.Add(new NpgsqlParameter("last", NpgsqlDbType.Timestamp) { Value = plan.Bounds[^1] });
        }

        return sql.Append("\ngroup by 1, 2, 3, 4, 5").ToString();
    }

    private static async Task ReadAsync(NpgsqlCommand command, CasePlan plan, CaseCounts counts, CancellationToken ct)
    {
        var values = new long[plan.Asked.Count];
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            for (var column = 0; column < values.Length; column++) values[column] = reader.GetInt64(column + 5);
            counts.Add(reader.GetGuid(0), reader.GetString(1), (reader.GetInt32(2), reader.GetInt32(3), reader.GetInt32(4)), values);
        }
    }
}

/// <summary>What was counted: per unit and field, windows × operands.</summary>
internal sealed class CaseCounts(CasePlan plan, bool isByField)
{
    private readonly Dictionary<(Guid Unit, string Field), long[,]> tables = [];
    private readonly Dictionary<Guid, SortedSet<string>> fields = [];
    private readonly long[] touched = new long[plan.Windows];

    public IReadOnlyCollection<Guid> Units => fields.Keys;

    public IReadOnlyCollection<string> Fields(Guid unit) => fields.GetValueOrDefault(unit) ?? [];

    /// <summary>0 where the unit has no cases.</summary>
    public long Of(Guid unit, string field, int window, int operand) => tables.TryGetValue((unit, field), out var table) ? table[window, operand] : 0;

    /// <summary>Whether any case was received or finished in the window: figures of that time are there at all.</summary>
    public bool HasData(int window) => touched[window] > 0;

    public void Add(Guid unit, string field, (int Received, int Finished, int Due) at, ReadOnlySpan<long> values)
    {
        plan.Touch(at.Received, at.Finished, touched);
        plan.Add(at.Received, at.Finished, at.Due, values, Table(unit, ""));
        if (isByField && field.Length > 0) plan.Add(at.Received, at.Finished, at.Due, values, Table(unit, field));
    }

    private long[,] Table(Guid unit, string field)
    {
        if (!tables.TryGetValue((unit, field), out var table)) tables[(unit, field)] = table = New(unit, field);
        return table;
    }

    private long[,] New(Guid unit, string field)
    {
        if (!fields.TryGetValue(unit, out var known)) fields[unit] = known = new SortedSet<string>(StringComparer.Ordinal);
        if (field.Length > 0) known.Add(field);
        return new long[plan.Windows, plan.Operands.Count];
    }
}
