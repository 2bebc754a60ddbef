using QmsWorkflow.Domain.Indicators;
using QmsWorkflow.Domain.Objectives;
using QmsWorkflow.Server.Features.Objectives;

namespace QmsWorkflow.Server.Features.Measurements.Trends;

/// <summary>What one unit, or the agency, has for one objective and year.</summary>
internal sealed record YearPart(ResultOutcome Outcome, Fraction? Value, decimal? Numerator, decimal? Denominator, Target? Target, string TargetUnit, bool IsReported);

/// <summary>One result of the parts of several units that became one: counts are added, never averages.</summary>
internal static class YearSum
{
    public static (YearOutcome Outcome, Fraction? Value, decimal? Numerator, decimal? Denominator, Target? Target, YearNote Note) Of(IReadOnlyList<YearPart> parts)
    {
        if (parts.Count == 0) return (YearOutcome.NoData, null, null, null, null, YearNote.None);
        if (parts is [var only]) return (Known(only.Outcome), only.Value, only.Numerator, only.Denominator, only.Target, YearNote.None);

        var targets = parts.Select(part => part.Target).Distinct().ToList();
        var target = targets is [var same] ? same : null;
        if (parts.Any(part => part.Outcome == ResultOutcome.NoData)) return (YearOutcome.NoData, null, null, null, target, YearNote.SomeMissing);

        var arisen = parts.Where(part => part.Outcome != ResultOutcome.NotArisen).ToList();
        if (arisen.Count == 0) return (YearOutcome.NotArisen, null, 0, 0, target, YearNote.None);
        if (!arisen.TrueForAll(IsRate)) return (YearOutcome.Undecided, null, null, null, target, YearNote.NotAdditive);

        var (numerator, denominator) = (arisen.Sum(part => part.Numerator!.Value), arisen.Sum(part => part.Denominator!.Value));
        var value = Rate(numerator, denominator, arisen[0].TargetUnit);
        if (target is null) return (YearOutcome.Undecided, value, numerator, denominator, null, YearNote.TargetsDiffer);

        return (target.Comparator.Holds(value, target.Value) ? YearOutcome.Met : YearOutcome.Missed, value, numerator, denominator, target, YearNote.None);
    }

    /// <summary>Whether the value is the quotient of its counts; an average of months is not.</summary>
    private static bool IsRate(YearPart part) =>
        part is { Value: { } value, Numerator: { } numerator, Denominator: > 0 and var denominator } && Rate(numerator, denominator, part.TargetUnit) == value;

    private static Fraction Rate(decimal numerator, decimal denominator, string unit) => IndicatorValue.OfCounts((long)numerator, (long)denominator, unit).Value!.Value;

    private static YearOutcome Known(ResultOutcome outcome) => outcome switch
    {
        ResultOutcome.Met => YearOutcome.Met,
        ResultOutcome.Missed => YearOutcome.Missed,
        ResultOutcome.NotArisen => YearOutcome.NotArisen,
        _ => YearOutcome.NoData,
    };
}
