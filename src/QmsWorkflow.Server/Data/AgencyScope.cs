using System.Globalization;

namespace QmsWorkflow.Server.Data;

/// <summary>Whose rows this unit of work may see: one agency, the whole system, or (by default) nobody's.</summary>
internal sealed class AgencyScope
{
    public Guid AgencyId { get; private set; }

    public bool IsSystem { get; private set; }

    /// <summary>The value of the database setting that row-level security compares.</summary>
    public string Wall => IsSystem ? "*" : AgencyId.ToString("D", CultureInfo.InvariantCulture);

    public void Enter(Guid agencyId) => (AgencyId, IsSystem) = (agencyId, false);

    /// <summary>Jobs, sign-in and start-up work across agencies.</summary>
    public void EnterSystem() => (AgencyId, IsSystem) = (Guid.Empty, true);
}

/// <summary>A row that belongs to one agency; every query is filtered by it.</summary>
internal interface IAgencyOwned
{
    Guid AgencyId { get; }
}
