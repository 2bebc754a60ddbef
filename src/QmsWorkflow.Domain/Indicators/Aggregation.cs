namespace QmsWorkflow.Domain.Indicators;

/// <summary>How the results of parts (months, units) make the result of the whole.</summary>
public enum Aggregation
{
    /// <summary>Numerators and denominators are added, then divided.</summary>
    SumOfCounts,

    /// <summary>The mean of the periods' rates, each with the same weight ("tính trung bình năm", S-183).</summary>
    AverageOfPeriods,

    /// <summary>The last period that has a value.</summary>
    LastValue,

    /// <summary>The worst unit stands for all.</summary>
    WorstUnit,
}
