namespace QmsWorkflow.Server.Cli;

/// <summary>The known word a mistyped one was probably meant to be.</summary>
internal static class NearestWord
{
    /// <returns>The nearest word, or null when none is near: more than a third of the letters would have to change.</returns>
    public static string? Of(string typed, IEnumerable<string> known) => known
        .Select(word => (Word: word, Distance: Distance(typed, word)))
        .Where(near => near.Distance <= Math.Max(1, Math.Max(typed.Length, near.Word.Length) / 3))
        .OrderBy(near => near.Distance).ThenBy(near => near.Word, StringComparer.Ordinal)
        .Select(near => near.Word).FirstOrDefault();

    // Levenshtein: insertions, deletions and changes, row by row.
    private static int Distance(string one, string other)
    {
        var row = Enumerable.Range(0, other.Length + 1).ToArray();
        for (var i = 1; i <= one.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= other.Length; j++)
            {
                var change = diagonal + (one[i - 1] == other[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(change, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }
}
