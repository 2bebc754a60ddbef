using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Domain.Objectives;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.Cycles;
using QmsWorkflow.Server.Features.People;
using QmsWorkflow.Server.Web;

namespace QmsWorkflow.Server.Features.Objectives;

/// <summary>Reads objectives for the pages.</summary>
internal sealed class ObjectiveQueries(QmsDb db, IIndicatorLinks indicators)
{
    public async Task<Cycle?> CycleAsync(Guid? id, CancellationToken ct) => id is { } known
        ? await db.Cycles.AsNoTracking().SingleOrDefaultAsync(c => c.Id == known, ct)
        : await db.Cycles.AsNoTracking().OrderByDescending(c => c.State == CycleState.Running).ThenByDescending(c => c.Year).FirstOrDefaultAsync(ct);

    public async Task<IReadOnlyList<ObjectiveLine>> ListAsync(Cycle cycle, Guid? unitId, CancellationToken ct)
    {
        var rows = await db.Objectives.AsNoTracking().Where(o => o.CycleId == cycle.Id && o.UnitId == unitId).OrderBy(o => o.Ordinal).ToListAsync(ct);
        var ids = rows.ConvertAll(o => o.Id);
        var actions = (await db.ObjectiveActions.AsNoTracking().Where(a => ids.Contains(a.ObjectiveId)).OrderBy(a => a.Ordinal).ToListAsync(ct)).ToLookup(a => a.ObjectiveId);
        var people = await db.People.AsNoTracking().ToDictionaryAsync(p => p.Id, p => p.FullName, ct);
        var parentIds = rows.Select(o => o.ParentId).OfType<Guid>().ToList();
        var parents = await db.Objectives.AsNoTracking().Where(o => parentIds.Contains(o.Id)).ToDictionaryAsync(o => o.Id, ct);
        var targets = (await db.ObjectiveTargets.AsNoTracking().Where(t => ids.Contains(t.ObjectiveId)).ToListAsync(ct)).ToLookup(t => t.ObjectiveId);
        var units = await db.Units.AsNoTracking().ToDictionaryAsync(u => u.Id, ct);
        return [.. Ordered(rows, unitId).Select(row =>
        {
            var parent = row.ParentId is { } id ? parents.GetValueOrDefault(id) : null;
            var monitor = row.MonitorId is { } person ? people.GetValueOrDefault(person) : null;
            UnitTarget[] own = [.. targets[row.Id].OrderBy(t => units[t.UnitId].SortOrder).Select(t => new UnitTarget(units[t.UnitId].Name, ObjectiveRules.TargetOf(t.Comparator, t.TargetValue, row.TargetUnit)!))];
            var around = new ObjectiveSurroundings(
                parent, [.. rows.Where(part => unitId is null && part.ParentId == row.Id)], [.. own.Select(t => new TargetLine(t.Unit, t.Target))],
                // The plan of the whole is the plan of its parts.
                actions[row.Id].Count() + (unitId is null && row.ParentId is { } whole ? actions[whole].Count() : 0), monitor, cycle.Year);
            var above = unitId is null ? null : parent;
            return new ObjectiveLine(row, [.. actions[row.Id]], monitor, above, row.ParentId is not null && unitId is null,
                ObjectiveSmart.Check(row, around), ObjectiveRules.Weaker(ObjectiveRules.TargetOf(row), above)) { UnitTargets = own };
        })];
    }

    public Task<List<Unit>> UnitsAsync(Guid cycleId, int year, CancellationToken ct)
    {
        var day = new DateOnly(year, 1, 1);
        return db.Units.AsNoTracking().Where(u => u.InScope && u.ValidFrom <= day && (u.ValidTo == null || u.ValidTo >= day)).OrderBy(u => u.SortOrder).ToListAsync(ct);
    }

    /// <summary>When the units posted their objectives at their rooms.</summary>
    public async Task<IReadOnlyDictionary<Guid, DateOnly>> PostedAsync(Guid cycleId, CancellationToken ct)
    {
        var sets = await db.ObjectiveSets.AsNoTracking().Where(s => s.CycleId == cycleId && s.State == ObjectiveSetState.Posted && s.UnitId != null && s.PostedAt != null).Select(s => new { s.UnitId, s.PostedAt }).ToListAsync(ct);
        return sets.ToDictionary(s => s.UnitId!.Value, s => VietnamTime.DateOf(s.PostedAt!.Value));
    }

    public Task<Unit?> UnitAsync(Guid id, CancellationToken ct) => db.Units.AsNoTracking().SingleOrDefaultAsync(u => u.Id == id, ct);

    public Task<List<Person>> PeopleAsync(Guid? unitId, CancellationToken ct) =>
        db.People.AsNoTracking().Where(p => p.IsActive && (unitId == null || p.UnitId == unitId)).OrderBy(p => p.FullName).ToListAsync(ct);

    /// <summary>The agency's objectives that another may serve, in the order of the table.</summary>
    /// <param name="isPart">Whether to name only those that may have parts: they are no part themselves.</param>
    public Task<List<Objective>> ParentsAsync(Guid cycleId, Guid? but, bool isPart, CancellationToken ct) => db.Objectives.AsNoTracking()
        .Where(o => o.CycleId == cycleId && o.UnitId == null && o.Id != but && (!isPart || o.ParentId == null)).OrderBy(o => o.Number).ToListAsync(ct);

    /// <summary>The statements of the policy that objectives serve already.</summary>
    public async Task<IReadOnlyList<string>> PoliciesAsync(CancellationToken ct) =>
        await db.Objectives.Where(o => o.PolicyStatement != "").Select(o => o.PolicyStatement).Distinct().OrderBy(text => text).Take(50).ToListAsync(ct);

    public async Task<ObjectiveInput?> InputAsync(Guid id, CancellationToken ct)
    {
        var row = await db.Objectives.AsNoTracking().SingleOrDefaultAsync(o => o.Id == id, ct);
        return row is null ? null : ObjectiveInput.Of(row, await db.ObjectiveActions.AsNoTracking().Where(a => a.ObjectiveId == id).ToListAsync(ct), (await indicators.OfAsync([id], ct))[id]);
    }

    public async Task<Dictionary<(Guid Objective, Guid Unit), ObjectiveTarget>> MatrixAsync(Guid cycleId, CancellationToken ct)
    {
        var objectives = db.Objectives.Where(o => o.CycleId == cycleId && o.UnitId == null).Select(o => o.Id);
        return await db.ObjectiveTargets.AsNoTracking().Where(t => objectives.Contains(t.ObjectiveId)).ToDictionaryAsync(t => (t.ObjectiveId, t.UnitId), ct);
    }

    /// <summary>Parts of a composite stand below it.</summary>
    private static IEnumerable<Objective> Ordered(List<Objective> rows, Guid? unitId) => unitId is not null
        ? rows
        : rows.Where(o => o.ParentId is null).SelectMany(o => rows.Where(part => part.ParentId == o.Id).OrderBy(part => part.Ordinal).Prepend(o));
}

internal sealed record ObjectiveLine(
    Objective Row, IReadOnlyList<ObjectiveAction> Actions, string? Monitor, Objective? Parent, bool IsPart, IReadOnlyList<ObjectiveFinding> Findings, string? Weaker)
{
    /// <summary>The targets single units have of their own (S-125).</summary>
    public IReadOnlyList<UnitTarget> UnitTargets { get; init; } = [];

    /// <summary>What stands beside it in a list; empty where nobody asked.</summary>
    public ObjectiveBeside Beside { get; init; } = new();
}

internal sealed record UnitTarget(string Unit, Target Target);
