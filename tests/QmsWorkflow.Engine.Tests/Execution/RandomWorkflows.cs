using System.Text.Json.Nodes;
using QmsWorkflow.Engine.Definitions;
using QmsWorkflow.Engine.Execution;

namespace QmsWorkflow.Engine.Tests.Execution;

/// <summary>Random definitions, sensible and senseless ones, and random lives of their instances.</summary>
internal sealed class RandomWorkflows(int seed)
{
    private readonly Random random = new(seed);
    private int number;

    public WorkflowDefinition Definition()
    {
        var builder = A.Workflow().Variable("Items", "Object", """["x","y","z"]""").Variable("Flag", "Boolean", "false").Variable("Answer").Variable("Round", "Int32", "0");
        if (random.Next(2) == 0) { builder.ContinueWithIncidents(); }
        var used = A.Workflow().Variable("Items", "Object", """["u"]""").Variable("Flag", "Boolean", "true").Variable("Answer").Variable("Round", "Int32", "0").Input("R").Output("O").Root(Any(2)).Document();
        (used["definitionId"], used["id"], used["name"], used["usableAsActivity"]) = ("used", "used-v1", "used", true);
        isUsing = true;
        document = builder.Root(random.Next(4) == 0 ? Any(3) : Flowchart(3)).Document();
        library = new WorkflowLibrary([new PublishedWorkflow(used.ToJsonString(), "used.json")]);
        return WorkflowDefinition.Read(document.ToJsonString(), "random.json", null, library).Definition!;
    }

    /// <summary>A second version: here and there an activity or a connection less, a new task, another variable.</summary>
    public WorkflowDefinition Later()
    {
        var later = (JsonObject)document.DeepClone();
        (later["version"], later["id"]) = (2, "test-v2");
        ((JsonArray)later["variables"]!).Add(new JsonObject { ["id"] = "New", ["name"] = "New", ["typeName"] = "String", ["value"] = "new" });
        Alter(later["root"]!);
        return WorkflowDefinition.Read(later.ToJsonString(), "random.json", null, library).Definition!;
    }

    private void Alter(JsonNode node)
    {
        foreach (var child in node switch { JsonObject o => o.Select(p => p.Value), JsonArray a => a, _ => [] }) { if (child is not null) { Alter(child); } }
        if (node is not JsonObject activity || activity["activities"] is not JsonArray activities) { return; }
        if (activities.Count > 0 && random.Next(3) == 0) { activities.RemoveAt(random.Next(activities.Count)); }
        if (random.Next(3) == 0) { activities.Insert(random.Next(activities.Count + 1), A.Task(Id("later"))); }
        if (activity["connections"] is JsonArray { Count: > 0 } connections && random.Next(3) == 0) { connections.RemoveAt(random.Next(connections.Count)); }
    }

    private JsonObject document = [];
    private WorkflowLibrary library = WorkflowLibrary.Empty;

    private bool isUsing;

    private string Id(string prefix) => prefix + ++number;

    private JsonObject Flowchart(int depth)
    {
        var count = random.Next(2, 9);
        var activities = Enumerable.Range(0, count).Select(_ => Any(depth - 1)).ToList();
        var connections = new JsonArray();
        foreach (var _ in Enumerable.Range(0, random.Next(count, count * 2 + 1)))
        {
            var from = random.Next(count);
            var waits = (string)activities[from]["type"]! is "Elsa.RunTask" or "Qms.Approval" or "Elsa.Event" or "Elsa.Delay" or "Elsa.Timer";
            if (from == count - 1 && !waits) { continue; }
            var to = waits && random.Next(4) == 0 ? random.Next(count) : Math.Min(count - 1, from + random.Next(1, 4));
            if (to <= from && !waits) { continue; }
            connections.Add(new JsonObject
            {
                ["source"] = new JsonObject { ["activity"] = (string)activities[from]["id"]!, ["port"] = Port(activities[from]) },
                ["target"] = new JsonObject { ["activity"] = (string)activities[to]["id"]!, ["port"] = "In" },
            });
        }

        return A.Activity(Id("flow"), "Elsa.Flowchart", ("activities", new JsonArray([.. activities])), ("connections", connections));
    }

    private string Port(JsonObject activity) => (string)activity["type"]! switch
    {
        "Qms.Approval" => Pick("Approved", "Returned", "Rejected"),
        "Elsa.FlowFork" => Pick("A", "B", "C"),
        "Elsa.FlowDecision" => Pick("True", "False"),
        "Elsa.FlowSwitch" => Pick("Yes", "No", "Default"),
        "Elsa.RunJavaScript" => Pick("Done", "Odd"),
        "Elsa.BulkDispatchWorkflows" => Pick("Completed", "Done"),
        _ => "Done",
    };

    private T Pick<T>(params T[] choices) => choices[random.Next(choices.Length)];

