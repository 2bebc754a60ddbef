using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Features.Objectives;

/// <summary>A unit takes over the agency's objectives, or removes one of its own.</summary>
internal sealed class UnitObjectiveActs(QmsDb db, Transactor transactor, SaveObjective save, TrailLog trail)
{
    /// <summary>Copies the agency's objectives that the unit does not have yet; actions and monitor are for the unit to write (S-013, S-015, S-016).</summary>
    public Task<Outcome> InheritAsync(Guid cycleId, Guid unitId, Actor actor, CancellationToken ct) => transactor.RunAsync(
        async () =>
        {
            if (await save.RefusalAsync(cycleId, unitId, actor, ct) is { } refused) return refused;

            var own = await db.Objectives.Where(o => o.CycleId == cycleId && o.UnitId == unitId).ToListAsync(ct);
            var agency = await db.Objectives.AsNoTracking().Where(o => o.CycleId == cycleId && o.UnitId == null).OrderBy(o => o.Ordinal).ToListAsync(ct);
            var composites = agency.Where(o => o.Kind == "composite").Select(o => o.Id).ToHashSet();
            var targets = await db.ObjectiveTargets.AsNoTracking().Where(t => t.UnitId == unitId).ToDictionaryAsync(t => t.ObjectiveId, ct);
            var ordinal = own.Count == 0 ? 0 : own.Max(o => o.Ordinal);
            var added = 0;
            // Parts of a composite are what can be measured; the composite itself is only their heading.
            foreach (var parent in agency.Where(o => !composites.Contains(o.Id) && own.TrueForAll(mine => mine.ParentId != o.Id)))
            {
                var target = targets.GetValueOrDefault(parent.Id);
                db.Objectives.Add(new Objective
                {
                    Id = Guid.CreateVersion7(),
                    AgencyId = actor.AgencyId,
                    CycleId = cycleId,
                    UnitId = unitId,
                    ParentId = parent.Id,
                    Relation = ObjectiveRelation.Inherits,
                    Ordinal = ++ordinal,
                    Number = ObjectiveRules.Number(ordinal),
                    GroupName = "",
                    Kind = parent.Kind,
                    Statement = parent.Statement,
                    Comparator = target?.Comparator ?? parent.Comparator,
                    TargetValue = target?.TargetValue ?? parent.TargetValue,
                    TargetUnit = parent.TargetUnit,
                    Criteria = parent.Criteria,
                    Method = parent.Method,
                    Source = parent.Source,
                    Measures = parent.Measures,
                    Responsible = "",
                    ReportPeriod = parent.ReportPeriod,
                    StartsOn = parent.StartsOn,
                    EndsOn = parent.EndsOn,
                });
                added++;
            }

            trail.Record(actor, "objectives.inherited", "unit", unitId, $"Kế thừa {added} mục tiêu của cơ quan");
            return Outcome.Success;
        },
        ct);

    public Task<Outcome> RemoveAsync(Guid objectiveId, Actor actor, CancellationToken ct) => transactor.RunAsync(
        async () =>
        {
            var row = await db.Objectives.SingleOrDefaultAsync(o => o.Id == objectiveId, ct);
            if (row is null) return Outcome.Refuse("QMS305");
            if (await save.RefusalAsync(row.CycleId, row.UnitId, actor, ct) is { } refused) return refused;
            if (await db.Objectives.AnyAsync(o => o.ParentId == objectiveId, ct)) return Outcome.Refuse("QMS709");

            db.ObjectiveActions.RemoveRange(await db.ObjectiveActions.Where(a => a.ObjectiveId == objectiveId).ToListAsync(ct));
            db.ObjectiveTargets.RemoveRange(await db.ObjectiveTargets.Where(t => t.ObjectiveId == objectiveId).ToListAsync(ct));
            db.Objectives.Remove(row);
            trail.Record(actor, "objective.removed", "objective", row.Id, $"Xóa mục tiêu {row.Number} {SaveObjective.Short(row.Statement)}", ObjectiveInput.Of(row, []));
            return Outcome.Success;
        },
        ct);
}
