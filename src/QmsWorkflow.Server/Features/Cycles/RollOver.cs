using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Domain.Calendar;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.Objectives;
using QmsWorkflow.Server.Features.People;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Features.Cycles;

/// <summary>Prepares the next year's cycle from this one: plan rows with the year moved on, agency objectives with their indicators and the targets in force at the end, and the wording of the documents.</summary>
internal sealed class RollOver(QmsDb db, Transactor transactor, IIndicatorLinks indicators, IEnumerable<IObjectiveObserver> observers, TrailLog trail, TimeProvider clock)
{
    public async Task<(Outcome Outcome, Guid? CycleId)> ExecuteAsync(Guid fromId, Actor actor, CancellationToken ct)
    {
        Guid? made = null;
        var outcome = await transactor.RunAsync(
            async () =>
            {
                if (!CycleRights.MayStart(actor)) return Outcome.Refuse("QMS302", CycleRights.Starters());

                var from = await db.Cycles.AsNoTracking().SingleOrDefaultAsync(c => c.Id == fromId, ct);
                if (from is null) return Outcome.Refuse("QMS305");

                var year = from.Year + 1;
                if (await db.Cycles.AnyAsync(c => c.Year == year, ct)) return Outcome.Refuse("QMS714", year);

                var cycle = new Cycle
                {
                    Id = Guid.CreateVersion7(),
                    AgencyId = from.AgencyId,
                    Year = year,
                    Name = Moved(from.Name, from.Year),
                    StandardEdition = from.StandardEdition,
                    State = CycleState.Preparing,
                    Wording = Moved(from.Wording, from.Year),
                    CreatedAt = clock.GetUtcNow(),
                };
                db.Cycles.Add(cycle);
                await CopyPlanAsync(from, cycle, ct);
                await CopyObjectivesAsync(from, cycle, ct);
                foreach (var observer in observers) await observer.ChangedAsync(cycle.AgencyId, cycle.Id, year, ct);
                trail.Record(actor, "cycle.rolled-over", "cycle", cycle.Id, $"Tạo {cycle.Name} từ năm {from.Year}", after: new { From = from.Id });
                made = cycle.Id;
                return Outcome.Success;
            },
            ct);
        return (outcome, made);
    }

    private async Task CopyPlanAsync(Cycle from, Cycle to, CancellationToken ct)
    {
        foreach (var item in await db.PlanItems.AsNoTracking().Where(i => i.CycleId == from.Id).OrderBy(i => i.Ordinal).ToListAsync(ct))
        {
            db.PlanItems.Add(new PlanItem
            {
                Id = Guid.CreateVersion7(),
                AgencyId = to.AgencyId,
                CycleId = to.Id,
                Ordinal = item.Ordinal,
                StepKind = item.StepKind,
                Content = Moved(item.Content, from.Year),
                Timing = MovedTiming(item.Timing, from, to),
                Responsible = item.Responsible,
                Note = item.Note,
            });
        }
    }

    private async Task CopyObjectivesAsync(Cycle from, Cycle to, CancellationToken ct)
    {
        var objectives = await db.Objectives.AsNoTracking().Where(o => o.CycleId == from.Id && o.UnitId == null).ToListAsync(ct);
        var ids = objectives.ToDictionary(o => o.Id, _ => Guid.CreateVersion7());
        var revisions = (await db.ObjectiveRevisions.AsNoTracking().Where(r => ids.Keys.Contains(r.ObjectiveId)).ToListAsync(ct)).ToLookup(r => r.ObjectiveId);
        var links = await indicators.OfAsync(ids.Keys, ct);
        foreach (var objective in objectives)
        {
            // Next year begins with what stood at the end of this one, not with what was changed meanwhile.
            var target = TargetTimeline.At(new DateOnly(from.Year, 12, 31), objective, null, null, [.. revisions[objective.Id]]);
            await indicators.ReplaceAsync(to.AgencyId, ids[objective.Id], [.. links[objective.Id]], ct);
            db.Objectives.Add(new Objective
            {
                Id = ids[objective.Id],
                AgencyId = to.AgencyId,
                CycleId = to.Id,
                ParentId = objective.ParentId is { } parent ? ids[parent] : null,
                Relation = objective.Relation,
                Ordinal = objective.Ordinal,
                Number = objective.Number,
                GroupName = objective.GroupName,
                Kind = objective.Kind,
                Statement = Moved(objective.Statement, from.Year),
                Comparator = target?.Comparator,
                TargetValue = target?.Value,
                TargetUnit = objective.TargetUnit,
                Criteria = objective.Criteria,
                Method = objective.Method,
                Source = objective.Source,
                Measures = objective.Measures,
                Responsible = objective.Responsible,
                ReportPeriod = objective.ReportPeriod,
                MonitorId = objective.MonitorId,
                PolicyStatement = objective.PolicyStatement,
                Clause = objective.Clause,
                ProcedureName = objective.ProcedureName,
                ContinuesId = objective.Id,
                StartsOn = new DateOnly(to.Year, 1, 1),
                EndsOn = new DateOnly(to.Year, 12, 31),
            });
        }

        await CopyTargetsAsync(objectives, ids, revisions, from, to, ct);
        await CopyActionsAsync(ids, from, to, ct);
    }

