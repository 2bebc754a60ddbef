using System.Globalization;
using QmsWorkflow.Domain.Calendar;
using QmsWorkflow.Domain.Objectives;
using QmsWorkflow.Server.Features.Measurements.Evaluating;
using QmsWorkflow.Server.Features.Objectives;
using QmsWorkflow.Server.Trail;
using QmsWorkflow.Server.Web;

namespace QmsWorkflow.Server.Features.Measurements.Pages;

/// <summary>Makes the scorecard for somebody: the units they may see, sorted and searched.</summary>
internal sealed class ScorecardDesk(ObjectiveQueries objectives, EvaluationQueries results, TimeProvider clock)
{
    private static readonly CompareInfo Words = CultureInfo.InvariantCulture.CompareInfo;

    /// <returns>Null where there is no such cycle.</returns>
    public async Task<ScorecardView?> FindAsync(ScorecardQuery query, Actor actor, CancellationToken ct)
    {
        if (await objectives.CycleAsync(query.Cycle, ct) is not { } cycle) return null;

        var choice = MeasureChoice.Read(query.Period, query.Windows, cycle.Year, VietnamTime.DateOf(clock.GetUtcNow()));
        var card = await results.ScorecardAsync(cycle.Id, choice.Period, choice.CutOff, ct);
        var other = choice.ShowsBoth ? await results.ScorecardAsync(cycle.Id, choice.Period, CutOff.Fifteenth, ct) : null;
        var units = await objectives.UnitsAsync(cycle.Id, cycle.Year, ct);
        // Units without any result stand there as well: that is a finding of its own.
        var seen = card.Units.Concat(other?.Units ?? []).Concat(units.Select(unit => new ScoredUnit(unit.Id, unit.Code, unit.Name))).DistinctBy(unit => unit.Id)
            .Where(unit => MeasureRights.Sees(actor, unit.Id));
        var columns = Columns(card.Objectives, query.Text, out var found);
        ScorecardRow[] rows = [.. seen.Where(unit => found || Has(unit.Name, query.Text) || Has(unit.Code, query.Text)).Select(unit => Row(unit.Id, unit.Name))];
        ScorecardRow[] all = [Row(null, MeasureText.Of("WholeAgency")), .. Sorted(rows.Where(row => IsAsked(row, query.Only)), columns, query.Sort)];
        return new ScorecardView
        {
            Cycle = cycle,
            Choice = choice,
            Query = query,
            Objectives = columns,
            Rows = all,
            Differences = other is null ? [] : [.. Differences(all, columns)],
            EvaluatedAt = card.EvaluatedAt,
        };

        ScorecardRow Row(Guid? unit, string name) => new(unit, name, [.. columns.Select(objective => new ScorecardCell(card.Cell(objective.Id, unit), other?.Cell(objective.Id, unit)))]);
    }

    /// <summary>The objectives that have the words; all of them, for then units are sought, when none has.</summary>
    private static IReadOnlyList<ScoredObjective> Columns(IReadOnlyList<ScoredObjective> all, string? text, out bool found)
    {
        ScoredObjective[] named = string.IsNullOrWhiteSpace(text) ? [.. all] : [.. all.Where(objective => Has(objective.Statement, text))];
        found = named.Length > 0;
        return found ? named : all;
    }

    private static bool Has(string name, string? text) =>
        string.IsNullOrWhiteSpace(text) || Words.IndexOf(name, text.Trim(), CompareOptions.IgnoreCase | CompareOptions.IgnoreNonSpace) >= 0;

    private static bool IsAsked(ScorecardRow row, string? only) =>
        !Enum.TryParse<ResultOutcome>(only, out var outcome) || !Enum.IsDefined(outcome) || row.Cells.Any(cell => cell.Outcome == outcome);

    private static IEnumerable<ScorecardRow> Sorted(IEnumerable<ScorecardRow> rows, IReadOnlyList<ScoredObjective> columns, string? sort)
    {
        var isDown = sort?.StartsWith('-') == true;
        var key = sort?.TrimStart('-');
        var sorted = key switch
        {
            "name" => rows.OrderBy(row => row.Name, StringComparer.CurrentCulture),
            "missed" => rows.OrderBy(row => row.Missed),
            _ when Guid.TryParse(key, out var id) && columns.Index().FirstOrDefault(column => column.Item.Id == id) is { Item: not null } column => By(rows, column.Index, isDown),
            _ => rows,
        };
        return isDown && key is "name" or "missed" ? sorted.Reverse() : sorted;
    }

    /// <summary>By the exact value; units without one come last either way.</summary>
    private static IEnumerable<ScorecardRow> By(IEnumerable<ScorecardRow> rows, int column, bool isDown)
    {
        var valued = rows.OrderBy(row => row.Cells[column].Result?.Value is null);
        return isDown ? valued.ThenByDescending(Value) : valued.ThenBy(Value);

        Fraction Value(ScorecardRow row) => row.Cells[column].Result?.Value ?? Fraction.Zero;
    }

    private static IEnumerable<ScorecardDifference> Differences(IEnumerable<ScorecardRow> rows, IReadOnlyList<ScoredObjective> columns) => rows
        .SelectMany(row => row.Cells.Zip(columns, (cell, objective) => (row, cell, objective)))
        .Where(x => x.cell is { Result: not null, Other: not null } && Differ(x.cell.Result, x.cell.Other))
        // What changes the verdict comes first.
        .OrderBy(x => x.cell.Outcome == x.cell.Other!.Outcome)
        .Select(x => new ScorecardDifference(x.row.Name, x.objective, x.cell.Result!, x.cell.Other!));

    private static bool Differ(ScoreCell one, ScoreCell other) => one.Outcome != other.Outcome || one.Value != other.Value || one.Denominator != other.Denominator;
}
