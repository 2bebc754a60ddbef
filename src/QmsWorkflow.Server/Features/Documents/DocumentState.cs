namespace QmsWorkflow.Server.Features.Documents;

/// <summary>A document is drafted, signed by the person with authority, then issued (numbered, dated, frozen) or withdrawn.</summary>
public enum DocumentState { Draft, Signed, Issued, Withdrawn }