    private JsonObject Any(int depth) => random.Next(5) == 0 ? Leaf() : random.Next(8) == 0 && depth > 0 ? Rarer(depth) : random.Next(depth > 0 ? 20 : 12) switch
    {
        0 or 1 => A.Line(Id("w")),
        2 or 3 => A.Task(Id("t")),
        4 or 5 => A.Activity(Id("q"), "Qms.Approval", ("result", A.Output("Answer"))),
        6 => A.Activity(Id("f"), "Elsa.FlowFork", ("branches", A.Literal(new JsonArray("A", "B", "C"), "ICollection<String>"))),
        7 => A.Activity(Id("j"), "Elsa.FlowJoin", ("mode", A.Literal(Pick("WaitAny", "WaitAll", "WaitAllActive"), "FlowJoinMode"))),
        8 => A.Activity(Id("d"), "Elsa.FlowDecision", ("condition", Pick(A.Literal(true), A.Variable("Flag", "Boolean")))),
        9 => A.Activity(Id("e"), "Elsa.Event", ("eventName", A.Literal(Pick("E1", "E2"), "String"))),
        10 => Pick(A.Activity(Id("x"), "Elsa.Fault", ("message", A.Literal("x", "String"))), A.Activity(Id("x"), Pick("Elsa.End", "Elsa.Finish", "Elsa.Break", "Elsa.Complete"))),
        11 => A.Activity(Id("v"), "Elsa.SetVariable", ("variable", new JsonObject { ["id"] = "Flag" }), ("value", A.Literal(random.Next(2) == 0))),
        12 or 13 => A.Sequence(Id("s"), [.. Enumerable.Range(0, random.Next(4)).Select(_ => Any(depth - 1))]),
        14 => A.Activity(Id("k"), "Elsa.Fork", ("joinMode", Pick("WaitAll", "WaitAny")), ("branches", new JsonArray([.. Enumerable.Range(0, random.Next(4)).Select(_ => Any(depth - 1))]))),
        15 => A.Activity(Id("p"), "Elsa.ParallelForEach", ("items", A.Variable("Items")), ("body", Any(depth - 1))),
        16 => A.Activity(Id("l"), "Elsa.ForEach", ("items", A.Variable("Items")), ("body", Any(depth - 1))),
        17 => A.Activity(Id("i"), "Elsa.If", ("condition", A.Variable("Flag", "Boolean")), ("then", Any(depth - 1))),
        18 => A.Activity(Id("r"), "Elsa.For", ("start", A.Literal(1, "Int32")), ("end", A.Literal(3, "Int32")), ("body", Any(depth - 1))),
        _ => Flowchart(depth - 1),
    };

    /// <summary>The leaves beside the everyday ones: clocks, children, scripts and what marks the instance.</summary>
    private JsonObject Leaf() => random.Next(isUsing ? 16 : 12) switch
    {
        > 12 => A.Activity(Id("use"), "Used", ("r", A.Variable("Round")), ("o", A.Output("Answer"))),
        0 => A.Activity(Id("delay"), "Elsa.Delay", ("timeSpan", A.Literal(Pick("00:00:01", "400.00:00:00"), "TimeSpan"))),
        1 => A.Activity(Id("timer"), "Elsa.Timer", ("interval", A.Literal("00:05:00", "TimeSpan"))),
        2 => A.Activity(Id("cron"), "Elsa.Cron", ("cronExpression", A.Literal(Pick("0 0 8 1 1 *", "0 0 25 * * *"), "String"))),
        3 => A.Activity(Id("at"), "Elsa.StartAt", ("dateTime", A.Literal(Pick("2020-01-01T00:00:00Z", "2030-01-01T00:00:00Z", "soon"), "DateTimeOffset"))),
        4 => A.Activity(Id("script"), "Elsa.RunJavaScript", ("script", A.Literal(Pick("setOutcome('Odd')", "variables.Answer = [1, 2]; made = 3; 7", "throw new Error('x')", "getVariable('Round') + 1"), "String")), ("result", A.Output("Answer"))),
        5 => A.Activity(Id("publish"), "Elsa.PublishEvent", ("eventName", A.Literal("E1", "String")), ("payload", A.Variable("Items"))),
        6 => A.Activity(Id("name"), "Elsa.SetName", ("value", A.Literal("n", "String"))),
        7 => A.Activity(Id("correlate"), "Elsa.Correlate", ("correlationId", A.Script("'C' + getVariable('Round')", "String"))),
        8 => A.Activity(Id("out"), "Elsa.SetOutput", ("outputName", A.Literal("O", "String")), ("outputValue", A.Variable("Answer"))),
        9 or 10 => A.Activity(Id("child"), Pick("Elsa.ExecuteWorkflow", "Elsa.DispatchWorkflow"), ("workflowDefinitionId", A.Literal("child", "String")),
            ("input", A.Script("({ R: getVariable('Round') })")), ("waitForCompletion", A.Literal(random.Next(3) > 0)), ("result", A.Output("Answer"))),
        _ => A.Activity(Id("nothing"), Pick("Elsa.Start", "Elsa.NoSuchThing", "Elsa.FlowFork")),
    };

