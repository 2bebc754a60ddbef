using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Domain.Objectives;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.Cycles;
using QmsWorkflow.Server.Features.People;
using QmsWorkflow.Server.Web;

namespace QmsWorkflow.Server.Features.Objectives;

/// <summary>What stands beside an objective in the list.</summary>
internal sealed record ObjectiveBeside
{
    public IReadOnlyList<string> Indicators { get; init; } = [];

    /// <summary>The common target that is in force today, where a revision changed it.</summary>
    public ObjectiveRevision? Revised { get; init; }

    /// <summary>The targets of single units that revisions changed and that are in force today.</summary>
    public IReadOnlyList<RevisedUnitTarget> RevisedUnits { get; init; } = [];

    public bool IsRevisionOpen { get; init; }

    /// <summary>What came out last year; null when it carries on no other or nothing is known.</summary>
    public YearResult? LastYear { get; init; }
}

/// <summary>What a unit had and has since a day.</summary>
internal sealed record RevisedUnitTarget(string Unit, ObjectiveRevision Revision);

/// <summary>One revision as the page of its objective tells it.</summary>
internal sealed record RevisionLine(ObjectiveRevision Row, string Unit, string ProposedBy, string DecidedBy);

/// <summary>Reads what surrounds objectives: how they are measured, revised, and what came out in other years.</summary>
internal sealed class ObjectiveContext(QmsDb db, IIndicatorLinks indicators, IYearResults results, TimeProvider clock)
{
    public DateOnly Today => VietnamTime.DateOf(clock.GetUtcNow());

    public Task<IReadOnlyList<IndicatorChoice>> ChoicesAsync(CancellationToken ct) => indicators.ChoicesAsync(ct);

    public async Task<IReadOnlyList<ObjectiveLine>> WithBesideAsync(IReadOnlyList<ObjectiveLine> lines, Guid? unitId, CancellationToken ct)
    {
        List<Guid> ids = [.. lines.Select(line => line.Row.Id)];
        var links = await indicators.OfAsync(ids, ct);
        var names = (await indicators.ChoicesAsync(ct)).ToDictionary(choice => choice.Code, choice => choice.Name, StringComparer.Ordinal);
        var revisions = (await db.ObjectiveRevisions.AsNoTracking().Where(r => ids.Contains(r.ObjectiveId)).ToListAsync(ct)).ToLookup(r => r.ObjectiveId);
        var units = await db.Units.AsNoTracking().ToDictionaryAsync(u => u.Id, ct);
        var last = await results.OfAsync([.. lines.Select(Before).OfType<Guid>().Distinct()], unitId, ct);
        return [.. lines.Select(line =>
        {
            var approved = revisions[line.Row.Id].Where(r => r.State == RevisionState.Approved && r.InForceFrom <= Today).ToList();
            return line with
            {
                Beside = new ObjectiveBeside
                {
                    Indicators = [.. links[line.Row.Id].Select(link => names.GetValueOrDefault(link.Code, link.Code))],
                    Revised = approved.Where(r => r.UnitId is null).OrderBy(r => r.InForceFrom).ThenBy(r => r.DecidedAt).LastOrDefault(),
                    RevisedUnits = OfUnits(approved, units),
                    IsRevisionOpen = revisions[line.Row.Id].Any(r => r.State == RevisionState.Proposed),
                    LastYear = Before(line) is { } id && last.TryGetValue(id, out var known) && (known.Outcome != YearOutcome.NoData || known.Causes.Count > 0) ? known : null,
                },
            };
        })];
    }

    public async Task<IReadOnlyList<RevisionLine>> RevisionsAsync(Guid objectiveId, CancellationToken ct)
    {
        var rows = await db.ObjectiveRevisions.AsNoTracking().Where(r => r.ObjectiveId == objectiveId).OrderByDescending(r => r.ProposedAt).ToListAsync(ct);
        var people = await db.People.AsNoTracking().ToDictionaryAsync(p => p.Id, p => p.FullName, ct);
        var units = await db.Units.AsNoTracking().ToDictionaryAsync(u => u.Id, u => u.Name, ct);
        return [.. rows.Select(row => new RevisionLine(
            row, row.UnitId is { } unit ? units.GetValueOrDefault(unit, "?") : "", people.GetValueOrDefault(row.ProposedBy, "?"), row.DecidedBy is { } by ? people.GetValueOrDefault(by, "?") : ""))];
    }

