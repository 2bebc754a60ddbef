namespace QmsWorkflow.Server.Features.Objectives;

internal enum RevisionState { Proposed, Approved, Refused, Withdrawn }
