using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using QmsWorkflow.Engine.Activities;
using QmsWorkflow.Engine.Definitions;
using QmsWorkflow.Engine.Execution;

namespace QmsWorkflow.Engine.Conformance;

/// <summary>A world in memory: published definitions, instances, children and a clock that moves a second with every event.</summary>
internal sealed class ReplayWorld(StepCatalog steps)
{
    private readonly Dictionary<string, SortedDictionary<int, WorkflowDefinition>> published = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ReplayInstance> instances = new(StringComparer.Ordinal);
    private readonly List<PublishedWorkflow> texts = [];
    private readonly Queue<Action> pending = new();
    private DateTimeOffset now = new(2026, 1, 5, 0, 0, 0, TimeSpan.Zero);

    public StringBuilder Lines { get; } = new();

    public IEnumerable<ReplayInstance> Instances => instances.Values;

    /// <summary>Makes definitions known that others may use as an activity, in whatever order they are published.</summary>
    public void Know(IEnumerable<string> json) => texts.AddRange(json.Select(text => new PublishedWorkflow(text, "case")));

    public WorkflowDefinition Publish(string json)
    {
        var definition = WorkflowDefinition.Read(json, "case", steps, new WorkflowLibrary(texts)).Definition ?? throw new FormatException("The definition of the case cannot be read.");
        if (!published.TryGetValue(definition.DefinitionId, out var versions))
        {
            published[definition.DefinitionId] = versions = [];
        }

        versions[definition.Version] = definition;
        return definition;
    }

    public WorkflowDefinition? Find(string definitionId, int version) =>
        published.TryGetValue(definitionId, out var versions) && versions.TryGetValue(version, out var definition) ? definition : null;

    private WorkflowDefinition? Latest(string definitionId) => published.TryGetValue(definitionId, out var versions) ? versions.Values.Last() : null;

    public ReplayInstance Start(WorkflowDefinition definition, JsonObject input, string? correlationId, bool? continues, ChildOf? parent = null)
    {
        var id = "i" + (instances.Count + 1).ToString(CultureInfo.InvariantCulture);
        var instance = new ReplayInstance(id, definition, parent);
        instances[id] = instance;
        Advance(instance, new WorkflowEvent.Started(Tick(), null, id, input, correlationId, parent?.Parent.Id) { ContinuesWithIncidents = continues });
        return instance;
    }

    public DateTimeOffset Tick() => now = now.AddSeconds(1);

    /// <summary>Applies one event and all that follows from it.</summary>
    public void Apply(ReplayInstance instance, WorkflowEvent happened)
    {
        Advance(instance, happened);
        Settle();
    }

    public void Settle()
    {
        while (pending.TryDequeue(out var next)) { next(); }
    }

    private void Advance(ReplayInstance instance, WorkflowEvent happened)
    {
        var before = instance.State;
        var stored = before.Counter == 0 ? before : InstanceState.FromJson(before.ToJson());
        var transition = WorkflowEngine.Advance(instance.Definition, stored, happened, instance.Trace);
        instance.State = ReferenceEquals(transition.State, stored) ? before : transition.State;
        foreach (var effect in transition.Effects)
        {
            Handle(instance, effect);
        }
    }

    private void Handle(ReplayInstance instance, Effect effect)
    {
        switch (effect)
        {
            case Effect.LineWritten line: Lines.Append(line.Text).Append('\n'); break;
            case Effect.ChildrenStarted children: pending.Enqueue(() => StartChildren(instance, children)); break;
            case Effect.EventPublished published: pending.Enqueue(() => Publish(instance, published)); break;
            case Effect.InstanceEnded: pending.Enqueue(() => Ended(instance)); break;
            default: break;
        }
    }

    private void StartChildren(ReplayInstance parent, Effect.ChildrenStarted children)
    {
        if (Latest(children.DefinitionId) is not { } definition)
        {
            if (children.WaitId is { } waitId) { Advance(parent, new WorkflowEvent.WaitFailed(Tick(), null, waitId, $"Chưa ban hành quy trình {children.DefinitionId}.")); }
            return;
        }

        var group = new ChildGroup(children.Children.Length, children.IsBulk);
        foreach (var child in children.Children)
        {
            var started = Start(definition, child.Input, child.CorrelationId, null, new ChildOf(parent, children.IsAnsweredAtRest ? null : children.WaitId, group));
            if (children.IsAnsweredAtRest)
            {
                Advance(parent, new WorkflowEvent.WaitCompleted(Tick(), null, children.WaitId!, ResultOf(started), []));
            }
        }
    }

