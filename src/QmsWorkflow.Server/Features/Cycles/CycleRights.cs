using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.Tasks;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Features.Cycles;

/// <summary>Who may steer a cycle.</summary>
internal static class CycleRights
{
    public static bool MayStart(Actor actor) => actor.HasAny(Role.IsoSecretary, Role.Office, Role.Admin);

    /// <summary>Incidents are answered by those who keep the system or the cycle.</summary>
    public static bool MayRepair(Actor actor) => actor.HasAny(Role.IsoSecretary, Role.Admin);

    public static string Starters() => string.Join(", ", RoleTokens.NameOf(Role.IsoSecretary), RoleTokens.NameOf(Role.Office), RoleTokens.NameOf(Role.Admin));

    public static string Repairers() => string.Join(", ", RoleTokens.NameOf(Role.IsoSecretary), RoleTokens.NameOf(Role.Admin));
}
