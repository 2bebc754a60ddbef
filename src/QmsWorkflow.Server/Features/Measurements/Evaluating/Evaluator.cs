using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Domain.Calendar;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.Cycles;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Features.Measurements.Evaluating;

internal sealed record EvaluateInput
{
    public required Guid CycleId { get; init; }
    public required IReadOnlyList<ReportPeriod> Periods { get; init; }

    /// <value>Both windows by default, so that they can stand side by side.</value>
    public IReadOnlyList<CutOff> CutOffs { get; init; } = Evaluating.Periods.CutOffs;
}

/// <summary>Computes the results of a cycle's objectives and keeps them.</summary>
internal sealed class Evaluator(QmsDb db, Transactor transactor, EvaluationFactsReader reader, CaseCountsSql cases, FiguresSql figures, EvaluationsSql results, TimeProvider clock)
{
    public async Task<int> EvaluateAsync(EvaluateInput input, CancellationToken ct)
    {
        var written = 0;
        (await transactor.RunAsync(
            async () =>
            {
                await results.LockAsync(input.CycleId, ct);
                var windows = input.Periods.SelectMany(period => input.CutOffs.Select(cutOff => (period, cutOff))).ToList();
                var rows = await ComputeAsync(input.CycleId, windows, ct);
                await results.ReplaceAsync(input.CycleId, windows, rows, clock.GetUtcNow(), ct);
                written = rows.Count;
                return Outcome.Success;
            },
            ct)).OrThrow();
        return written;
    }

    /// <summary>The results as they would be written.</summary>
    public async Task<IReadOnlyList<ResultRow>> ComputeAsync(Guid cycleId, IReadOnlyList<(ReportPeriod Period, CutOff CutOff)> windows, CancellationToken ct)
    {
        var year = await db.Cycles.Where(c => c.Id == cycleId).Select(c => c.Year).SingleAsync(ct);
        var facts = await reader.ReadAsync(cycleId, year, ct);
        var entries = new EntryBook([.. facts.Entries.SelectMany(group => group)]);
        var measures = new Measures(facts.Links.SelectMany(group => group), windows, entries);
        var isByField = facts.Objectives.Any(o => o.Kind is "per-field" or "per-unit" && facts.LinksOf(o).Count > 0);
        measures.Take(
            measures.ReadsCases ? await cases.ReadAsync(measures.Plan, isByField, ct) : null,
            windows.Count == 0 ? new FigureTable() : await figures.ReadAsync(windows.Min(w => w.Period.Window(w.CutOff).From), windows.Max(w => w.Period.Window(w.CutOff).To), ct));
        return [.. windows.SelectMany(window => new ObjectiveResults(facts, measures, entries, window.Period, window.CutOff).All())];
    }
}
