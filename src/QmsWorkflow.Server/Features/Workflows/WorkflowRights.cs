using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Features.Workflows;

/// <summary>Who may look behind the work: definitions and their instances.</summary>
internal static class WorkflowRights
{
    public static bool MayRead(Actor actor) => actor.HasAny(Role.IsoSecretary, Role.Admin, Role.Auditor, Role.Head, Role.SteeringCommittee);

    /// <summary>Variables hold everything people typed, so only those who repair instances see them.</summary>
    public static bool MaySeeVariables(Actor actor) => actor.HasAny(Role.IsoSecretary, Role.Admin);
}
