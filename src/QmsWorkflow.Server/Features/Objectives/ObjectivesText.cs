namespace QmsWorkflow.Server.Features.Objectives;

/// <summary>Names the texts of the objective pages.</summary>
internal sealed class ObjectivesText;
