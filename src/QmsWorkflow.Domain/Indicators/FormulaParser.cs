using System.Collections.Immutable;
using System.Globalization;

namespace QmsWorkflow.Domain.Indicators;

/// <summary>Reads formulas by recursive descent and keeps the first thing that does not fit.</summary>
internal sealed class FormulaParser(string text, IndicatorReads reads)
{
    private const int LongestText = 4000;
    private const int DeepestNesting = 64;

    private static readonly string[] ConditionWords = ["not", "(", .. Enum.GetValues<CaseFlag>().Select(CaseFlags.NameOf), .. Enum.GetValues<CaseColumn>().Select(CaseFlags.NameOf)];

    private readonly ImmutableArray<FormulaToken> _tokens = text.Length <= LongestText ? FormulaTokens.Of(text) : [];
    private int _at;
    private int _depth;
    private ParseProblem? _problem;

    private FormulaToken Next => _tokens[_at];

    public ParseOutcome<Formula> Read()
    {
        if (_tokens.IsEmpty)
        {
            return new(null, new(LongestText, text.Length - LongestText, text[LongestText..Math.Min(text.Length, LongestText + 20)], [$"≤ {LongestText.ToString(CultureInfo.InvariantCulture)}"]));
        }

        var terms = ImmutableArray.CreateBuilder<FormulaTerm>();
        var sign = TakeSymbol("-") ? -1 : 1;
        while (ReadOperand() is { } operand)
        {
            terms.Add(new(sign, operand));
            if (Next.Kind == TokenKind.End) { return new(new(terms.ToImmutable()), null); }
            if (TakeSymbol("+")) { sign = 1; }
            else if (TakeSymbol("-")) { sign = -1; }
            else
            {
                Fail("+", "-");
                break;
            }
        }

        return new(null, _problem);
    }

    private string[] OperandWords => reads switch
    {
        IndicatorReads.Cases => ["count(", "sum(", "0"],
        IndicatorReads.Figures => ["sum(", "first(", "last(", "0"],
        _ => ["sum(", "0"],
    };

    private Operand? ReadOperand()
    {
        if (Next.Kind == TokenKind.Number && long.TryParse(Next.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            _at++;
            return new Operand.Constant(number);
        }

        var name = Next.Kind == TokenKind.Name ? Next.Value : "";
        if (!OperandWords.Contains(name + "(")) { return Fail<Operand>(OperandWords); }
        _at++;
        if (!Expect("(")) { return null; }
        Operand? operand = name == "count" ? ReadCount() : ReadColumn(name);
        return operand is not null && Expect(")") ? operand : null;
    }

    private Operand.Count? ReadCount() => ReadOr() is { } where ? new(where) : null;

    private Operand? ReadColumn(string function)
    {
        var column = Next.Kind == TokenKind.Name ? Next.Value : "";
        if (!MayStandFor(column)) { return Fail<Operand>(ColumnWords()); }
        _at++;
        if (function == "first") { return new Operand.First(column); }
        if (function == "last") { return new Operand.Last(column); }
        if (reads != IndicatorReads.Cases || !TakeName("where")) { return new Operand.Sum(column); }
        return ReadOr() is { } where ? new Operand.Sum(column, where) : null;
    }

    // Agencies bring tables of their own, so that a figure may have any name written as names are.
    private bool MayStandFor(string column) => reads switch
    {
        IndicatorReads.Cases => CaseFlags.Sums.Contains(column),
        IndicatorReads.Figures => FigureColumns.IsName(column),
        _ => EntryColumns.All.Contains(column),
    };

    private string[] ColumnWords() => reads switch
    {
        IndicatorReads.Cases => [.. CaseFlags.Sums],
        IndicatorReads.Figures => [.. FigureColumns.Shipped.Select(column => column.Code)],
        _ => [.. EntryColumns.All],
    };

    private Condition? ReadOr()
    {
        var left = ReadAnd();
        while (left is not null && TakeName("or")) { left = ReadAnd() is { } right ? new Condition.Or(left, right) : null; }
        return left;
    }

    private Condition? ReadAnd()
    {
        var left = ReadNot();
        while (left is not null && TakeName("and")) { left = ReadNot() is { } right ? new Condition.And(left, right) : null; }
        return left;
    }

    private Condition? ReadNot()
    {
        if (_depth >= DeepestNesting) { return Fail<Condition>([.. ConditionWords.Skip(2)]); }
        _depth++;
        var condition = TakeName("not") ? (ReadNot() is { } inner ? new Condition.Not(inner) : null) : ReadSimple();
        _depth--;
        return condition;
    }

    private Condition? ReadSimple()
    {
        if (TakeSymbol("(")) { return ReadOr() is { } inner && Expect(")") ? inner : null; }
        var name = Next.Kind == TokenKind.Name ? Next.Value : "";
        if (CaseFlags.Flag(name) is { } flag)
        {
            _at++;
            return new Condition.Flag(flag);
        }

        if (CaseFlags.Column(name) is not { } column) { return Fail<Condition>(ConditionWords); }
        _at++;
        if (TakeSymbol("=")) { return TakeText() is { } value ? new Condition.Equal(column, value) : null; }
        return TakeName("in") ? ReadIn(column) : Fail<Condition>("=", "in");
    }

    private Condition.In? ReadIn(CaseColumn column)
    {
        if (!Expect("(")) { return null; }
        var values = ImmutableArray.CreateBuilder<string>();
        do
        {
            if (TakeText() is not { } value) { return null; }
            values.Add(value);
        }
        while (TakeSymbol(","));
        return Expect(")") ? new(column, values.ToImmutable()) : null;
    }

    private string? TakeText()
    {
        if (Next.Kind != TokenKind.Text) { return Fail<string>("'…'"); }
        return _tokens[_at++].Value;
    }

    private bool TakeName(string name) => Take(TokenKind.Name, name);

    private bool TakeSymbol(string symbol) => Take(TokenKind.Symbol, symbol);

    private bool Take(TokenKind kind, string value)
    {
        if (Next.Kind != kind || Next.Value != value) { return false; }
        _at++;
        return true;
    }

    private bool Expect(string symbol) => TakeSymbol(symbol) || Fail(symbol);

    private T? Fail<T>(params string[] allowed) where T : class
    {
        Fail(allowed);
        return null;
    }

    private bool Fail(params string[] allowed)
    {
        var found = text.Substring(Next.Position, Next.Length);
        _problem ??= new(Next.Position, Next.Length, found, [.. allowed]) { Nearest = NearestWord.Of(found, allowed) };
        return false;
    }
}
