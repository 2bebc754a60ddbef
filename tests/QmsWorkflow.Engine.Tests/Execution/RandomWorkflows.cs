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
        var builder = A.Workflow().Variable("Items", "Object", """["x","y","z"]""").Variable("Flag", "Boolean", "false").Variable("Answer");
        if (random.Next(2) == 0) { builder.ContinueWithIncidents(); }
        return builder.Root(random.Next(4) == 0 ? Any(3) : Flowchart(3)).Build();
    }

    private string Id(string prefix) => prefix + ++number;

    private JsonObject Flowchart(int depth)
    {
        var count = random.Next(2, 9);
        var activities = Enumerable.Range(0, count).Select(_ => Any(depth - 1)).ToList();
        var connections = new JsonArray();
        foreach (var _ in Enumerable.Range(0, random.Next(count, count * 2 + 1)))
        {
            var from = random.Next(count);
            var waits = (string)activities[from]["type"]! is "Elsa.RunTask" or "Qms.Approval" or "Elsa.Event";
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
        _ => "Done",
    };

    private T Pick<T>(params T[] choices) => choices[random.Next(choices.Length)];

    private JsonObject Any(int depth) => random.Next(depth > 0 ? 20 : 12) switch
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
                new WorkflowEvent.VariableRepaired(at, null, "Flag", random.Next(2) == 0),
                new WorkflowEvent.ActivityCancelled(at, "a", state.Activities.IsEmpty ? "" : state.Activities[random.Next(state.Activities.Length)].ActivityId),
                new WorkflowEvent.ActivityScheduled(at, "a", state.Activities.IsEmpty ? "" : state.Activities[random.Next(state.Activities.Length)].ActivityId));
        }

        var wait = state.OpenWaits[random.Next(state.OpenWaits.Length)];
        return wait.Type switch
        {
            "Elsa.Event" when random.Next(2) == 0 => new WorkflowEvent.EventReceived(at, null, wait.Name!, 1.5),
            _ when random.Next(15) == 0 => new WorkflowEvent.WaitFailed(at, null, wait.Id, "hỏng"),
            "Qms.Approval" => new WorkflowEvent.WaitCompleted(at, "a", wait.Id, new JsonObject { ["ok"] = 5.0 }, [Pick("Approved", "Returned", "Rejected")]),
            _ => new WorkflowEvent.WaitCompleted(at, "a", wait.Id, random.Next(5), []),
        };
    }
}
