using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Domain.Calendar;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.Objectives;
using QmsWorkflow.Server.Features.People;

namespace QmsWorkflow.Server.Features.Measurements.Evaluating;

/// <summary>Reads results for pages, reports and the command line.</summary>
internal sealed class EvaluationQueries(QmsDb db, CasesBehindSql behind)
{
    /// <summary>Units × objectives of a period; the agency's own objectives, not those that units set themselves.</summary>
    public async Task<Scorecard> ScorecardAsync(Guid cycleId, ReportPeriod period, CutOff cutOff, CancellationToken ct)
    {
        var objectives = await db.Objectives.AsNoTracking().Where(o => o.CycleId == cycleId && o.UnitId == null).ToListAsync(ct);
        return await CardAsync(cycleId, period, cutOff, objectives, null, ct);
    }

    /// <summary>The objectives that a unit set itself, with its results.</summary>
    public async Task<Scorecard> UnitScorecardAsync(Guid cycleId, Guid unitId, ReportPeriod period, CutOff cutOff, CancellationToken ct)
    {
        var objectives = await db.Objectives.AsNoTracking().Where(o => o.CycleId == cycleId && o.UnitId == unitId).ToListAsync(ct);
        return await CardAsync(cycleId, period, cutOff, objectives, unitId, ct);
    }

    /// <summary>All cells of one objective over the periods of a kind in its year: months or quarters for a chart within the year.</summary>
    public async Task<IReadOnlyList<TrendPoint>> WithinYearAsync(Guid objectiveId, Guid? unitId, ReportKind kind, CutOff cutOff, CancellationToken ct) =>
        await PointsAsync([objectiveId], unitId is { } unit ? [unit] : null, kind, cutOff, ct);

    /// <summary>The result of each year: of the objectives it carries on from and that carry it on, and of the units that became this one.</summary>
    public async Task<IReadOnlyList<TrendPoint>> HistoryAsync(Guid objectiveId, Guid? unitId, CutOff cutOff, CancellationToken ct)
    {
        var chain = await ChainAsync(objectiveId, ct);
        return await PointsAsync(chain, unitId is { } unit ? await KinAsync(unit, ct) : null, ReportKind.Year, cutOff, ct);
    }

    /// <summary>Both windows of one period, side by side (NĐ 09/2019 Điều 12.4).</summary>
    public async Task<BothWindows> BothWindowsAsync(Guid objectiveId, Guid? unitId, ReportPeriod period, CancellationToken ct)
    {
        var rows = await db.Evaluations.AsNoTracking()
            .Where(e => e.ObjectiveId == objectiveId && e.UnitId == unitId && e.PeriodKind == period.Kind && e.PeriodNumber == period.Number && e.PeriodYear == period.Year).ToListAsync(ct);
        var names = await IndicatorNamesAsync(ct);
        var (calendar, fifteenth) = (Value(CutOff.Calendar), Value(CutOff.Fifteenth));
        return new BothWindows(calendar, fifteenth, WindowDifference.Explain(calendar, fifteenth));

        WindowValue Value(CutOff cutOff)
        {
            var (from, to) = period.Window(cutOff);
            return new WindowValue(from, to, ScoreCells.Of([.. rows.Where(e => e.CutOff == cutOff)], names, null, null));
        }
    }

    /// <summary>The cases that the numerator or the denominator counts; none for figures and entries.</summary>
    /// <param name="page">From 1.</param>
    public Task<CasesBehind> BehindAsync(Guid objectiveId, Guid? indicatorId, Guid? unitId, string field, ReportPeriod period, CutOff cutOff, RatioSide side, int page, CancellationToken ct) =>
        behind.ReadAsync(objectiveId, indicatorId, unitId, field, period.Window(cutOff), side, page, ct);

    private async Task<Scorecard> CardAsync(Guid cycleId, ReportPeriod period, CutOff cutOff, List<Objective> objectives, Guid? unitId, CancellationToken ct)
    {
        var ids = objectives.ConvertAll(o => o.Id);
        var rows = await db.Evaluations.AsNoTracking()
            .Where(e => e.CycleId == cycleId && e.PeriodKind == period.Kind && e.PeriodNumber == period.Number && e.PeriodYear == period.Year && e.CutOff == cutOff && ids.Contains(e.ObjectiveId))
            .ToListAsync(ct);
        var reported = (await db.ReportedValues.AsNoTracking()
            .Where(r => r.CycleId == cycleId && r.PeriodKind == period.Kind && r.PeriodNumber == period.Number && r.PeriodYear == period.Year && r.CutOff == cutOff && r.Field == "" && r.Part == 0 && ids.Contains(r.ObjectiveId))
            .ToListAsync(ct)).ToLookup(r => (r.ObjectiveId, r.UnitId));
        var causes = (await db.MissCauses.AsNoTracking()
            .Where(c => c.PeriodKind == period.Kind && c.PeriodNumber == period.Number && c.PeriodYear == period.Year && ids.Contains(c.ObjectiveId)).ToListAsync(ct))
            .ToDictionary(c => (c.ObjectiveId, c.UnitId));
        var names = await IndicatorNamesAsync(ct);
        var links = (await db.ObjectiveIndicators.AsNoTracking().Where(l => ids.Contains(l.ObjectiveId)).OrderBy(l => l.Ordinal).ToListAsync(ct)).ToLookup(l => l.ObjectiveId);
        var byCode = await db.Indicators.AsNoTracking().Where(i => i.State == IndicatorState.Approved).ToDictionaryAsync(i => i.Code, i => i.Name, ct);

        var cells = rows.GroupBy(e => (e.ObjectiveId, e.UnitId)).ToDictionary(
            group => group.Key,
            group => ScoreCells.Of([.. group], names, reported[group.Key].FirstOrDefault(), causes.GetValueOrDefault(group.Key))!);
        var measured = rows.Select(e => e.UnitId).OfType<Guid>().ToHashSet();
        var units = await db.Units.AsNoTracking().Where(u => measured.Contains(u.Id) || u.Id == unitId).OrderBy(u => u.SortOrder).Select(u => new ScoredUnit(u.Id, u.Code, u.Name)).ToListAsync(ct);
        return new Scorecard
        {
            CycleId = cycleId,
            Period = period,
            CutOff = cutOff,
            Objectives = [.. InOrder(objectives, unitId).Select(o => new ScoredObjective(o.Id, o.ParentId, o.Number, o.Statement, o.Kind, o.GroupName, ObjectiveRules.Wording(o))
            {
                Indicators = [.. links[o.Id].Select(link => byCode.GetValueOrDefault(link.IndicatorCode, link.IndicatorCode))],
            })],
            Units = units,
            Cells = cells,
            EvaluatedAt = rows.Count == 0 ? null : rows.Max(e => e.EvaluatedAt),
        };
    }

