using System.Collections.Immutable;
using System.Text.Json.Nodes;
using QmsWorkflow.Engine.Definitions;

namespace QmsWorkflow.Engine.Execution;

/// <summary>The state of one workflow instance: a snapshot with a format number, written to and read from JSON without loss.</summary>
/// <remarks>Immutable; safe to share between threads.</remarks>
public sealed partial class InstanceState
{
    /// <summary>The number of the JSON format this version writes.</summary>
    public const int CurrentFormat = 1;

    private InstanceState() { }

    /// <summary>An instance before its first event, which must be <see cref="WorkflowEvent.Started"/>.</summary>
    public static InstanceState New { get; } = new();

    public string InstanceId { get; internal init; } = "";
    public string DefinitionId { get; internal init; } = "";

    /// <summary>The version of the definition the instance is pinned to.</summary>
    public int DefinitionVersion { get; internal init; }
    public string? ParentInstanceId { get; internal init; }
    public InstanceStatus Status { get; internal init; }
    public SubStatus SubStatus { get; internal init; }
    public string? CorrelationId { get; internal init; }
    public string? Name { get; internal init; }
    public DateTimeOffset? StartedAt { get; internal init; }

    /// <summary>The instant of the last event that changed something.</summary>
    public DateTimeOffset? ChangedAt { get; internal init; }

    /// <summary>When the instance finished; null while it runs.</summary>
    public DateTimeOffset? EndedAt { get; internal init; }

    /// <summary>What the instance waits for, oldest first.</summary>
    public ImmutableArray<Wait> OpenWaits { get; internal init; } = [];

    /// <summary>All incidents, oldest first, answered ones too.</summary>
    public ImmutableArray<Incident> Incidents { get; internal init; } = [];

    /// <summary>The incidents nobody has answered.</summary>
    public IEnumerable<Incident> OpenIncidents => Incidents.Where(i => i.IsOpen);

    /// <summary>Per activity: how often it ran and how it ended last. Activities that never ran are left out.</summary>
    public ImmutableArray<ActivitySummary> Activities => Bound is null ? StoredSummaries : Summarise();

    /// <summary>A copy of what the instance was started with.</summary>
    public JsonObject Input => (JsonObject)InputData.DeepClone();

    /// <summary>A copy of the workflow outputs.</summary>
    public JsonObject Outputs => (JsonObject)OutputData.DeepClone();

    /// <summary>A copy of the workflow variables by name.</summary>
    public IReadOnlyDictionary<string, JsonNode?> Variables => CopyVariables();

    internal JsonObject InputData { get; init; } = [];
    internal JsonObject OutputData { get; init; } = [];
    internal string? TriggerActivityId { get; init; }

    /// <summary>The last number given to an execution, wait or incident.</summary>
    internal int Counter { get; init; }

    /// <summary>All executions that are not finished, and the workflow, by id.</summary>
    internal ActivityExecution[] Executions { get; init; } = [];

    /// <summary>The definition the executions are bound to; null after reading from JSON.</summary>
    internal WorkflowDefinition? Bound { get; init; }
    internal SummaryData[] Summaries { get; init; } = [];
    internal ImmutableArray<ActivitySummary> StoredSummaries { get; init; } = [];

    /// <summary>Fingerprints of the last events by name, so that a repeated one changes nothing.</summary>
    internal ImmutableSortedDictionary<string, string> Seen { get; init; } = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    internal bool ContinuesWithIncidents { get; init; }

    private ImmutableArray<ActivitySummary> Summarise()
    {
        var list = ImmutableArray.CreateBuilder<ActivitySummary>();
        for (var i = 0; i < Summaries.Length; i++)
        {
            var data = Summaries[i];
            if (data.Times > 0)
            {
                list.Add(new ActivitySummary(Bound!.Activities[i].Key, data.Times, data.Status, data.Outcome, new DateTimeOffset(data.AtTicks, TimeSpan.Zero)));
            }
        }

        return list.ToImmutable();
    }

    private Dictionary<string, JsonNode?> CopyVariables()
    {
        var copy = new Dictionary<string, JsonNode?>(StringComparer.Ordinal);
        if (Executions.Length == 0)
        {
            return copy;
        }

        var root = Executions[0];
        if (Bound is not null && root.Values is not null)
        {
            for (var i = 0; i < root.Values.Length; i++)
            {
                copy[root.Node.Variables[i].Name] = root.Values[i]?.DeepClone();
            }
        }

        foreach (var (name, value) in root.StoredVariables ?? [])
        {
            copy[name] = value?.DeepClone();
        }

        foreach (var (name, value) in root.Dynamics ?? [])
        {
            copy[name] = value?.DeepClone();
        }

        return copy;
    }
}

/// <summary>How one activity fared in an instance.</summary>
/// <param name="ActivityId">The id of the activity; its node id where the id is not unique in the definition.</param>
/// <param name="Times">How often it was started.</param>
/// <param name="Status">The status of the last execution that changed.</param>
/// <param name="Outcome">The outcomes it was last left by, comma separated; null for the default.</param>
/// <param name="At">When that was, in UTC.</param>
public sealed record ActivitySummary(string ActivityId, int Times, ActivityStatus Status, string? Outcome, DateTimeOffset At);

/// <summary>A failed activity.</summary>
/// <param name="Resolution">How it was answered (<c>Retried</c>, <c>Skipped</c>, <c>Superseded</c>); null while it is open.</param>
public sealed record Incident(
    string Id, string ActivityId, string ActivityType, string Message, DateTimeOffset RaisedAt,
    string? Resolution = null, DateTimeOffset? ResolvedAt = null, string? ResolvedBy = null, string? Reason = null)
{
    /// <summary>True until somebody retried, skipped or superseded it.</summary>
    public bool IsOpen => Resolution is null;

    internal int ExecutionId { get; init; }
}

/// <summary>The summary of one activity while a burst runs.</summary>
internal struct SummaryData
{
    public int Times;
    public ActivityStatus Status;
    public string? Outcome;
    public long AtTicks;
}
