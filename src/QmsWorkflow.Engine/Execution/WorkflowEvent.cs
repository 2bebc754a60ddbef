using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace QmsWorkflow.Engine.Execution;

/// <summary>Something that happened to a workflow instance. It carries the instant and the actor, so that advancing is reproducible.</summary>
/// <param name="At">The instant, in UTC.</param>
/// <param name="Actor">Who did it; null for the system.</param>
public abstract record WorkflowEvent(DateTimeOffset At, string? Actor)
{
    /// <summary>The instance starts. Valid only as the first event.</summary>
    public sealed record Started(
        DateTimeOffset At, string? Actor, string InstanceId, JsonObject Input,
        string? CorrelationId = null, string? ParentInstanceId = null) : WorkflowEvent(At, Actor)
    {
        /// <summary>The activity (event or timer) that started the instance; it completes at once. Null for an ordinary start.</summary>
        public string? TriggerActivityId { get; init; }

        /// <summary>The payload of the event that started the instance.</summary>
        public JsonNode? TriggerPayload { get; init; }

        /// <summary>Overrides what the definition says about incidents: true lets other branches go on.</summary>
        public bool? ContinuesWithIncidents { get; init; }
    }

    /// <summary>
    /// A wait is over: a task is done, a step has its outcome, a timer fired, the child or all children of a bulk dispatch ended.
    /// A wait that is not open (late or repeated event) changes nothing.
    /// </summary>
    /// <param name="WaitId">The id from <see cref="Wait.Id"/>.</param>
    /// <param name="Result">The value bound to the activity's result, or null.</param>
    /// <param name="Outcomes">Outcomes to leave by; empty means the activity's own default.</param>
    public sealed record WaitCompleted(
        DateTimeOffset At, string? Actor, string WaitId, JsonNode? Result, ImmutableArray<string> Outcomes) : WorkflowEvent(At, Actor);

    /// <summary>A named event reaches this instance and resumes the <c>Elsa.Event</c> waits of that name.</summary>
    public sealed record EventReceived(DateTimeOffset At, string? Actor, string Name, JsonNode? Payload) : WorkflowEvent(At, Actor);

    /// <summary>The work behind a wait failed for good: the activity becomes an incident.</summary>
    public sealed record WaitFailed(DateTimeOffset At, string? Actor, string WaitId, string Message) : WorkflowEvent(At, Actor);

    /// <summary>The instance is cancelled; open waits are closed and say so.</summary>
    public sealed record Cancelled(DateTimeOffset At, string? Actor, string? Reason) : WorkflowEvent(At, Actor);

    /// <summary>A faulted activity runs again.</summary>
    public sealed record IncidentRetried(DateTimeOffset At, string? Actor, string IncidentId) : WorkflowEvent(At, Actor);

    /// <summary>A faulted activity is passed over, leaving by the given outcomes.</summary>
    public sealed record IncidentSkipped(
        DateTimeOffset At, string? Actor, string IncidentId, string Reason, ImmutableArray<string> Outcomes) : WorkflowEvent(At, Actor);

    /// <summary>A person repairs a workflow variable.</summary>
    public sealed record VariableRepaired(DateTimeOffset At, string? Actor, string VariableId, JsonNode? Value) : WorkflowEvent(At, Actor);

    /// <summary>A person lets an activity run (again); it supersedes a faulted execution of the same activity.</summary>
    public sealed record ActivityScheduled(DateTimeOffset At, string? Actor, string ActivityId) : WorkflowEvent(At, Actor);

    /// <summary>A person ends what is running of an activity; what follows it is passed over.</summary>
    public sealed record ActivityCancelled(DateTimeOffset At, string? Actor, string ActivityId) : WorkflowEvent(At, Actor);

    /// <summary>The instance moves to the version of the definition that is handed to the advance; activities are matched by id.</summary>
    /// <param name="Version">The version it moves to, so that a stored history tells by which definition it goes on.</param>
    public sealed record Migrated(DateTimeOffset At, string? Actor, int? Version = null) : WorkflowEvent(At, Actor);

    /// <summary>Reads an event from a stored history: its type's name and its properties as JSON.</summary>
    /// <exception cref="FormatException">The text is no event of that kind.</exception>
    public static WorkflowEvent FromJson(string kind, string body)
    {
        ArgumentNullException.ThrowIfNull(kind);
        try
        {
            var type = typeof(WorkflowEvent).GetNestedType(kind);
            return type is not null && JsonSerializer.Deserialize(body, type) is WorkflowEvent happened
                ? happened
                : throw new FormatException($"There is no event \"{kind}\".");
        }
        catch (JsonException broken)
        {
            throw new FormatException($"The text is no event \"{kind}\": " + broken.Message, broken);
        }
    }
}
