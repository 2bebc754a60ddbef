using QmsWorkflow.Server.Features.Cycles;
using QmsWorkflow.Server.Features.Measurements.Evaluating;

namespace QmsWorkflow.Server.Features.Measurements.Pages;

/// <summary>What the address of the scorecard asks for.</summary>
/// <param name="Windows">"calendar", "15" or "both".</param>
/// <param name="Text">Part of a unit's or an objective's name.</param>
/// <param name="Sort">"unit", "name", "missed" or an objective's id; with "-" in front the other way round.</param>
/// <param name="Only">"Missed", "NoData"…: units that have such a result; empty for all.</param>
internal sealed record ScorecardQuery(Guid? Cycle, string? Period, string? Windows, string? Text, string? Sort, string? Only);

/// <summary>The scorecard as the page and the spreadsheet show it.</summary>
internal sealed record ScorecardView
{
    public required Cycle Cycle { get; init; }
    public required MeasureChoice Choice { get; init; }
    public required ScorecardQuery Query { get; init; }
    public required IReadOnlyList<ScoredObjective> Objectives { get; init; }

    /// <summary>The whole agency first, then its units.</summary>
    public required IReadOnlyList<ScorecardRow> Rows { get; init; }

    /// <summary>Cells whose windows give different results; only where both are shown.</summary>
    public IReadOnlyList<ScorecardDifference> Differences { get; init; } = [];
    public DateTimeOffset? EvaluatedAt { get; init; }

    public int Count(ResultOutcome outcome) => Rows.Sum(row => row.Cells.Count(cell => cell.Outcome == outcome));
}

/// <summary>A unit, or the whole agency.</summary>
internal sealed record ScorecardRow(Guid? UnitId, string Name, IReadOnlyList<ScorecardCell> Cells)
{
    public int Missed => Cells.Count(cell => cell.Outcome == ResultOutcome.Missed);
}

/// <summary>One result of the window that counts, and of the other where both are shown.</summary>
internal sealed record ScorecardCell(ScoreCell? Result, ScoreCell? Other)
{
    public ResultOutcome Outcome => Result?.Outcome ?? ResultOutcome.NoData;
}

internal sealed record ScorecardDifference(string Unit, ScoredObjective Objective, ScoreCell Calendar, ScoreCell Fifteenth);
