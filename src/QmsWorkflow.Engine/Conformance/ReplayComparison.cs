using System.Text.Json;
using System.Text.Json.Nodes;
using QmsWorkflow.Engine.Execution;
using QmsWorkflow.Engine.Values;

namespace QmsWorkflow.Engine.Conformance;

/// <summary>Describes an instance in the form of a case's expected result, and compares the two.</summary>
internal static class ReplayComparison
{
    public static JsonObject Describe(ReplayWorld world, ReplayInstance instance)
    {
        var state = instance.State;
        var variables = new JsonObject();
        foreach (var (name, value) in state.Variables.OrderBy(v => v.Key, StringComparer.Ordinal)) { variables[name] = value?.DeepClone(); }

        return new JsonObject
        {
            ["status"] = state.Status.ToString(),
            ["subStatus"] = state.SubStatus.ToString(),
            ["correlationId"] = state.CorrelationId,
            ["name"] = state.Name,
            ["executed"] = new JsonArray([.. instance.Trace.Entries.Select(e => JsonValue.Create(e.ToString()))]),
            ["variables"] = variables,
            ["outputs"] = state.Outputs,
            ["bookmarks"] = new JsonArray([.. state.OpenWaits.OrderBy(w => w.ActivityId, StringComparer.Ordinal).ThenBy(w => w.Name, StringComparer.Ordinal).Select(Bookmark)]),
            ["incidents"] = new JsonArray([.. state.Incidents.Select(i => new JsonObject { ["activityId"] = i.ActivityId, ["message"] = i.Message, ["resolution"] = i.Resolution })]),
            ["stdout"] = world.Lines.ToString(),
        };
    }

    private static JsonObject Bookmark(Wait wait)
    {
        var bookmark = new JsonObject { ["type"] = wait.Type, ["activityId"] = wait.ActivityId };
        if (wait.Name is not null) { bookmark["name"] = wait.Name; }
        return bookmark;
    }

    /// <summary>The first thing that differs; null when the actual result is what is expected.</summary>
    public static string? FirstDifference(JsonObject expected, JsonObject actual) =>
        Plain(expected, actual, "status") ?? Plain(expected, actual, "subStatus") ?? Executed(expected, actual)
        ?? Plain(expected, actual, "correlationId") ?? Plain(expected, actual, "name")
        ?? Members(expected, actual, "variables") ?? Members(expected, actual, "outputs")
        ?? Bookmarks(expected, actual) ?? Incidents(expected, actual) ?? Plain(expected, actual, "stdout");

    private static string? Plain(JsonObject expected, JsonObject actual, string part) =>
        !expected.ContainsKey(part) || Same(expected[part], actual[part]) ? null : Difference(part, expected[part], actual[part]);

    private static string Difference(string part, JsonNode? expected, JsonNode? actual) =>
        $"{part}: expected {JsonValues.Text(expected)}, got {JsonValues.Text(actual)}";

    private static string? Executed(JsonObject expected, JsonObject actual)
    {
        if (expected["executed"] is not JsonArray wanted)
        {
            return null;
        }

        var got = (JsonArray)actual["executed"]!;
        var isOver = (string?)expected["status"] == nameof(InstanceStatus.Finished);
        for (var i = 0; i < Math.Max(wanted.Count, got.Count); i++)
        {
            var want = i < wanted.Count ? (string)wanted[i]! : "(nothing)";
            var have = i < got.Count ? (string)got[i]! : "(nothing)";
            var isOpen = want.EndsWith(" *", StringComparison.Ordinal) || (isOver && want.EndsWith(" Running", StringComparison.Ordinal));
            var same = isOpen
                ? string.Equals(Head(want), Head(have), StringComparison.Ordinal)
                : string.Equals(want, have, StringComparison.Ordinal);
            if (!same)
            {
                return $"executed[{i}]: expected {want}, got {have}";
            }
        }

        return null;
    }

