namespace QmsWorkflow.Server.Features.Measurements.Imports;

/// <summary>What an import does to one indicator of a unit (null: the whole agency) in a period, before it is committed.</summary>
public sealed record EffectLine
{
    public required string IndicatorCode { get; init; }
    public required string IndicatorName { get; init; }
    public Guid? UnitId { get; init; }
    public string UnitName { get; init; } = "";

    /// <value>As people say it: "Quý I/2024".</value>
    public required string Period { get; init; }
    public decimal? NumeratorBefore { get; init; }
    public decimal? DenominatorBefore { get; init; }
    public decimal? NumeratorAfter { get; init; }
    public decimal? DenominatorAfter { get; init; }
}

/// <summary>Counts indicators once over the figures as they are and once as they would be; see <see cref="ImportStaging"/> for the latter.</summary>
internal interface IEffectPreview
{
    Task<IReadOnlyList<EffectLine>> OfAsync(Guid importId, CancellationToken ct);
}

/// <summary>Hears, in the transaction of an import's commit or undo, which days' figures have changed.</summary>
internal interface IFiguresObserver
{
    Task ChangedAsync(Guid agencyId, DateOnly from, DateOnly to, CancellationToken ct);
}
