namespace QmsWorkflow.Server.Features.Operations;

/// <summary>Names the texts of the operation pages.</summary>
internal sealed class OperationsText;
