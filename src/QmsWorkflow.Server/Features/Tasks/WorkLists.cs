using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.Cycles;
using QmsWorkflow.Server.Features.People;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Features.Tasks;

/// <summary>What a person has to do, is late with, waits for from others, and has done.</summary>
internal sealed class WorkLists(QmsDb db, TaskDeadlines deadlines, AgencyTime time)
{
    public const int PageSize = 25;

    public async Task<WorkListing> LoadAsync(WorkFilter filter, Actor actor, CancellationToken ct)
    {
        var today = await time.TodayAsync(actor.AgencyId, ct);
        var narrowed = Narrow(db.UserTasks.AsNoTracking(), filter);
        var counts = new Dictionary<WorkTab, int>();
        foreach (var tab in Enum.GetValues<WorkTab>())
        {
            counts[tab] = await Of(narrowed, tab, actor, today).CountAsync(ct);
        }

        var pages = Math.Max(1, (counts[filter.Tab] + PageSize - 1) / PageSize);
        var page = Math.Clamp(filter.Page, 1, pages);
        var rows = await Project(Sort(Of(narrowed, filter.Tab, actor, today), filter).Skip((page - 1) * PageSize).Take(PageSize)).ToListAsync(ct);
        var calendar = await deadlines.CalendarAsync(actor.AgencyId, ct);
        var items = rows.ConvertAll(row => row with
        {
            DaysLeft = row.DueOn is { } due ? calendar.WorkingDaysBetween(today, due) : null,
            IsOverdue = row.State == WorkState.Open && row.DueOn < today,
        });
        var cycles = await db.Cycles.AsNoTracking().OrderByDescending(c => c.Year).Select(c => new CycleChoice(c.Id, c.Name)).ToListAsync(ct);
        return new WorkListing(items, counts, page, pages, await time.ZoneAsync(actor.AgencyId, ct), cycles);
    }

    private IQueryable<UserTask> Of(IQueryable<UserTask> tasks, WorkTab tab, Actor actor, DateOnly today)
    {
        var mine = Mine(actor);
        switch (tab)
        {
            case WorkTab.ToDo:
                return tasks.Where(t => t.State == WorkState.Open).Where(mine);
            case WorkTab.Overdue:
                return tasks.Where(t => t.State == WorkState.Open && t.DueOn < today).Where(mine);
            case WorkTab.Waiting:
                var units = actor.Roles.Where(held => held.Role == Role.UnitHead && held.UnitId is not null).Select(held => held.UnitId).ToList();
                var part = db.UserTasks.Where(t => t.CompletedBy == actor.PersonId).Select(t => t.InstanceId);
                var notMine = Expression.Lambda<Func<UserTask, bool>>(Expression.Not(mine.Body), mine.Parameters);
                return tasks.Where(t => t.State == WorkState.Open).Where(notMine)
                    .Where(t => part.Contains(t.InstanceId) || (t.UnitId != null && units.Contains(t.UnitId)));
            default:
                return tasks.Where(t => t.State == WorkState.Done && t.CompletedBy == actor.PersonId);
        }
    }

    /// <summary><see cref="WorkRights.MayAct"/> as a condition the database understands.</summary>
    internal static Expression<Func<UserTask, bool>> Mine(Actor actor)
    {
        var everywhere = actor.Roles.Where(held => held.UnitId is null || !WorkRights.IsUnitRole(held.Role)).Select(held => (Role?)held.Role).Distinct().ToList();
        var heads = UnitsOf(actor, Role.UnitHead);
        var staff = UnitsOf(actor, Role.Staff);
        var isHead = heads.Count > 0;
        var isStaff = staff.Count > 0;
        return t => t.AssigneeId == actor.PersonId
            || (t.AssigneeId == null && t.AssigneeRole != null
                && (everywhere.Contains(t.AssigneeRole)
                    || (isHead && t.AssigneeRole == Role.UnitHead && (t.UnitId == null || heads.Contains(t.UnitId)))
                    || (isStaff && t.AssigneeRole == Role.Staff && (t.UnitId == null || staff.Contains(t.UnitId)))));
    }

