using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;

namespace QmsWorkflow.Domain.Indicators;

/// <summary>What must hold between the columns of one row of a monthly table.</summary>
/// <param name="Code">"completed-total".</param>
/// <param name="Left">The columns whose sum stands on the left.</param>
/// <param name="Relation">"=" or "≤".</param>
/// <param name="Right">The columns whose sum stands on the right.</param>
/// <param name="Source">Who demands it.</param>
public sealed record FigureRule(string Code, ImmutableArray<string> Left, string Relation, ImmutableArray<string> Right, string Source)
{
    /// <summary>"đã giải quyết = trước hạn + đúng hạn + quá hạn".</summary>
    public string SentenceVi => $"{Names(Left)} {Relation} {Names(Right)}";

    /// <summary>"completed_total = completed_early + completed_on_time + completed_late".</summary>
    public string Sentence => $"{string.Join(" + ", Left)} {Relation} {string.Join(" + ", Right)}";

    /// <summary>Checks a row; null when the rule holds or the row lacks one of its columns.</summary>
    /// <param name="row">The counts by column.</param>
    public FigureFault? Check(IReadOnlyDictionary<string, long> row)
    {
        if (!Left.Concat(Right).All(row.ContainsKey)) { return null; }
        var (left, right) = (Total(Left, row), Total(Right, row));
        return left == right || (Relation == "≤" && left < right) ? null : new(this, left, right, $"{Say(Left, row)} {Contrary} {Say(Right, row)}");
    }

    private string Contrary => Relation == "=" ? "≠" : ">";

    private static BigInteger Total(ImmutableArray<string> columns, IReadOnlyDictionary<string, long> row) =>
        columns.Aggregate(BigInteger.Zero, (sum, column) => sum + row[column]);

    private static string Names(ImmutableArray<string> columns) => string.Join(" + ", columns.Select(FigureColumns.NameOf));

    // "đã giải quyết (2348)" or "trước hạn (1942) + đúng hạn (363) = 2305".
    private static string Say(ImmutableArray<string> columns, IReadOnlyDictionary<string, long> row)
    {
        var parts = string.Join(" + ", columns.Select(column => $"{FigureColumns.NameOf(column)} ({Text(row[column])})"));
        return columns.Length == 1 ? parts : $"{parts} = {Text(Total(columns, row))}";
    }

    private static string Text(BigInteger number) => number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>A row that breaks a rule.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Left">The sum on the left.</param>
/// <param name="Right">The sum on the right.</param>
/// <param name="MessageVi">Both sums with their columns, in Vietnamese.</param>
public sealed record FigureFault(FigureRule Rule, BigInteger Left, BigInteger Right, string MessageVi);

/// <summary>The shipped rules of monthly tables.</summary>
public static class FigureRules
{
    /// <summary>The rules (Domain/Data/figures.json).</summary>
    public static ImmutableArray<FigureRule> Shipped => FigureData.Shipped.Rules;

    /// <summary>Every rule that a row breaks.</summary>
    public static ImmutableArray<FigureFault> Check(IReadOnlyDictionary<string, long> row) =>
        [.. Shipped.Select(rule => rule.Check(row)).OfType<FigureFault>()];
}
