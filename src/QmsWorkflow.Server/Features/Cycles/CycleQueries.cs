using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Engine.Execution;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.Documents;
using QmsWorkflow.Server.Features.People;
using QmsWorkflow.Server.Features.Tasks;
using QmsWorkflow.Server.Runtime;
using Incident = QmsWorkflow.Server.Runtime.Incident;

namespace QmsWorkflow.Server.Features.Cycles;

/// <summary>Reads a cycle for its page: what is done, what is open, who is late.</summary>
internal sealed class CycleQueries(QmsDb db, DefinitionLibrary library, People.Directory directory)
{
    public async Task<IReadOnlyList<CycleLine>> ListAsync(DateOnly today, CancellationToken ct)
    {
        var tasks = db.UserTasks;
        return await db.Cycles.AsNoTracking().OrderByDescending(c => c.Year).Select(c => new CycleLine(
            c.Id, c.Year, c.Name, c.State,
            tasks.Count(t => t.CycleId == c.Id && t.State == WorkState.Open),
            tasks.Count(t => t.CycleId == c.Id && t.State == WorkState.Open && t.DueOn < today))).ToListAsync(ct);
    }

    public async Task<CycleView?> FindAsync(Guid id, DateOnly today, CancellationToken ct)
    {
        var cycle = await db.Cycles.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, ct);
        if (cycle is null) return null;

