using QmsWorkflow.Server.Features.Documents;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Features.Approvals;

/// <summary>What another slice demands before a person may approve a document. It runs inside the deciding transaction and may write rows.</summary>
internal interface IDecisionRule
{
    Task<Outcome> CheckAsync(Approval approval, Document document, DecideInput input, Actor actor, CancellationToken ct);
}

/// <summary>A further part of the approval page, shown below the document, inside its form; the <see cref="ApprovalView"/> cascades to it.</summary>
internal interface IApprovalSection
{
    Type Component { get; }

    bool AppliesTo(Approval approval);
}
