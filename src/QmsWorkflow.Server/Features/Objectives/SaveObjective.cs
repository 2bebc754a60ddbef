using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.Cycles;
using QmsWorkflow.Server.Features.Documents;
using QmsWorkflow.Server.Features.People;
using QmsWorkflow.Server.Features.Tasks;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Features.Objectives;

/// <summary>Adds or changes an objective of the agency or of a unit, with its action plan.</summary>
internal sealed class SaveObjective(QmsDb db, Transactor transactor, TrailLog trail)
{
    public Task<Outcome> ExecuteAsync(ObjectiveInput input, Actor actor, CancellationToken ct) => transactor.RunAsync(
        async () =>
        {
            var cycle = await db.Cycles.AsNoTracking().SingleOrDefaultAsync(c => c.Id == input.CycleId, ct);
            if (cycle is null) return Outcome.Refuse("QMS305");
            if (await RefusalAsync(input.CycleId, input.UnitId, actor, ct) is { } refused) return refused;

            var row = input.Id is { } id ? await db.Objectives.SingleOrDefaultAsync(o => o.Id == id && o.CycleId == input.CycleId && o.UnitId == input.UnitId, ct) : null;
            if (input.Id is not null && row is null) return Outcome.Refuse("QMS305");
            if (row is not null && row.RowVersion != input.RowVersion) return Outcome.Conflict;

            // A stored objective keeps its parent whatever the form says: leaving it out would switch the comparison off.
            var parent = (row is null ? input.ParentId : row.ParentId) is { } parentId ? await db.Objectives.AsNoTracking().SingleOrDefaultAsync(o => o.Id == parentId && o.CycleId == input.CycleId && o.UnitId == null, ct) : null;
            if (Problems(input, parent) is { Count: > 0 } problems) return new Outcome.Refused("QMS701", ErrorText.Of("QMS701")) { Fields = problems };

            var before = row is null ? null : ObjectiveInput.Of(row, await db.ObjectiveActions.AsNoTracking().Where(a => a.ObjectiveId == row.Id).ToListAsync(ct));
            if (row is null)
            {
                var last = await db.Objectives.Where(o => o.CycleId == input.CycleId && o.UnitId == input.UnitId && (input.UnitId != null || o.ParentId == input.ParentId)).MaxAsync(o => (int?)o.Ordinal, ct) ?? 0;
                row = New(input, cycle.Year, actor.AgencyId, last + 1);
                db.Objectives.Add(row);
            }

            Write(row, input, parent);
            // Whoever changes only the action plan also raises the version, so that a second person is told.
            if (before is not null) db.Entry(row).Property(o => o.Number).IsModified = true;
            await ReplaceActionsAsync(row, input, ct);
            trail.Record(actor, "objective.saved", "objective", row.Id, $"Lưu mục tiêu {row.Number} {Short(row.Statement)}", before, input);
            return Outcome.Success;
        },
        ct);

    /// <summary>Who may write, and whether the set is still open.</summary>
    public async Task<Outcome?> RefusalAsync(Guid cycleId, Guid? unitId, Actor actor, CancellationToken ct)
    {
        if (unitId is { } unit ? !ObjectiveRules.MayEditUnit(actor, unit) : !ObjectiveRules.MayEditAgency(actor))
        {
            return Outcome.Refuse("QMS302", unitId is null
                ? $"{RoleTokens.NameOf(Role.IsoSecretary)}, {RoleTokens.NameOf(Role.Office)}, {RoleTokens.NameOf(Role.SteeringCommittee)}"
                : RoleTokens.NameOf(Role.UnitHead));
        }

        if (!await db.Cycles.AnyAsync(c => c.Id == cycleId, ct) || (unitId is not null && !await db.Units.AnyAsync(u => u.Id == unitId, ct))) return Outcome.Refuse("QMS305");

        var kind = unitId is null ? "decision" : "unit-objectives";
        return await db.Documents.AnyAsync(d => d.CycleId == cycleId && d.UnitId == unitId && d.Kind == kind && d.State == DocumentState.Issued, ct) ? Outcome.Refuse("QMS703") : null;
    }

