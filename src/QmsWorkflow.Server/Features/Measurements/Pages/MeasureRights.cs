using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Features.Measurements.Pages;

/// <summary>Whose results somebody sees: those who steer or audit see every unit, the others their own and the agency's as a whole.</summary>
internal static class MeasureRights
{
    private static readonly Role[] Overseers = [Role.SteeringCommittee, Role.Head, Role.Deputy, Role.IsoSecretary, Role.Office, Role.Auditor];

    public static bool SeesAll(Actor actor) => actor.HasAny(Overseers);

    /// <param name="unitId">The unit; null for the agency as a whole, whose results everybody of the agency sees.</param>
    public static bool Sees(Actor actor, Guid? unitId) => unitId is not { } unit || SeesAll(actor) || IsOf(actor, unit);

    /// <summary>Single cases are shown to those who see the unit they belong to; those behind the agency's figures belong to every unit.</summary>
    public static bool SeesCases(Actor actor, Guid? unitId) => unitId is null ? SeesAll(actor) : Sees(actor, unitId);

    private static bool IsOf(Actor actor, Guid unit) => actor.UnitId == unit || actor.Roles.Any(held => held.UnitId == unit);
}
