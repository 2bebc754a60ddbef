using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Features.People;

/// <summary>Who is signed in for this request.</summary>
internal sealed class CurrentActor
{
    public Actor? Actor { get; private set; }

    public Agency? Agency { get; private set; }

    public Actor Required => Actor ?? throw new InvalidOperationException("Nobody is signed in.");

    public Agency RequiredAgency => Agency ?? throw new InvalidOperationException("Nobody is signed in.");

    public void Set(Actor actor, Agency agency) => (Actor, Agency) = (actor, agency);
}
