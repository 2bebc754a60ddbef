namespace QmsWorkflow.Engine.Execution;

/// <summary>The state of one workflow instance: a snapshot with a format number, written to and read from JSON without loss.</summary>
public sealed partial class InstanceState
{
    public InstanceStatus Status { get; init; }
    public SubStatus SubStatus { get; init; }
    public string? CorrelationId { get; init; }
    public string? Name { get; init; }
}
