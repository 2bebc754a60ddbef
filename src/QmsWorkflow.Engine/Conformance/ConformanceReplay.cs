using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using QmsWorkflow.Engine.Activities;
using QmsWorkflow.Engine.Execution;

namespace QmsWorkflow.Engine.Conformance;

/// <summary>Runs a case and compares the result with what is expected.</summary>
public static class ConformanceReplay
{
    /// <summary>Runs a case.</summary>
    /// <param name="example">The case.</param>
    /// <param name="steps">The product's steps; by default none, so that <c>Qms.*</c> types are unknown as in Elsa.</param>
    public static ReplayResult Run(ConformanceCase example, StepCatalog? steps = null)
    {
        ArgumentNullException.ThrowIfNull(example);
        var world = new ReplayWorld(steps ?? StepCatalog.Empty);
        var later = Later(example);
        world.Know(example.Definitions.Where(json => !later.ContainsKey(Key(json))));
        var definition = world.Publish(example.Definition);
        foreach (var json in example.Definitions)
        {
            if (!later.ContainsKey(Key(json))) { world.Publish(json); }
        }

        var instance = world.Start(definition, example.Input, example.CorrelationId, example.ContinuesWithIncidents ? true : null);
        world.Settle();
        foreach (var line in example.Script)
        {
            ReplayScript.Apply(world, instance, line, later);
        }

        var actual = ReplayComparison.Describe(world, instance);
        var difference = ReplayComparison.FirstDifference(example.Expected, actual);
        return new ReplayResult(difference is null, difference, actual);
    }

    /// <summary>The definitions that a line of the script publishes, by id and version.</summary>
    private static Dictionary<string, string> Later(ConformanceCase example)
    {
        var named = example.Script.Where(l => l.StartsWith("def ", StringComparison.Ordinal))
            .Select(l => string.Join(' ', ReplayScript.Words(l).Skip(1).Take(2))).ToHashSet(StringComparer.Ordinal);
        var later = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var json in example.Definitions)
        {
            if (named.Contains(Key(json))) { later[Key(json)] = json; }
        }

        return later;
    }

    private static string Key(string definitionJson)
    {
        using var document = JsonDocument.Parse(definitionJson, new JsonDocumentOptions { MaxDepth = 256 });
        var version = document.RootElement.TryGetProperty("version", out var v) ? v.GetInt32() : 1;
        return document.RootElement.GetProperty("definitionId").GetString() + " " + version.ToString(CultureInfo.InvariantCulture);
    }
}

/// <summary>The lines of a case's script.</summary>
internal static class ReplayScript
{
    public static void Apply(ReplayWorld world, ReplayInstance instance, string line, Dictionary<string, string> later)
    {
        var words = Words(line);
        switch (words[0])
        {
            case "task": CompleteTask(world, words[1], Value(words, 2)); break;
            case "event":
                world.Raise(words[1], Value(words, 2), null);
                world.Settle();
                break;
            case "resume": Resume(world, words[1], words[2], Value(words, 3)); break;
            case "cancel": world.Apply(instance, new WorkflowEvent.Cancelled(world.Tick(), null, null)); break;
            case "def":
                world.Know([later[$"{words[1]} {words[2]}"]]);
                world.Publish(later[$"{words[1]} {words[2]}"]);
                break;
            case "alter": Alter(world, instance, words); break;
            default: throw new FormatException($"Unknown line \"{line}\".");
        }
    }

    private static void CompleteTask(ReplayWorld world, string task, JsonNode? result) =>
        CompleteNewest(world, w => w.Type == "Elsa.RunTask" && string.Equals(w.Name, task, StringComparison.Ordinal), result);

    private static void Resume(ReplayWorld world, string type, string activityId, JsonNode? result)
    {
        var fullType = type.StartsWith("Elsa.", StringComparison.Ordinal) ? type : "Elsa." + type;
        CompleteNewest(world, w => string.Equals(w.Type, fullType, StringComparison.Ordinal) && (activityId == "*" || string.Equals(w.ActivityId, activityId, StringComparison.Ordinal)), result);
    }

    private static void CompleteNewest(ReplayWorld world, Func<Wait, bool> rule, JsonNode? result)
    {
        var newest = world.Instances.Reverse().SelectMany(i => i.State.OpenWaits.Reverse().Where(rule).Select(w => (Instance: i, Wait: w))).FirstOrDefault();
        if (newest.Wait is not null)
        {
            world.Apply(newest.Instance, new WorkflowEvent.WaitCompleted(world.Tick(), null, newest.Wait.Id, result, []));
        }
    }

    private static void Alter(ReplayWorld world, ReplayInstance instance, string[] words)
    {
        switch (words[1])
        {
            case "migrate":
                var version = int.Parse(words[2], CultureInfo.InvariantCulture);
                instance.Definition = world.Find(instance.Definition.DefinitionId, version) ?? throw new FormatException($"No version {words[2]}.");
                world.Apply(instance, new WorkflowEvent.Migrated(world.Tick(), null));
                break;
            case "schedule": world.Apply(instance, new WorkflowEvent.ActivityScheduled(world.Tick(), null, words[2])); break;
            case "cancel-activity": world.Apply(instance, new WorkflowEvent.ActivityCancelled(world.Tick(), null, words[2])); break;
            case "variable": world.Apply(instance, new WorkflowEvent.VariableRepaired(world.Tick(), null, words[2], Value(words, 3))); break;
            case "retry":
                var incident = instance.State.OpenIncidents.LastOrDefault(i => string.Equals(i.ActivityId, words[2], StringComparison.Ordinal));
                if (incident is not null) { world.Apply(instance, new WorkflowEvent.IncidentRetried(world.Tick(), null, incident.Id)); }
                break;
            default: throw new FormatException($"Unknown alteration \"{words[1]}\".");
        }
    }

    private static JsonNode? Value(string[] words, int index) => words.Length > index ? JsonNode.Parse(words[index]) : null;

    /// <summary>Splits a line: words and JSON strings; whatever else is JSON takes the rest.</summary>
    public static string[] Words(string line)
    {
        var words = new List<string>();
        var wanted = 2;
        var at = 0;
        while (at < line.Length)
        {
            if (line[at] == ' ') { at++; continue; }
            if (words.Count > 0) { wanted = Wanted(words); }
            if (words.Count >= wanted)
            {
                words.Add(line[at..]);
                break;
            }

            var end = at + 1;
            if (line[at] == '"')
            {
                while (end < line.Length && line[end] != '"') { end += line[end] == '\\' ? 2 : 1; }
                words.Add(JsonSerializer.Deserialize(line.AsSpan(at, Math.Min(end + 1, line.Length) - at), TextContext.Default.String) ?? "");
                at = end + 1;
                continue;
            }

            while (end < line.Length && line[end] != ' ') { end++; }
            words.Add(line[at..end]);
            at = end;
        }

        return [.. words];
    }

    private static int Wanted(List<string> words) => words[0] is "task" or "event" ? 2 : 3;
}

[System.Text.Json.Serialization.JsonSerializable(typeof(string))]
internal sealed partial class TextContext : System.Text.Json.Serialization.JsonSerializerContext;
