using QmsWorkflow.Server.Features.Approvals;

namespace QmsWorkflow.Server.Features.Signing.Flow;

/// <summary>Shows the check of the form to everybody who decides on a document: the checker lets faults pass, reviewer and signer see them.</summary>
internal sealed class FormSection : IApprovalSection
{
    public Type Component => typeof(FormPanel);

    public bool AppliesTo(Approval approval) => approval.DocumentId is not null && (approval.Duty is not null || approval.IsSigning);
}
