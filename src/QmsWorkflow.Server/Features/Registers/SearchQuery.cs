namespace QmsWorkflow.Server.Features.Registers;

/// <summary>Words that must stand one after the other, or must not be there at all.</summary>
internal sealed record SearchClause(IReadOnlyList<SearchWord> Words, bool IsExcluded);

/// <summary>
/// What somebody typed: words, "phrases in quotation marks", -words to leave out. What is written without a space between ("15/QĐ-UBND") is a phrase.
/// </summary>
internal sealed record SearchQuery(IReadOnlyList<SearchClause> Clauses, bool HasMarks)
{
    private const int MostClauses = 20;

    /// <summary>Whether there is anything to look for.</summary>
    public bool IsEmpty => !Clauses.Any(clause => !clause.IsExcluded);

    public static SearchQuery Parse(string text)
    {
        var clauses = new List<SearchClause>();
        var isQuoted = false;
        foreach (var part in text.Replace('“', '"').Replace('”', '"').Split('"'))
        {
            foreach (var piece in isQuoted ? [part] : part.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
            {
                var words = SearchText.Words(piece);
                if (words.Count > 0) clauses.Add(new SearchClause(words, !isQuoted && piece.StartsWith('-')));
            }

            isQuoted = !isQuoted;
        }

        List<SearchClause> kept = [.. clauses.Take(MostClauses)];
        return new SearchQuery(kept, kept.Any(clause => clause.Words.Any(word => word.Exact != word.Plain)));
    }

    /// <summary>For PostgreSQL: all clauses must hold.</summary>
    /// <param name="isExact">Compare the marks too.</param>
    public string ToTsQuery(bool isExact) => string.Join(" & ", Clauses.Select(clause => $"{(clause.IsExcluded ? "!" : "")}({string.Join(" <-> ", clause.Words.Select(word => Quoted(word, isExact)))})"));

    /// <summary>All the wanted words one after the other: such texts come first.</summary>
    public string ToPhrase(bool isExact) => string.Join(" <-> ", Clauses.Where(clause => !clause.IsExcluded).SelectMany(clause => clause.Words).Select(word => Quoted(word, isExact)));

    /// <summary>The same question put to a text in memory.</summary>
    public bool Matches(string text, bool isExact)
    {
        var words = SearchText.Words(text);
        return Clauses.All(clause => clause.IsExcluded != Contains(words, clause.Words, isExact));
    }

    /// <summary>The words of a text that were asked for.</summary>
    public bool IsWanted(SearchWord word, bool isExact) =>
        Clauses.Any(clause => !clause.IsExcluded && clause.Words.Any(wanted => isExact ? wanted.Exact == word.Exact : wanted.Plain == word.Plain));

    private static bool Contains(IReadOnlyList<SearchWord> text, IReadOnlyList<SearchWord> phrase, bool isExact) =>
        Enumerable.Range(0, Math.Max(0, text.Count - phrase.Count + 1))
            .Any(start => phrase.Select((word, offset) => isExact ? text[start + offset].Exact == word.Exact : text[start + offset].Plain == word.Plain).All(same => same));

    // Words are letters and digits only: nothing in them can end the quotation.
    private static string Quoted(SearchWord word, bool isExact) => $"'{(isExact ? word.Exact : word.Plain)}'";
}