    /// <summary>Containers beside the everyday ones.</summary>
    private JsonObject Rarer(int depth) => random.Next(6) switch
    {
        0 => A.Activity(Id("while"), "Elsa.While", ("condition", A.Script("setVariable('Round', getVariable('Round') + 1), getVariable('Round') % 3 != 0", "Boolean")), ("body", Any(depth - 1))),
        1 => A.Activity(Id("par"), "Elsa.Parallel", ("activities", new JsonArray([.. Enumerable.Range(0, random.Next(4)).Select(_ => Any(depth - 1))]))),
        2 => A.Activity(Id("node"), "Elsa.FlowNode", ("body", Any(depth - 1))),
        3 => A.Activity(Id("switch"), "Elsa.Switch", ("cases", Cases(depth)), ("mode", A.Literal(Pick("MatchFirst", "MatchAny"), "SwitchMode")), ("default", Any(depth - 1))),
        4 => A.Activity(Id("flowswitch"), "Elsa.FlowSwitch", ("cases", Cases(0)), ("mode", A.Literal(Pick("MatchFirst", "MatchAny"), "SwitchMode"))),
        _ => A.Activity(Id("bulk"), "Elsa.BulkDispatchWorkflows", ("workflowDefinitionId", A.Literal("child", "String")), ("items", A.Variable("Items", "ICollection<Object>")),
            ("waitForCompletion", A.Literal(random.Next(4) > 0)), ("result", A.Output("Answer")),
            (Pick("childCompleted", "unused"), Any(depth - 1)), (Pick("childFaulted", "unused2"), Any(depth - 1))),
    };

    private JsonArray Cases(int depth)
    {
        var cases = new JsonArray();
        foreach (var label in new[] { "Yes", "No" })
        {
            var one = new JsonObject { ["label"] = label, ["condition"] = new JsonObject { ["type"] = "JavaScript", ["value"] = Pick("getVariable('Flag')", "true", "!getVariable('Flag')", "no.such") } };
            if (depth > 0) { one["activity"] = Any(depth - 1); }
            cases.Add(one);
        }

        return cases;
    }

    /// <summary>Something that may happen next; sometimes something late.</summary>
    public WorkflowEvent Next(InstanceState state, DateTimeOffset at)
    {
        var open = state.OpenIncidents.ToList();
        if (open.Count > 0 && random.Next(3) == 0)
        {
            var incident = open[random.Next(open.Count)];
            return random.Next(2) == 0 ? new WorkflowEvent.IncidentRetried(at, "a", incident.Id) : new WorkflowEvent.IncidentSkipped(at, "a", incident.Id, "vì", []);
        }

        if (state.OpenWaits.IsEmpty || random.Next(12) == 0)
        {
            return Pick<WorkflowEvent>(
                new WorkflowEvent.EventReceived(at, null, Pick("E1", "E2"), random.Next(9)),
                new WorkflowEvent.WaitCompleted(at, null, "9999", null, []),
                new WorkflowEvent.VariableRepaired(at, null, Pick("Flag", "Answer", "New"), random.Next(2) == 0),
                random.Next(8) == 0 ? new WorkflowEvent.Cancelled(at, "a", "bỏ") : new WorkflowEvent.Migrated(at, "a", 2),
                new WorkflowEvent.ActivityCancelled(at, "a", state.Activities.IsEmpty ? "" : state.Activities[random.Next(state.Activities.Length)].ActivityId),
                new WorkflowEvent.ActivityScheduled(at, "a", state.Activities.IsEmpty ? "" : state.Activities[random.Next(state.Activities.Length)].ActivityId));
        }

        var wait = state.OpenWaits[random.Next(state.OpenWaits.Length)];
        return wait.Type switch
        {
            "Elsa.Event" when random.Next(2) == 0 => new WorkflowEvent.EventReceived(at, null, wait.Name!, 1.5),
            _ when random.Next(15) == 0 => new WorkflowEvent.WaitFailed(at, null, wait.Id, "hỏng"),
            "Elsa.ExecuteWorkflow" or "Elsa.DispatchWorkflow" => new WorkflowEvent.WaitCompleted(at, null, wait.Id, new JsonObject { ["subStatus"] = Pick("Finished", "Finished", "Faulted", "Cancelled"), ["output"] = new JsonObject { ["O"] = 1.0 } }, []),
            "Elsa.BulkDispatchWorkflows" => new WorkflowEvent.WaitCompleted(at, null, wait.Id, Counts(random.Next(4)), []),
            "Qms.Approval" => new WorkflowEvent.WaitCompleted(at, "a", wait.Id, new JsonObject { ["ok"] = 5.0 }, [Pick("Approved", "Returned", "Rejected")]),
            _ => new WorkflowEvent.WaitCompleted(at, "a", wait.Id, random.Next(5), []),
        };
    }

    private JsonObject Counts(int failed) => new() { ["total"] = 3.0, ["finished"] = 3.0 - failed, ["faulted"] = (double)(failed / 2), ["cancelled"] = (double)(failed - (failed / 2)), ["outputs"] = new JsonArray(random.Next(3)) };
}