    private static IEnumerable<Objective> InOrder(List<Objective> rows, Guid? unitId) => unitId is not null
        ? rows.OrderBy(o => o.Ordinal)
        : rows.Where(o => o.ParentId is null).OrderBy(o => o.Ordinal).SelectMany(o => WithParts(o, rows));

    private static IEnumerable<Objective> WithParts(Objective whole, List<Objective> rows) =>
        rows.Where(part => part.ParentId == whole.Id).OrderBy(part => part.Ordinal).SelectMany(part => WithParts(part, rows)).Prepend(whole);

    private Task<Dictionary<Guid, string>> IndicatorNamesAsync(CancellationToken ct) => db.Indicators.AsNoTracking().ToDictionaryAsync(i => i.Id, i => i.Name, ct);

    private async Task<List<TrendPoint>> PointsAsync(IReadOnlyCollection<Guid> objectives, IReadOnlyCollection<Guid>? units, ReportKind kind, CutOff cutOff, CancellationToken ct)
    {
        var rows = await db.Evaluations.AsNoTracking()
            .Where(e => objectives.Contains(e.ObjectiveId) && e.PeriodKind == kind && e.CutOff == cutOff && (units == null ? e.UnitId == null : e.UnitId != null && units.Contains(e.UnitId.Value)))
            .ToListAsync(ct);
        var reported = (await db.ReportedValues.AsNoTracking().Where(r => objectives.Contains(r.ObjectiveId) && r.PeriodKind == kind && r.CutOff == cutOff && r.Field == "" && r.Part == 0).ToListAsync(ct))
            .ToLookup(r => (r.ObjectiveId, r.UnitId, r.PeriodYear, r.PeriodNumber));
        var causes = (await db.MissCauses.AsNoTracking().Where(c => objectives.Contains(c.ObjectiveId) && c.PeriodKind == kind).ToListAsync(ct))
            .ToDictionary(c => (c.ObjectiveId, c.UnitId, c.PeriodYear, c.PeriodNumber));
        var names = await IndicatorNamesAsync(ct);
        var unitNames = await db.Units.AsNoTracking().ToDictionaryAsync(u => u.Id, u => u.Name, ct);
        return [.. rows.GroupBy(e => (e.ObjectiveId, e.UnitId, e.PeriodYear, e.PeriodNumber)).OrderBy(g => g.Key.PeriodYear).ThenBy(g => g.Key.PeriodNumber).Select(group => new TrendPoint(
            group.Key.PeriodYear, new ReportPeriod(kind, group.Key.PeriodNumber, group.Key.PeriodYear), group.Key.ObjectiveId,
            group.Key.UnitId is { } unit ? unitNames[unit] : "",
            ScoreCells.Of([.. group], names, reported[group.Key].FirstOrDefault(), causes.GetValueOrDefault(group.Key))!))];
    }

    /// <summary>The objectives of other years that are the same one.</summary>
    private async Task<List<Guid>> ChainAsync(Guid objectiveId, CancellationToken ct)
    {
        var links = await db.Objectives.AsNoTracking().Where(o => o.ContinuesId != null).Select(o => new { o.Id, Before = o.ContinuesId!.Value }).ToListAsync(ct);
        return Closure(objectiveId, links.ConvertAll(link => (link.Id, link.Before)));
    }

    /// <summary>The unit with all that became it, and what it became.</summary>
    private async Task<List<Guid>> KinAsync(Guid unitId, CancellationToken ct)
    {
        var links = await db.UnitSuccessors.AsNoTracking().Select(s => new { s.UnitId, s.SuccessorId }).ToListAsync(ct);
        return Closure(unitId, links.ConvertAll(link => (link.SuccessorId, link.UnitId)));
    }

    /// <summary>Goes back along the links, and forward from where it began; not to siblings.</summary>
    private static List<Guid> Closure(Guid start, List<(Guid Later, Guid Earlier)> links)
    {
        var found = new HashSet<Guid> { start };
        var back = new Queue<Guid>([start]);
        while (back.TryDequeue(out var at))
        {
            foreach (var link in links.Where(link => link.Later == at && found.Add(link.Earlier))) back.Enqueue(link.Earlier);
        }

        var forward = new Queue<Guid>([start]);
        while (forward.TryDequeue(out var at))
        {
            foreach (var link in links.Where(link => link.Earlier == at && found.Add(link.Later))) forward.Enqueue(link.Later);
        }

        return [.. found];
    }
}
