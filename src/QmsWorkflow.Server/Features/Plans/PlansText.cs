namespace QmsWorkflow.Server.Features.Plans;

/// <summary>Names the texts of the plan pages.</summary>
internal sealed class PlansText;
