using System.Text.Json.Nodes;
using QmsWorkflow.Engine.Execution;

namespace QmsWorkflow.Engine.Tests.Execution;

/// <summary>One small workflow for each activity of Elsa's catalogue and each of its ways.</summary>
public sealed class ElsaCatalogueTests
{
    private static JsonObject Case(string label, string condition, JsonObject? activity = null)
    {
        var one = new JsonObject { ["label"] = label, ["condition"] = new JsonObject { ["type"] = "JavaScript", ["value"] = condition } };
        if (activity is not null) { one["activity"] = activity; }
        return one;
    }

    private static JsonObject Say(string id, string script) => A.Activity(id, "Elsa.WriteLine", ("text", A.Script(script, "String")));

    private static string Lines(JsonObject root) => string.Join(' ', A.Workflow().Variable("N", "Int32", "1").Root(root).Start().Lines);

    private static JsonObject SwitchOf(JsonNode mode, params JsonObject[] cases) =>
        A.Activity("s", "Elsa.Switch", ("cases", new JsonArray([.. cases])), ("mode", A.Literal(mode, "SwitchMode")), ("default", A.Line("default")));

    [Theory]
    [InlineData("MatchFirst", "1")]
    [InlineData("MatchAny", "1 3")]
    public void A_switch_runs_the_first_or_every_matching_case(string mode, string lines) =>
        Lines(SwitchOf(mode, Case("a", "getN() == 1", A.Line("1")), Case("b", "false", A.Line("2")), Case("c", "getN() > 0", A.Line("3")))).ShouldBe(lines);

    [Fact]
    public void A_switch_without_a_match_runs_its_default_and_a_match_without_activity_nothing()
    {
        Lines(SwitchOf("MatchFirst", Case("a", "null", A.Line("1")))).ShouldBe("default");
        Lines(SwitchOf("MatchFirst", Case("a", "true"), Case("b", "true", A.Line("2")))).ShouldBe("");
        Lines(SwitchOf(1, Case("a", "true"), Case("b", "true", A.Line("2")))).ShouldBe("2");
    }

    [Fact]
    public void A_flow_switch_evaluates_every_condition_in_order_even_when_the_first_matches()
    {
        JsonObject Flow(string mode) => A.Activity("s", "Elsa.FlowSwitch", ("mode", A.Literal(mode, "SwitchMode")),
            ("cases", new JsonArray(Case("A", "setVariable('N', getN() + 1), true"), Case("B", "setVariable('N', getN() * 10), true"), Case("C", "false"))));

        foreach (var (mode, lines) in new[] { ("MatchFirst", "a"), ("MatchAny", "a b") })
        {
            var story = A.Workflow().Variable("N", "Int32", "1").Add(Flow(mode)).Line("a", "b", "c", "d").When("s.A -> a", "s.B -> b", "s.C -> c", "s.Default -> d").Start();

            string.Join(' ', story.Lines).ShouldBe(lines);
            story.State.Variables["N"]!.GetValue<long>().ShouldBe(20);
        }
    }

    [Fact]
    public void An_if_puts_out_its_condition_and_goes_on_without_the_missing_branch()
    {
        var story = A.Workflow().Variable("R", "Boolean").Root(A.Sequence("s",
            A.Activity("i", "Elsa.If", ("condition", A.Script("1 > 2", "Boolean")), ("then", A.Line("no")), ("result", A.Output("R"))), A.Line("on"))).Start();

        story.Lines.ShouldBe(["on"]);
        story.State.Variables["R"]!.GetValue<bool>().ShouldBeFalse();
    }

    [Theory]
    [InlineData("'true'", "True")]
    [InlineData("1", "True")]
    [InlineData("'yes'", "False")]
    [InlineData("null", "False")]
    [InlineData("[]", "False")]
    public void A_condition_is_converted_not_taken_for_its_truth(string script, string outcome) =>
        A.Workflow().Add("d", "Elsa.FlowDecision", ("condition", A.Script(script, "Boolean"))).Start().Trace.Entries.Single(e => e.ActivityId == "d").Outcomes.ShouldBe(outcome);

    [Fact]
    public void Branches_of_a_fork_and_of_parallel_interleave_in_the_order_they_were_scheduled()
    {
        JsonObject Two(string id) => A.Sequence(id, A.Line(id + "1"), A.Line(id + "2"));

        Lines(A.Activity("p", "Elsa.Parallel", ("activities", new JsonArray(Two("a"), Two("b"))))).ShouldBe("a1 b1 a2 b2");
        Lines(A.Activity("k", "Elsa.Fork", ("branches", new JsonArray(Two("a"), Two("b"))))).ShouldBe("a1 b1 a2 b2");
        Lines(A.Sequence("s", A.Activity("p", "Elsa.Parallel"), A.Activity("k", "Elsa.Fork"), A.Line("on"))).ShouldBe("on");
    }

