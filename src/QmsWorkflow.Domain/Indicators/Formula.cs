using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;

namespace QmsWorkflow.Domain.Indicators;

/// <summary>What an indicator's rows are.</summary>
public enum IndicatorReads
{
    /// <summary>One row per case (hồ sơ).</summary>
    Cases,

    /// <summary>Tables of monthly counts.</summary>
    Figures,

    /// <summary>Counts entered by people and confirmed by a second person.</summary>
    Entries,
}

/// <summary>A numerator or denominator: terms added and subtracted, "count(completed) - count(late)".</summary>
public sealed record Formula(ImmutableArray<FormulaTerm> Terms)
{
    /// <summary>Reads a formula.</summary>
    /// <param name="text">As people write it; see docs/reference/indicators.md for the grammar.</param>
    /// <param name="reads">What the rows are; it decides which names may stand in the formula.</param>
    public static ParseOutcome<Formula> Parse(string text, IndicatorReads reads) => new FormulaParser(text, reads).Read();

    /// <inheritdoc/>
    public bool Equals(Formula? other) => other is not null && Terms.SequenceEqual(other.Terms);

    /// <inheritdoc/>
    public override int GetHashCode() => Terms.Aggregate(17, (hash, term) => HashCode.Combine(hash, term));

    /// <summary>The formula as it can be read again.</summary>
    public override string ToString()
    {
        var rest = Terms.Skip(1).Select(term => (term.Sign < 0 ? " - " : " + ") + term.Operand);
        return (Terms[0].Sign < 0 ? "-" : "") + Terms[0].Operand + string.Concat(rest);
    }
}

/// <summary>One term with its sign.</summary>
/// <param name="Sign">1 or -1.</param>
/// <param name="Operand">What is counted.</param>
public sealed record FormulaTerm(int Sign, Operand Operand);

/// <summary>What a term counts.</summary>
public abstract record Operand
{
    private Operand() { }

    /// <summary>How many cases satisfy a condition. Cases only.</summary>
    public sealed record Count(Condition Where) : Operand
    {
        /// <inheritdoc/>
        public override string ToString() => $"count({Where})";
    }

    /// <summary>The sum of a column: of the cases that satisfy a condition, of all months of the period, or of the entries.</summary>
    public sealed record Sum(string Column, Condition? Where = null) : Operand
    {
        /// <inheritdoc/>
        public override string ToString() => Where is null ? $"sum({Column})" : $"sum({Column} where {Where})";
    }

    /// <summary>A column in the first month of the period, for what is carried forward. Figures only.</summary>
    public sealed record First(string Column) : Operand
    {
        /// <inheritdoc/>
        public override string ToString() => $"first({Column})";
    }

    /// <summary>A column in the last month of the period, for what is pending at its end. Figures only.</summary>
    public sealed record Last(string Column) : Operand
    {
        /// <inheritdoc/>
        public override string ToString() => $"last({Column})";
    }

    /// <summary>A whole number, 0 or more.</summary>
    public sealed record Constant(long Value) : Operand
    {
        /// <inheritdoc/>
        public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
    }
}

/// <summary>A condition on a case in a window.</summary>
public abstract record Condition
{
    private Condition() { }

    /// <summary>A flag of <see cref="CaseFlags"/>.</summary>
    public sealed record Flag(CaseFlag Name) : Condition;

    /// <summary>A text column equals a value.</summary>
    public sealed record Equal(CaseColumn Column, string Value) : Condition;

    /// <summary>A text column is one of several values.</summary>
    public sealed record In(CaseColumn Column, ImmutableArray<string> Values) : Condition
    {
        /// <inheritdoc/>
        public bool Equals(In? other) => other is not null && Column == other.Column && Values.SequenceEqual(other.Values);

        /// <inheritdoc/>
        public override int GetHashCode() => Values.Aggregate((int)Column, (hash, value) => HashCode.Combine(hash, value));
    }

    /// <summary>The contrary.</summary>
    public sealed record Not(Condition Inner) : Condition;

    /// <summary>Both.</summary>
    public sealed record And(Condition Left, Condition Right) : Condition;

    /// <summary>One or both.</summary>
    public sealed record Or(Condition Left, Condition Right) : Condition;

    /// <summary>The condition as it can be read again.</summary>
    public sealed override string ToString() => this switch
    {
        Flag flag => CaseFlags.NameOf(flag.Name),
        Equal equal => $"{CaseFlags.NameOf(equal.Column)} = {Quote(equal.Value)}",
        In any => $"{CaseFlags.NameOf(any.Column)} in ({string.Join(", ", any.Values.Select(Quote))})",
        Not not => $"not {Wrap(not.Inner, not.Inner is And or Or)}",
        And and => $"{Wrap(and.Left, and.Left is Or)} and {Wrap(and.Right, and.Right is And or Or)}",
        Or or => $"{or.Left} or {Wrap(or.Right, or.Right is Or)}",
        _ => throw new UnreachableException(),
    };

    private static string Quote(string value) => $"'{value.Replace("'", "''", StringComparison.Ordinal)}'";

    private static string Wrap(Condition condition, bool inParentheses) => inParentheses ? $"({condition})" : condition.ToString();
}
