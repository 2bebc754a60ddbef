using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Features.People;

/// <param name="ValidFrom">The first day; only for a new unit.</param>
internal sealed record UnitInput(string Code, string Name, string Kind, Guid? ParentId, bool InScope, int SortOrder, DateOnly? ValidFrom);

/// <summary>Adds a unit, or changes its place, scope and order. Its name is changed by <see cref="RenameUnit"/>, because names have days.</summary>
internal sealed partial class SaveUnit(QmsDb db, Transactor transactor, TrailLog trail)
{
    public static IReadOnlyList<string> Kinds { get; } = ["leadership", "division", "office", "affiliate", "committee"];

    public async Task<Outcome> AddAsync(UnitInput input, Actor actor, CancellationToken ct)
    {
        if (AdminRight.Refusal(actor) is { } refusal) return refusal;

        var clean = input with { Code = input.Code.Trim(), Name = input.Name.Trim() };
        var problems = await ProblemsAsync(clean, null, ct);
        if (clean.Name.Length is 0 or > 200) problems.Add(AdminRight.Problem("Name", "NeedUnitName"));
        if (clean.ValidFrom is null) problems.Add(AdminRight.Problem("ValidFrom", "NeedDate"));
        if (problems.Count > 0) return AdminRight.Problems(problems);

        return await transactor.RunAsync(
            async () =>
            {
                await db.LockPeopleAsync(actor.AgencyId, ct);
                if (await db.Units.AnyAsync(u => u.Code == clean.Code, ct)) return Outcome.Refuse("QMS609", clean.Code);

                var unit = new Unit
                {
                    Id = Guid.CreateVersion7(),
                    AgencyId = actor.AgencyId,
                    ParentId = clean.ParentId,
                    Code = clean.Code,
                    Name = clean.Name,
                    Kind = clean.Kind,
                    InScope = clean.InScope,
                    ValidFrom = clean.ValidFrom!.Value,
                    SortOrder = clean.SortOrder,
                };
                db.Units.Add(unit);
                trail.Record(actor, "unit.added", "unit", unit.Id, $"Thêm đơn vị {unit.Name}", after: clean);
                return Outcome.Success;
            },
            ct);
    }

    public async Task<Outcome> ChangeAsync(Guid unitId, UnitInput input, Actor actor, CancellationToken ct)
    {
        if (AdminRight.Refusal(actor) is { } refusal) return refusal;

        var clean = input with { Code = input.Code.Trim() };
        var problems = await ProblemsAsync(clean, unitId, ct);
        if (problems.Count > 0) return AdminRight.Problems(problems);

        return await transactor.RunAsync(
            async () =>
            {
                await db.LockPeopleAsync(actor.AgencyId, ct);
                var unit = await db.Units.SingleOrDefaultAsync(u => u.Id == unitId, ct);
                if (unit is null) return Outcome.Refuse("QMS305");
                if (await db.Units.AnyAsync(u => u.Code == clean.Code && u.Id != unitId, ct)) return Outcome.Refuse("QMS609", clean.Code);

                var before = new { unit.Code, unit.Kind, unit.ParentId, unit.InScope, unit.SortOrder };
                (unit.Code, unit.Kind, unit.ParentId, unit.InScope, unit.SortOrder) = (clean.Code, clean.Kind, clean.ParentId, clean.InScope, clean.SortOrder);
                var after = new { unit.Code, unit.Kind, unit.ParentId, unit.InScope, unit.SortOrder };
                if (!before.Equals(after)) trail.Record(actor, "unit.changed", "unit", unit.Id, $"Sửa đơn vị {unit.Name}", before, after);
                return Outcome.Success;
            },
            ct);
    }

    private async Task<List<FieldProblem>> ProblemsAsync(UnitInput input, Guid? unitId, CancellationToken ct)
    {
        var problems = new List<FieldProblem>();
        if (!CodeShape().IsMatch(input.Code)) problems.Add(AdminRight.Problem("Code", "NeedUnitCode"));
        if (!Kinds.Contains(input.Kind)) problems.Add(AdminRight.Problem("Kind", "BadUnit"));
        if (input.ParentId is { } parentId)
        {
            var parents = await db.Units.AsNoTracking().ToDictionaryAsync(u => u.Id, u => u.ParentId, ct);
            if (!parents.ContainsKey(parentId)) problems.Add(AdminRight.Problem("ParentId", "BadUnit"));
            else if (unitId is { } id && IsBelow(parents, parentId, id)) problems.Add(AdminRight.Problem("ParentId", "ParentLoop"));
        }

        return problems;
    }

