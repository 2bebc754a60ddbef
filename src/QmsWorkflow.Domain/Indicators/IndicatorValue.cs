using System.Numerics;
using QmsWorkflow.Domain.Objectives;

namespace QmsWorkflow.Domain.Indicators;

/// <summary>Whether there is a value.</summary>
public enum ValueOutcome
{
    /// <summary>There is one.</summary>
    Known,

    /// <summary>"Không phát sinh": nothing happened, the denominator is zero.</summary>
    NotArisen,

    /// <summary>"Chưa có số liệu".</summary>
    NoData,
}

/// <summary>What an indicator came to.</summary>
/// <param name="Numerator">The count above the line; null where parts have none.</param>
/// <param name="Denominator">The count below the line; null where parts have none.</param>
/// <param name="Value">The exact value in the unit of targets: 95 means 95% for percentages; null unless known.</param>
/// <param name="Outcome">Whether there is a value.</param>
public sealed record IndicatorValue(long? Numerator, long? Denominator, Fraction? Value, ValueOutcome Outcome)
{
    /// <summary>No figures at all.</summary>
    public static IndicatorValue NoData { get; } = new(null, null, null, ValueOutcome.NoData);

    /// <summary>The value of two counts; a zero denominator means that nothing happened.</summary>
    /// <param name="unit">"%" takes the quotient a hundred times; any other unit takes it as it is.</param>
    public static IndicatorValue OfCounts(long numerator, long denominator, string unit = Target.Percent) => denominator == 0
        ? new(numerator, denominator, null, ValueOutcome.NotArisen)
        : new(numerator, denominator, new Fraction((BigInteger)numerator * (unit == Target.Percent ? 100 : 1), denominator), ValueOutcome.Known);

    /// <summary>As reports show it: "95,00%", "không phát sinh", "chưa có số liệu".</summary>
    public string Show(int decimals = 2, string unit = Target.Percent) => Outcome switch
    {
        ValueOutcome.NotArisen => "không phát sinh",
        ValueOutcome.NoData => "chưa có số liệu",
        _ when unit == Target.Percent => $"{Value!.Value.ToVietnamese(decimals)}%",
        _ => $"{Value!.Value.ToVietnamese(decimals)} {unit}".TrimEnd(),
    };

    /// <summary>The verdict, taken on the exact value; null when there are no figures.</summary>
    /// <param name="target">A target in the indicator's unit.</param>
    /// <param name="decimals">How many decimals reports show.</param>
    public RatioVerdict? Judge(Target target, int decimals = 2) => Outcome switch
    {
        ValueOutcome.Known => RatioVerdict.Of(Value!.Value, target, decimals),
        ValueOutcome.NotArisen => RatioVerdict.NotArisen,
        _ => null,
    };
}
