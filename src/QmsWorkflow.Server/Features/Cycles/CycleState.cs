namespace QmsWorkflow.Server.Features.Cycles;

internal enum CycleState { Preparing, Running, Closed }
