using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using QmsWorkflow.Domain.Calendar;
using QmsWorkflow.Domain.Indicators;
using QmsWorkflow.Server.Data;

namespace QmsWorkflow.Server.Features.Measurements.Evaluating;

/// <summary>The monthly figures of an agency's units; of two sources with the same cell the one with the smaller rank counts.</summary>
internal sealed class FigureTable
{
    private readonly Dictionary<(Guid Unit, string Field, int Month, CutOff CutOff, string Column), long> cells = [];
    private readonly Dictionary<Guid, SortedSet<string>> fields = [];

    /// <summary>A month as one number, so that months can be counted through.</summary>
    public static int MonthOf(DateOnly day) => (day.Year * 12) + day.Month - 1;

    public IReadOnlyCollection<Guid> Units => fields.Keys;

    public IReadOnlyCollection<string> Fields(Guid unit) => fields.GetValueOrDefault(unit) ?? [];

    public void Add(Guid unit, string field, int month, CutOff cutOff, string column, long value)
    {
        cells[(unit, field, month, cutOff, column)] = value;
        if (!fields.TryGetValue(unit, out var known)) fields[unit] = known = new SortedSet<string>(StringComparer.Ordinal);
        if (field.Length > 0) known.Add(field);
    }

    /// <summary>The count of a formula; null when none of its columns has a figure in the window.</summary>
    /// <param name="field">Empty for the unit's whole: its own figures without a field, or where there are none the sum of its fields.</param>
    /// <param name="only">Only these fields count; empty for all.</param>
    public long? Total(Formula formula, Guid unit, string field, IReadOnlyList<string> only, IndicatorWindow window, CutOff cutOff)
    {
        var (total, isKnown) = (0L, formula.Terms.All(term => term.Operand is Operand.Constant));
        foreach (var term in formula.Terms)
        {
            var (value, isThere) = Of(term.Operand, unit, field, only, window, cutOff);
            total = checked(total + (term.Sign * value));
            isKnown |= isThere;
        }

        return isKnown ? total : null;
    }

    private (long Value, bool IsThere) Of(Operand operand, Guid unit, string field, IReadOnlyList<string> only, IndicatorWindow window, CutOff cutOff)
    {
        var (first, last) = (MonthOf(window.FirstMonth), MonthOf(window.LastMonth));
        return operand switch
        {
            Operand.Constant constant => (constant.Value, false),
            Operand.Sum sum => Months(sum.Column, first, last),
            Operand.First of => Months(of.Column, first, first),
            Operand.Last of => Months(of.Column, last, last),
            _ => throw new UnreachableException(),
        };

        (long, bool) Months(string column, int from, int to)
        {
            var (total, isThere) = (0L, false);
            for (var month = from; month <= to; month++)
            {
                if (Cell(unit, field, only, month, cutOff, column) is not { } value) continue;
                (total, isThere) = (checked(total + value), true);
            }

            return (total, isThere);
        }
    }

    private long? Cell(Guid unit, string field, IReadOnlyList<string> only, int month, CutOff cutOff, string column)
    {
        if (field.Length > 0) return cells.TryGetValue((unit, field, month, cutOff, column), out var one) ? one : null;
        if (only.Count == 0 && cells.TryGetValue((unit, "", month, cutOff, column), out var whole)) return whole;

        long? total = null;
        foreach (var part in only.Count == 0 ? Fields(unit) : only)
        {
            if (cells.TryGetValue((unit, part, month, cutOff, column), out var value)) total = checked((total ?? 0) + value);
        }

        return total;
    }
}

/// <summary>Reads the monthly figures of some months.</summary>
internal sealed class FiguresSql(QmsDb db, AgencyScope scope)
{
    public const string Table = "figures";

    /// <param name="relation">A table, or a query in parentheses; never from what a person typed.</param>
    public async Task<FigureTable> ReadAsync(DateOnly from, DateOnly to, CancellationToken ct, string relation = Table)
    {
        var found = new FigureTable();
        await db.Database.OpenConnectionAsync(ct);
        try
        {
            await using var command = (NpgsqlCommand)db.Database.GetDbConnection().CreateCommand();
            command.CommandText =
                $"""
                select distinct on (f.unit_id, f.field, f.year, f.month, f.cut_off, f.column_name) f.unit_id, f.field, f.year, f.month, f.cut_off, f.column_name, f.value
                from {relation} as f join data_sources s on s.id = f.source_id
                where f.agency_id = @agency and f.year * 12 + f.month - 1 between @from and @to
                order by f.unit_id, f.field, f.year, f.month, f.cut_off, f.column_name, s.rank, s.code
                """;
            command.Parameters.AddWithValue("agency", scope.AgencyId);
            command.Parameters.AddWithValue("from", FigureTable.MonthOf(from));
            command.Parameters.AddWithValue("to", FigureTable.MonthOf(to));
            await using var reader = await command.ExecuteReaderAsync(ct);
            while (await reader.ReadAsync(ct))
            {
                var month = FigureTable.MonthOf(new DateOnly(reader.GetInt32(2), reader.GetInt32(3), 1));
                found.Add(reader.GetGuid(0), reader.GetString(1), month, Enum.Parse<CutOff>(reader.GetString(4)), reader.GetString(5), reader.GetInt64(6));
            }
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }

        return found;
    }
}
