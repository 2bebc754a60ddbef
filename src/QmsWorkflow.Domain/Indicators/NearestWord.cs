namespace QmsWorkflow.Domain.Indicators;

/// <summary>Guesses which word was meant.</summary>
internal static class NearestWord
{
    /// <summary>The allowed word that differs in at most a third of its letters; null when none is near.</summary>
    public static string? Of(string found, IEnumerable<string> allowed)
    {
        if (found.Length is < 2 or > 40) { return null; }
        var nearest = allowed.Select(word => (Word: word, Away: Distance(found, word.TrimEnd('(')))).OrderBy(pair => pair.Away).FirstOrDefault();
        return nearest.Word is { } word && nearest.Away <= Math.Max(1, word.Length / 3) ? word : null;
    }

    // Levenshtein, without regard to case.
    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var same = char.ToLowerInvariant(a[i - 1]) == char.ToLowerInvariant(b[j - 1]);
                var least = Math.Min(diagonal + (same ? 0 : 1), Math.Min(row[j], row[j - 1]) + 1);
                (diagonal, row[j]) = (row[j], least);
            }
        }

        return row[b.Length];
    }
}
