using System.Text.Json.Nodes;
using QmsWorkflow.Documents.Checking;

namespace QmsWorkflow.Server.Features.FormChecks;

/// <summary>Brings changes of words from a Word file back into the content that the file was filled with.</summary>
internal static class ContentFix
{
    /// <summary>Shorter texts stand in too many places to be recognised.</summary>
    private const int Shortest = 3;

    /// <summary>Whether all these changes are of words that the content brought, not of the template's own.</summary>
    public static bool Fits(JsonObject content, IEnumerable<FormTextChange> changes)
    {
        var strings = Strings(content).ToList();
        var all = changes.ToList();
        return all.Count > 0 && all.TrueForAll(change => strings.Exists(text => Apply(Text(text), change) is not null));
    }

    /// <summary>Makes the changes in the content.</summary>
    /// <returns>How many changes found their text.</returns>
    public static int Apply(JsonObject content, IReadOnlyCollection<FormTextChange> changes)
    {
        var done = new HashSet<FormTextChange>();
        foreach (var text in Strings(content).ToList())
        {
            var before = Text(text);
            // Each change is of the text as it was: they are laid over it from its end to its start.
            var edits = changes.Select(change => (change, edit: Apply(before, change))).Where(item => item.edit is not null).OrderByDescending(item => item.edit!.Value.Start).ToList();
            var (after, border) = (before, int.MaxValue);
            foreach (var (change, edit) in edits)
            {
                var (start, length, words) = edit!.Value;
                if (start + length > border) continue;

                after = string.Concat(after.AsSpan(0, start), words, after.AsSpan(start + length));
                border = start;
                done.Add(change);
            }

            if (after != before) text.ReplaceWith(after);
        }

        return done.Count;
    }

    /// <summary>The change within this text; null when it is of other words.</summary>
    private static (int Start, int Length, string Words)? Apply(string text, FormTextChange change)
    {
        if (text.Trim().Length < Shortest) return null;

        var (before, after) = (change.Before, change.After);
        var head = 0;
        while (head < before.Length && head < after.Length && before[head] == after[head]) head++;
        var tail = 0;
        while (tail < before.Length - head && tail < after.Length - head && before[^(tail + 1)] == after[^(tail + 1)]) tail++;
        var (length, words) = (before.Length - head - tail, after[head..^tail]);
        for (var at = before.IndexOf(text.Trim(), StringComparison.Ordinal); at >= 0; at = before.IndexOf(text.Trim(), at + 1, StringComparison.Ordinal))
        {
            var start = head - at;
            if (start >= 0 && start + length <= text.Trim().Length) return (start + (text.Length - text.TrimStart().Length), length, words);
        }

        return null;
    }

    private static IEnumerable<JsonValue> Strings(JsonNode? node) => node switch
    {
        JsonObject fields => fields.SelectMany(field => Strings(field.Value)),
        JsonArray items => items.SelectMany(Strings),
        JsonValue value when value.TryGetValue<string>(out _) => [value],
        _ => [],
    };

    private static string Text(JsonValue value) => value.GetValue<string>();
}
