using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.Cycles;
using QmsWorkflow.Server.Features.People;
using QmsWorkflow.Server.Features.Tasks;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Features.Objectives;

/// <summary>Adds or changes an objective of the agency or of a unit, with its action plan.</summary>
internal sealed class SaveObjective(QmsDb db, Transactor transactor, ObjectiveLocks locks, IIndicatorLinks indicators, IEnumerable<IObjectiveObserver> observers, TrailLog trail)
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

            // A unit's stored objective keeps its parent whatever the form says: leaving it out would switch the comparison off.
            var parentId = row is { UnitId: not null } ? row.ParentId : input.ParentId;
            var parent = parentId is { } above ? await db.Objectives.AsNoTracking().SingleOrDefaultAsync(o => o.Id == above && o.CycleId == input.CycleId && o.UnitId == null, ct) : null;
            var problems = Problems(input, parent);
            if (await ParentProblemAsync(row, input, parentId, parent, ct)) problems.Add(new("parent", ErrorText.Of("QMS753")));
            problems.AddRange(await IndicatorProblemsAsync(input, ct));
            if (problems.Count > 0) return new Outcome.Refused("QMS701", ErrorText.Of("QMS701")) { Fields = problems };

            await locks.ReopenAsync(input.CycleId, input.UnitId, ct);
            var before = row is null ? null : await BeforeAsync(row, ct);
            var judgedBefore = row is null ? null : JudgedBy.Of(row, before!.Indicators.Select(i => i.ToLink()));
            if (row is null)
            {
                var last = await db.Objectives.Where(o => o.CycleId == input.CycleId && o.UnitId == input.UnitId && (input.UnitId != null || o.ParentId == parentId)).MaxAsync(o => (int?)o.Ordinal, ct) ?? 0;
                row = New(input, cycle.Year, actor.AgencyId, last + 1);
                db.Objectives.Add(row);
            }

            Write(row, input, parent);
            // Whoever changes only the action plan also raises the version, so that a second person is told.
            if (before is not null) db.Entry(row).Property(o => o.Number).IsModified = true;
            await ReplaceActionsAsync(row, input, ct);
            List<IndicatorLink> links = [.. input.Indicators.Where(i => !i.IsEmpty).Select(i => i.ToLink())];
            await indicators.ReplaceAsync(row.AgencyId, row.Id, links, ct);
            if (judgedBefore != JudgedBy.Of(row, links)) await TellAsync(row.AgencyId, cycle.Id, cycle.Year, ct);
            trail.Record(actor, "objective.saved", "objective", row.Id, $"Lưu mục tiêu {row.Number} {Short(row.Statement)}", before, input);
            return Outcome.Success;
        },
        ct);

    /// <summary>Results rest on what has just changed.</summary>
    public async Task TellAsync(Guid agencyId, Guid cycleId, int year, CancellationToken ct)
    {
        foreach (var observer in observers) await observer.ChangedAsync(agencyId, cycleId, year, ct);
    }

    /// <summary>The agency's objectives stand in two levels, an objective and its parts; a unit's may serve any of them.</summary>
    private async Task<bool> ParentProblemAsync(Objective? row, ObjectiveInput input, Guid? parentId, Objective? parent, CancellationToken ct) =>
        parentId is not null && (parent is null || (input.UnitId is null
            && (parent.ParentId is not null || parent.Id == row?.Id || (row is not null && await db.Objectives.AnyAsync(o => o.ParentId == row.Id && o.UnitId == null, ct)))));

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

        await locks.HoldAsync(cycleId, ct);
        return await locks.RefusalAsync(cycleId, unitId, ct);
    }

    private async Task<ObjectiveInput> BeforeAsync(Objective row, CancellationToken ct) =>
        ObjectiveInput.Of(row, await db.ObjectiveActions.AsNoTracking().Where(a => a.ObjectiveId == row.Id).ToListAsync(ct), (await indicators.OfAsync([row.Id], ct))[row.Id]);

    /// <summary>An objective is measured only by approved indicators, each of them once for the same rows.</summary>
    private async Task<IEnumerable<FieldProblem>> IndicatorProblemsAsync(ObjectiveInput input, CancellationToken ct)
    {
        List<IndicatorInput> chosen = input.Indicators.FindAll(i => !i.IsEmpty);
        if (chosen.Count == 0) return [];

        var approved = (await indicators.ChoicesAsync(ct)).Select(choice => choice.Code).ToHashSet(StringComparer.Ordinal);
        return chosen.Where(i => !approved.Contains(i.Code)).Select(i => i.Code)
            .Concat(chosen.GroupBy(i => (i.Code, i.ToLink().Filter.ToJson())).Where(same => same.Count() > 1).Select(same => same.Key.Code))
            .Distinct(StringComparer.Ordinal).Select(code => new FieldProblem("indicators", ErrorText.Of("QMS799", code)));
    }

    private static List<FieldProblem> Problems(ObjectiveInput input, Objective? parent)
    {
        var problems = new List<FieldProblem>();
        if (input.Statement.Length == 0) problems.Add(new("statement", ErrorText.Of("QMS704")));
        if (input.Target.Length > 0 && input.Value is null) problems.Add(new("target", ErrorText.Of("QMS705", input.Target)));
        if (input.Target.Length > 0 && input.Comparator.Length == 0) problems.Add(new("comparator", ErrorText.Of("QMS706")));
        if (!ObjectiveRules.Kinds.Contains(input.Kind)) problems.Add(new("kind", ErrorText.Of("QMS748", input.Kind)));
        if (input.Kind == "qualitative" && input.Criteria.Length == 0) problems.Add(new("criteria", ErrorText.Of("QMS708", input.Number)));
        // The agency may leave the common target out where units or fields have their own: the grid is filled in afterwards, and completing the work checks it.
        var mayLackTarget = ObjectiveRules.IsQualitative(input.Kind) || (ObjectiveRules.HasTargetsElsewhere(input.Kind) && input.UnitId is null);
        if (!mayLackTarget && input.Target.Length == 0) problems.Add(new("target", ErrorText.Of("QMS702", input.Number)));

        if (input.UnitId is not null && input.WeakerReason.Length == 0 && ObjectiveRules.Weaker(ObjectiveRules.TargetOf(input.Comparator, input.Value, input.TargetUnit), parent) is { } weaker)
        {
            problems.Add(new("weaker", ErrorText.Of("QMS707", weaker)));
        }

        return problems;
    }

    /// <summary>The objective as it would be stored, for checks before it is.</summary>
    public static Objective Typed(ObjectiveInput input, int year, Guid agencyId)
    {
        var row = New(input, year, agencyId, 0);
        Write(row, input, null);
        row.ParentId = input.ParentId;
        if (input.UnitId is not null && input.ParentId is not null) row.Relation = ObjectiveRelation.Inherits;
        return row;
    }

    private static Objective New(ObjectiveInput input, int year, Guid agencyId, int ordinal) => new()
    {
        Id = Guid.CreateVersion7(),
        AgencyId = agencyId,
        CycleId = input.CycleId,
        UnitId = input.UnitId,
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
        (row.PolicyStatement, row.Clause, row.ProcedureName) = (input.PolicyStatement, input.Clause, input.ProcedureName);
        row.ParentId = parent?.Id;
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
