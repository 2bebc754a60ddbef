namespace QmsWorkflow.Server.Features.Trails;

/// <summary>Names the texts of the trail pages.</summary>
internal sealed class TrailsText;
