namespace QmsWorkflow.Server.Features.Workflows;

/// <summary>Names the resources of this slice.</summary>
internal sealed class WorkflowsText;
