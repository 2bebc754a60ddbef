using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Features.Workflows;

/// <summary>Who may look behind the work: definitions and their instances.</summary>
internal static class WorkflowRights
{
    public static bool MayRead(Actor actor) => actor.HasAny(Role.IsoSecretary, Role.Admin, Role.Auditor, Role.Head, Role.SteeringCommittee);

    /// <summary>Who changes what everybody works by: drafts, versions, moves of running instances.</summary>
    public static bool MayDesign(Actor actor) => actor.HasAny(Role.IsoSecretary, Role.Admin);

    /// <summary>Variables hold everything people typed, so only those who repair instances see them.</summary>
    public static bool MaySeeVariables(Actor actor) => actor.HasAny(Role.IsoSecretary, Role.Admin);
}