    /// <summary>The targets of the units that still exist, as they stood at the end of the year.</summary>
    private async Task CopyTargetsAsync(List<Objective> objectives, Dictionary<Guid, Guid> ids, ILookup<Guid, ObjectiveRevision> revisions, Cycle from, Cycle to, CancellationToken ct)
    {
        var (begins, ended) = (new DateOnly(to.Year, 1, 1), new DateOnly(from.Year, 12, 31));
        var units = await db.Units.Where(u => u.InScope && (u.ValidTo == null || u.ValidTo >= begins)).Select(u => u.Id).ToListAsync(ct);
        var targets = (await db.ObjectiveTargets.AsNoTracking().Where(t => ids.Keys.Contains(t.ObjectiveId)).ToListAsync(ct)).ToDictionary(t => (t.ObjectiveId, t.UnitId));
        var revised = revisions.SelectMany(group => group).Where(r => r.State == RevisionState.Approved).Select(r => (r.ObjectiveId, UnitId: r.UnitId ?? Guid.Empty));
        foreach (var key in targets.Keys.Concat(revised).Distinct().Where(key => units.Contains(key.UnitId)))
        {
            var own = targets.GetValueOrDefault(key);
            if (TargetTimeline.At(ended, objectives.Find(o => o.Id == key.ObjectiveId)!, key.UnitId, own, [.. revisions[key.ObjectiveId]]) is not { } target) continue;

            db.ObjectiveTargets.Add(new ObjectiveTarget
            {
                Id = Guid.CreateVersion7(),
                AgencyId = to.AgencyId,
                ObjectiveId = ids[key.ObjectiveId],
                UnitId = key.UnitId,
                Comparator = target.Comparator,
                TargetValue = target.Value,
                WeakerReason = own?.WeakerReason ?? "",
            });
        }
    }

    /// <summary>The action plans go along with their objectives.</summary>
    private async Task CopyActionsAsync(Dictionary<Guid, Guid> ids, Cycle from, Cycle to, CancellationToken ct)
    {
        db.ObjectiveActions.AddRange((await db.ObjectiveActions.AsNoTracking().Where(a => ids.Keys.Contains(a.ObjectiveId)).ToListAsync(ct)).Select(action => new ObjectiveAction
        {
            Id = Guid.CreateVersion7(),
            AgencyId = to.AgencyId,
            ObjectiveId = ids[action.ObjectiveId],
            Ordinal = action.Ordinal,
            Content = Moved(action.Content, from.Year),
            Lead = action.Lead,
            Cooperation = action.Cooperation,
            Timing = MovedTiming(action.Timing, from, to),
        }));
    }

    private static string MovedTiming(string timing, Cycle from, Cycle to) =>
        PlanTiming.Parse(timing).Value?.RollOver(from.Year, to.Year).Wording ?? Moved(timing, from.Year);

    /// <summary>Moves "năm 2022" and "/2022" on by a year; a year inside a document's date or number is a fact and stays.</summary>
    private static string Moved(string text, int year) => text
        .Replace($"năm {year}", $"năm {year + 1}", StringComparison.Ordinal)
        .Replace($"NĂM {year}", $"NĂM {year + 1}", StringComparison.Ordinal)
        .Replace($"01/{year} đến tháng 12/{year}", $"01/{year + 1} đến tháng 12/{year + 1}", StringComparison.Ordinal);
}
