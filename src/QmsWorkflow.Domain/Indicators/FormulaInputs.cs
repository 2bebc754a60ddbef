using System.Collections.Immutable;
using System.Diagnostics;

namespace QmsWorkflow.Domain.Indicators;

/// <summary>What formulas ask of their rows, so that a form shows these columns only.</summary>
/// <param name="Flags">The flags of cases.</param>
/// <param name="Columns">The text columns of cases that are compared.</param>
/// <param name="Sums">The columns that are summed or taken from a month, in the order of the formulas.</param>
public sealed record FormulaInputs(ImmutableHashSet<CaseFlag> Flags, ImmutableHashSet<CaseColumn> Columns, ImmutableArray<string> Sums)
{
    /// <summary>What these formulas ask for together.</summary>
    public static FormulaInputs Of(params IEnumerable<Formula> formulas)
    {
        var flags = ImmutableHashSet.CreateBuilder<CaseFlag>();
        var columns = ImmutableHashSet.CreateBuilder<CaseColumn>();
        var sums = new List<string>();
        foreach (var operand in formulas.SelectMany(formula => formula.Terms).Select(term => term.Operand))
        {
            if (ColumnOf(operand) is { } column) { sums.Add(column); }
            if (ConditionOf(operand) is { } condition) { Collect(condition, flags, columns); }
        }

        return new(flags.ToImmutable(), columns.ToImmutable(), [.. sums.Distinct(StringComparer.Ordinal)]);
    }

    private static string? ColumnOf(Operand operand) => operand switch
    {
        Operand.Sum sum => sum.Column,
        Operand.First first => first.Column,
        Operand.Last last => last.Column,
        _ => null,
    };

    private static Condition? ConditionOf(Operand operand) => operand switch
    {
        Operand.Count count => count.Where,
        Operand.Sum sum => sum.Where,
        _ => null,
    };

    private static void Collect(Condition condition, ImmutableHashSet<CaseFlag>.Builder flags, ImmutableHashSet<CaseColumn>.Builder columns)
    {
        switch (condition)
        {
            case Condition.Flag flag:
                flags.Add(flag.Name);
                break;
            case Condition.Equal equal:
                columns.Add(equal.Column);
                break;
            case Condition.In any:
                columns.Add(any.Column);
                break;
            case Condition.Not not:
                Collect(not.Inner, flags, columns);
                break;
            case Condition.And and:
                Collect(and.Left, flags, columns);
                Collect(and.Right, flags, columns);
                break;
            case Condition.Or or:
                Collect(or.Left, flags, columns);
                Collect(or.Right, flags, columns);
                break;
            default:
                throw new UnreachableException();
        }
    }
}
