using System.Globalization;
using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Features.Objectives;

/// <summary>Saves the grid units × objectives: a cell with its own target, or empty for the agency's (S-125).</summary>
internal sealed class SaveMatrix(QmsDb db, Transactor transactor, SaveObjective save, TrailLog trail)
{
    public Task<Outcome> ExecuteAsync(Guid cycleId, IReadOnlyDictionary<(Guid Objective, Guid Unit), string> cells, Actor actor, CancellationToken ct) => transactor.RunAsync(
        async () =>
        {
            if (await save.RefusalAsync(cycleId, null, actor, ct) is { } refused) return refused;

            var objectives = await db.Objectives.AsNoTracking().Where(o => o.CycleId == cycleId && o.UnitId == null).ToDictionaryAsync(o => o.Id, ct);
            var ids = objectives.Keys.ToList();
            var known = await db.ObjectiveTargets.Where(t => ids.Contains(t.ObjectiveId)).ToDictionaryAsync(t => (t.ObjectiveId, t.UnitId), ct);
            var problems = new List<FieldProblem>();
            var changes = new List<object>();
            foreach (var ((objectiveId, unitId), text) in cells)
            {
                if (!objectives.TryGetValue(objectiveId, out var objective)) continue;

                var target = known.GetValueOrDefault((objectiveId, unitId));
                if (text.Trim().Length == 0)
                {
                    if (target is null) continue;

                    db.ObjectiveTargets.Remove(target);
                    changes.Add(new { objective.Number, unitId, Before = target.TargetValue, After = (decimal?)null });
                }
                else if (!decimal.TryParse(text.Trim().TrimEnd('%').Replace(',', '.'), NumberStyles.Number, CultureInfo.InvariantCulture, out var value))
                {
                    problems.Add(new($"cell-{objectiveId}-{unitId}", ErrorText.Of("QMS705", text)));
                }
                else if (target?.TargetValue != value)
                {
                    changes.Add(new { objective.Number, unitId, Before = target?.TargetValue, After = (decimal?)value });
                    if (target is not null) target.TargetValue = value;
                    else db.ObjectiveTargets.Add(new ObjectiveTarget { Id = Guid.CreateVersion7(), AgencyId = actor.AgencyId, ObjectiveId = objectiveId, UnitId = unitId, Comparator = objective.Comparator ?? "≥", TargetValue = value });
                }
            }

            if (problems.Count > 0) return new Outcome.Refused("QMS701", ErrorText.Of("QMS701")) { Fields = problems };

            if (changes.Count > 0) trail.Record(actor, "objectives.matrix-saved", "cycle", cycleId, $"Sửa {changes.Count} chỉ tiêu theo đơn vị", after: changes);
            return Outcome.Success;
        },
        ct);
}
