using System.Collections.Immutable;
using System.Text.Json.Nodes;
using QmsWorkflow.Engine.Activities;
using QmsWorkflow.Engine.Execution;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Runtime;

/// <summary>
/// The seam through which a workflow reaches the product: one handler per <c>Qms.*</c> step. It runs inside the transaction that stores
/// the workflow state, so it may only touch the database; slow work goes into a job whose result comes back as an event.
/// </summary>
internal interface IStepHandler
{
    StepDescriptor Descriptor { get; }

    /// <summary>Begins the step.</summary>
    /// <returns>The result when the step is over at once; null when the instance has to wait.</returns>
    /// <exception cref="StepFailedException">The step cannot be begun: it becomes an incident a person can see and resolve.</exception>
    Task<StepResult?> BeginAsync(StepContext step, CancellationToken ct);

    /// <summary>The wait was cancelled (a join, an end, a cancellation): closes what <see cref="BeginAsync"/> opened, and says so.</summary>
    Task CancelAsync(StepContext step, CancellationToken ct);
}

/// <summary>One step of one instance.</summary>
internal sealed record StepContext(InstanceRow Instance, Wait Wait, Actor Actor, DateTimeOffset Now)
{
    /// <summary>An input as text; null when it is absent or empty.</summary>
    public string? Text(string input) => Wait.Inputs[input] switch
    {
        JsonValue value when value.TryGetValue<string>(out var text) => string.IsNullOrWhiteSpace(text) ? null : text,
        null => null,
        var other => other.ToJsonString(),
    };

    /// <exception cref="StepFailedException">The input is absent.</exception>
    public string Required(string input) => Text(input)
        ?? throw new StepFailedException($"Bước {Wait.ActivityId} ({Wait.Type}) thiếu giá trị \"{input}\".");

    public bool Flag(string input) => Wait.Inputs[input] switch
    {
        JsonValue value when value.TryGetValue<bool>(out var flag) => flag,
        JsonValue value when value.TryGetValue<string>(out var text) => string.Equals(text, "true", StringComparison.OrdinalIgnoreCase),
        _ => false,
    };

    public Guid? Id(string input) => Guid.TryParse(Text(input), out var id) ? id : null;
}

/// <summary>How a step ended: the ports to leave by (empty: the default) and the value bound to its result.</summary>
internal sealed record StepResult(ImmutableArray<string> Outcomes, JsonNode? Result)
{
    public static StepResult By(string outcome, JsonNode? result = null) => new([outcome], result);
}

/// <summary>A step cannot go on; the message, in Vietnamese, becomes the incident's text.</summary>
internal sealed class StepFailedException(string message) : Exception(message);

/// <summary>What happens when a timer of this kind is due; runs in its own transaction, at most once per timer.</summary>
internal interface ITimerHandler
{
    string Kind { get; }

    Task FireAsync(TimerRow timer, CancellationToken ct);
}

/// <summary>Slow or outside work after the commit. It runs at least once, so a repeat must do no harm.</summary>
internal interface IJobHandler
{
    string Kind { get; }

    JobLane Lane => JobLane.Workflow;

    Task RunAsync(JobRow job, CancellationToken ct);
}
