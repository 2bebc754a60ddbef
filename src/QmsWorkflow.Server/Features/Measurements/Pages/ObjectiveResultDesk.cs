using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Domain.Calendar;
using QmsWorkflow.Domain.Indicators;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.Cycles;
using QmsWorkflow.Server.Features.Measurements.Evaluating;
using QmsWorkflow.Server.Features.Objectives;
using QmsWorkflow.Server.Features.People;
using QmsWorkflow.Server.Trail;
using QmsWorkflow.Server.Web;

namespace QmsWorkflow.Server.Features.Measurements.Pages;

/// <param name="Unit">Whose results; null for the agency's as a whole.</param>
internal sealed record ObjectiveResultQuery(Guid Id, Guid? Unit, string? Period, string? Windows);

/// <summary>Everything there is to say of one objective's results.</summary>
internal sealed record ObjectiveResultView
{
    public required Objective Objective { get; init; }
    public required Cycle Cycle { get; init; }
    public required MeasureChoice Choice { get; init; }
    public Unit? Unit { get; init; }
    public ScoreCell? Cell { get; init; }
    public required BothWindows Both { get; init; }

    /// <summary>The months of the year; its quarters where results are by quarter only.</summary>
    public required IReadOnlyList<TrendPoint> Within { get; init; }
    public required IReadOnlyList<TrendPoint> Years { get; init; }

    /// <summary>The units the reader may see; empty on a unit's own page.</summary>
    public required IReadOnlyList<UnitResult> Units { get; init; }

    /// <summary>The parts of a composite objective.</summary>
    public required IReadOnlyList<PartResult> Parts { get; init; }
    public required IReadOnlyList<TargetRevision> Revisions { get; init; }
    public required IReadOnlyList<IndicatorLine> Indicators { get; init; }
}

internal sealed record UnitResult(ScoredUnit Unit, ScoreCell? Cell);

internal sealed record PartResult(ScoredObjective Objective, ScoreCell? Cell);

internal sealed record TargetRevision(ObjectiveRevision Row, string? Unit, string Before, string After);

/// <summary>How an objective is counted.</summary>
internal sealed record IndicatorLine(string Code, string Name, int Version, string Numerator, string Denominator, string Variant, string Source, string Note, string Aggregation, string Reads)
{
    /// <summary>What the formulas count.</summary>
    public IndicatorReads Counts { get; init; }

    /// <summary>Whether there are single cases behind the counts, not only sums.</summary>
    public bool CountsCases => Version > 0 && Counts == IndicatorReads.Cases;
}

internal sealed class ObjectiveResultDesk(QmsDb db, EvaluationQueries results, CasesBehindSql cases, TimeProvider clock)
{
    /// <returns>Null where there is no such objective or unit.</returns>
    public async Task<ObjectiveResultView?> FindAsync(ObjectiveResultQuery query, Actor actor, CancellationToken ct)
    {
        if (await db.Objectives.AsNoTracking().SingleOrDefaultAsync(o => o.Id == query.Id, ct) is not { } objective) return null;

        var unitId = objective.UnitId ?? query.Unit;
        var unit = unitId is { } id ? await db.Units.AsNoTracking().SingleOrDefaultAsync(u => u.Id == id, ct) : null;
        if (unitId is not null && unit is null) return null;

        var cycle = await db.Cycles.AsNoTracking().SingleAsync(c => c.Id == objective.CycleId, ct);
        var choice = MeasureChoice.Read(query.Period, query.Windows, cycle.Year, VietnamTime.DateOf(clock.GetUtcNow()));
        var card = objective.UnitId is { } owner
            ? await results.UnitScorecardAsync(cycle.Id, owner, choice.Period, choice.CutOff, ct)
            : await results.ScorecardAsync(cycle.Id, choice.Period, choice.CutOff, ct);
        var months = await results.WithinYearAsync(objective.Id, unitId, ReportKind.Month, choice.CutOff, ct);
        return new ObjectiveResultView
        {
            Objective = objective,
            Cycle = cycle,
            Choice = choice,
            Unit = unit,
            Cell = card.Cell(objective.Id, unitId),
            Both = await results.BothWindowsAsync(objective.Id, unitId, choice.Period, ct),
            Within = months.Count > 0 ? months : await results.WithinYearAsync(objective.Id, unitId, ReportKind.Quarter, choice.CutOff, ct),
            Years = await results.HistoryAsync(objective.Id, unitId, choice.CutOff, ct),
            Units = unitId is not null ? [] : [.. card.Units.Where(u => MeasureRights.Sees(actor, u.Id)).Select(u => new UnitResult(u, card.Cell(objective.Id, u.Id)))],
            Parts = [.. card.Objectives.Where(part => part.ParentId == objective.Id).Select(part => new PartResult(part, card.Cell(part.Id, unitId)))],
            Revisions = await RevisionsAsync(objective, unitId, ct),
            Indicators = await IndicatorsAsync(objective, ct),
        };
    }

