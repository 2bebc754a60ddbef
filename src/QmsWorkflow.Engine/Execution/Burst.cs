using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using QmsWorkflow.Engine.Definitions;

namespace QmsWorkflow.Engine.Execution;

/// <summary>
/// One run of an instance from an event until it waits or ends. Work is done from one first-in-first-out queue; completion of a child
/// is told to its container at once. This is the mutable inside of <see cref="WorkflowEngine.Advance"/>.
/// </summary>
internal sealed partial class Burst
{
    /// <summary>More executions than this in one burst is an endless loop.</summary>
    private const int ExecutionLimit = 250_000;

    private readonly WorkflowDefinition definition;
    private readonly DateTimeOffset at;
    private readonly string? actor;
    private readonly ExecutionTrace? trace;
    private readonly InstanceState before;
    private readonly ImmutableArray<Effect>.Builder effects = ImmutableArray.CreateBuilder<Effect>();
    private readonly SummaryData[] summaries;
    private readonly List<Incident> incidents;

    private List<WorkItem> queue = new(16);
    private int head;
    private int executed;
    private int counter;
    private ActivityExecution root = null!;
    private string? correlationId;
    private string? name;
    private bool isCancelled;

    /// <summary>The whole instance ends: what has failed stays shown as failed.</summary>
    private bool isEnding;
    private bool isStartPending;

    private readonly string instanceId;
    private readonly string? parentInstanceId;
    private readonly string? triggerId;
    private readonly bool continuesWithIncidents;
    private readonly JsonObject input;
    private JsonObject outputs;
    private bool ownsOutputs;
    private ImmutableSortedDictionary<string, string> seen;

    /// <summary>A new instance.</summary>
    public Burst(WorkflowDefinition definition, WorkflowEvent.Started started, ExecutionTrace? trace)
    {
        this.definition = definition;
        this.trace = trace;
        before = InstanceState.New;
        at = started.At.ToUniversalTime();
        actor = started.Actor;
        instanceId = started.InstanceId;
        parentInstanceId = started.ParentInstanceId;
        correlationId = started.CorrelationId;
        triggerId = started.TriggerActivityId;
        isStartPending = triggerId is not null;
        continuesWithIncidents = started.ContinuesWithIncidents ?? definition.ContinuesWithIncidents;
        input = Values.JsonValues.CanonicalObject(started.Input);
        outputs = [];
        ownsOutputs = true;
        seen = before.Seen;
        summaries = new SummaryData[definition.Activities.Length];
        incidents = [];
    }

    /// <summary>An instance that goes on.</summary>
    public Burst(WorkflowDefinition definition, InstanceState state, WorkflowEvent happened, ExecutionTrace? trace)
    {
        this.definition = definition;
        this.trace = trace;
        before = state;
        at = happened.At.ToUniversalTime();
        actor = happened.Actor;
        instanceId = state.InstanceId;
        parentInstanceId = state.ParentInstanceId;
        correlationId = state.CorrelationId;
        name = state.Name;
        triggerId = state.TriggerActivityId;
        continuesWithIncidents = state.ContinuesWithIncidents;
        input = state.InputData;
        outputs = state.OutputData;
        seen = state.Seen;
        counter = state.Counter;
        incidents = [.. state.Incidents];
        summaries = StateBinder.Summaries(definition, state);
        root = StateBinder.Bind(definition, state, this);
    }

    public Transition Start(WorkflowEvent.Started started)
    {
        triggerPayload = Values.JsonValues.Canonical(started.TriggerPayload);
        root = Begin(definition.Workflow, null, default);
        Run(root);
        Drain();
        return Freeze();
    }

    private Transition Unchanged() => new(before, []);

    public int NextId() => ++counter;

    private string NextName() => NextId().ToString(CultureInfo.InvariantCulture);

    // ---- queue ----

    private struct WorkItem
    {
        public ActivityExecution? Owner;
        public ActivityNode Node;
        public ActivityExecution? Again;
        public bool IsViaBackward;
        public bool HasValue;
        public JsonNode? Value;
        public int? ValueIndex;
    }

    private void Enqueue(ActivityExecution owner, ActivityNode node)
    {
        owner.Queued++;
        queue.Add(new WorkItem { Owner = owner, Node = node });
    }

