using System.Collections.Immutable;
using System.Text.Json.Nodes;
using QmsWorkflow.Engine.Definitions;

namespace QmsWorkflow.Engine.Execution;

/// <summary>Everything a burst hands to the state it ends in.</summary>
internal sealed record StateParts
{
    public required string InstanceId { get; init; }
    public required WorkflowDefinition Definition { get; init; }
    public required string? ParentInstanceId { get; init; }
    public required InstanceStatus Status { get; init; }
    public required SubStatus SubStatus { get; init; }
    public required string? CorrelationId { get; init; }
    public required string? Name { get; init; }
    public required DateTimeOffset StartedAt { get; init; }
    public required DateTimeOffset ChangedAt { get; init; }
    public required DateTimeOffset? EndedAt { get; init; }
    public required ImmutableArray<Wait> Waits { get; init; }
    public required ImmutableArray<Incident> Incidents { get; init; }
    public required JsonObject Input { get; init; }
    public required JsonObject Outputs { get; init; }
    public required string? TriggerId { get; init; }
    public required int Counter { get; init; }
    public required ActivityExecution[] Executions { get; init; }
    public required SummaryData[] Summaries { get; init; }
    public required ImmutableSortedDictionary<string, string> Seen { get; init; }
    public required bool ContinuesWithIncidents { get; init; }
}
