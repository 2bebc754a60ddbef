using System.Collections.Immutable;

namespace QmsWorkflow.Domain.Indicators;

internal enum TokenKind { Name, Number, Text, Symbol, Unknown, End }

/// <summary>A word of a formula and its place.</summary>
internal readonly record struct FormulaToken(TokenKind Kind, int Position, int Length, string Value);

internal static class FormulaTokens
{
    private const string Symbols = "()+-,=";

    public static ImmutableArray<FormulaToken> Of(string text)
    {
        var tokens = ImmutableArray.CreateBuilder<FormulaToken>();
        for (var at = 0; at < text.Length;)
        {
            if (char.IsWhiteSpace(text[at]))
            {
                at++;
                continue;
            }

            var token = Next(text, at);
            tokens.Add(token);
            at += token.Length;
        }

        tokens.Add(new(TokenKind.End, text.Length, 0, ""));
        return tokens.ToImmutable();
    }

    private static FormulaToken Next(string text, int at)
    {
        var first = text[at];
        if (char.IsAsciiDigit(first)) { return Run(TokenKind.Number, text, at, char.IsAsciiDigit); }
        if (IsNameLetter(first)) { return Run(TokenKind.Name, text, at, letter => IsNameLetter(letter) || char.IsAsciiDigit(letter)); }
        if (first == '\'') { return Quoted(text, at); }
        return Symbols.Contains(first)
            ? new(TokenKind.Symbol, at, 1, first.ToString())
            : Run(TokenKind.Unknown, text, at, letter => !char.IsWhiteSpace(letter) && !Symbols.Contains(letter) && letter != '\'');
    }

    private static bool IsNameLetter(char letter) => letter == '_' || char.IsLetter(letter);

    private static FormulaToken Run(TokenKind kind, string text, int at, Func<char, bool> belongs)
    {
        var end = at + 1;
        while (end < text.Length && belongs(text[end])) { end++; }
        return new(kind, at, end - at, text[at..end]);
    }

    // 'năm ''24' : a quote within is doubled.
    private static FormulaToken Quoted(string text, int at)
    {
        var end = at + 1;
        while (end < text.Length)
        {
            if (text[end] != '\'') { end++; }
            else if (end + 1 < text.Length && text[end + 1] == '\'') { end += 2; }
            else { return new(TokenKind.Text, at, end + 1 - at, ComposedText.Of(text[(at + 1)..end].Replace("''", "'", StringComparison.Ordinal))); }
        }

        return new(TokenKind.Unknown, at, text.Length - at, text[at..]);
    }
}
