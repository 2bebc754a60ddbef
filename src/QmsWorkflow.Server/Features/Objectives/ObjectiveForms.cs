using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.Tasks;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Features.Objectives;

/// <summary>The form <c>agency-objectives</c>: completing checks that every objective can be judged.</summary>
internal sealed class AgencyObjectivesForm(QmsDb db) : ITaskForm
{
    public string Name => "agency-objectives";

    public Type Component => typeof(ObjectivesPanel);

    public async Task<Outcome> CompleteAsync(UserTask task, IFormCollection posted, Actor actor, CancellationToken ct)
    {
        var objectives = await db.Objectives.AsNoTracking().Where(o => o.CycleId == task.CycleId && o.UnitId == null).ToListAsync(ct);
        if (objectives.Count == 0) return Outcome.Refuse("QMS710");

        var unjudged = objectives.Find(o => o.Kind != "composite" && ObjectiveRules.TargetOf(o) is null && o.Criteria.Length == 0);
        if (unjudged is not null) return Outcome.Refuse("QMS702", unjudged.Number);

        var empty = objectives.Find(o => o.Kind == "composite" && objectives.TrueForAll(part => part.ParentId != o.Id));
        return empty is null ? Outcome.Success : Outcome.Refuse("QMS702", empty.Number);
    }
}

/// <summary>The form <c>unit-objectives</c>: target, action plan and monitor for each (S-014…S-016), none weaker than the agency's without a reason.</summary>
internal sealed class UnitObjectivesForm(QmsDb db) : ITaskForm
{
    public string Name => "unit-objectives";

    public Type Component => typeof(ObjectivesPanel);

    public async Task<Outcome> CompleteAsync(UserTask task, IFormCollection posted, Actor actor, CancellationToken ct)
    {
        var objectives = await db.Objectives.AsNoTracking().Where(o => o.CycleId == task.CycleId && o.UnitId == task.UnitId).OrderBy(o => o.Ordinal).ToListAsync(ct);
        if (objectives.Count == 0) return Outcome.Refuse("QMS710");

        var ids = objectives.ConvertAll(o => o.Id);
        var planned = await db.ObjectiveActions.Where(a => ids.Contains(a.ObjectiveId)).Select(a => a.ObjectiveId).Distinct().ToListAsync(ct);
        var parents = await db.Objectives.AsNoTracking().Where(o => o.CycleId == task.CycleId && o.UnitId == null).ToDictionaryAsync(o => o.Id, ct);
        foreach (var objective in objectives)
        {
            if (ObjectiveRules.TargetOf(objective) is null && objective.Criteria.Length == 0) return Outcome.Refuse("QMS702", objective.Number);
            if (!planned.Contains(objective.Id)) return Outcome.Refuse("QMS717", objective.Number);
            if (objective.MonitorId is null) return Outcome.Refuse("QMS718", objective.Number);

            var parent = objective.ParentId is { } id ? parents.GetValueOrDefault(id) : null;
            if (objective.WeakerReason.Length == 0 && ObjectiveRules.Weaker(ObjectiveRules.TargetOf(objective), parent) is { } weaker) return Outcome.Refuse("QMS707", weaker);
        }

        return Outcome.Success;
    }
}
