using QmsWorkflow.Server.Data;

namespace QmsWorkflow.Server.Trail;

/// <summary>Who acts: a signed-in person with the roles held today, or the system.</summary>
/// <param name="Origin">From where: the remote address, <c>cli</c> or <c>system</c>.</param>
internal sealed record Actor(Guid? PersonId, Guid AgencyId, Guid? UnitId, string Name, string Origin, IReadOnlyList<HeldRole> Roles)
{
    public static Actor System(Guid agencyId) => new(null, agencyId, null, "Hệ thống", "system", []);

    /// <summary>Holds the role agency-wide or for any unit.</summary>
    public bool Has(Role role) => Roles.Any(held => held.Role == role);

    public bool HasAny(params ReadOnlySpan<Role> roles)
    {
        foreach (var role in roles)
        {
            if (Has(role)) return true;
        }

        return false;
    }

    /// <summary>Holds the role agency-wide or for this unit.</summary>
    public bool HasFor(Role role, Guid? unitId) =>
        Roles.Any(held => held.Role == role && (held.UnitId is null || unitId is null || held.UnitId == unitId));
}

/// <summary>A role held today, agency-wide (no unit) or for one unit.</summary>
internal sealed record HeldRole(Role Role, Guid? UnitId);
