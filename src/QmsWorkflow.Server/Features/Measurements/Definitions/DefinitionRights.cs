using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.People;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Features.Measurements.Definitions;

/// <summary>Who writes and who approves how an indicator is counted.</summary>
internal static class DefinitionRights
{
    private static readonly Role[] Writers = [Role.IsoSecretary, Role.Office, Role.SteeringCommittee];
    private static readonly Role[] Approvers = [Role.Head, Role.Deputy, Role.SteeringCommittee, Role.IsoSecretary];

    public static bool MayWrite(Actor actor) => actor.PersonId is not null && actor.HasAny(Writers);

    public static bool MayApprove(Actor actor) => actor.PersonId is not null && actor.HasAny(Approvers);

    public static Outcome WriteRefusal => Refusal(Writers);

    public static Outcome ApproveRefusal => Refusal(Approvers);

    private static Outcome Refusal(Role[] roles) => Outcome.Refuse("QMS302", string.Join(", ", roles.Select(RoleNames.Of)));
}