    private static List<FieldProblem> Problems(ObjectiveInput input, Objective? parent)
    {
        var problems = new List<FieldProblem>();
        if (input.Statement.Length == 0) problems.Add(new("statement", ErrorText.Of("QMS704")));
        if (input.Target.Length > 0 && input.Value is null) problems.Add(new("target", ErrorText.Of("QMS705", input.Target)));
        if (input.Target.Length > 0 && input.Comparator.Length == 0) problems.Add(new("comparator", ErrorText.Of("QMS706")));
        if (ObjectiveRules.IsQualitative(input.Kind) ? input.Kind == "qualitative" && input.Criteria.Length == 0 : input.Target.Length == 0)
        {
            problems.Add(new(ObjectiveRules.IsQualitative(input.Kind) ? "criteria" : "target", ErrorText.Of(ObjectiveRules.IsQualitative(input.Kind) ? "QMS708" : "QMS702", input.Number)));
        }

        if (input.WeakerReason.Length == 0 && ObjectiveRules.Weaker(ObjectiveRules.TargetOf(input.Comparator, input.Value, input.TargetUnit), parent) is { } weaker)
        {
            problems.Add(new("weaker", ErrorText.Of("QMS707", weaker)));
        }

        return problems;
    }

    private static Objective New(ObjectiveInput input, int year, Guid agencyId, int ordinal) => new()
    {
        Id = Guid.CreateVersion7(),
        AgencyId = agencyId,
        CycleId = input.CycleId,
        UnitId = input.UnitId,
        ParentId = input.ParentId,
        Relation = ObjectiveRelation.Agency,
        Ordinal = ordinal,
        Number = "",
        GroupName = "",
        Kind = input.Kind,
        Statement = "",
        TargetUnit = "",
        Criteria = "",
        Method = "",
        Source = "",
        Measures = "",
        Responsible = "",
        ReportPeriod = "",
        StartsOn = new DateOnly(year, 1, 1),
        EndsOn = new DateOnly(year, 12, 31),
    };

    private static void Write(Objective row, ObjectiveInput input, Objective? parent)
    {
        row.Number = input.Number.Length > 0 ? input.Number : ObjectiveRules.Number(row.Ordinal);
        (row.Kind, row.Statement) = (input.Kind, input.Statement);
        (row.Comparator, row.TargetValue, row.TargetUnit) = (input.Comparator.Length > 0 ? input.Comparator : null, input.Value, input.TargetUnit);
        (row.Criteria, row.Method, row.Source, row.Measures) = (input.Criteria, input.Method, input.Source, input.Measures);
        (row.Responsible, row.ReportPeriod, row.WeakerReason, row.MonitorId) = (input.Responsible, input.ReportPeriod, input.WeakerReason, input.MonitorId);
        row.Relation = input.UnitId is null ? ObjectiveRelation.Agency
            : parent is null ? ObjectiveRelation.Adds
            : (row.Comparator, row.TargetValue) == (parent.Comparator, parent.TargetValue) ? ObjectiveRelation.Inherits : ObjectiveRelation.Tightens;
    }

    private async Task ReplaceActionsAsync(Objective row, ObjectiveInput input, CancellationToken ct)
    {
        db.ObjectiveActions.RemoveRange(await db.ObjectiveActions.Where(a => a.ObjectiveId == row.Id).ToListAsync(ct));
        db.ObjectiveActions.AddRange(input.Actions.Where(a => !a.IsEmpty).Select((action, index) => new ObjectiveAction
        {
            Id = Guid.CreateVersion7(),
            AgencyId = row.AgencyId,
            ObjectiveId = row.Id,
            Ordinal = index + 1,
            Content = action.Content,
            Lead = action.Lead,
            Cooperation = action.Cooperation,
            Timing = action.Timing,
        }));
    }

    public static string Short(string text) => text.Length <= 60 ? text : text[..60] + "…";
}
