namespace QmsWorkflow.Server.Features.Objectives;

/// <summary>What came out for an objective in a year, ready to be read beside this year's objective (S-114) or as a row of its trend.</summary>
internal sealed record YearResult
{
    public required int Year { get; init; }
    public required Guid ObjectiveId { get; init; }
    public required YearOutcome Outcome { get; init; }

    /// <summary>"94,99%"; empty without a value.</summary>
    public string Value { get; init; } = "";

    /// <summary>"1899/2000"; empty where nothing was counted.</summary>
    public string Counts { get; init; } = "";

    /// <summary>The target of that year: "≥ 95%".</summary>
    public string Target { get; init; } = "";

    /// <summary>The units of that year that became the one asked for; empty for the agency.</summary>
    public IReadOnlyList<string> Units { get; init; } = [];

    /// <summary>Why there is no one value or verdict; empty when there is.</summary>
    public YearNote Note { get; init; }

    /// <summary>Whether this is what was reported; else what the figures say now.</summary>
    public bool IsReported { get; init; }

    /// <summary>Why it was missed and what was to be done, as written for the reports (S-151, S-152).</summary>
    public IReadOnlyList<YearCause> Causes { get; init; } = [];
}

internal enum YearOutcome { Met, Missed, NotArisen, NoData, Undecided }

internal enum YearNote
{
    None,

    /// <summary>The merged units had different targets: no verdict for all of them.</summary>
    TargetsDiffer,

    /// <summary>The results are averages, which cannot be added up.</summary>
    NotAdditive,

    /// <summary>Figures of one of the merged units are missing.</summary>
    SomeMissing,
}

/// <param name="Unit">Empty for the agency.</param>
internal sealed record YearCause(string Unit, string Cause, string RootCause, string Action);

/// <summary>Results of whole years; the slice that measures implements it.</summary>
internal interface IYearResults
{
    /// <summary>The result of each objective in its own year, for the agency or for a unit with those that became it.</summary>
    Task<IReadOnlyDictionary<Guid, YearResult>> OfAsync(IReadOnlyCollection<Guid> objectiveIds, Guid? unitId, CancellationToken ct);

    /// <summary>The years of one objective, oldest first: those it carries on from, itself, and those that carry it on.</summary>
    Task<IReadOnlyList<YearResult>> TrendAsync(Guid objectiveId, Guid? unitId, CancellationToken ct);
}