    /// <summary>The cases behind one side of the result that the view shows.</summary>
    /// <param name="field">A field of work; empty for all.</param>
    public Task<CasesBehind> BehindAsync(ObjectiveResultView view, string field, RatioSide side, int page, CancellationToken ct) =>
        cases.ReadAsync(view.Objective.Id, view.Cell?.IndicatorId, view.Unit?.Id, field, view.Choice.Period.Window(view.Choice.CutOff), side, page, ct);

    private async Task<IReadOnlyList<TargetRevision>> RevisionsAsync(Objective objective, Guid? unitId, CancellationToken ct)
    {
        var rows = await db.ObjectiveRevisions.AsNoTracking()
            .Where(r => r.ObjectiveId == objective.Id && (unitId == null || r.UnitId == null || r.UnitId == unitId)).OrderBy(r => r.InForceFrom).ThenBy(r => r.ProposedAt).ToListAsync(ct);
        var units = rows.Select(r => r.UnitId).OfType<Guid>().ToList();
        var names = await db.Units.AsNoTracking().Where(u => units.Contains(u.Id)).ToDictionaryAsync(u => u.Id, u => u.Name, ct);
        return
        [
            .. rows.Select(row => new TargetRevision(
                row, row.UnitId is { } unit ? names[unit] : null,
                ObjectiveRules.TargetOf(row.OldComparator, row.OldValue, objective.TargetUnit)?.ToString() ?? "",
                ObjectiveRules.TargetOf(row.NewComparator, row.NewValue, objective.TargetUnit)?.ToString() ?? "")),
        ];
    }

    private async Task<IReadOnlyList<IndicatorLine>> IndicatorsAsync(Objective objective, CancellationToken ct)
    {
        // A unit's objective that carries the agency's on is counted the same way, unless it says otherwise.
        Guid[] sources = objective is { UnitId: not null, ParentId: { } parent } ? [objective.Id, parent] : [objective.Id];
        var links = await db.ObjectiveIndicators.AsNoTracking().Where(l => sources.Contains(l.ObjectiveId)).OrderBy(l => l.Ordinal).ToListAsync(ct);
        var mine = links.FindAll(l => l.ObjectiveId == objective.Id);
        var counted = mine.Count > 0 ? mine : links;
        var codes = counted.ConvertAll(l => l.IndicatorCode);
        var known = await db.Indicators.AsNoTracking().Where(i => codes.Contains(i.Code) && i.State == IndicatorState.Approved).ToDictionaryAsync(i => i.Code, ct);
        return [.. counted.Select(link => Line(link, known.GetValueOrDefault(link.IndicatorCode)))];
    }

    private static IndicatorLine Line(ObjectiveIndicator link, Indicator? indicator)
    {
        var definition = indicator is null ? null : JsonNode.Parse(indicator.Definition) as JsonObject;
        return new IndicatorLine(
            link.IndicatorCode, indicator?.Name ?? link.IndicatorCode, indicator?.Version ?? 0, Text("numerator"), Text("denominator"), Text("variant"), Text("source"), Text("note"),
            MeasureText.Of($"Aggregation_{link.Aggregation}"), indicator is null ? "" : MeasureText.Of($"Reads_{indicator.Reads}"))
        { Counts = indicator is null ? default : Enum.Parse<IndicatorReads>(indicator.Reads, ignoreCase: true) };

        string Text(string name) => definition?[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : "";
    }
}
