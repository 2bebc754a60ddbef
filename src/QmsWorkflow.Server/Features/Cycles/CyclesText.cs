namespace QmsWorkflow.Server.Features.Cycles;

/// <summary>Names the texts of the cycle pages.</summary>
internal sealed class CyclesText;
