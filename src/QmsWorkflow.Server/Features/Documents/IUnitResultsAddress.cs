namespace QmsWorkflow.Server.Features.Documents;

/// <summary>Knows the page, open to anyone who has the address, that shows the latest results of a unit's posted objectives (DOMAIN row 28).</summary>
internal interface IUnitResultsAddress
{
    /// <summary>The page from the root; the same at every asking.</summary>
    Task<string> PathAsync(Guid agencyId, Guid cycleId, Guid unitId, CancellationToken ct);
}
