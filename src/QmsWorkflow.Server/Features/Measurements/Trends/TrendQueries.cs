using System.Globalization;
using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Domain.Calendar;
using QmsWorkflow.Domain.Objectives;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.Cycles;
using QmsWorkflow.Server.Features.Measurements.Evaluating;
using QmsWorkflow.Server.Features.Objectives;
using QmsWorkflow.Server.Features.People;

namespace QmsWorkflow.Server.Features.Measurements.Trends;

/// <summary>The years of an objective, along the objectives it carries on and across units that were merged or renamed (row 18).</summary>
internal sealed class TrendQueries(QmsDb db) : IYearResults
{
    public async Task<IReadOnlyList<YearResult>> TrendAsync(Guid objectiveId, Guid? unitId, CancellationToken ct)
    {
        var links = await db.Objectives.AsNoTracking().Where(o => o.ContinuesId != null).Select(o => new { o.Id, Before = o.ContinuesId!.Value }).ToListAsync(ct);
        var chain = new HashSet<Guid>();
        for (Guid? at = objectiveId; at is { } id && chain.Add(id);) at = links.Find(link => link.Id == id)?.Before;
        for (Guid? at = objectiveId; at is { } id;) at = links.Find(link => link.Before == id)?.Id is { } next && chain.Add(next) ? next : null;

        var results = await OfAsync(chain, unitId, ct);
        return [.. results.Values.OrderBy(result => result.Year)];
    }

    public async Task<IReadOnlyDictionary<Guid, YearResult>> OfAsync(IReadOnlyCollection<Guid> objectiveIds, Guid? unitId, CancellationToken ct)
    {
        if (objectiveIds.Count == 0) return new Dictionary<Guid, YearResult>();

        var units = unitId is { } unit ? await BecameAsync(unit, ct) : null;
        var years = await db.Objectives.AsNoTracking().Where(o => objectiveIds.Contains(o.Id))
            .Join(db.Cycles, o => o.CycleId, c => c.Id, (o, c) => new { o.Id, c.Year }).ToDictionaryAsync(o => o.Id, o => o.Year, ct);
        var cutOffs = (await db.ObjectiveIndicators.AsNoTracking().Where(i => objectiveIds.Contains(i.ObjectiveId)).OrderBy(i => i.Ordinal).Select(i => new { i.ObjectiveId, i.CutOff }).ToListAsync(ct))
            .ToLookup(i => i.ObjectiveId, i => i.CutOff);
        var evaluations = (await db.Evaluations.AsNoTracking()
            .Where(e => objectiveIds.Contains(e.ObjectiveId) && e.PeriodKind == ReportKind.Year && e.Part == 0 && e.Field == "" && (units == null ? e.UnitId == null : e.UnitId != null && units.Contains(e.UnitId.Value)))
            .ToListAsync(ct)).ToLookup(e => e.ObjectiveId);
        var reported = (await db.ReportedValues.AsNoTracking()
            .Where(r => objectiveIds.Contains(r.ObjectiveId) && r.PeriodKind == ReportKind.Year && r.Part == 0 && r.Field == "" && (units == null ? r.UnitId == null : r.UnitId != null && units.Contains(r.UnitId.Value)))
            .ToListAsync(ct)).ToLookup(r => r.ObjectiveId);
        var causes = (await CausesAsync(objectiveIds, units, ct)).ToLookup(c => c.ObjectiveId, c => c.Cause);
        var names = await db.Units.AsNoTracking().ToDictionaryAsync(u => u.Id, u => u.Name, ct);
        return years.ToDictionary(pair => pair.Key, pair =>
        {
            var cutOff = cutOffs[pair.Key].Append(CutOff.Calendar).First();
            return Result(
                pair.Key, pair.Value, [.. evaluations[pair.Key].Where(e => e.PeriodYear == pair.Value && e.CutOff == cutOff)],
                [.. reported[pair.Key].Where(r => r.PeriodYear == pair.Value && r.CutOff == cutOff)], [.. causes[pair.Key]], names);
        });
    }

