using QmsWorkflow.Domain.Calendar;

namespace QmsWorkflow.Server.Features.Measurements.Entries;

/// <summary>A result as somebody counted it.</summary>
internal sealed record EntryInput
{
    public required Guid ObjectiveId { get; init; }

    /// <summary>Which indicator of the objective; empty where there is one to enter or the objective has no number.</summary>
    public string IndicatorCode { get; init; } = "";

    /// <summary>Null = the whole agency's result.</summary>
    public Guid? UnitId { get; init; }
    public string Field { get; init; } = "";
    public ReportPeriod? Period { get; init; }
    public long? Numerator { get; init; }
    public long? Denominator { get; init; }

    /// <summary>For objectives without a number: whether their criteria hold.</summary>
    public bool? IsFulfilled { get; init; }
    public string Note { get; init; } = "";
    public string EvidenceLink { get; init; } = "";
    public string LateReason { get; init; } = "";
}

/// <summary>The file a result rests on.</summary>
internal sealed record EvidenceUpload(string FileName, Stream Content);