    private void Ended(ReplayInstance instance)
    {
        if (instance.Parent is not { WaitId: { } waitId } parent || instance.IsReported)
        {
            return;
        }

        instance.IsReported = true;
        var group = parent.Group;
        group.Add(instance.State);
        if (group.IsComplete)
        {
            Advance(parent.Parent, new WorkflowEvent.WaitCompleted(Tick(), null, waitId, group.IsBulk ? group.Summary() : ResultOf(instance), []));
        }
    }

    private static JsonObject ResultOf(ReplayInstance child) => new()
    {
        ["workflowInstanceId"] = child.Id,
        ["status"] = child.State.Status.ToString(),
        ["subStatus"] = child.State.SubStatus.ToString(),
        ["output"] = child.State.Outputs,
    };

    private void Publish(ReplayInstance from, Effect.EventPublished published)
    {
        if (published.IsLocal)
        {
            Advance(from, new WorkflowEvent.EventReceived(Tick(), null, published.Name, published.Payload));
        }
        else
        {
            Raise(published.Name, published.Payload, published.CorrelationId);
        }
    }

    /// <summary>Publishes an event: it starts instances by the triggers of all definitions, then resumes those that waited already; one event satisfies one wait.</summary>
    public void Raise(string eventName, JsonNode? payload, string? correlationId)
    {
        var instant = Tick();
        var waiting = instances.Values.Where(i => correlationId is null || string.Equals(i.State.CorrelationId, correlationId, StringComparison.Ordinal)).ToList();
        foreach (var definition in published.Values.Select(v => v.Values.Last()).ToList())
        {
            var trigger = definition.Triggers.FirstOrDefault(t => t.Type == "Elsa.Event" && string.Equals(t.LiteralInputs.GetValueOrDefault("eventName"), eventName, StringComparison.Ordinal));
            if (trigger is not null)
            {
                var id = "i" + (instances.Count + 1).ToString(CultureInfo.InvariantCulture);
                var started = instances[id] = new ReplayInstance(id, definition, null);
                Advance(started, new WorkflowEvent.Started(instant, null, id, [], correlationId) { TriggerActivityId = trigger.Id, TriggerPayload = payload });
            }
        }

        foreach (var instance in waiting)
        {
            Advance(instance, new WorkflowEvent.EventReceived(instant, null, eventName, payload));
        }
    }
}

/// <summary>One instance of the world.</summary>
internal sealed class ReplayInstance(string id, WorkflowDefinition definition, ChildOf? parent)
{
    public string Id { get; } = id;
    public WorkflowDefinition Definition { get; set; } = definition;
    public ChildOf? Parent { get; } = parent;
    public InstanceState State { get; set; } = InstanceState.New;
    public ExecutionTrace Trace { get; } = new();
    public bool IsReported { get; set; }
}

/// <summary>The place of a child under its parent.</summary>
internal sealed record ChildOf(ReplayInstance Parent, string? WaitId, ChildGroup Group);

/// <summary>Counts the children of one dispatch.</summary>
internal sealed class ChildGroup(int total, bool isBulk)
{
    private readonly JsonArray outputs = [];
    private int finished, faulted, cancelled;

    public bool IsBulk { get; } = isBulk;

    public bool IsComplete => finished + faulted + cancelled == total;

    public void Add(InstanceState child)
    {
        outputs.Add(child.Outputs);
        switch (child.SubStatus)
        {
            case SubStatus.Faulted: faulted++; break;
            case SubStatus.Cancelled: cancelled++; break;
            default: finished++; break;
        }
    }

    public JsonObject Summary() => new()
    {
        ["total"] = total,
        ["finished"] = finished,
        ["faulted"] = faulted,
        ["cancelled"] = cancelled,
        ["outputs"] = outputs.DeepClone(),
    };
}
