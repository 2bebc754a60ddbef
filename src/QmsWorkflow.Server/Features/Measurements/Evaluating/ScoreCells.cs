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
        if (rows.FirstOrDefault(row => row.Field.Length == 0 && row.Part == 0) is not { } head) return null;

        var parts = rows.Where(row => row.Field.Length == 0 && row.Part > 0).OrderBy(row => row.Part).Select(row => Plain(row, indicators));
        var fields = rows.Where(row => row.Field.Length > 0 && row.Part == 0).OrderBy(row => row.Field, StringComparer.Ordinal).Select(row => Plain(row, indicators));
        return Plain(head, indicators) with
        {
            Parts = [.. parts],
            Fields = [.. fields],
            Reported = reported is null ? null : Reported(reported, head.TargetUnit),
            Cause = cause,
        };
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
