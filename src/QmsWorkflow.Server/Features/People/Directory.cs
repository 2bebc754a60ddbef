using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Server.Data;

namespace QmsWorkflow.Server.Features.People;

/// <summary>Who holds which office on a day: the questions other features ask.</summary>
internal sealed class Directory(QmsDb db)
{
    /// <summary>Active people who hold the role agency-wide or for this unit.</summary>
    public async Task<IReadOnlyList<Person>> WithRoleAsync(Role role, Guid? unitId, DateOnly on, CancellationToken ct)
    {
        var holders = db.RoleAssignments.Where(r => r.Role == role && r.ValidFrom <= on && (r.ValidTo == null || r.ValidTo >= on)
            && (r.UnitId == null || unitId == null || r.UnitId == unitId)).Select(r => r.PersonId);
        return await db.People.AsNoTracking().Where(p => p.IsActive && holders.Contains(p.Id)).OrderBy(p => p.FullName).ToListAsync(ct);
    }

    /// <summary>Every office held on that day by an active person: one question for a page that names many.</summary>
    public async Task<IReadOnlyList<Holder>> HoldersAsync(DateOnly on, CancellationToken ct) =>
        await db.RoleAssignments.AsNoTracking().Where(r => r.ValidFrom <= on && (r.ValidTo == null || r.ValidTo >= on))
            .Join(db.People.Where(p => p.IsActive), r => r.PersonId, p => p.Id, (r, p) => new Holder(r.Role, r.UnitId, p.FullName)).ToListAsync(ct);

    /// <summary>Units in the scope of the QMS on that day, in their order.</summary>
    public async Task<IReadOnlyList<Unit>> UnitsInScopeAsync(DateOnly on, CancellationToken ct) =>
        await db.Units.AsNoTracking().Where(u => u.InScope && u.ValidFrom <= on && (u.ValidTo == null || u.ValidTo >= on))
            .OrderBy(u => u.SortOrder).ThenBy(u => u.Name).ToListAsync(ct);

    /// <summary>Active people of the unit.</summary>
    public async Task<IReadOnlyList<Person>> OfUnitAsync(Guid unitId, CancellationToken ct) =>
        await db.People.AsNoTracking().Where(p => p.IsActive && p.UnitId == unitId).OrderBy(p => p.FullName).ToListAsync(ct);
}

/// <summary>A person in an office; without a unit it is held for the whole agency.</summary>
internal sealed record Holder(Role Role, Guid? UnitId, string Name);
