using System.Collections.Immutable;
using System.Diagnostics;

namespace QmsWorkflow.Domain.Indicators;

/// <summary>Rows a formula is counted over; one kind at a time, as the indicator reads.</summary>
public sealed record IndicatorRows
{
    /// <summary>The cases.</summary>
    public ImmutableArray<CaseRow> Cases { get; init; } = [];

    /// <summary>The figures, of the evaluation's cut-off only.</summary>
    public ImmutableArray<FigureRow> Figures { get; init; } = [];

    /// <summary>The confirmed entries of the period.</summary>
    public ImmutableArray<EntryRow> Entries { get; init; } = [];

    /// <summary>The exact count of a formula over the rows.</summary>
    /// <exception cref="OverflowException">The count leaves the range of 64 bits.</exception>
    public long Total(Formula formula, IndicatorWindow window)
    {
        var total = 0L;
        foreach (var term in formula.Terms) { total = checked(total + (term.Sign * Of(term.Operand, window))); }
        return total;
    }

    private long Of(Operand operand, IndicatorWindow window) => operand switch
    {
        Operand.Constant constant => constant.Value,
        Operand.Count count => Cases.LongCount(row => CaseFlags.Holds(count.Where, row, window)),
        Operand.Sum sum => checked(OfCases(sum, window) + OfEntries(sum.Column) + Months(sum.Column, window.FirstMonth, window.LastMonth)),
        Operand.First first => Months(first.Column, window.FirstMonth, window.FirstMonth),
        Operand.Last last => Months(last.Column, window.LastMonth, window.LastMonth),
        _ => throw new UnreachableException(),
    };

    private long OfCases(Operand.Sum sum, IndicatorWindow window) =>
        Add(Cases.Where(row => sum.Where is null || CaseFlags.Holds(sum.Where, row, window)).Select(row => (long)(sum.Column == "payments" ? row.Payments : row.PaymentsOnline)));

    private long OfEntries(string column) => Add(Entries.Select(row => column == "numerator" ? row.Numerator : row.Denominator));

    private long Months(string column, DateOnly first, DateOnly last) =>
        Add(Figures.Where(row => row.Column == column && new DateOnly(row.Year, row.Month, 1) is var month && month >= first && month <= last).Select(row => row.Value));

    private static long Add(IEnumerable<long> values) => values.Aggregate(0L, (sum, value) => checked(sum + value));
}
