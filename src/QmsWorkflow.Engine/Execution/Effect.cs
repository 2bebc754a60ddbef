using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace QmsWorkflow.Engine.Execution;

/// <summary>What the world has to do after an advance. The runner applies all effects in the transaction that stores the new state.</summary>
public abstract record Effect
{
    private Effect() { }

    /// <summary>The instance now waits. For <c>Qms.*</c> steps this asks the product to begin the step.</summary>
    public sealed record WaitOpened(Wait Wait) : Effect;

    /// <summary>A wait closed without being completed by its own event (cancelled by a join, an end, a cancellation).</summary>
    public sealed record WaitCancelled(Wait Wait) : Effect;

    /// <summary>
    /// Children start. One for ExecuteWorkflow and DispatchWorkflow, many for BulkDispatchWorkflows.
    /// When <paramref name="WaitId"/> is set, the runner raises <see cref="WorkflowEvent.WaitCompleted"/> once, when the last child has ended:
    /// Result is the child's result object, or for a bulk dispatch <c>{ "total", "finished", "faulted", "cancelled", "outputs" }</c>.
    /// </summary>
    public sealed record ChildrenStarted(string? WaitId, string ActivityId, string DefinitionId, bool IsBulk, ImmutableArray<ChildStart> Children) : Effect
    {
        /// <summary>The wait is over as soon as the child has started and come to rest, whether it has ended or not (ExecuteWorkflow that does not wait).</summary>
        public bool IsAnsweredAtRest { get; init; }
    }

    /// <summary>A named event is published to other instances (<paramref name="IsLocal"/>: only to this one).</summary>
    public sealed record EventPublished(string Name, string? CorrelationId, bool IsLocal, JsonNode? Payload) : Effect;

    /// <summary>A line for the process log (<c>Elsa.WriteLine</c>).</summary>
    public sealed record LineWritten(string Text) : Effect;

    /// <summary>An activity failed. It stays until a person retries, skips or repairs it.</summary>
    public sealed record IncidentRaised(string IncidentId, string ActivityId, string ActivityType, string Message) : Effect;

    /// <summary>An incident is answered.</summary>
    public sealed record IncidentResolved(string IncidentId) : Effect;

    /// <summary>The instance is over.</summary>
    public sealed record InstanceEnded(SubStatus SubStatus, JsonObject Outputs) : Effect;
}

/// <summary>One child to start.</summary>
public sealed record ChildStart(JsonObject Input, string? CorrelationId);

/// <summary>What an instance waits for.</summary>
/// <param name="Id">A counter of the instance as text: unique within the instance, reproducible.</param>
/// <param name="ActivityId">The id of the activity in the definition.</param>
/// <param name="Type">The activity type, for example <c>Elsa.RunTask</c>, <c>Elsa.Delay</c>, <c>Qms.UserTask</c>.</param>
/// <param name="Name">Task or event name; null for other types.</param>
/// <param name="DueAt">When a timer is due, in UTC; null for other types.</param>
/// <param name="Inputs">The evaluated inputs of a step or the payload of a task, by their JSON names.</param>
public sealed record Wait(string Id, string ActivityId, string Type, string? Name, DateTimeOffset? DueAt, JsonObject Inputs);

/// <summary>Running or finished.</summary>
public enum InstanceStatus { Running, Finished }

/// <summary>The finer state; the first three belong to running, the others to finished.</summary>
public enum SubStatus { Pending, Executing, Suspended, Finished, Cancelled, Faulted }

/// <summary>The new state and what the world has to do.</summary>
public sealed record Transition(InstanceState State, ImmutableArray<Effect> Effects);
