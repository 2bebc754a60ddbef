using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace QmsWorkflow.Domain;

/// <summary>What is wrong in a sentence, and exactly where.</summary>
/// <param name="Position">The first wrong character, from 0; the length of the text when something is missing at the end.</param>
/// <param name="Length">How many characters are wrong; 0 at the end.</param>
/// <param name="Found">What stands there; empty at the end of the sentence.</param>
/// <param name="Allowed">What may stand there.</param>
public sealed record ParseProblem(int Position, int Length, string Found, ImmutableArray<string> Allowed)
{
    /// <summary>The allowed word that was probably meant; null when none is near.</summary>
    public string? Nearest { get; init; }

    /// <summary>The problem in Vietnamese, with the position counted from 1.</summary>
    public string MessageVi => (Found, Nearest) switch
    {
        ("", _) => Invariant($"Ký tự {Position + 1}: câu còn thiếu; cần: {string.Join(", ", Allowed)}."),
        (_, null) => Invariant($"Ký tự {Position + 1}: không hiểu “{Found}”; cần: {string.Join(", ", Allowed)}."),
        _ => Invariant($"Ký tự {Position + 1}: không hiểu “{Found}”; sửa thành “{Nearest}” (hoặc: {string.Join(", ", Allowed)})."),
    };

    /// <summary>The problem in English, with the position counted from 1.</summary>
    public string MessageEn => (Found, Nearest) switch
    {
        ("", _) => Invariant($"Character {Position + 1}: the sentence ends too early; expected: {string.Join(", ", Allowed)}."),
        (_, null) => Invariant($"Character {Position + 1}: found “{Found}”; expected: {string.Join(", ", Allowed)}."),
        _ => Invariant($"Character {Position + 1}: found “{Found}”; write “{Nearest}” (or: {string.Join(", ", Allowed)})."),
    };

    /// <inheritdoc/>
    public override string ToString() => MessageEn;

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

/// <summary>A parsed value, or the problem that stopped the parser.</summary>
/// <typeparam name="T">What was to be read.</typeparam>
public sealed record ParseOutcome<T> where T : class
{
    internal ParseOutcome(T? value, ParseProblem? problem)
    {
        Value = value;
        Problem = problem;
    }

    /// <summary>The value; null when there is a problem.</summary>
    public T? Value { get; }

    /// <summary>The problem; null when there is a value.</summary>
    public ParseProblem? Problem { get; }

    /// <summary>Whether the sentence was understood.</summary>
    [MemberNotNullWhen(true, nameof(Value)), MemberNotNullWhen(false, nameof(Problem))]
    public bool IsOk => Value is not null;

    /// <summary>The value.</summary>
    /// <exception cref="FormatException">The sentence has a problem.</exception>
    public T OrThrow() => Value ?? throw new FormatException(Problem!.MessageEn);
}
