using System.Text.Json.Nodes;

namespace QmsWorkflow.Chaos;

/// <summary>The kinds of instance of the run.</summary>
internal static class ChaosFlows
{
    /// <summary>Parallel branches with delays from a second to a year, notices, and children of which the parent waits for all.</summary>
    public const string Parent = "chaos-parent";

    /// <summary>Tasks and approvals of people, a script, and events that another instance publishes.</summary>
    public const string Work = "chaos-work";

    /// <summary>A document from its draft to its number.</summary>
    public const string Document = "chaos-document";

    private const string Child = "chaos-child";
    private const string Teller = "chaos-teller";

    public static async Task WriteAsync(string folder, CancellationToken ct)
    {
        Directory.CreateDirectory(folder);
        foreach (var (id, variables, steps) in All())
        {
            await File.WriteAllTextAsync(Path.Combine(folder, $"{id}.json"), Definition(id, variables, steps).ToJsonString(), ct);
        }
    }

    private static IEnumerable<(string Id, string[] Variables, JsonObject[] Steps)> All()
    {
        yield return (Child, [], [Delay("d", "00:00:01"), Notify("n"), Output(Literal("Object", 1))]);
        yield return (Teller, [],
        [
            Delay("before", "00:00:01"),
            Step("tell", "Elsa.PublishEvent", ("eventName", Literal("String", "chaos-go")), ("correlationId", Script("String", "getCorrelationId()")), ("payload", Script("Object", "getInput('N')"))),
        ]);
        yield return (Parent, [],
        [
            Fork("fork", [Delay("d1", "00:00:01")], [Delay("d2", "00:00:02"), Notify("n1")], [Delay("days", "2.00:00:00")], [Delay("year", "365.00:00:00")]),
            Step("fan", "Elsa.BulkDispatchWorkflows", ("workflowDefinitionId", Literal("String", Child)),
                ("items", new JsonObject { ["typeName"] = "Object", ["expression"] = new JsonObject { ["type"] = "Object", ["value"] = """[{"N":1},{"N":2},{"N":3}]""" } }),
                ("waitForCompletion", Literal("Boolean", true))),
            Notify("n2"),
            Output(Literal("Object", 7)),
        ]);
        yield return (Work, ["Drafted", "Checked", "Sum", "Heard1", "Heard2"],
        [
            Fork("people",
                [Result(Task("draft", "iso-secretary", ("outcomes", Literal("String", "Ready,Later"))), "Drafted")],
                [Delay("wait", "00:00:01"), Result(Task("check", "person:chuyenvien", ("due", Literal("String", "3 working days after task.opened")),
                    ("remind", Literal("String", "1 working days before")), ("escalate", Literal("String", "on overdue to office; 5 working days overdue to head"))), "Checked")]),
            Result(Step("sum", "Elsa.RunJavaScript", ("script", Literal("String",
                "[getVariable('Drafted'), getVariable('Checked')].map(done => done.outcome).join(', ')"))), "Sum"),
            Step("agree", "Qms.Approval", ("title", Literal("String", "agree")), ("approvers", Literal("String", "deputy,head"))),
            Fork("first", [Hear("hear1", "Heard1")], [Tell("tell1", 1)]),
            Fork("second", [Hear("hear2", "Heard2")], [Tell("tell2", 2)]),
            Output(Script("Object", "[getVariable('Sum'), getVariable('Heard1'), getVariable('Heard2')].join('; ')")),
        ]);
        yield return (Document, ["Paper", "Issued"],
        [
            Result(Step("write", "Qms.GenerateDocument", ("kind", Literal("String", "submission"))), "Paper"),
            Step("sign", "Qms.Approval", ("title", Literal("String", "sign")), ("approvers", Literal("String", "head")), ("document", Script("String", "getVariable('Paper')")),
                ("signing", Literal("Boolean", true))),
            Task("stamp", "clerk", ("document", Script("String", "getVariable('Paper')"))),
            Result(Step("issue", "Qms.IssueDocument", ("document", Script("String", "getVariable('Paper')"))), "Issued"),
            Notify("n"),
            Output(Script("Object", "getVariable('Issued').documentId == getVariable('Paper')")),
        ]);
    }

    private static JsonObject Definition(string id, string[] variables, JsonObject[] steps) => new()
    {
        ["id"] = $"{id}-v1",
        ["definitionId"] = id,
        ["name"] = id,
        ["version"] = 1,
        ["isLatest"] = true,
        ["isPublished"] = true,
        ["variables"] = new JsonArray([.. variables.Select(name => new JsonObject { ["id"] = name, ["name"] = name, ["typeName"] = "Object", ["isArray"] = false, ["value"] = null })]),
        ["inputs"] = id == Teller ? new JsonArray(new JsonObject { ["name"] = "N", ["type"] = "Object", ["isArray"] = false }) : new JsonArray(),
        ["outputs"] = new JsonArray(new JsonObject { ["name"] = "Out", ["type"] = "Object", ["isArray"] = false }),
        ["outcomes"] = new JsonArray(),
        ["root"] = Sequence("root", steps),
    };

    private static JsonObject Sequence(string id, JsonObject[] steps)
    {
        var sequence = Step(id, "Elsa.Sequence");
        sequence["activities"] = new JsonArray([.. steps]);
        return sequence;
    }

    private static JsonObject Fork(string id, params JsonObject[][] branches)
    {
        var fork = Step(id, "Elsa.Fork");
        fork["joinMode"] = "WaitAll";
        fork["branches"] = new JsonArray([.. branches.Select((steps, index) => Sequence(FormattableString.Invariant($"{id}{index}"), steps))]);
        return fork;
    }

    private static JsonObject Delay(string id, string time) => Step(id, "Elsa.Delay", ("timeSpan", Literal("TimeSpan", time)));

    private static JsonObject Notify(string id) => Step(id, "Qms.Notify", ("to", Literal("String", "head")), ("text", Literal("String", id)));

    private static JsonObject Task(string id, string assignee, params (string Name, JsonObject Value)[] more) =>
        Step(id, "Qms.UserTask", [("title", Literal("String", id)), ("assignee", Literal("String", assignee)), .. more]);

    private static JsonObject Hear(string id, string variable) => Result(Step(id, "Elsa.Event", ("eventName", Literal("String", "chaos-go"))), variable);

    private static JsonObject Tell(string id, int number) => Step(id, "Elsa.DispatchWorkflow",
        ("workflowDefinitionId", Literal("String", Teller)), ("input", Script("Object", FormattableString.Invariant($"({{ N: {number} }})"))), ("waitForCompletion", Literal("Boolean", false)));

    private static JsonObject Output(JsonObject value) => Step("out", "Elsa.SetOutput", ("outputName", Literal("String", "Out")), ("outputValue", value));

    private static JsonObject Result(JsonObject step, string variable)
    {
        step["result"] = new JsonObject { ["typeName"] = "Object", ["memoryReference"] = new JsonObject { ["id"] = variable } };
        return step;
    }

    private static JsonObject Step(string id, string type, params (string Name, JsonObject Value)[] inputs)
    {
        var step = new JsonObject { ["id"] = id, ["type"] = type, ["version"] = 1, ["name"] = id };
        foreach (var (name, value) in inputs) step[name] = value;
        return step;
    }

    private static JsonObject Literal(string type, JsonNode value) => Value(type, "Literal", value);

    private static JsonObject Script(string type, string script) => Value(type, "JavaScript", script);

    private static JsonObject Value(string type, string syntax, JsonNode value) =>
        new() { ["typeName"] = type, ["expression"] = new JsonObject { ["type"] = syntax, ["value"] = value } };
}