    private static string Head(string entry) => string.Join(' ', entry.Split(' ').Take(2));

    private static string? Members(JsonObject expected, JsonObject actual, string part)
    {
        if (expected[part] is not JsonObject wanted)
        {
            return null;
        }

        var got = (JsonObject)actual[part]!;
        foreach (var (key, value) in wanted)
        {
            if (!Same(value, got[key])) { return Difference($"{part}.{key}", value, got[key]); }
        }

        return null;
    }

    private static string? Bookmarks(JsonObject expected, JsonObject actual)
    {
        if (expected["bookmarks"] is not JsonArray wanted)
        {
            return null;
        }

        var got = ((JsonArray)actual["bookmarks"]!).OfType<JsonObject>().ToList();
        foreach (var want in wanted.OfType<JsonObject>())
        {
            var match = got.FindIndex(g => Same(want["type"], g["type"]) && Same(want["activityId"], g["activityId"]) && (want["name"] is null || Same(want["name"], g["name"])));
            if (match < 0) { return Difference("bookmarks", wanted, actual["bookmarks"]); }
            got.RemoveAt(match);
        }

        return got.Count == 0 ? null : Difference("bookmarks", wanted, actual["bookmarks"]);
    }

    private static string? Incidents(JsonObject expected, JsonObject actual)
    {
        if (expected["incidents"] is not JsonArray wanted)
        {
            return null;
        }

        var got = (JsonArray)actual["incidents"]!;
        var same = wanted.Count == got.Count;
        for (var i = 0; same && i < wanted.Count; i++)
        {
            var want = (JsonObject)wanted[i]!;
            var have = (JsonObject)got[i]!;
            same = Same(want["activityId"], have["activityId"])
                && (!want.ContainsKey("resolution") || Same(want["resolution"], have["resolution"]))
                && (want["message"] is null || !IsFault(expected, (string?)want["activityId"]) || Same(want["message"], have["message"]));
        }

        return same ? null : Difference("incidents", wanted, got);
    }

    private static bool IsFault(JsonObject expected, string? activityId) =>
        expected["executed"] is JsonArray executed && executed.Any(e => ((string)e!).StartsWith($"{activityId} Elsa.Fault ", StringComparison.Ordinal));

    /// <summary>Equal values: numbers by value, the order of properties does not matter, <c>&lt;id&gt;</c> stands for any text.</summary>
    private static bool Same(JsonNode? wanted, JsonNode? got)
    {
        if (wanted is null || got is null)
        {
            return wanted is null && got is null;
        }

        switch (wanted)
        {
            case JsonObject a:
                return got is JsonObject b && a.Count == b.Count && a.All(p => b.TryGetPropertyValue(p.Key, out var value) && Same(p.Value, value));
            case JsonArray a:
                return got is JsonArray c && a.Count == c.Count && a.Zip(c).All(p => Same(p.First, p.Second));
            default:
                if (got is not JsonValue other || wanted.GetValueKind() != other.GetValueKind()) { return false; }
                return wanted.GetValueKind() switch
                {
                    JsonValueKind.Number => JsonValues.NumberOf((JsonValue)wanted).Equals(JsonValues.NumberOf(other)),
                    JsonValueKind.String => SameText((string)wanted!, (string)got!),
                    _ => true,
                };
        }
    }

    private static bool SameText(string wanted, string got)
    {
        if (!wanted.Contains("<id>", StringComparison.Ordinal))
        {
            return string.Equals(wanted, got, StringComparison.Ordinal);
        }

        var at = 0;
        var parts = wanted.Split("<id>");
        for (var i = 0; i < parts.Length; i++)
        {
            var found = got.IndexOf(parts[i], at, StringComparison.Ordinal);
            if (found < 0 || (i == 0 && found != 0)) { return false; }
            at = found + parts[i].Length;
        }

        return parts[^1].Length == 0 || at == got.Length;
    }
}
