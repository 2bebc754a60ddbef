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
internal sealed class CycleQueries(QmsDb db, DefinitionLibrary library)
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
        var instanceIds = instances.ConvertAll(i => (Guid?)i.Id);
        return new CycleView
        {
            Cycle = cycle,
            Steps = await StepsAsync(instances, cycle, ct),
            OpenTasks = [.. tasks.Where(t => t.State == WorkState.Open).Select(t => Task(t, units, people, today))],
            Units = Units(instances, tasks, documents, units, today),
            Documents = [.. documents.Where(d => d.UnitId is null)],
            Facts = await db.CycleFacts.AsNoTracking().Where(f => f.CycleId == id).OrderBy(f => f.Day).ToListAsync(ct),
            Incidents = await db.Incidents.AsNoTracking().Where(i => i.ResolvedAt == null && instanceIds.Contains(i.InstanceId)).OrderBy(i => i.RaisedAt).ToListAsync(ct),
        };
    }

    /// <summary>The activities of the annual cycle in the order of the file, with the state of each.</summary>
    private async Task<IReadOnlyList<CycleStep>> StepsAsync(List<InstanceRow> instances, Cycle cycle, CancellationToken ct)
    {
        var root = instances.Find(i => i.Id == cycle.RootInstanceId);
        if (root is null) return [];

        var definition = await library.LoadAsync(db, root.DefinitionRowId, ct);
        var state = InstanceState.FromJson(root.State);
        return [.. definition.Root.Children.Where(step => step.Type is not ("Elsa.Start" or "Elsa.FlowFork" or "Elsa.FlowJoin"))
            .Select(step => new CycleStep(step.Id, step.DisplayText ?? step.Id, StateOf(state, step.Id)))];
    }

    private static StepState StateOf(InstanceState state, string activityId) =>
        state.Activities.FirstOrDefault(summary => summary.ActivityId == activityId)?.Status switch
        {
            ActivityStatus.Completed => StepState.Done,
            ActivityStatus.Running => StepState.Running,
            ActivityStatus.Faulted => StepState.Faulted,
            _ => StepState.NotYet,
        };

    private static TaskLine Task(UserTask task, Dictionary<Guid, Unit> units, Dictionary<Guid, string> people, DateOnly today) => new(
        task.Id, task.Kind, task.Title, task.UnitId is { } unit && units.TryGetValue(unit, out var of) ? of.Name : null,
        task.AssigneeId is { } person && people.TryGetValue(person, out var name) ? name : task.AssigneeRole is { } role ? RoleTokens.NameOf(role) : "",
        task.DueOn, task.DueIsProvisional, task.DueOn < today);

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
    public required IReadOnlyList<TaskLine> OpenTasks { get; init; }
    public required IReadOnlyList<UnitLine> Units { get; init; }
    public required IReadOnlyList<Document> Documents { get; init; }
    public required IReadOnlyList<CycleFact> Facts { get; init; }
    public required IReadOnlyList<Incident> Incidents { get; init; }
}

internal enum StepState { NotYet, Running, Done, Faulted }

internal sealed record CycleStep(string Id, string Name, StepState State);

internal sealed record TaskLine(Guid Id, WorkKind Kind, string Title, string? Unit, string Who, DateOnly? DueOn, bool IsProvisional, bool IsLate);

internal sealed record UnitLine(
    Guid UnitId, string Name, DateOnly? DueOn, bool IsProvisional, bool IsDone, string? OpenStep, bool IsLate, Guid? DocumentId, DocumentState? DocumentState, int Read, int Readers);