    private void EnqueueIteration(ActivityExecution owner, ActivityNode node, JsonNode? value, int? index)
    {
        owner.Queued++;
        queue.Add(new WorkItem { Owner = owner, Node = node, HasValue = true, Value = value, ValueIndex = index });
    }

    private void Drain()
    {
        while (head < queue.Count)
        {
            var item = queue[head];
            queue[head++] = default;
            if (head > 1024 && head * 2 > queue.Count)
            {
                queue.RemoveRange(0, head);
                head = 0;
            }

            if (item.Owner is null)
            {
                continue;
            }

            item.Owner.Queued--;
            var execution = item.Again ?? Begin(item.Node, item.Owner, item);
            if (++executed > ExecutionLimit)
            {
                Fail(execution, $"Quá {ExecutionLimit} bước trong một lần chạy: có lẽ quy trình lặp vô hạn.");
                continue;
            }

            Run(execution);
        }

        queue.Clear();
        head = 0;
    }

    /// <summary>Removes queued work of one owner, or only of one of its activities.</summary>
    private void RemoveQueued(ActivityExecution owner, ActivityNode? only = null)
    {
        if (owner.Queued == 0)
        {
            return;
        }

        for (var i = head; i < queue.Count; i++)
        {
            if (ReferenceEquals(queue[i].Owner, owner) && (only is null || ReferenceEquals(queue[i].Node, only)))
            {
                queue[i] = default;
                owner.Queued--;
            }
        }
    }

    private bool IsQueued(ActivityExecution owner, ActivityNode node)
    {
        if (owner.Queued > 0)
        {
            for (var i = head; i < queue.Count; i++)
            {
                if (ReferenceEquals(queue[i].Owner, owner) && ReferenceEquals(queue[i].Node, node)) { return true; }
            }
        }

        return false;
    }

    // ---- life of an execution ----

    private ActivityExecution Begin(ActivityNode node, ActivityExecution? owner, in WorkItem item)
    {
        var execution = new ActivityExecution
        {
            Id = NextId(),
            Key = node.Key,
            Node = node,
            ParentId = owner?.Id ?? 0,
            IsViaBackward = item.IsViaBackward,
            HasValue = item.HasValue,
            Value = item.Value,
            ValueIndex = item.ValueIndex,
        };
        owner?.Attach(execution);
        ref var summary = ref summaries[node.Index];
        summary.Times++;
        summary.Status = ActivityStatus.Running;
        summary.Outcome = null;
        summary.AtTicks = at.UtcTicks;
        trace?.Started(execution.Id, node);
        return execution;
    }

    private void Run(ActivityExecution execution)
    {
        try
        {
            Execute(execution);
        }
        catch (ActivityFailure failure)
        {
            Fail(execution, failure.Message);
        }
    }

    private void Change(ActivityExecution execution, ActivityStatus status, string[]? outcomes)
    {
        var parent = execution.Parent;
        if (parent is not null)
        {
            if (execution.Status == ActivityStatus.Running) { parent.RunningChildren--; }
            if (execution.Status == ActivityStatus.Faulted) { parent.FaultedChildren--; }
            if (status == ActivityStatus.Running) { parent.RunningChildren++; }
            if (status == ActivityStatus.Faulted) { parent.FaultedChildren++; }
        }

        execution.Status = status;
        ref var summary = ref summaries[execution.Node.Index];
        summary.Status = status;
        summary.Outcome = outcomes is null ? null : outcomes.Length == 1 ? outcomes[0] : string.Join(',', outcomes);
        summary.AtTicks = at.UtcTicks;
        trace?.Changed(execution.Id, status, outcomes);
    }

    /// <summary>Ends an execution and tells its container; null outcomes mean the default (Done).</summary>
    private void Complete(ActivityExecution execution, string[]? outcomes = null)
    {
        if (execution.Status != ActivityStatus.Running)
        {
            return;
        }

        outcomes ??= execution.PendingOutcomes;
        var parent = execution.Parent;
        if (parent?.Flow is not null && FindInvalidJump(parent, execution, outcomes) is { } jump)
        {
            Fail(execution, $"Đường quay lui từ \"{execution.Node.Id}\" tới \"{jump}\" nhảy vào một nhánh khác nên không đi được.");
            return;
        }

        CloseInside(execution);
        CloseWait(execution);
        Change(execution, ActivityStatus.Completed, outcomes);
        if (parent is null)
        {
            return;
        }

        parent.Detach(execution);
        if (parent.Status == ActivityStatus.Running)
        {
            ChildCompleted(parent, execution, outcomes);
        }
    }