    [Fact]
    public void A_container_node_runs_its_body_and_leaves_by_done() =>
        string.Join(' ', A.Workflow().Add("n", "Elsa.FlowNode", ("body", A.Line("in"))).Add("empty", "Elsa.FlowNode").Line("on").When("n -> empty", "empty -> on").Start().Lines).ShouldBe("in on");

    [Fact]
    public void End_ends_its_own_container_only()
    {
        var inner = A.Sequence("inner", A.Line("a"), A.Activity("e", "Elsa.End"), A.Line("never"));

        Lines(A.Sequence("s", inner, A.Line("on"))).ShouldBe("a on");
    }

    [Fact]
    public void A_while_looks_before_each_round_and_break_ends_it_after_the_round()
    {
        var count = A.Activity("v", "Elsa.SetVariable", ("variable", new JsonObject { ["id"] = "N" }), ("value", A.Script("getN() + 1")));
        var loop = A.Activity("l", "Elsa.While", ("condition", A.Script("getN() < 4", "Boolean")), ("body", A.Sequence("b", Say("w", "getN()"), count)));
        var never = A.Activity("l2", "Elsa.While", ("condition", A.Literal(false, "Boolean")), ("body", A.Line("never")));

        Lines(A.Sequence("s", loop, never, A.Line("on"))).ShouldBe("1 2 3 on");
    }

    [Fact]
    public void A_for_may_leave_out_its_last_number()
    {
        var loop = A.Activity("l", "Elsa.For", ("start", A.Literal(1, "Int32")), ("end", A.Literal(3, "Int32")), ("outerBoundInclusive", A.Literal(false, "Boolean")), ("body", Say("w", "getVariable('CurrentValue')")));

        Lines(loop).ShouldBe("1 2");
    }

    [Fact]
    public void A_break_in_a_parallel_loop_ends_the_loop_around_it()
    {
        var parallel = A.Activity("p", "Elsa.ParallelForEach", ("items", A.Script("[1, 2]")), ("body", A.Sequence("b", Say("w", "getVariable('CurrentValue')"), A.Activity("x", "Elsa.Break"), A.Line("never"))));
        var loop = A.Activity("l", "Elsa.For", ("start", A.Literal(1, "Int32")), ("end", A.Literal(9, "Int32")), ("body", parallel));

        Lines(A.Sequence("s", loop, A.Line("on"))).ShouldBe("1 2 on");
    }

    [Fact]
    public void Name_correlation_and_outputs_are_those_of_the_instance()
    {
        var story = A.Workflow().Output("O").Root(A.Sequence("s",
            A.Activity("n", "Elsa.SetName", ("value", A.Script("'kỳ ' + 2026", "String"))), A.Activity("c", "Elsa.Correlate", ("correlationId", A.Script("getWorkflowInstanceName() + '!'", "String"))),
            A.Activity("o", "Elsa.SetOutput", ("outputName", A.Literal("O", "String")), ("outputValue", A.Script("({ a: getCorrelationId() })"))))).Start();

        (story.State.Name, story.State.CorrelationId).ShouldBe(("kỳ 2026", "kỳ 2026!"));
        story.Effects.OfType<Effect.InstanceEnded>().Single().Outputs.ToJsonString().ShouldBe(new JsonObject { ["O"] = new JsonObject { ["a"] = "kỳ 2026!" } }.ToJsonString());
    }

    [Fact]
    public void A_variable_is_set_by_its_id_and_converted_to_its_type_and_a_missing_one_is_an_incident()
    {
        JsonObject Set(string id, JsonNode? value) => A.Activity("v" + id, "Elsa.SetVariable", ("variable", new JsonObject { ["id"] = id }), ("value", A.Literal(value)));

        var story = A.Workflow().Variable("I", "Int32").Variable("T", "String").Variable("L", "ICollection<String>").Root(A.Sequence("s", Set("I", "12"), Set("T", 3.5), Set("L", "one"), Set("X", 1))).Start();

        (story.State.Variables["I"]!.GetValue<long>(), story.State.Variables["T"]!.GetValue<string>(), story.State.Variables["L"]!.ToJsonString()).ShouldBe((12L, "3.5", "[\"one\"]"));
        story.State.OpenIncidents.Single().ActivityId.ShouldBe("vX");
    }

    [Fact]
    public void The_variables_of_a_container_are_nearer_than_those_around_and_end_with_it()
    {
        var inner = A.Sequence("inner", Say("in", "getV()"));
        inner["variables"] = new JsonArray(new JsonObject { ["id"] = "own", ["name"] = "V", ["typeName"] = "String", ["value"] = "inner" });
        var story = A.Workflow().Variable("V", "String", "outer").Root(A.Sequence("s", inner, Say("out", "getV()"))).Start();

        story.Lines.ShouldBe(["inner", "outer"]);
    }

