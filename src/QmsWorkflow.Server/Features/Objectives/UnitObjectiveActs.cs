using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.Cycles;
using QmsWorkflow.Server.Features.People;
using QmsWorkflow.Server.Trail;
using QmsWorkflow.Server.Web;

namespace QmsWorkflow.Server.Features.Objectives;

/// <summary>A unit takes over the agency's objectives, or removes one of its own.</summary>
internal sealed class UnitObjectiveActs(QmsDb db, Transactor transactor, SaveObjective save, ObjectiveLocks locks, IIndicatorLinks indicators, TimeProvider clock, TrailLog trail)
{
    /// <summary>Copies the agency's objectives that the unit does not have yet, followed by the unit's head; actions are for the unit to write (S-013, S-015, S-016).</summary>
    public Task<Outcome> InheritAsync(Guid cycleId, Guid unitId, Actor actor, CancellationToken ct) => transactor.RunAsync(
        async () =>
        {
            // The cycle is held from here on: a second click waits, then finds nothing left to take over.
            if (await save.RefusalAsync(cycleId, unitId, actor, ct) is { } refused) return refused;

            var own = await db.Objectives.Where(o => o.CycleId == cycleId && o.UnitId == unitId).OrderBy(o => o.Ordinal).ToListAsync(ct);
            var agency = await db.Objectives.AsNoTracking().Where(o => o.CycleId == cycleId && o.UnitId == null).ToListAsync(ct);
            var targets = await db.ObjectiveTargets.AsNoTracking().Where(t => t.UnitId == unitId).ToDictionaryAsync(t => t.ObjectiveId, ct);
            var monitorId = await HeadAsync(unitId, ct);
            var ordinal = own.Count == 0 ? 0 : own.Max(o => o.Ordinal);
            List<Objective> added =
            [
                .. Measurable(agency).Where(parent => own.TrueForAll(mine => mine.ParentId != parent.Id))
                    .Select(parent => Inherited(parent, targets.GetValueOrDefault(parent.Id), unitId, monitorId, ++ordinal)),
            ];
            if (added.Count == 0) return Outcome.Success;

            db.Objectives.AddRange(added);
            await CopyLinksAsync(added, ct);
            await TellAsync(cycleId, actor, ct);
            await locks.ReopenAsync(cycleId, unitId, ct);
            trail.Record(
                actor, "objectives.inherited", "unit", unitId, $"Kế thừa {added.Count} mục tiêu của cơ quan",
                own.ConvertAll(Brief), own.Concat(added).Select(Brief));
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
            if (await indicators.HasResultsAsync(objectiveId, ct)) return Outcome.Refuse("QMS798");

            var actions = await db.ObjectiveActions.Where(a => a.ObjectiveId == objectiveId).ToListAsync(ct);
            db.ObjectiveActions.RemoveRange(actions);
            db.ObjectiveTargets.RemoveRange(await db.ObjectiveTargets.Where(t => t.ObjectiveId == objectiveId).ToListAsync(ct));
            var before = ObjectiveInput.Of(row, actions, (await indicators.OfAsync([objectiveId], ct))[objectiveId]);
            await indicators.RemoveAsync(objectiveId, ct);
            db.ObjectiveRevisions.RemoveRange(await db.ObjectiveRevisions.Where(r => r.ObjectiveId == objectiveId).ToListAsync(ct));
            db.Objectives.Remove(row);
            await TellAsync(row.CycleId, actor, ct);
            await locks.ReopenAsync(row.CycleId, row.UnitId, ct);
            trail.Record(actor, "objective.removed", "objective", row.Id, $"Xóa mục tiêu {row.Number} {SaveObjective.Short(row.Statement)}", before);
            return Outcome.Success;
        },
        ct);

    private async Task TellAsync(Guid cycleId, Actor actor, CancellationToken ct) =>
        await save.TellAsync(actor.AgencyId, cycleId, await db.Cycles.Where(c => c.Id == cycleId).Select(c => c.Year).SingleAsync(ct), ct);

    /// <summary>A unit is measured by what the agency is measured by.</summary>
    private async Task CopyLinksAsync(List<Objective> added, CancellationToken ct)
    {
        var links = await indicators.OfAsync([.. added.Select(o => o.ParentId!.Value)], ct);
        foreach (var objective in added) await indicators.ReplaceAsync(objective.AgencyId, objective.Id, [.. links[objective.ParentId!.Value]], ct);
    }

    /// <summary>In the order of the agency's table; an objective made of parts is only their heading.</summary>
    private static IEnumerable<Objective> Measurable(List<Objective> agency) => agency.Where(o => o.ParentId is null).OrderBy(o => o.Ordinal)
        .SelectMany(o => agency.Where(part => part.ParentId == o.Id).OrderBy(part => part.Ordinal).Prepend(o))
        .Where(o => o.Kind != "composite" && (o.Kind != "per-field" || o.TargetValue is not null || agency.TrueForAll(part => part.ParentId != o.Id)));

    private static Objective Inherited(Objective parent, ObjectiveTarget? target, Guid unitId, Guid? monitorId, int ordinal) => new()
    {
        Id = Guid.CreateVersion7(),
        AgencyId = parent.AgencyId,
        CycleId = parent.CycleId,
        UnitId = unitId,
        ParentId = parent.Id,
        Relation = target is null || (target.Comparator, (decimal?)target.TargetValue) == (parent.Comparator, parent.TargetValue) ? ObjectiveRelation.Inherits : ObjectiveRelation.Tightens,
        Ordinal = ordinal,
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
        PolicyStatement = parent.PolicyStatement,
        Clause = parent.Clause,
        ProcedureName = parent.ProcedureName,
        Measures = parent.Measures,
        Responsible = "",
        ReportPeriod = parent.ReportPeriod,
        WeakerReason = target?.WeakerReason ?? "",
        MonitorId = monitorId,
        StartsOn = parent.StartsOn,
        EndsOn = parent.EndsOn,
    };

    private static object Brief(Objective row) => new { row.Number, row.Statement, Target = ObjectiveRules.Wording(row), row.WeakerReason, row.MonitorId };

    /// <summary>The unit's head today: follows the unit's objectives until the unit names somebody else.</summary>
    private async Task<Guid?> HeadAsync(Guid unitId, CancellationToken ct)
    {
        var today = VietnamTime.DateOf(clock.GetUtcNow());
        return await db.RoleAssignments.AsNoTracking()
            .Where(held => held.Role == Role.UnitHead && held.UnitId == unitId && held.ValidFrom <= today && (held.ValidTo == null || held.ValidTo >= today))
            .Join(db.People.Where(p => p.IsActive), held => held.PersonId, p => p.Id, (held, p) => (Guid?)p.Id)
            .FirstOrDefaultAsync(ct);
    }
}