    public async Task<IReadOnlyList<(IndicatorLink Link, IndicatorChoice? Choice)>> IndicatorsAsync(Guid objectiveId, CancellationToken ct)
    {
        var choices = (await indicators.ChoicesAsync(ct)).ToDictionary(choice => choice.Code, StringComparer.Ordinal);
        return [.. (await indicators.OfAsync([objectiveId], ct))[objectiveId].Select(link => (link, choices.GetValueOrDefault(link.Code)))];
    }

    public Task<Objective?> ObjectiveAsync(Guid id, CancellationToken ct) => db.Objectives.AsNoTracking().SingleOrDefaultAsync(o => o.Id == id, ct);

    /// <summary>The years of an objective; a unit's objective shows the unit's results of the one it serves.</summary>
    public Task<IReadOnlyList<YearResult>> TrendAsync(Objective objective, CancellationToken ct) =>
        results.TrendAsync(objective.UnitId is null ? objective.Id : objective.ParentId ?? objective.Id, objective.UnitId, ct);

    /// <summary>What the check says to an objective as it is typed.</summary>
    public async Task<IReadOnlyList<ObjectiveFinding>> FindingsAsync(ObjectiveInput input, CancellationToken ct)
    {
        if (await db.Cycles.AsNoTracking().SingleOrDefaultAsync(c => c.Id == input.CycleId, ct) is not { } cycle) return [];

        var typed = SaveObjective.Typed(input, cycle.Year, cycle.AgencyId);
        var parent = typed.ParentId is { } above ? await db.Objectives.AsNoTracking().SingleOrDefaultAsync(o => o.Id == above, ct) : null;
        var parts = input.Id is { } id && input.UnitId is null ? await db.Objectives.AsNoTracking().Where(o => o.ParentId == id && o.UnitId == null).OrderBy(o => o.Ordinal).ToListAsync(ct) : [];
        var own = input.Id is { } stored ? await db.ObjectiveTargets.AsNoTracking().Where(t => t.ObjectiveId == stored).Join(db.Units, t => t.UnitId, u => u.Id, (t, u) => new { Target = t, u.Name }).ToListAsync(ct) : [];
        var monitor = input.MonitorId is { } person ? await db.People.AsNoTracking().Where(p => p.Id == person).Select(p => p.FullName).SingleOrDefaultAsync(ct) : null;
        var actions = input.Actions.Count(a => !a.IsEmpty) + (parent is not null && input.UnitId is null ? await db.ObjectiveActions.CountAsync(a => a.ObjectiveId == parent.Id, ct) : 0);
        return ObjectiveSmart.Check(typed, new ObjectiveSurroundings(
            parent, parts, [.. own.Select(t => new TargetLine(t.Name, ObjectiveRules.TargetOf(t.Target.Comparator, t.Target.TargetValue, typed.TargetUnit)))], actions, monitor, cycle.Year));
    }

    private static List<RevisedUnitTarget> OfUnits(IEnumerable<ObjectiveRevision> approved, Dictionary<Guid, Unit> units) =>
    [
        .. approved.Where(r => r.UnitId is not null).GroupBy(r => r.UnitId!.Value).OrderBy(group => units[group.Key].SortOrder)
            .Select(group => new RevisedUnitTarget(units[group.Key].Name, group.OrderBy(r => r.InForceFrom).ThenBy(r => r.DecidedAt).Last())),
    ];

    private static Guid? Before(ObjectiveLine line) => line.Row.ContinuesId ?? (line.Row.UnitId is null ? null : line.Parent?.ContinuesId);
}
