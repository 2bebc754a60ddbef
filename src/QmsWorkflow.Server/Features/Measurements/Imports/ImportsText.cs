namespace QmsWorkflow.Server.Features.Measurements.Imports;

/// <summary>The texts of this slice.</summary>
internal sealed class ImportsText;
