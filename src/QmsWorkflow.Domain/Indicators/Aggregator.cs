using System.Diagnostics;
using QmsWorkflow.Domain.Objectives;

namespace QmsWorkflow.Domain.Indicators;

/// <summary>Makes the result of the whole from the results of its parts: months or units.</summary>
public static class Aggregator
{
    /// <summary>Combines parts; parts without figures are left out, and so are those where nothing happened unless all are such.</summary>
    /// <param name="aggregation">How.</param>
    /// <param name="parts">In the order of time where they are periods.</param>
    /// <param name="target">Says which unit is the worst: the smallest for "≥", the largest for "≤", the farthest for "="; without it the smallest.</param>
    /// <param name="unit">The indicator's unit.</param>
    /// <exception cref="ArgumentException">Counts are to be summed and a known part has none.</exception>
    public static IndicatorValue Combine(Aggregation aggregation, IEnumerable<IndicatorValue> parts, Target? target = null, string unit = Target.Percent)
    {
        IndicatorValue[] present = [.. parts.Where(part => part.Outcome != ValueOutcome.NoData)];
        IndicatorValue[] known = [.. present.Where(part => part.Outcome == ValueOutcome.Known)];
        if (present.Length == 0) { return IndicatorValue.NoData; }
        if (aggregation == Aggregation.SumOfCounts) { return Sum(present, unit); }
        if (known.Length == 0) { return Counted(present, null, ValueOutcome.NotArisen); }
        return aggregation switch
        {
            Aggregation.AverageOfPeriods => Counted(present, Mean(known), ValueOutcome.Known),
            Aggregation.LastValue => known[^1],
            Aggregation.WorstUnit => known.MinBy(part => Merit(part.Value!.Value, target))!,
            _ => throw new UnreachableException(),
        };
    }

    private static IndicatorValue Sum(IndicatorValue[] parts, string unit)
    {
        if (parts.Any(part => part.Numerator is null || part.Denominator is null)) { throw new ArgumentException("Only counts can be summed.", nameof(parts)); }
        return IndicatorValue.OfCounts(Total(parts, part => part.Numerator), Total(parts, part => part.Denominator), unit);
    }

    // The counts behind a mean are shown beside it, where all parts have them.
    private static IndicatorValue Counted(IndicatorValue[] parts, Fraction? value, ValueOutcome outcome) =>
        parts.All(part => part.Numerator is not null && part.Denominator is not null)
            ? new(Total(parts, part => part.Numerator), Total(parts, part => part.Denominator), value, outcome)
            : new(null, null, value, outcome);

    private static long Total(IndicatorValue[] parts, Func<IndicatorValue, long?> count) =>
        parts.Aggregate(0L, (sum, part) => checked(sum + count(part)!.Value));

    private static Fraction Mean(IndicatorValue[] parts) =>
        parts.Aggregate(Fraction.Zero, (sum, part) => sum + part.Value!.Value) * new Fraction(1, parts.Length);

    // The smaller, the worse.
    private static Fraction Merit(Fraction value, Target? target) => target switch
    {
        null => value,
        { Comparator: Comparator.Equal } when value > target.Value => target.Value - value,
        { Comparator: Comparator.Equal } => value - target.Value,
        _ when target.Comparator.IsUpperBound() => Fraction.Zero - value,
        _ => value,
    };
}
