using QmsWorkflow.Domain.Calendar;
using QmsWorkflow.Domain.Indicators;
using QmsWorkflow.Domain.Objectives;

namespace QmsWorkflow.Server.Features.Measurements.Evaluating;

/// <summary>A row of <c>evaluations</c> to be.</summary>
internal sealed record ResultRow
{
    public required Guid ObjectiveId { get; init; }
    public Guid? IndicatorId { get; init; }
    public Guid? UnitId { get; init; }
    public string Field { get; init; } = "";
    public int Part { get; init; }
    public required ReportPeriod Period { get; init; }
    public required CutOff CutOff { get; init; }
    public IndicatorValue Value { get; init; } = IndicatorValue.NoData;
    public Target? Target { get; init; }
    public string Unit { get; init; } = Target.Percent;
    public required ResultOutcome Outcome { get; init; }
}

/// <summary>How outcomes come together.</summary>
internal static class ResultOutcomes
{
    /// <summary>
    /// Met when all that arose are met: a miss decides at once, a part without data leaves it open, parts that did not arise do not count.
    /// </summary>
    public static ResultOutcome All(IEnumerable<ResultOutcome> parts)
    {
        var found = parts.ToHashSet();
        return found.Contains(ResultOutcome.Missed) ? ResultOutcome.Missed
            : found.Count == 0 || found.Contains(ResultOutcome.NoData) ? ResultOutcome.NoData
            : found.Contains(ResultOutcome.Met) ? ResultOutcome.Met
            : ResultOutcome.NotArisen;
    }

    /// <summary>The verdict on an exact value; null where there is a value and no target to judge it by.</summary>
    public static ResultOutcome? Judge(IndicatorValue value, Target? target) => value.Outcome switch
    {
        ValueOutcome.NoData => ResultOutcome.NoData,
        ValueOutcome.NotArisen => ResultOutcome.NotArisen,
        _ when target is null => null,
        _ => target.Comparator.Holds(value.Value!.Value, target.Value) ? ResultOutcome.Met : ResultOutcome.Missed,
    };
}
