using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Domain.Calendar;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.Objectives;
using QmsWorkflow.Server.Features.People;

namespace QmsWorkflow.Server.Features.Measurements.Evaluating;

/// <summary>A target that was missed in a period, with what people wrote about it.</summary>
internal sealed record Miss(Guid ObjectiveId, Guid? UnitId, string Objective, string Unit, ScoreCell Cell, MissCause? Cause)
{
    /// <summary>"Mục tiêu 1. “Tỷ lệ … đúng hạn” – Phòng Tư pháp: 98,50% (≥ 99%)".</summary>
    public string Say() => $"{Objective} – {Unit}{(Cell.Value is null ? "" : $": {Cell.Shown}{(Cell.Target is { } target ? $" ({target})" : "")}")}";
}

/// <summary>Finds the misses of a period that need a cause.</summary>
internal sealed class MissQueries(QmsDb db)
{
    private const int LongestStatement = 90;

    /// <summary>
    /// One for each objective and unit that missed its target. Wholes are left out: a composite is missed because of its parts, and the agency
    /// misses targets by unit because of its units; these have their own causes.
    /// </summary>
    public async Task<IReadOnlyList<Miss>> OfAsync(Guid cycleId, ReportPeriod period, CutOff cutOff, CancellationToken ct)
    {
        var rows = await db.Evaluations.AsNoTracking()
            .Where(e => e.CycleId == cycleId && e.PeriodKind == period.Kind && e.PeriodNumber == period.Number && e.PeriodYear == period.Year && e.CutOff == cutOff
                && e.Outcome == ResultOutcome.Missed && e.Part == 0 && e.Field == "")
            .ToListAsync(ct);
        var ids = rows.Select(e => e.ObjectiveId).Distinct().ToList();
        var objectives = await db.Objectives.AsNoTracking().Where(o => ids.Contains(o.Id)).ToDictionaryAsync(o => o.Id, ct);
        var units = await db.Units.AsNoTracking().ToDictionaryAsync(u => u.Id, ct);
        var causes = (await db.MissCauses.AsNoTracking()
            .Where(c => ids.Contains(c.ObjectiveId) && c.PeriodKind == period.Kind && c.PeriodNumber == period.Number && c.PeriodYear == period.Year).ToListAsync(ct))
            .ToDictionary(c => (c.ObjectiveId, c.UnitId));
        var wholes = await db.Objectives.AsNoTracking().Where(o => o.ParentId != null && ids.Contains(o.ParentId.Value) && o.Relation == ObjectiveRelation.Agency).Select(o => o.ParentId!.Value).Distinct().ToListAsync(ct);
        return
        [
            .. rows.Where(e => !IsOfItsParts(e, objectives[e.ObjectiveId], wholes))
                .OrderBy(e => objectives[e.ObjectiveId].Ordinal).ThenBy(e => e.UnitId is { } id ? units[id].SortOrder : -1)
                .Select(e => new Miss(
                    e.ObjectiveId, e.UnitId, Name(objectives[e.ObjectiveId]), e.UnitId is { } id ? units[id].Name : "toàn cơ quan",
                    ScoreCells.Of([e], new Dictionary<Guid, string>(), null, null)!, causes.GetValueOrDefault((e.ObjectiveId, e.UnitId)))),
        ];
    }

    private static bool IsOfItsParts(Evaluation row, Objective objective, List<Guid> wholes) =>
        objective.Kind == "composite" || (row.UnitId is null && row.Comparator is null && objective.Kind == "per-unit") || (objective.Kind == "per-field" && row.IndicatorId is null && wholes.Contains(objective.Id));

    private static string Name(Objective objective)
    {
        var statement = objective.Statement.ReplaceLineEndings(" ");
        return $"{(objective.Number.StartsWith("Mục tiêu", StringComparison.OrdinalIgnoreCase) ? "" : "Mục tiêu ")}{objective.Number} “{(statement.Length > LongestStatement ? statement[..LongestStatement].TrimEnd() + "…" : statement)}”";
    }
}
