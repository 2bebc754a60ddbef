namespace QmsWorkflow.Engine.Definitions;

/// <summary>Finds what somebody probably meant.</summary>
internal static class Nearest
{
    /// <summary>The closest of the candidates, or null when none is close.</summary>
    public static string? Of(string text, IEnumerable<string> candidates)
    {
        string? best = null;
        var bestDistance = Math.Max(2, text.Length / 3) + 1;
        foreach (var candidate in candidates)
        {
            var distance = Distance(text.ToUpperInvariant(), candidate.ToUpperInvariant());
            if (distance < bestDistance) { (best, bestDistance) = (candidate, distance); }
        }

        return best;
    }

    private static int Distance(string a, string b)
    {
        var row = new int[b.Length + 1];
        for (var j = 0; j <= b.Length; j++) { row[j] = j; }
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var above = row[j];
                row[j] = Math.Min(Math.Min(row[j] + 1, row[j - 1] + 1), diagonal + (a[i - 1] == b[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }

        return row[b.Length];
    }
}