    [Fact]
    public void Inputs_are_read_by_expression_and_script_and_persist()
    {
        var story = A.Workflow().Input("Doc").Root(A.Sequence("s", A.Task("t"),
            A.Activity("w", "Elsa.WriteLine", ("text", new JsonObject { ["typeName"] = "String", ["expression"] = new JsonObject { ["type"] = "Input", ["value"] = new JsonObject { ["name"] = "Doc" } } })),
            Say("j", "getInput('doc') + getDoc()"))).Start(new JsonObject { ["Doc"] = "D1" });

        story.Reload().Complete("t").Lines.ShouldBe(["D1", "D1D1"]);
    }

    [Fact]
    public void Outputs_of_an_activity_are_read_in_the_same_run_by_id_or_name()
    {
        var script = A.Activity("id1", "Elsa.RunJavaScript", ("script", A.Literal("({ a: 5 })", "String")));
        script["name"] = "Compute";

        Lines(A.Sequence("s", script, Say("w", "[getOutputFrom('id1').a, getOutputFrom('Compute', 'Result').a, getResultFromCompute().a, getLastResult().a].join()"))).ShouldBe("5,5,5,5");
    }

    [Fact]
    public void A_script_may_choose_several_outcomes() =>
        A.Workflow().Add("j", "Elsa.RunJavaScript", ("script", A.Literal("setOutcomes(['A', 'B'])", "String"))).Line("a", "b", "d").When("j.A -> a", "j.B -> b", "j -> d").Start().Lines.ShouldBe(["a", "b"]);

    [Fact]
    public void A_local_event_is_marked_for_this_instance_and_publishing_does_not_wait()
    {
        var story = A.Workflow().Add("p", "Elsa.PublishEvent", ("eventName", A.Literal("Go", "String")), ("isLocalEvent", A.Literal(true, "Boolean")), ("correlationId", A.Literal("C", "String")), ("payload", A.Script("[1]"))).Line("on").When("p -> on").Start();

        story.Effects.OfType<Effect.EventPublished>().Single().ShouldSatisfyAllConditions(e => e.IsLocal.ShouldBeTrue(), e => e.CorrelationId.ShouldBe("C"), e => e.Payload!.ToJsonString().ShouldBe("[1]"));
        story.Lines.ShouldBe(["on"]);
    }

    [Theory]
    [InlineData("Elsa.Timer", "interval", "00:05:00", "TimeSpan")]
    [InlineData("Elsa.Cron", "cronExpression", "0 0 8 1 1 *", "String")]
    [InlineData("Elsa.StartAt", "dateTime", "2030-01-01T00:00:00Z", "DateTimeOffset")]
    public void A_clock_that_started_the_instance_completes_at_once_and_waits_in_the_middle(string type, string input, string value, string typeName)
    {
        JsonObject Clock(string id) => A.Activity(id, type, (input, A.Literal(value, typeName)), ("customProperties", new JsonObject { ["canStartWorkflow"] = id == "c" }));
        var definition = A.Workflow().Add(Clock("c")).Line("on").Add(Clock("again")).When("c -> on", "on -> again").Build();

        definition.Triggers.Select(t => t.Id).ShouldBe(["c"]);
        var story = new Story(definition).Raise(at => new WorkflowEvent.Started(at, null, "i", []) { TriggerActivityId = "c" });

        story.Lines.ShouldBe(["on"]);
        story.Waiting.ShouldBe("again");
        story.Complete("again").State.SubStatus.ShouldBe(SubStatus.Finished);
    }

    [Fact]
    public void A_delay_without_a_span_lasts_a_minute() =>
        A.Workflow().Add("d", "Elsa.Delay").Start().Wait("d").DueAt.ShouldBe(Story.Beginning.AddMinutes(2));

    [Fact]
    public void A_task_puts_out_its_result_and_its_id()
    {
        var story = A.Workflow().Variable("R").Variable("T", "String").Add("t", "Elsa.RunTask", ("taskName", A.Literal("Ask", "String")), ("payload", A.Script("({ q: 1 })")), ("result", A.Output("R")), ("taskId", A.Output("T"))).Start();
        var wait = story.Wait("t");
        (wait.Name, wait.Inputs.ToJsonString()).ShouldBe(("Ask", """{"q":1}"""));

        story.State.Variables["T"]!.GetValue<string>().ShouldBe(wait.Id);

        story.Complete("t", new JsonObject { ["ok"] = true });

        story.State.Variables["R"]!.ToJsonString().ShouldBe("""{"ok":true}""");
    }
}