    /// <summary>Cancels what is open inside and forgets what is queued inside.</summary>
    private void CloseInside(ActivityExecution execution)
    {
        RemoveQueued(execution);
        for (var child = execution.FirstChild; child is not null; child = child.Next)
        {
            Close(child, isDetached: false);
        }

        execution.FirstChild = execution.LastChild = null;
    }

    /// <summary>Cancels an execution and everything inside without telling its container.</summary>
    private void Close(ActivityExecution execution, bool isDetached = true)
    {
        CloseInside(execution);
        CloseWait(execution);
        if (execution.Status == ActivityStatus.Running)
        {
            Change(execution, ActivityStatus.Canceled, null);
        }
        else if (execution.Status == ActivityStatus.Faulted)
        {
            CloseFaulted(execution);
        }

        if (isDetached)
        {
            execution.Parent?.Detach(execution);
        }
    }

    private void CloseWait(ActivityExecution execution)
    {
        if (execution.Wait is { } wait)
        {
            execution.Wait = null;
            effects.Add(new Effect.WaitCancelled(wait));
        }
    }

    // ---- result ----

    private Transition Freeze()
    {
        var live = new List<ActivityExecution>();
        Collect(root, live);
        live.Sort(static (a, b) => a.Id.CompareTo(b.Id));
        var waits = OpenWaits(live);
        if (root.Status == ActivityStatus.Running && waits.IsEmpty && !HasOpenIncident() && !isCancelled)
        {
            Fail(root, "Quy trình không còn việc nào đang chờ mà chưa kết thúc.");
        }

        var (status, subStatus) = isCancelled ? (InstanceStatus.Finished, SubStatus.Cancelled)
            : !continuesWithIncidents && HasOpenIncident() ? (InstanceStatus.Finished, SubStatus.Faulted)
            : root.Status is ActivityStatus.Completed or ActivityStatus.Canceled ? (InstanceStatus.Finished, SubStatus.Finished)
            : (InstanceStatus.Running, SubStatus.Suspended);
        if (status == InstanceStatus.Finished)
        {
            effects.Add(new Effect.InstanceEnded(subStatus, (JsonObject)outputs.DeepClone()));
        }

        var state = InstanceState.Create(new StateParts
        {
            InstanceId = instanceId,
            Definition = definition,
            ParentInstanceId = parentInstanceId,
            Status = status,
            SubStatus = subStatus,
            CorrelationId = correlationId,
            Name = name,
            StartedAt = before.StartedAt ?? at,
            ChangedAt = at,
            EndedAt = status == InstanceStatus.Finished ? at : null,
            Waits = waits,
            Incidents = [.. incidents],
            Input = input,
            Outputs = outputs,
            TriggerId = triggerId,
            Counter = counter,
            Executions = [.. live],
            Summaries = summaries,
            Seen = seen,
            ContinuesWithIncidents = continuesWithIncidents,
        });
        return new Transition(state, effects.DrainToImmutable());
    }

    private static void Collect(ActivityExecution execution, List<ActivityExecution> live)
    {
        live.Add(execution);
        for (var child = execution.FirstChild; child is not null; child = child.Next)
        {
            Collect(child, live);
        }
    }

    private static ImmutableArray<Wait> OpenWaits(List<ActivityExecution> live)
    {
        var waits = new List<Wait>();
        foreach (var execution in live)
        {
            if (execution.Wait is { } wait) { waits.Add(wait); }
        }

        waits.Sort(static (a, b) => a.Id.Length != b.Id.Length ? a.Id.Length.CompareTo(b.Id.Length) : string.CompareOrdinal(a.Id, b.Id));
        return [.. waits];
    }

    private JsonNode? triggerPayload;
}

/// <summary>An activity cannot go on; it becomes an incident.</summary>
#pragma warning disable CA1064 // internal control flow of the engine
internal sealed class ActivityFailure(string message) : Exception(message);
#pragma warning restore CA1064
