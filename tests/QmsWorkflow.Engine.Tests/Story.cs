using System.Collections.Immutable;
using System.Text.Json.Nodes;
using QmsWorkflow.Engine.Definitions;
using QmsWorkflow.Engine.Execution;

namespace QmsWorkflow.Engine.Tests;

/// <summary>One instance in a test: what happens to it, and what came of it.</summary>
internal sealed class Story(WorkflowDefinition definition)
{
    public static readonly DateTimeOffset Beginning = new(2026, 3, 2, 1, 0, 0, TimeSpan.Zero);

    private DateTimeOffset now = Beginning;

    public WorkflowDefinition Definition { get; private set; } = definition;
    public InstanceState State { get; private set; } = InstanceState.New;
    public ImmutableArray<Effect> Effects { get; private set; } = [];
    public List<WorkflowEvent> History { get; } = [];
    public ExecutionTrace Trace { get; } = new();
    public List<string> Lines { get; } = [];

    /// <summary>The statuses in the order executions started: <c>t Completed</c>.</summary>
    public string Executed => string.Join("; ", Trace.Entries.Where(e => e.ActivityId is not ("Workflow1" or "flow")).Select(e => $"{e.ActivityId} {e.Status}"));

    /// <summary>The ids of the activities that wait, in order.</summary>
    public string Waiting => string.Join(" ", State.OpenWaits.Select(w => w.ActivityId));

    public Story Start(JsonObject? input = null) => Raise(at => new WorkflowEvent.Started(at, "an", "i1", input ?? []));

    public Story Raise(Func<DateTimeOffset, WorkflowEvent> make)
    {
        now = now.AddMinutes(1);
        return Apply(make(now));
    }

    public Story Apply(WorkflowEvent happened)
    {
        var transition = WorkflowEngine.Advance(Definition, State, happened, Trace);
        History.Add(happened);
        State = transition.State;
        Effects = transition.Effects;
        Lines.AddRange(Effects.OfType<Effect.LineWritten>().Select(l => l.Text));
        return this;
    }

    public Story Complete(string activityId, JsonNode? result = null, params string[] outcomes) =>
        Raise(at => new WorkflowEvent.WaitCompleted(at, "an", Wait(activityId).Id, result, [.. outcomes]));

    public Story Receive(string name, JsonNode? payload = null) => Raise(at => new WorkflowEvent.EventReceived(at, "an", name, payload));

    public Story Migrate(WorkflowDefinition target)
    {
        Definition = target;
        return Raise(at => new WorkflowEvent.Migrated(at, "an"));
    }

    public Wait Wait(string activityId) => State.OpenWaits.Last(w => w.ActivityId == activityId);

    /// <summary>Stores and reads the state, as a server does between two events.</summary>
    public Story Reload()
    {
        State = InstanceState.FromJson(State.ToJson());
        return this;
    }
}
