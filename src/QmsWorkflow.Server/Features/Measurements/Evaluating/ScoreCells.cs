using System.Numerics;
using QmsWorkflow.Domain.Objectives;
using QmsWorkflow.Server.Features.Objectives;

namespace QmsWorkflow.Server.Features.Measurements.Evaluating;

/// <summary>Makes the cells of pages from the rows of <c>evaluations</c>.</summary>
internal static class ScoreCells
{
    public static Fraction? FractionOf(BigInteger? numerator, BigInteger? denominator) =>
        numerator is { } above && denominator is { IsZero: false } below ? new Fraction(above, below) : null;

    /// <summary>The cell of one objective, unit and period from all its rows: the row that stands for all indicators, its parts and its fields.</summary>
    public static ScoreCell? Of(IReadOnlyCollection<Evaluation> rows, IReadOnlyDictionary<Guid, string> indicators, ReportedValue? reported, MissCause? cause)
    {
        if (Head(rows, "") is not { } head) return null;

        var parts = rows.Where(row => row.Field.Length == 0 && row != head).Select(row => Plain(row, indicators));
        var fields = rows.Where(row => row.Field.Length > 0).GroupBy(row => row.Field, StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => Plain(Head([.. group], group.Key)!, indicators));
        return Plain(head, indicators) with
        {
            Parts = [.. parts],
            Fields = [.. fields],
            Reported = reported is null ? null : Reported(reported, head.TargetUnit),
            Cause = cause,
        };
    }

    /// <summary>Where an objective has several indicators, the row without one stands for all of them.</summary>
    private static Evaluation? Head(IReadOnlyCollection<Evaluation> rows, string field)
    {
        var mine = rows.Where(row => row.Field == field).ToList();
        return mine.Find(row => row.IndicatorId is null) ?? (mine.Count > 0 ? mine[0] : null);
    }

    private static ScoreCell Plain(Evaluation row, IReadOnlyDictionary<Guid, string> indicators) => new()
    {
        Outcome = row.Outcome,
        Value = FractionOf(row.ValueNumerator, row.ValueDenominator),
        Numerator = row.Numerator,
        Denominator = row.Denominator,
        Target = ObjectiveRules.TargetOf(row.Comparator, row.TargetValue, row.TargetUnit),
        Unit = row.TargetUnit,
        IndicatorId = row.IndicatorId,
        Indicator = row.IndicatorId is { } id ? indicators.GetValueOrDefault(id, "") : "",
        Field = row.Field,
        EvaluatedAt = row.EvaluatedAt,
    };

    private static ReportedCell Reported(ReportedValue row, string unit) =>
        new(row.Outcome, FractionOf(row.ValueNumerator, row.ValueDenominator), row.Numerator, row.Denominator, unit, row.DocumentId, row.ReportedAt);
}