    /// <summary>The unit and all that became it, however often they were merged or renamed.</summary>
    private async Task<List<Guid>> BecameAsync(Guid unitId, CancellationToken ct)
    {
        var links = await db.UnitSuccessors.AsNoTracking().Select(s => new { s.UnitId, s.SuccessorId }).ToListAsync(ct);
        var found = new List<Guid> { unitId };
        for (var at = 0; at < found.Count; at++)
        {
            found.AddRange(links.Where(link => link.SuccessorId == found[at] && !found.Contains(link.UnitId)).Select(link => link.UnitId).Distinct().ToList());
        }

        return found;
    }

    private static YearResult Result(Guid objectiveId, int year, List<Evaluation> computed, List<ReportedValue> reported, IReadOnlyList<YearCause> causes, Dictionary<Guid, string> names)
    {
        var told = reported.ToDictionary(row => row.UnitId ?? Guid.Empty);
        var parts = computed.Select(e => told.TryGetValue(e.UnitId ?? Guid.Empty, out var said) ? Part(said, e.TargetUnit) : Part(e))
            .Concat(told.Values.Where(said => computed.TrueForAll(e => e.UnitId != said.UnitId)).Select(said => Part(said, Target.Percent))).ToList();
        var unit = computed.Select(e => e.TargetUnit).Append(Target.Percent).First();

        var (outcome, value, numerator, denominator, target, note) = YearSum.Of(parts);
        return new YearResult
        {
            Year = year,
            ObjectiveId = objectiveId,
            Outcome = outcome,
            Value = value is { } known ? ValueText.Show(known, unit) : "",
            Counts = numerator is { } above && denominator is { } below ? $"{Plain(above)}/{Plain(below)}" : "",
            Target = target?.ToString() ?? "",
            Units = [.. computed.Select(e => e.UnitId).Concat(told.Values.Select(r => r.UnitId)).OfType<Guid>().Distinct().Select(id => names.GetValueOrDefault(id, "?")).Order(StringComparer.Ordinal)],
            Note = note,
            IsReported = parts.Count > 0 && parts.TrueForAll(part => part.IsReported),
            Causes = causes,
        };
    }

    private static YearPart Part(Evaluation row) => new(
        row.Outcome, ScoreCells.FractionOf(row.ValueNumerator, row.ValueDenominator), row.Numerator, row.Denominator, ObjectiveRules.TargetOf(row.Comparator, row.TargetValue, row.TargetUnit), row.TargetUnit, false);

    private static YearPart Part(ReportedValue row, string unit) => new(
        row.Outcome, ScoreCells.FractionOf(row.ValueNumerator, row.ValueDenominator), row.Numerator, row.Denominator, ObjectiveRules.TargetOf(row.Comparator, row.TargetValue, unit), unit, true);

    private static string Plain(decimal count) => count.ToString("0.##", CultureInfo.GetCultureInfo("vi-VN"));

    /// <summary>The causes written for the year, else for its last period that has any; of the agency, else of its units.</summary>
    private async Task<List<(Guid ObjectiveId, YearCause Cause)>> CausesAsync(IReadOnlyCollection<Guid> objectiveIds, List<Guid>? units, CancellationToken ct)
    {
        var rows = await db.MissCauses.AsNoTracking().Where(c => objectiveIds.Contains(c.ObjectiveId) && (units == null || (c.UnitId != null && units.Contains(c.UnitId.Value)))).ToListAsync(ct);
        var names = await db.Units.AsNoTracking().ToDictionaryAsync(u => u.Id, u => u.Name, ct);
        return
        [
            .. from ofObjective in rows.GroupBy(c => c.ObjectiveId)
               from row in ofObjective.GroupBy(c => (c.PeriodKind, c.PeriodNumber)).OrderByDescending(g => new ReportPeriod(g.Key.PeriodKind, g.Key.PeriodNumber, 2000).Window(CutOff.Calendar).To)
                   .ThenByDescending(g => g.Key.PeriodKind).First()
               where row.UnitId is null || units is not null || ofObjective.All(other => other.UnitId is not null)
               select (row.ObjectiveId, new YearCause(row.UnitId is { } unit ? names.GetValueOrDefault(unit, "?") : "", row.Cause, row.RootCause, row.Action)),
        ];
    }
}