        var instances = await db.WorkflowInstances.AsNoTracking().Where(i => i.CycleId == id).ToListAsync(ct);
        var tasks = await db.UserTasks.AsNoTracking().Where(t => t.CycleId == id).OrderBy(t => t.OpenedAt).ToListAsync(ct);
        var documents = await db.Documents.AsNoTracking().Where(d => d.CycleId == id).OrderBy(d => d.CreatedAt).ToListAsync(ct);
        var units = await db.Units.AsNoTracking().ToDictionaryAsync(u => u.Id, ct);
        var people = await db.People.AsNoTracking().ToDictionaryAsync(p => p.Id, p => p.FullName, ct);
        var holders = await directory.HoldersAsync(today, ct);
        var instanceIds = instances.ConvertAll(i => (Guid?)i.Id);
        return new CycleView
        {
            Cycle = cycle,
            Steps = await StepsAsync(instances, tasks, cycle, today, ct),
            Open = Groups(tasks.Where(t => t.State == WorkState.Open).Select(t => Task(t, units, people, holders, today))),
            Units = Units(instances, tasks, documents, units, today),
            Documents = [.. documents.Where(d => d.UnitId is null)],
            Facts = await db.CycleFacts.AsNoTracking().Where(f => f.CycleId == id).OrderBy(f => f.Day).ToListAsync(ct),
            Incidents = await db.Incidents.AsNoTracking().Where(i => i.ResolvedAt == null && instanceIds.Contains(i.InstanceId)).OrderBy(i => i.RaisedAt).ToListAsync(ct),
        };
    }

    private async Task<IReadOnlyList<CycleStep>> StepsAsync(List<InstanceRow> instances, List<UserTask> tasks, Cycle cycle, DateOnly today, CancellationToken ct) =>
        instances.Find(i => i.Id == cycle.RootInstanceId) is { } root
            ? new CycleProgress(root, instances, tasks, today).Steps(await library.LoadAsync(db, root.DefinitionRowId, ct))
            : [];

    /// <summary>What is late first, then what is due next; a document that many have still to read is one line.</summary>
    private static IReadOnlyList<WorkGroup> Groups(IEnumerable<TaskLine> open) =>
    [
        .. open.GroupBy(t => t.IsReading ? (t.Title, t.DueOn, Guid.Empty) : (t.Title, t.DueOn, t.Id))
            .Select(g => new WorkGroup([.. g.OrderBy(t => t.Unit, StringComparer.CurrentCulture).ThenBy(t => t.Who, StringComparer.CurrentCulture)]))
            .OrderByDescending(g => g.First.IsLate).ThenBy(g => g.First.DueOn ?? DateOnly.MaxValue).ThenBy(g => g.First.Unit, StringComparer.CurrentCulture),
    ];

    private static TaskLine Task(UserTask task, Dictionary<Guid, Unit> units, Dictionary<Guid, string> people, IReadOnlyList<Holder> holders, DateOnly today) => new(
        task.Id, task.Kind == WorkKind.Acknowledge, task.Title, task.UnitId is { } unit && units.TryGetValue(unit, out var of) ? of.Name : null,
        task.AssigneeId is { } person && people.TryGetValue(person, out var name) ? name : task.AssigneeRole is { } role ? InOffice(role, task.UnitId, holders) : "",
        task.DueOn, task.DueIsProvisional, task.DueOn < today);

    /// <summary>"Văn thư: Nguyễn Thị Lan"; the office alone when nobody holds it.</summary>
    private static string InOffice(Role role, Guid? unit, IReadOnlyList<Holder> holders)
    {
        var names = holders.Where(h => h.Role == role && (h.UnitId is null || unit is null || h.UnitId == unit)).Select(h => h.Name).Distinct(StringComparer.Ordinal).Order(StringComparer.CurrentCulture).ToList();
        return names.Count == 0 ? RoleTokens.NameOf(role) : $"{RoleTokens.NameOf(role)}: {string.Join(", ", names)}";
    }

    private static List<UnitLine> Units(List<InstanceRow> instances, List<UserTask> tasks, List<Document> documents, Dictionary<Guid, Unit> units, DateOnly today) =>
    [
        .. instances.Where(i => i.UnitId is not null && i.DefinitionId == "department-objectives")
            .OrderBy(i => units[i.UnitId!.Value].SortOrder)
            .Select(i =>
            {
                var own = tasks.FindAll(t => t.InstanceId == i.Id);
                var open = own.FindAll(t => t.State == WorkState.Open);
                var first = own.Find(t => t.Form == "unit-objectives");
                var document = documents.FindLast(d => d.InstanceId == i.Id && d.Kind == "unit-objectives");
                return new UnitLine(
                    i.UnitId!.Value, units[i.UnitId.Value].Name, first?.DueOn, first?.DueIsProvisional ?? false, i.Status == InstanceStatus.Finished,
                    open.FirstOrDefault()?.Title, open.Exists(t => t.DueOn < today), document?.Id, document?.State, own.Count(t => t.Kind == WorkKind.Acknowledge && t.State == WorkState.Done),
                    own.Count(t => t.Kind == WorkKind.Acknowledge));
            }),
    ];
}

internal sealed record CycleLine(Guid Id, int Year, string Name, CycleState State, int Open, int Overdue);

internal sealed record CycleView
{
    public required Cycle Cycle { get; init; }
    public required IReadOnlyList<CycleStep> Steps { get; init; }
    public required IReadOnlyList<WorkGroup> Open { get; init; }
    public required IReadOnlyList<UnitLine> Units { get; init; }
    public required IReadOnlyList<Document> Documents { get; init; }
    public required IReadOnlyList<CycleFact> Facts { get; init; }
    public required IReadOnlyList<Incident> Incidents { get; init; }
}

public sealed record TaskLine(Guid Id, bool IsReading, string Title, string? Unit, string Who, DateOnly? DueOn, bool IsProvisional, bool IsLate);

/// <summary>One piece of open work, or the same reading that waits for several people.</summary>
public sealed record WorkGroup(IReadOnlyList<TaskLine> Tasks)
{
    public TaskLine First => Tasks[0];
}

public sealed record UnitLine(
    Guid UnitId, string Name, DateOnly? DueOn, bool IsProvisional, bool IsDone, string? OpenStep, bool IsLate, Guid? DocumentId, DocumentState? DocumentState, int Read, int Readers);
