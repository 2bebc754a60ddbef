using System.Globalization;
using QmsWorkflow.Server.Features.Measurements.Evaluating;

namespace QmsWorkflow.Server.Features.Measurements.Entries;

/// <summary>An entry as browsers send it: all of it is text.</summary>
public sealed class EntryForm
{
    public string? IndicatorCode { get; set; }
    public string? UnitId { get; set; }
    public string? Field { get; set; }
    public string? Period { get; set; }
    public string? Numerator { get; set; }
    public string? Denominator { get; set; }
    public string? IsFulfilled { get; set; }
    public string? Note { get; set; }
    public string? EvidenceLink { get; set; }
    public string? LateReason { get; set; }

    internal EntryInput ToInput(Guid objectiveId, int year) => new()
    {
        ObjectiveId = objectiveId,
        IndicatorCode = IndicatorCode ?? "",
        UnitId = Guid.TryParse(UnitId, out var unit) ? unit : null,
        Field = Field ?? "",
        Period = Periods.Parse(Period ?? "", year),
        Numerator = Count(Numerator),
        Denominator = Count(Denominator),
        IsFulfilled = IsFulfilled switch { "yes" => true, "no" => false, _ => null },
        Note = Note ?? "",
        EvidenceLink = EvidenceLink ?? "",
        LateReason = LateReason ?? "",
    };

    private static long? Count(string? text) => long.TryParse(text?.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : null;
}

public sealed class DecisionForm
{
    public string? Reason { get; set; }
}
