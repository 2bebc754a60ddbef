namespace QmsWorkflow.Server.Features.Objectives;

/// <summary>How a unit's objective stands to the agency's.</summary>
internal enum ObjectiveRelation { Agency, Inherits, Tightens, Adds }

internal enum ObjectiveSetState { Draft, Submitted, Posted }
