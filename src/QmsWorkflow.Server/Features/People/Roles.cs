using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Features.People;

internal sealed record RoleInput(Guid PersonId, Role? Role, Guid? UnitId, DateOnly? ValidFrom, DateOnly? ValidTo);

/// <summary>Gives a person a role, agency-wide or for one unit, between two dates.</summary>
internal sealed class GiveRole(QmsDb db, Transactor transactor, TrailLog trail)
{
    /// <summary>Roles that mean nothing without a unit.</summary>
    public static bool NeedsUnit(Role role) => role is Role.UnitHead or Role.Staff;

    public async Task<Outcome> ExecuteAsync(RoleInput input, Actor actor, CancellationToken ct)
    {
        if (AdminRight.Refusal(actor) is { } refusal) return refusal;

        var problems = await ProblemsAsync(input, ct);
        if (problems.Count > 0) return AdminRight.Problems(problems);

        return await transactor.RunAsync(
            async () =>
            {
                await db.LockPeopleAsync(actor.AgencyId, ct);
                var person = await db.People.SingleOrDefaultAsync(p => p.Id == input.PersonId, ct);
                if (person is null) return Outcome.Refuse("QMS305");
                if (await OverlapsAsync(input, ct)) return Outcome.Refuse("QMS607", person.FullName);

                var row = new RoleAssignment
                {
                    Id = Guid.CreateVersion7(),
                    AgencyId = actor.AgencyId,
                    PersonId = person.Id,
                    Role = input.Role!.Value,
                    UnitId = input.UnitId,
                    ValidFrom = input.ValidFrom!.Value,
                    ValidTo = input.ValidTo,
                };
                db.RoleAssignments.Add(row);
                trail.Record(actor, "role.given", "person", person.Id, $"Giao vai trò {RoleNames.Of(row.Role)} cho {person.FullName}",
                    after: new { Role = RoleNames.Of(row.Role), row.UnitId, row.ValidFrom, row.ValidTo });
                return Outcome.Success;
            },
            ct);
    }

    private Task<bool> OverlapsAsync(RoleInput input, CancellationToken ct) => db.RoleAssignments.AnyAsync(
        r => r.PersonId == input.PersonId && r.Role == input.Role && r.UnitId == input.UnitId
            && (input.ValidTo == null || r.ValidFrom <= input.ValidTo) && (r.ValidTo == null || r.ValidTo >= input.ValidFrom), ct);

    private async Task<List<FieldProblem>> ProblemsAsync(RoleInput input, CancellationToken ct)
    {
        var problems = new List<FieldProblem>();
        if (input.Role is null) problems.Add(AdminRight.Problem("Role", "NeedRole"));
        if (input.Role is { } role && NeedsUnit(role) && input.UnitId is null) problems.Add(AdminRight.Problem("RoleUnitId", "NeedRoleUnit"));
        if (input.UnitId is { } unitId && !await db.Units.AnyAsync(u => u.Id == unitId, ct)) problems.Add(AdminRight.Problem("RoleUnitId", "BadUnit"));
        if (input.ValidFrom is null) problems.Add(AdminRight.Problem("ValidFrom", "NeedDate"));
        if (input.ValidTo < input.ValidFrom) problems.Add(AdminRight.Problem("ValidTo", "DateOrder"));
        return problems;
    }
}

/// <summary>Ends a role after a day. What lies before yesterday has been acted upon and is not rewritten.</summary>
internal sealed class EndRole(QmsDb db, AdminRight right, Transactor transactor, TrailLog trail)
{
    public async Task<Outcome> ExecuteAsync(Guid assignmentId, DateOnly? lastDay, Actor actor, CancellationToken ct)
    {
        if (AdminRight.Refusal(actor) is { } refusal) return refusal;
        if (lastDay is not { } last) return AdminRight.Problems([AdminRight.Problem("LastDay", "NeedDate")]);

        return await transactor.RunAsync(
            async () =>
            {
                await db.LockPeopleAsync(actor.AgencyId, ct);
                var row = await db.RoleAssignments.SingleOrDefaultAsync(r => r.Id == assignmentId, ct);
                if (row is null) return Outcome.Refuse("QMS305");

                var yesterday = right.Today.AddDays(-1);
                var earliest = row.ValidFrom > yesterday ? row.ValidFrom : yesterday;
                if (last < earliest || row.ValidTo <= yesterday) return Outcome.Refuse("QMS610", Web.FormDate.Say(earliest));
                if (row.Role == Role.Admin && !await right.RemainsAsync(last, withoutPerson: null, withoutAssignment: row.Id, ct)) return Outcome.Refuse("QMS605");

                var person = await db.People.SingleAsync(p => p.Id == row.PersonId, ct);
                var before = new { row.ValidFrom, row.ValidTo };
                row.ValidTo = last;
                trail.Record(actor, "role.ended", "person", row.PersonId,
                    $"Kết thúc vai trò {RoleNames.Of(row.Role)} của {person.FullName} sau ngày {last:dd/MM/yyyy}", before, new { row.ValidFrom, row.ValidTo });
                return Outcome.Success;
            },
            ct);
    }
}
