using System.Collections.Immutable;
using System.Globalization;

namespace QmsWorkflow.Domain.Calendar;

/// <summary>Reads a short sentence word by word and remembers the first thing that does not fit, with its place.</summary>
internal sealed class SentenceReader
{
    private readonly string _text;
    private readonly ImmutableArray<(int Position, string Word)> _words;
    private int _at;

    public SentenceReader(string text)
    {
        _text = text;
        _words = Split(text);
    }

    public ParseProblem? Problem { get; private set; }

    public bool AtEnd => _at >= _words.Length;

    public string? Peek => AtEnd ? null : _words[_at].Word;

    public int Mark => _at;

    public void Reset(int mark) => _at = mark;

    /// <summary>Takes the next word if it is one of these (any case).</summary>
    public string? TryTake(params ReadOnlySpan<string> words)
    {
        foreach (var word in words)
        {
            if (string.Equals(Peek, word, StringComparison.OrdinalIgnoreCase))
            {
                _at++;
                return word;
            }
        }

        return null;
    }

    /// <summary>Takes the next word if it is one of these, else notes the problem.</summary>
    public bool Expect(params string[] words) => TryTake(words) is not null || Fail(words);

    /// <summary>Takes a whole number between two bounds, else notes the problem.</summary>
    public int? Number(int min, int max)
    {
        if (int.TryParse(Peek, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max)
        {
            _at++;
            return number;
        }

        Fail(string.Create(CultureInfo.InvariantCulture, $"{min}…{max}"));
        return null;
    }

    public string Take() => _words[_at++].Word;

    /// <summary>Notes what would have been right at the current word; the first problem stays.</summary>
    public bool Fail(params IEnumerable<string> allowed)
    {
        Problem ??= AtEnd
            ? new(_text.TrimEnd().Length, 0, "", [.. allowed])
            : new(_words[_at].Position, _words[_at].Word.Length, _words[_at].Word, [.. allowed]);
        return false;
    }

    /// <summary>Ends the reading: the value, or the problem (also when words are left over).</summary>
    public ParseOutcome<T> Finish<T>(T? value, params IEnumerable<string> allowedNext) where T : class
    {
        if (value is not null && Problem is null && !AtEnd) { Fail(["(end)", .. allowedNext]); }
        return Problem is null ? new(value, null) : new(null, Problem);
    }

    private static ImmutableArray<(int, string)> Split(string text)
    {
        var words = ImmutableArray.CreateBuilder<(int, string)>();
        for (var i = 0; i < text.Length;)
        {
            if (char.IsWhiteSpace(text[i])) { i++; continue; }
            var start = i;
            if (IsMark(text[i])) { i++; }
            else
            {
                while (i < text.Length && !char.IsWhiteSpace(text[i]) && !IsMark(text[i])) { i++; }
            }

            words.Add((start, text[start..i]));
        }

        return words.ToImmutable();
    }

    private static bool IsMark(char c) => c is ',' or ';';
}