    private static List<Guid?> UnitsOf(Actor actor, Role role) =>
        [.. actor.Roles.Where(held => held.Role == role && held.UnitId is not null).Select(held => held.UnitId)];

    private static IQueryable<UserTask> Narrow(IQueryable<UserTask> tasks, WorkFilter filter)
    {
        if (filter.CycleId is { } cycleId) tasks = tasks.Where(t => t.CycleId == cycleId);
        if (string.IsNullOrWhiteSpace(filter.Search)) return tasks;

        var pattern = $"%{filter.Search.Trim().Replace(@"\", @"\\").Replace("%", @"\%").Replace("_", @"\_")}%";
        return tasks.Where(t => EF.Functions.ILike(EF.Functions.Unaccent(t.Title), EF.Functions.Unaccent(pattern)));
    }

    private static IQueryable<UserTask> Sort(IQueryable<UserTask> tasks, WorkFilter filter) => (filter.Tab, filter.Sort) switch
    {
        (_, WorkSort.Title) => tasks.OrderBy(t => t.Title).ThenBy(t => t.Id),
        (WorkTab.Done, _) => tasks.OrderByDescending(t => t.CompletedAt).ThenBy(t => t.Id),
        (_, WorkSort.Opened) => tasks.OrderByDescending(t => t.OpenedAt).ThenBy(t => t.Id),
        _ => tasks.OrderBy(t => t.DueOn == null).ThenBy(t => t.DueOn).ThenBy(t => t.OpenedAt).ThenBy(t => t.Id),
    };

    private IQueryable<WorkItem> Project(IQueryable<UserTask> tasks)
    {
        var (people, units, cycles) = (db.People, db.Units, db.Cycles);
        return tasks.Select(t => new WorkItem
        {
            Id = t.Id,
            Kind = t.Kind,
            Title = t.Title,
            State = t.State,
            Role = t.AssigneeRole,
            Person = people.Where(p => p.Id == t.AssigneeId).Select(p => p.FullName).FirstOrDefault(),
            Unit = units.Where(u => u.Id == t.UnitId).Select(u => u.Name).FirstOrDefault(),
            Cycle = cycles.Where(c => c.Id == t.CycleId).Select(c => c.Name).FirstOrDefault(),
            OpenedAt = t.OpenedAt,
            DueOn = t.DueOn,
            DueIsProvisional = t.DueIsProvisional,
            Outcome = t.Outcome,
            CompletedAt = t.CompletedAt,
        });
    }
}

internal enum WorkTab { ToDo, Overdue, Waiting, Done }

internal enum WorkSort { Due, Opened, Title }

internal sealed record WorkFilter
{
    public WorkTab Tab { get; init; }
    public WorkSort Sort { get; init; }
    public Guid? CycleId { get; init; }
    public string? Search { get; init; }
    public int Page { get; init; } = 1;
}

/// <summary>One line of the list.</summary>
internal sealed record WorkItem
{
    public required Guid Id { get; init; }
    public required WorkKind Kind { get; init; }
    public required string Title { get; init; }
    public required WorkState State { get; init; }
    public Role? Role { get; init; }
    public string? Person { get; init; }
    public string? Unit { get; init; }
    public string? Cycle { get; init; }
    public required DateTimeOffset OpenedAt { get; init; }
    public DateOnly? DueOn { get; init; }
    public bool DueIsProvisional { get; init; }
    public string? Outcome { get; init; }
    public DateTimeOffset? CompletedAt { get; init; }

    /// <summary>Working days from today to the due day; negative when it is past.</summary>
    public int? DaysLeft { get; init; }
    public bool IsOverdue { get; init; }

    public string Who => Person ?? (Role is { } role ? RoleTokens.NameOf(role) : "–");
}

internal sealed record CycleChoice(Guid Id, string Name);

internal sealed record WorkListing(
    IReadOnlyList<WorkItem> Items, IReadOnlyDictionary<WorkTab, int> Counts, int Page, int Pages, TimeZoneInfo Zone, IReadOnlyList<CycleChoice> Cycles);
