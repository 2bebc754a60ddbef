using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Server.Data;

namespace QmsWorkflow.Server.Features.People;

internal sealed record PersonLine(Guid Id, string FullName, string UserName, string JobTitle, string? UnitName, bool IsActive, bool IsLocked, IReadOnlyList<Role> Roles);

internal sealed record RoleLine(Guid Id, Role Role, string? UnitName, DateOnly ValidFrom, DateOnly? ValidTo);

/// <summary>What the pages on people show.</summary>
internal sealed class PeopleQueries(QmsDb db, AdminRight right)
{
    public const int PageSize = 25;

    public async Task<(IReadOnlyList<PersonLine> Lines, int Total)> ListAsync(string? text, bool withInactive, int page, CancellationToken ct)
    {
        var people = db.People.AsNoTracking();
        if (!withInactive) people = people.Where(p => p.IsActive);
        if (!string.IsNullOrWhiteSpace(text))
        {
            var pattern = $"%{text.Trim().Replace("\\", "\\\\").Replace("%", "\\%").Replace("_", "\\_")}%";
            people = people.Where(p => EF.Functions.ILike(EF.Functions.Unaccent(p.FullName), EF.Functions.Unaccent(pattern))
                || EF.Functions.ILike(p.UserName, pattern) || EF.Functions.ILike(EF.Functions.Unaccent(p.JobTitle), EF.Functions.Unaccent(pattern)));
        }

        // An expression tree may not hold the extension properties of QmsDb.
        IQueryable<Unit> units = db.Units;
        IQueryable<RoleAssignment> assignments = db.RoleAssignments;
        var today = right.Today;
        var now = TimeProvider.System.GetUtcNow();
        var total = await people.CountAsync(ct);
        var lines = await people.OrderBy(p => p.FullName).ThenBy(p => p.UserName).Skip((page - 1) * PageSize).Take(PageSize)
            .Select(p => new PersonLine(
                p.Id, p.FullName, p.UserName, p.JobTitle, units.Where(u => u.Id == p.UnitId).Select(u => u.Name).FirstOrDefault(), p.IsActive, p.LockedUntil > now,
                assignments.Where(r => r.PersonId == p.Id && r.ValidFrom <= today && (r.ValidTo == null || r.ValidTo >= today)).Select(r => r.Role).Distinct().ToList()))
            .ToListAsync(ct);
        return (lines, total);
    }

    public Task<Person?> FindAsync(Guid id, CancellationToken ct) => db.People.AsNoTracking().SingleOrDefaultAsync(p => p.Id == id, ct);

    public async Task<IReadOnlyList<RoleLine>> RolesOfAsync(Guid personId, CancellationToken ct)
    {
        IQueryable<Unit> units = db.Units;
        return await db.RoleAssignments.AsNoTracking().Where(r => r.PersonId == personId).OrderByDescending(r => r.ValidFrom).ThenBy(r => r.Role)
            .Select(r => new RoleLine(r.Id, r.Role, units.Where(u => u.Id == r.UnitId).Select(u => u.Name).FirstOrDefault(), r.ValidFrom, r.ValidTo)).ToListAsync(ct);
    }
}

/// <summary>A unit in a list to choose from, indented by its depth.</summary>
public sealed record UnitChoice(Guid Id, string Text);

internal sealed record UnitLine(Unit Unit, int Depth, string Name, int People);

/// <summary>The organisation on a day.</summary>
internal sealed class UnitQueries(QmsDb db)
{
    /// <summary>The units of that day in the order of the tree, each with the name it had then.</summary>
    public async Task<IReadOnlyList<UnitLine>> TreeAsync(DateOnly on, CancellationToken ct)
    {
        var units = await db.Units.AsNoTracking().Where(u => u.ValidFrom <= on && (u.ValidTo == null || u.ValidTo >= on))
            .OrderBy(u => u.SortOrder).ThenBy(u => u.Name).ToListAsync(ct);
        var names = await db.UnitNames.AsNoTracking().Where(n => n.ValidFrom <= on && n.ValidTo >= on).ToDictionaryAsync(n => n.UnitId, n => n.Name, ct);
        var people = await db.People.Where(p => p.IsActive && p.UnitId != null).GroupBy(p => p.UnitId!.Value)
            .Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(group => group.Key, group => group.Count, ct);

        var known = units.Select(u => u.Id).ToHashSet();
        var below = units.ToLookup(u => u.ParentId is { } parent && known.Contains(parent) ? parent : Guid.Empty);
        var lines = new List<UnitLine>();
        Add(Guid.Empty, 0);
        return lines;

        void Add(Guid parent, int depth)
        {
            foreach (var unit in below[parent])
            {
                lines.Add(new UnitLine(unit, depth, names.GetValueOrDefault(unit.Id, unit.Name), people.GetValueOrDefault(unit.Id)));
                Add(unit.Id, depth + 1);
            }
        }
    }

    public async Task<IReadOnlyList<UnitChoice>> ChoicesAsync(DateOnly on, CancellationToken ct) =>
        [.. (await TreeAsync(on, ct)).Select(line => new UnitChoice(line.Unit.Id, new string('\u00a0', line.Depth * 3) + line.Name))];

    public Task<Unit?> FindAsync(Guid id, CancellationToken ct) => db.Units.AsNoTracking().SingleOrDefaultAsync(u => u.Id == id, ct);

    public async Task<IReadOnlyList<UnitName>> FormerNamesAsync(Guid unitId, CancellationToken ct) =>
        await db.UnitNames.AsNoTracking().Where(n => n.UnitId == unitId).OrderByDescending(n => n.ValidTo).ToListAsync(ct);

    /// <summary>What a unit became and what became it, by day.</summary>
    public async Task<IReadOnlyList<SuccessionLine>> SuccessionAsync(Guid unitId, CancellationToken ct)
    {
        var links = await db.UnitSuccessors.AsNoTracking().Where(s => s.UnitId == unitId || s.SuccessorId == unitId).OrderBy(s => s.Since).ToListAsync(ct);
        var names = await db.Units.AsNoTracking().ToDictionaryAsync(u => u.Id, u => u.Name, ct);
        return [.. links.Select(s => new SuccessionLine(s.Id, names[s.UnitId == unitId ? s.SuccessorId : s.UnitId], s.UnitId == unitId, s.Since, s.Source))];
    }

    /// <summary>The name a unit had on a day.</summary>
    public async Task<string?> NameOnAsync(Guid unitId, DateOnly on, CancellationToken ct) =>
        await db.UnitNames.Where(n => n.UnitId == unitId && n.ValidFrom <= on && n.ValidTo >= on).Select(n => n.Name).SingleOrDefaultAsync(ct)
        ?? await db.Units.Where(u => u.Id == unitId).Select(u => u.Name).SingleOrDefaultAsync(ct);
}

/// <summary>One end of a merger or renaming.</summary>
/// <param name="IsLater">Whether the named unit came after.</param>
internal sealed record SuccessionLine(Guid Id, string Name, bool IsLater, DateOnly Since, string Source);
