using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Domain.Calendar;
using QmsWorkflow.Domain.Indicators;
using QmsWorkflow.Domain.Objectives;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.Measurements.Imports;
using QmsWorkflow.Server.Features.Objectives;
using QmsWorkflow.Server.Features.People;

namespace QmsWorkflow.Server.Features.Measurements.Evaluating;

/// <summary>Counts every indicator of the source's kind as it is and as it would be after an import; names what changes.</summary>
internal sealed class EffectPreview(QmsDb db, AgencyScope scope, EvaluationFactsReader reader, CaseCountsSql cases, FiguresSql figures) : IEffectPreview
{
    private const int MostYears = 3;

    public async Task<IReadOnlyList<EffectLine>> OfAsync(Guid importId, CancellationToken ct)
    {
        var import = await db.Imports.AsNoTracking().SingleOrDefaultAsync(i => i.Id == importId, ct);
        if (import is not { FromDay: { } from, ToDay: { } to }) return [];

        var kind = await db.DataSources.AsNoTracking().Where(s => s.Id == import.SourceId).Select(s => s.Kind).SingleAsync(ct);
        var reads = kind == "figures" ? IndicatorReads.Figures : IndicatorReads.Cases;
        List<MeasuredBy> links = [.. (await reader.DefinitionsAsync(ct)).Values.Where(known => known.Definition.Reads == reads).OrderBy(known => known.Definition.Code, StringComparer.Ordinal)
            .Select((known, at) => MeasuredBy.Of(at + 1, known.Id, known.Definition, Aggregation.SumOfCounts, IndicatorFilter.None))];
        if (links.Count == 0) return [];

        var windows = PeriodsOf(from, to).Select(period => (period, CutOff.Calendar)).ToList();
        var before = await CountAsync(links, windows, reads, CaseCountsSql.Table, FiguresSql.Table, ct);
        var after = await CountAsync(
            links, windows, reads, $"({ImportStaging.CasesAfter(scope.AgencyId, import.SourceId, importId)})", $"({ImportStaging.FiguresAfter(scope.AgencyId, import.SourceId, importId)})", ct);
        var units = await db.Units.AsNoTracking().OrderBy(u => u.SortOrder).Select(u => new { u.Id, u.Name }).ToListAsync(ct);
        List<(Guid? Id, string Name)> rows = [(null, ""), .. units.Select(u => ((Guid?)u.Id, u.Name))];
        return [.. windows.SelectMany(window => links.SelectMany(link => rows.Select(unit => Line(link, window.period, unit.Id, unit.Name, before, after)))).OfType<EffectLine>()];
    }

    /// <summary>The quarter, or else the years, that the changed days lie in.</summary>
    private static IEnumerable<ReportPeriod> PeriodsOf(DateOnly from, DateOnly to) =>
        (from.Year, (from.Month - 1) / 3) == (to.Year, (to.Month - 1) / 3)
            ? [new ReportPeriod(ReportKind.Quarter, ((from.Month - 1) / 3) + 1, from.Year)]
            : Enumerable.Range(Math.Max(from.Year, to.Year - MostYears + 1), to.Year - Math.Max(from.Year, to.Year - MostYears + 1) + 1).Select(year => new ReportPeriod(ReportKind.Year, 1, year));

    private async Task<Measures> CountAsync(List<MeasuredBy> links, List<(ReportPeriod, CutOff)> windows, IndicatorReads reads, string caseRelation, string figureRelation, CancellationToken ct)
    {
        var measures = new Measures(links, windows, new EntryBook([]));
        measures.Take(
            reads == IndicatorReads.Cases ? await cases.ReadAsync(measures.Plan, isByField: false, ct, caseRelation) : null,
            reads == IndicatorReads.Figures ? await figures.ReadAsync(windows.Min(w => w.Item1.Window(w.Item2).From), windows.Max(w => w.Item1.Window(w.Item2).To), ct, figureRelation) : new FigureTable());
        return measures;
    }

    private static EffectLine? Line(MeasuredBy link, ReportPeriod period, Guid? unit, string name, Measures before, Measures after)
    {
        var (old, now) = (Value(before), Value(after));
        return (old.Numerator, old.Denominator) == (now.Numerator, now.Denominator) ? null : new EffectLine
        {
            IndicatorCode = link.Definition.Code,
            IndicatorName = link.Definition.Name,
            UnitId = unit,
            UnitName = name,
            Period = period.ToVietnamese(),
            NumeratorBefore = old.Numerator,
            DenominatorBefore = old.Denominator,
            NumeratorAfter = now.Numerator,
            DenominatorAfter = now.Denominator,
        };

        IndicatorValue Value(Measures measures) => measures.Counted(link, unit is { } one ? [one] : [.. measures.UnitsOf(link, Guid.Empty).Distinct()], "", period, CutOff.Calendar, Target.Percent);
    }
}
