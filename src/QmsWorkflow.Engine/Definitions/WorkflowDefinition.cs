namespace QmsWorkflow.Engine.Definitions;

/// <summary>A workflow definition read from Elsa 3 JSON: immutable, ready to run.</summary>
public sealed partial class WorkflowDefinition
{
    public required string DefinitionId { get; init; }
    public required int Version { get; init; }
    public string? Name { get; init; }
}
