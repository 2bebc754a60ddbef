namespace QmsWorkflow.Server.Features.Signing;

/// <summary>Marks the texts of review, signature, issue and verification.</summary>
internal sealed class SigningFlowText;
