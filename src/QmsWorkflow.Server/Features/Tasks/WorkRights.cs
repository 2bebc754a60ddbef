using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.Notifications;
using QmsWorkflow.Server.Features.People;
using QmsWorkflow.Server.Trail;
using Directory = QmsWorkflow.Server.Features.People.Directory;

namespace QmsWorkflow.Server.Features.Tasks;

/// <summary>Who may do a piece of work: the person it is given to, else whoever holds its role (for its unit, where the role is a unit's).</summary>
internal sealed class WorkRights(QmsDb db, Directory directory, AgencyTime time)
{
    public static bool MayAct(UserTask task, Actor actor) => task.AssigneeId is { } person
        ? actor.PersonId == person
        : task.AssigneeRole is { } role && Holds(actor, role, task.UnitId);

    /// <summary>Who may see a piece of work; whoever was told of it may look at what it was.</summary>
    public async Task<bool> MaySeeAsync(UserTask task, Actor actor, CancellationToken ct)
    {
        if (IsConcerned(task, actor)) return true;

        var url = WorkNotices.UrlOf(task);
        return await db.Notifications.AnyAsync(n => n.PersonId == actor.PersonId && n.Url == url, ct);
    }

    /// <summary>Leaders, the committee and auditors see all work of the agency; others their own and their unit's.</summary>
    private static bool IsConcerned(UserTask task, Actor actor) =>
        MayAct(task, actor)
        || actor.HasAny(Role.Head, Role.Deputy, Role.SteeringCommittee, Role.IsoSecretary, Role.Office, Role.Auditor, Role.Admin)
        || (task.CompletedBy is not null && task.CompletedBy == actor.PersonId)
        || (task.UnitId is not null && (task.UnitId == actor.UnitId || actor.Roles.Any(held => held.UnitId == task.UnitId)));

    public static bool MayReassign(UserTask task, Actor actor) =>
        actor.HasAny(Role.IsoSecretary, Role.Admin) || (task.UnitId is { } unit && IsHeadOf(actor, unit));

    public static bool IsHeadOf(Actor actor, Guid unitId) => actor.Roles.Any(held => held.Role == Role.UnitHead && held.UnitId == unitId);

    /// <summary>Unit heads and staff hold their role for a unit; every other role counts for the whole agency.</summary>
    public static bool IsUnitRole(Role role) => role is Role.UnitHead or Role.Staff;

    /// <summary>Everybody who may do the work today.</summary>
    public async Task<IReadOnlyList<Person>> PeopleAsync(UserTask task, CancellationToken ct)
    {
        if (task.AssigneeId is { } id) return await db.People.AsNoTracking().Where(p => p.Id == id && p.IsActive).ToListAsync(ct);

        return task.AssigneeRole is { } role ? await HoldersAsync(task.AgencyId, role, task.UnitId, ct) : [];
    }

    public async Task<IReadOnlyList<Person>> HoldersAsync(Guid agencyId, Role role, Guid? unitId, CancellationToken ct) =>
        await directory.WithRoleAsync(role, IsUnitRole(role) ? unitId : null, await time.TodayAsync(agencyId, ct), ct);

    /// <summary>Everybody who works in a unit.</summary>
    public async Task<IReadOnlyList<Guid>> StaffOfAsync(Guid unitId, CancellationToken ct) =>
        await db.People.Where(p => p.UnitId == unitId && p.IsActive).Select(p => p.Id).ToListAsync(ct);

    /// <summary>"Nguyễn Văn A" or "Trưởng phòng – Phòng Người có công: Trần Thị B".</summary>
    public async Task<string> SayWhoAsync(UserTask task, CancellationToken ct)
    {
        var names = string.Join(", ", (await PeopleAsync(task, ct)).Select(p => p.FullName).Take(5));
        if (task.AssigneeId is not null || task.AssigneeRole is not { } role) return names.Length == 0 ? "–" : names;

        var title = RoleTokens.NameOf(role);
        if (IsUnitRole(role) && task.UnitId is { } unitId)
        {
            title = $"{title} – {await db.Units.Where(u => u.Id == unitId).Select(u => u.Name).SingleAsync(ct)}";
        }

        return names.Length == 0 ? title : $"{title}: {names}";
    }

    private static bool Holds(Actor actor, Role role, Guid? unitId) => IsUnitRole(role) ? actor.HasFor(role, unitId) : actor.Has(role);
}
