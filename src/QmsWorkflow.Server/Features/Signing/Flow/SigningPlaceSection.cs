using QmsWorkflow.Server.Features.Approvals;
using QmsWorkflow.Server.Features.Documents;
using QmsWorkflow.Server.Trail;
using QmsWorkflow.Server.Web;

namespace QmsWorkflow.Server.Features.Signing.Flow;

/// <summary>Tells the signer how the signature will be made: with the certificate kept here, with a tool outside, or on paper.</summary>
internal sealed class SigningPlaceSection : IApprovalSection
{
    public Type Component => typeof(SigningPlacePanel);

    public bool AppliesTo(Approval approval) => approval is { IsSigning: true, DocumentId: not null, State: ApprovalState.Open };
}

/// <summary>Reads whether a signer has a certificate here today.</summary>
internal sealed class SigningPlaceView(IElectronicSignatures signatures, TimeProvider clock)
{
    public async Task<bool> HasKeyAsync(Actor actor, CancellationToken ct) =>
        actor.PersonId is { } person && await signatures.HasKeyAsync(person, VietnamTime.DateOf(clock.GetUtcNow()), ct);
}
