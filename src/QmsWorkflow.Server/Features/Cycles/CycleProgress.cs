using QmsWorkflow.Engine.Definitions;
using QmsWorkflow.Engine.Execution;
using QmsWorkflow.Server.Features.Tasks;
using QmsWorkflow.Server.Runtime;
using QmsWorkflow.Server.Web;

namespace QmsWorkflow.Server.Features.Cycles;

/// <summary>Counts, for each activity of the annual cycle, the work of the workflows it starts and of their children.</summary>
internal sealed class CycleProgress(InstanceRow root, IReadOnlyList<InstanceRow> instances, IReadOnlyList<UserTask> tasks, DateOnly today)
{
    private readonly InstanceState state = InstanceState.FromJson(root.State);
    private readonly ILookup<Guid?, InstanceRow> children = instances.ToLookup(i => i.ParentId);

    /// <summary>The steps in the order of the file; forks and joins are no step for people.</summary>
    public IReadOnlyList<CycleStep> Steps(WorkflowDefinition definition) =>
        [.. definition.Root.Children.Where(step => step.Type is not ("Elsa.Start" or "Elsa.FlowFork" or "Elsa.FlowJoin")).Select(Step)];

    private CycleStep Step(ActivityNode step)
    {
        var summary = state.Activities.FirstOrDefault(s => s.ActivityId == step.Id);
        var family = step.LiteralInputs.TryGetValue("workflowDefinitionId", out var started)
            ? children[root.Id].Where(i => i.DefinitionId == started).SelectMany(Family).Select(i => i.Id).ToHashSet()
            : [];
        var own = tasks.Where(t => family.Contains(t.InstanceId) || (t.InstanceId == root.Id && t.ActivityId == step.Id)).Where(t => t.State != WorkState.Cancelled).ToList();
        var open = own.FindAll(t => t.State == WorkState.Open);
        return new CycleStep(step.Id, step.DisplayText ?? step.Id, StateOf(summary?.Status))
        {
            Since = own.Count > 0 ? VietnamTime.DateOf(own.Min(t => t.OpenedAt)) : null,
            Until = summary?.Status == ActivityStatus.Completed ? VietnamTime.DateOf(summary.At) : null,
            LastDue = open.Max(t => t.DueOn),
            Done = own.Count(t => t.State == WorkState.Done),
            Total = own.Count,
            Late = open.Count(t => t.DueOn < today),
        };
    }

    private IEnumerable<InstanceRow> Family(InstanceRow instance) => children[instance.Id].SelectMany(Family).Prepend(instance);

    private static StepState StateOf(ActivityStatus? status) => status switch
    {
        ActivityStatus.Completed => StepState.Done,
        ActivityStatus.Running => StepState.Running,
        ActivityStatus.Faulted => StepState.Faulted,
        _ => StepState.NotYet,
    };
}

public enum StepState { NotYet, Running, Done, Faulted }

/// <summary>One step of the year as the cycle page shows it.</summary>
public sealed record CycleStep(string Id, string Name, StepState State)
{
    /// <summary>The day its first piece of work was opened.</summary>
    public DateOnly? Since { get; init; }

    public DateOnly? Until { get; init; }

    /// <summary>The latest due date of the work that is still open.</summary>
    public DateOnly? LastDue { get; init; }

    public int Done { get; init; }
    public int Total { get; init; }
    public int Late { get; init; }
}
