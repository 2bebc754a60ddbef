using System.Globalization;
using System.Text.Json.Nodes;

namespace QmsWorkflow.Bench;

/// <summary>The definitions that are measured, in Elsa's JSON.</summary>
internal static class Flows
{
    public const string Ten = "bench-ten";
    public const string Child = "bench-child";

    /// <summary>Ten activities of which two wait for a named event: three bursts, three commits.</summary>
    public static string TenActivities => Flow(Ten,
        Line("a1"), Set("a2"), Line("a3"), Event("a4"), Line("a5"), Set("a6"), Line("a7"), Event("a8"), Set("a9"), Line("a10"));

    public static string OneLine => Flow(Child, Line("own"));

    public static string ParentOf(int children)
    {
        var items = new JsonArray([.. Enumerable.Range(0, children).Select(n => new JsonObject { ["Number"] = n })]);
        var fan = Step("fan", "Elsa.BulkDispatchWorkflows",
            ("workflowDefinitionId", Literal("String", Child)),
            ("items", Typed("Object", "Object", items.ToJsonString())),
            ("waitForCompletion", Literal("Boolean", true)));
        return Flow(ParentId(children), "Completed", fan, Line("after"));
    }

    public static string ParentId(int children) => string.Create(CultureInfo.InvariantCulture, $"bench-parent-{children}");

    /// <summary>A loop of that many rounds, in one burst.</summary>
    public static string Loop(int rounds)
    {
        var loop = Step("loop", "Elsa.For",
            ("start", Literal("Int32", 1)), ("end", Literal("Int32", rounds)), ("step", Literal("Int32", 1)));
        loop["body"] = Line("round");
        return Flow(LoopId(rounds), loop, Line("after"));
    }

    public static string LoopId(int rounds) => string.Create(CultureInfo.InvariantCulture, $"bench-loop-{rounds}");

    /// <summary>A loop whose every round waits for an event, so that each is an act of its own.</summary>
    public static string WaitingLoop(int rounds)
    {
        var loop = Step("loop", "Elsa.For",
            ("start", Literal("Int32", 1)), ("end", Literal("Int32", rounds)), ("step", Literal("Int32", 1)));
        loop["body"] = Event("round");
        return Flow(WaitingLoopId(rounds), loop, Line("after"));
    }

    public static string WaitingLoopId(int rounds) => string.Create(CultureInfo.InvariantCulture, $"bench-waiting-loop-{rounds}");

    private static JsonObject Line(string id) => Step(id, "Elsa.WriteLine", ("text", Literal("String", $"at {id}")));

    private static JsonObject Event(string id) => Step(id, "Elsa.Event", ("eventName", Literal("String", $"event-{id}")));

    private static JsonObject Set(string id)
    {
        var step = Step(id, "Elsa.SetVariable", ("value", Literal("Object", $"value of {id}")));
        step["variable"] = Variable();
        return step;
    }

    private static JsonObject Variable() => new() { ["id"] = "V", ["name"] = "V", ["typeName"] = "String" };

    private static JsonObject Literal(string typeName, JsonNode value) => Typed(typeName, "Literal", value);

    private static JsonObject Typed(string typeName, string expression, JsonNode value) => new()
    {
        ["typeName"] = typeName,
        ["expression"] = new JsonObject { ["type"] = expression, ["value"] = value },
    };

    private static JsonObject Step(string id, string type, params ReadOnlySpan<(string Name, JsonObject Value)> inputs)
    {
        var step = new JsonObject { ["id"] = id, ["type"] = type, ["version"] = 1, ["name"] = id };
        foreach (var (name, value) in inputs) step[name] = value;
        return step;
    }

    private static string Flow(string id, params JsonObject[] steps) => Flow(id, "Done", steps);

    private static string Flow(string id, string firstPort, params JsonObject[] steps)
    {
        var connections = new JsonArray();
        for (var index = 1; index < steps.Length; index++)
        {
            connections.Add(new JsonObject
            {
                ["source"] = new JsonObject { ["activity"] = steps[index - 1]["id"]!.DeepClone(), ["port"] = index == 1 ? firstPort : "Done" },
                ["target"] = new JsonObject { ["activity"] = steps[index]["id"]!.DeepClone(), ["port"] = "In" },
            });
        }

        return new JsonObject
        {
            ["id"] = $"{id}-v1",
            ["definitionId"] = id,
            ["name"] = id,
            ["version"] = 1,
            ["isLatest"] = true,
            ["isPublished"] = true,
            ["variables"] = new JsonArray(Variable()),
            ["inputs"] = new JsonArray(),
            ["outputs"] = new JsonArray(),
            ["outcomes"] = new JsonArray(),
            ["root"] = new JsonObject
            {
                ["id"] = "root",
                ["type"] = "Elsa.Flowchart",
                ["version"] = 1,
                ["name"] = "root",
                ["activities"] = new JsonArray([.. steps]),
                ["connections"] = connections,
            },
        }.ToJsonString();
    }
}