    private static bool IsBelow(Dictionary<Guid, Guid?> parents, Guid? unit, Guid above)
    {
        for (var steps = parents.Count; unit is { } at && steps >= 0; steps--)
        {
            if (at == above) return true;
            unit = parents.GetValueOrDefault(at);
        }

        return false;
    }

    [GeneratedRegex(@"^[\p{L}\d.-]{1,20}$", RegexOptions.None, 1000)]
    private static partial Regex CodeShape();
}

/// <summary>Gives a unit a new name from a day on; the unit stays the same and its former name keeps its days.</summary>
internal sealed class RenameUnit(QmsDb db, AdminRight right, Transactor transactor, TrailLog trail)
{
    public async Task<Outcome> ExecuteAsync(Guid unitId, string name, DateOnly? from, Actor actor, CancellationToken ct)
    {
        if (AdminRight.Refusal(actor) is { } refusal) return refusal;

        var clean = name.Trim();
        if (clean.Length is 0 or > 200) return AdminRight.Problems([AdminRight.Problem("NewName", "NeedUnitName")]);
        if (from is not { } first) return AdminRight.Problems([AdminRight.Problem("NameFrom", "NeedDate")]);

        return await transactor.RunAsync(
            async () =>
            {
                await db.LockPeopleAsync(actor.AgencyId, ct);
                var unit = await db.Units.SingleOrDefaultAsync(u => u.Id == unitId, ct);
                if (unit is null) return Outcome.Refuse("QMS305");
                if (unit.Name == clean) return Outcome.Success;

                var last = await db.UnitNames.Where(n => n.UnitId == unitId).MaxAsync(n => (DateOnly?)n.ValidTo, ct);
                var since = last?.AddDays(1) ?? unit.ValidFrom;
                if (first <= since || first > right.Today)
                {
                    return AdminRight.Problems([AdminRight.Problem("NameFrom", "RenameTooEarly", Web.FormDate.Say(since))]);
                }

                db.UnitNames.Add(new UnitName
                {
                    Id = Guid.CreateVersion7(),
                    AgencyId = actor.AgencyId,
                    UnitId = unit.Id,
                    Name = unit.Name,
                    ValidFrom = since,
                    ValidTo = first.AddDays(-1),
                });
                trail.Record(actor, "unit.renamed", "unit", unit.Id, $"Đổi tên {unit.Name} thành {clean} từ {first:dd/MM/yyyy}", new { unit.Name }, new { Name = clean, From = first });
                unit.Name = clean;
                return Outcome.Success;
            },
            ct);
    }
}

/// <summary>Closes a unit after a day, once nobody and nothing is left in it.</summary>
internal sealed class CloseUnit(QmsDb db, Transactor transactor, TrailLog trail)
{
    public async Task<Outcome> ExecuteAsync(Guid unitId, DateOnly? lastDay, Actor actor, CancellationToken ct)
    {
        if (AdminRight.Refusal(actor) is { } refusal) return refusal;
        if (lastDay is not { } last) return AdminRight.Problems([AdminRight.Problem("LastDay", "NeedDate")]);

        return await transactor.RunAsync(
            async () =>
            {
                await db.LockPeopleAsync(actor.AgencyId, ct);
                var unit = await db.Units.SingleOrDefaultAsync(u => u.Id == unitId, ct);
                if (unit is null) return Outcome.Refuse("QMS305");
                if (last < unit.ValidFrom) return AdminRight.Problems([AdminRight.Problem("LastDay", "DateOrder")]);

                var people = await db.People.CountAsync(p => p.UnitId == unitId && p.IsActive, ct);
                var roles = await db.RoleAssignments.CountAsync(r => r.UnitId == unitId && (r.ValidTo == null || r.ValidTo > last), ct);
                var children = await db.Units.CountAsync(u => u.ParentId == unitId && (u.ValidTo == null || u.ValidTo > last), ct);
                if (people + roles + children > 0) return Outcome.Refuse("QMS608", people, roles, children);

                var before = new { unit.ValidTo };
                unit.ValidTo = last;
                trail.Record(actor, "unit.closed", "unit", unit.Id, $"Đóng đơn vị {unit.Name} sau ngày {last:dd/MM/yyyy}", before, new { unit.ValidTo });
                return Outcome.Success;
            },
            ct);
    }
}
