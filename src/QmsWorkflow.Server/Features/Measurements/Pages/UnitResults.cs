using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Domain.Calendar;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.Cycles;
using QmsWorkflow.Server.Features.Measurements.Evaluating;
using QmsWorkflow.Server.Features.Objectives;
using QmsWorkflow.Server.Features.People;
using QmsWorkflow.Server.Web;

namespace QmsWorkflow.Server.Features.Measurements.Pages;

/// <summary>One unit's results: of the agency's objectives, and of those it set itself.</summary>
internal sealed record UnitResultsView
{
    public required Cycle Cycle { get; init; }
    public required Unit Unit { get; init; }
    public required MeasureChoice Choice { get; init; }
    public required IReadOnlyList<UnitResultLine> Agency { get; init; }
    public required IReadOnlyList<UnitResultLine> Own { get; init; }

    public IEnumerable<UnitResultLine> All => Agency.Concat(Own);

    public int Count(ResultOutcome outcome) => All.Count(line => line.Outcome == outcome);
}

internal sealed record UnitResultLine(ScoredObjective Objective, ScoreCell? Cell)
{
    public ResultOutcome Outcome => Cell?.Outcome ?? ResultOutcome.NoData;
}

internal sealed class UnitResults(QmsDb db, ObjectiveQueries objectives, EvaluationQueries results, TimeProvider clock)
{
    public async Task<UnitResultsView?> FindAsync(Guid unitId, Guid? cycleId, string? period, string? windows, CancellationToken ct)
    {
        if (await objectives.UnitAsync(unitId, ct) is not { } unit || await objectives.CycleAsync(cycleId, ct) is not { } cycle) return null;

        var choice = MeasureChoice.Read(period, windows, cycle.Year, VietnamTime.DateOf(clock.GetUtcNow()));
        return await OfAsync(unit, cycle, choice, ct);
    }

    public async Task<UnitResultsView?> LatestAsync(Guid unitId, Guid? cycleId, CancellationToken ct) =>
        await objectives.UnitAsync(unitId, ct) is { } unit && await objectives.CycleAsync(cycleId, ct) is { } cycle ? await LatestAsync(unit, cycle, ct) : null;

    /// <summary>The newest period for which the unit has any result, by calendar months; the year to date counts before the quarter it ends with.</summary>
    public async Task<UnitResultsView> LatestAsync(Unit unit, Cycle cycle, CancellationToken ct)
    {
        var known = await db.Evaluations.AsNoTracking()
            .Where(e => e.CycleId == cycle.Id && e.UnitId == unit.Id && e.CutOff == CutOff.Calendar && e.Outcome != ResultOutcome.NoData)
            .Select(e => new { e.PeriodKind, e.PeriodNumber, e.PeriodYear }).Distinct().ToListAsync(ct);
        var today = VietnamTime.DateOf(clock.GetUtcNow());
        var latest = known.Select(k => new ReportPeriod(k.PeriodKind, k.PeriodNumber, k.PeriodYear)).Where(p => p.Window(CutOff.Calendar).To < today)
            .OrderByDescending(p => p.Window(CutOff.Calendar).To).ThenBy(p => p.Window(CutOff.Calendar).From).FirstOrDefault();
        var choice = latest is null ? MeasureChoice.Read(null, null, cycle.Year, today) : new MeasureChoice { Period = latest, Windows = MeasureChoice.AllWindows[0] };
        return await OfAsync(unit, cycle, choice, ct);
    }

    private async Task<UnitResultsView> OfAsync(Unit unit, Cycle cycle, MeasureChoice choice, CancellationToken ct)
    {
        var agency = await results.ScorecardAsync(cycle.Id, choice.Period, choice.CutOff, ct);
        var own = await results.UnitScorecardAsync(cycle.Id, unit.Id, choice.Period, choice.CutOff, ct);
        return new UnitResultsView
        {
            Cycle = cycle,
            Unit = unit,
            Choice = choice,
            Agency = [.. agency.Objectives.Select(o => new UnitResultLine(o, agency.Cell(o.Id, unit.Id)))],
            // What the unit took over and has no result of its own for is measured by the agency's objective.
            Own = [.. own.Objectives.Select(o => new UnitResultLine(o, own.Cell(o.Id, unit.Id) ?? (o.ParentId is { } parent ? agency.Cell(parent, unit.Id) : null)))],
        };
    }
}
