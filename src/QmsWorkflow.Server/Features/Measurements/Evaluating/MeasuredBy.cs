using System.Diagnostics;
using QmsWorkflow.Domain.Indicators;
using QmsWorkflow.Server.Features.Objectives;

namespace QmsWorkflow.Server.Features.Measurements.Evaluating;

/// <summary>An objective's link to an indicator, with the formulas narrowed to the fields and procedures that the objective speaks of.</summary>
internal sealed record MeasuredBy
{
    public required int Ordinal { get; init; }
    public required Guid IndicatorId { get; init; }
    public required IndicatorDefinition Definition { get; init; }
    public required Aggregation Aggregation { get; init; }
    public required IndicatorFilter Filter { get; init; }
    public required Formula Numerator { get; init; }
    public required Formula Denominator { get; init; }

    public static MeasuredBy Of(int ordinal, Guid indicatorId, IndicatorDefinition definition, Aggregation aggregation, IndicatorFilter filter) => new()
    {
        Ordinal = ordinal,
        IndicatorId = indicatorId,
        Definition = definition,
        Aggregation = aggregation,
        Filter = filter,
        Numerator = Narrowed(definition.Numerator, definition.Reads, filter),
        Denominator = Narrowed(definition.Denominator, definition.Reads, filter),
    };

    /// <summary>The operands that are counted over cases.</summary>
    public IEnumerable<Operand> CaseOperands => Definition.Reads == IndicatorReads.Cases
        ? Numerator.Terms.Concat(Denominator.Terms).Select(term => term.Operand).Where(operand => operand is not Operand.Constant)
        : [];

    private static Formula Narrowed(Formula formula, IndicatorReads reads, IndicatorFilter filter)
    {
        if (reads != IndicatorReads.Cases || filter.IsEmpty) return formula;

        Condition? only = filter.Fields.Count > 0 ? new Condition.In(CaseColumn.Field, [.. filter.Fields]) : null;
        if (filter.Procedures.Count > 0) only = And(only, new Condition.In(CaseColumn.ProcedureCode, [.. filter.Procedures]));
        return new Formula([.. formula.Terms.Select(term => term with
        {
            Operand = term.Operand switch
            {
                Operand.Count count => new Operand.Count(And(only, count.Where)),
                Operand.Sum sum => new Operand.Sum(sum.Column, sum.Where is null ? only : And(only, sum.Where)),
                Operand.Constant constant => constant,
                _ => throw new UnreachableException(),
            },
        })]);
    }

    private static Condition And(Condition? left, Condition right) => left is null ? right : new Condition.And(left, right);
}
