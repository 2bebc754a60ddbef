using System.Text.Json.Nodes;
using QmsWorkflow.Engine.Definitions;
using QmsWorkflow.Engine.Execution;

namespace QmsWorkflow.Engine.Tests.Execution;

/// <summary>Smaller rules of Elsa that no recorded case shows; what the reference does not say was read in Elsa's source.</summary>
public sealed class ElsaRuleTests
{
    private static JsonObject Complete(params string[] outcomes) => A.Activity("c", "Elsa.Complete", ("outcomes", A.Literal(new JsonArray([.. outcomes.Select(o => JsonValue.Create(o))]))));

    private static JsonObject Break() => A.Activity("b", "Elsa.Break");

    private static JsonObject Fault(string id = "x") => A.Activity(id, "Elsa.Fault", ("message", A.Literal("hỏng", "String")));

    private static JsonObject Fork(string id, string mode, params JsonObject[] branches) => A.Activity(id, "Elsa.Fork", ("joinMode", mode), ("branches", new JsonArray([.. branches])));

    private static JsonObject While(JsonObject body) => A.Activity("l", "Elsa.While", ("condition", A.Literal(true, "Boolean")), ("body", body));

    // ---- joins and forks ----

    [Theory]
    [InlineData(0, "a b", "")]
    [InlineData(1, "b", "")]
    [InlineData(2, "", "end")]
    public void The_mode_of_a_join_may_be_its_number_all_active_any(int mode, string waiting, string lines)
    {
        var story = A.Workflow().Fork("f", "A", "B", "C").Task("a", "b").Add("dead", "Elsa.FlowDecision", ("condition", A.Literal(false, "Boolean")))
            .Add("j", "Elsa.FlowJoin", ("mode", A.Literal(mode, "FlowJoinMode"))).Line("end")
            .When("f.A -> a", "f.B -> b", "f.C -> dead", "dead.True -> j", "a -> j", "b -> j", "j -> end").Start();
        if (mode > 0) { story.Complete("a"); }

        story.Waiting.ShouldBe(waiting);
        string.Join(" ", story.Lines).ShouldBe(lines);
    }

    [Fact]
    public void A_break_inside_a_fork_ends_the_fork_with_the_branch_that_breaks()
    {
        var story = A.Workflow().Root(A.Sequence("s", While(Fork("k", "WaitAll", A.Task("t"), A.Sequence("inner", A.Line("in"), Break(), A.Line("never")))), A.Line("after"))).Start();

        story.Lines.ShouldBe(["in", "after"]);
        story.Executed.ShouldBe("s Completed; l Completed; k Completed; t Canceled; inner Completed; in Completed; b Completed; after Completed");
    }

    [Fact]
    public void A_fork_in_a_flowchart_without_branches_takes_the_way_done_with_an_empty_list_none()
    {
        A.Workflow().Add("f", "Elsa.FlowFork").Line("on").When("f -> on").Start().Lines.ShouldBe(["on"]);
        A.Workflow().Fork("f").Line("on").When("f -> on").Start().Lines.ShouldBeEmpty();
    }

    // ---- complete ----

    [Fact]
    public void Complete_inside_a_loop_cancels_the_loop_and_ends_the_workflow_with_its_outcomes()
    {
        var story = A.Workflow().Root(A.Sequence("s", While(A.Sequence("body", A.Line("in"), Complete("Good"))), A.Line("never"))).Start();

        story.Lines.ShouldBe(["in"]);
        story.Trace.Entries[0].ToString().ShouldBe("Workflow1 Elsa.Workflow Completed -> Good");
        story.Executed.ShouldBe("s Canceled; l Canceled; body Canceled; in Completed; c Canceled");
        story.State.SubStatus.ShouldBe(SubStatus.Finished);
    }

    // ---- faults ----

    [Fact]
    public void A_fault_makes_the_instance_faulted_even_when_a_faster_branch_closes_the_failed_one_in_the_same_run()
    {
        var story = A.Workflow().Root(A.Sequence("s", Fork("k", "WaitAny", Fault(), A.Line("fast")), A.Line("after"))).Start();

        story.Lines.ShouldBe(["fast", "after"]);
        story.Executed.ShouldBe("s Completed; k Completed; x Canceled; fast Completed; after Completed");
        story.State.SubStatus.ShouldBe(SubStatus.Faulted);

        story.Reload().Raise(at => new WorkflowEvent.IncidentSkipped(at, "an", story.State.OpenIncidents.Single().Id, "nhánh kia đã xong", []));

        story.State.SubStatus.ShouldBe(SubStatus.Finished);
        story.State.Incidents.Single().Resolution.ShouldBe("Skipped");
        story.Effects.OfType<Effect.InstanceEnded>().Single().SubStatus.ShouldBe(SubStatus.Finished);
    }

    [Fact]
    public void A_retry_of_what_a_faster_branch_has_closed_runs_nothing_and_answers_the_incident()
    {
        var story = A.Workflow().Root(A.Sequence("s", Fork("k", "WaitAny", Fault(), A.Line("fast")), A.Task("t"))).Start();

        story.Raise(at => new WorkflowEvent.IncidentRetried(at, "an", story.State.OpenIncidents.Single().Id));

        story.State.SubStatus.ShouldBe(SubStatus.Suspended);
        story.State.Incidents.Single().Resolution.ShouldBe("Superseded");
        story.Complete("t").State.SubStatus.ShouldBe(SubStatus.Finished);
    }

    [Fact]
    public void With_incidents_allowed_a_faster_branch_closes_the_failed_one_and_the_workflow_finishes()
    {
        var story = A.Workflow().Root(A.Sequence("s", Fork("k", "WaitAny", Fault(), A.Task("slow")), A.Line("after"))).ContinueWithIncidents().Start();
        story.State.OpenIncidents.Count().ShouldBe(1);

        story.Complete("slow");

        story.Executed.ShouldBe("s Completed; k Completed; x Canceled; slow Completed; after Completed");
        story.State.SubStatus.ShouldBe(SubStatus.Finished);
        story.State.Incidents.Single().Resolution.ShouldBe("Superseded");
    }

    [Fact]
    public void Finish_cannot_finish_what_has_become_faulted_in_the_same_run_and_can_be_retried()
    {
        var story = A.Workflow().Root(Fork("k", "WaitAll", A.Task("t"), Fault(), A.Activity("f", "Elsa.Finish"), A.Line("never"))).Start();

        story.Executed.ShouldBe("k Running; t Running; x Faulted; f Faulted");
        story.State.SubStatus.ShouldBe(SubStatus.Faulted);
        story.State.OpenWaits.ShouldBeEmpty();
        story.State.OpenIncidents.Select(i => i.ActivityId).ShouldBe(["x", "f"]);

        story.Reload().Raise(at => new WorkflowEvent.IncidentSkipped(at, "an", story.State.OpenIncidents.First().Id, "vì", []));
        story.Raise(at => new WorkflowEvent.IncidentRetried(at, "an", story.State.OpenIncidents.Single().Id));

        story.State.SubStatus.ShouldBe(SubStatus.Finished);
        story.Executed.ShouldBe("k Completed; t Canceled; x Completed; f Completed");
    }

    [Fact]
    public void What_was_queued_when_an_activity_fails_still_runs()
    {
        var story = A.Workflow().Root(Fork("k", "WaitAll", Fault(), A.Line("other"))).Start();

        story.Lines.ShouldBe(["other"]);
        story.State.SubStatus.ShouldBe(SubStatus.Faulted);
    }

    [Fact]
    public void A_condition_that_fails_after_a_round_is_an_incident_of_the_loop_not_of_the_round()
    {
        var loop = A.Activity("l", "Elsa.While", ("condition", A.Script("getN() < 1 || no.such", "Boolean")), ("body", A.Activity("v", "Elsa.SetVariable", ("variable", new JsonObject { ["id"] = "N" }), ("value", A.Literal(1)))));

        var story = A.Workflow().Variable("N", "Int32", "0").Root(loop).Start();

        story.State.OpenIncidents.Single().ActivityId.ShouldBe("l");
        story.Executed.ShouldBe("l Faulted; v Completed");
    }

    // ---- lists ----

    [Fact]
    public void A_loop_over_nothing_is_an_incident_over_an_empty_list_it_is_done()
    {
        JsonObject Loop(string type, JsonObject items) => A.Activity("l", type, ("items", items), ("body", A.Line("in")));

        A.Workflow().Root(Loop("Elsa.ForEach", A.Script("null"))).Start().State.OpenIncidents.Single().ActivityId.ShouldBe("l");
        A.Workflow().Root(Loop("Elsa.ForEach", A.Script("[]"))).Start().State.SubStatus.ShouldBe(SubStatus.Finished);
        A.Workflow().Root(Loop("Elsa.ParallelForEach", A.Script("null"))).Start().State.SubStatus.ShouldBe(SubStatus.Finished);
    }

    // ---- children ----

    [Fact]
    public void A_bulk_dispatch_of_no_items_leaves_by_done_only()
    {
        var story = A.Workflow().Add("b", "Elsa.BulkDispatchWorkflows", ("workflowDefinitionId", A.Literal("child", "String")), ("items", A.Script("[]")))
            .Line("completed", "done").When("b.Completed -> completed", "b.Done -> done").Start();

        story.Lines.ShouldBe(["done"]);
        story.Trace.Entries.Single(e => e.ActivityId == "b").Outcomes.ShouldBe("Done");
    }

    [Theory]
    [InlineData("'u-' + getUnit()", "u-7")]
    [InlineData("'u-' + args.unit", "u-7")]
    public void The_correlation_of_each_child_is_computed_of_its_item(string script, string correlation)
    {
        var story = A.Workflow().Add("b", "Elsa.BulkDispatchWorkflows", ("workflowDefinitionId", A.Literal("child", "String")), ("items", A.Script("[7]")),
            ("defaultItemInputKey", A.Literal("Unit", "String")), ("correlationIdFunction", A.Script(script, "String"))).Start();

        story.Effects.OfType<Effect.ChildrenStarted>().Single().Children.Single().CorrelationId.ShouldBe(correlation);
    }

    [Fact]
    public void A_child_knows_the_instance_that_started_it()
    {
        var story = new Story(A.Workflow().Add("w", "Elsa.WriteLine", ("text", A.Script("getInput('ParentInstanceId') + getParentInstanceId()", "String"))).Build());

        story.Raise(at => new WorkflowEvent.Started(at, null, "i", [], null, "p7")).Lines.ShouldBe(["p7p7"]);
    }

    // ---- scripts ----

    [Fact]
    public void An_empty_script_leaves_by_the_default_and_a_script_without_value_keeps_the_bound_variable()
    {
        var story = A.Workflow().Variable("R", "String", "before").Add("e", "Elsa.RunJavaScript", ("script", A.Literal(" ", "String")))
            .Add("n", "Elsa.RunJavaScript", ("script", A.Literal("undefined", "String")), ("result", A.Output("R"))).When("e -> n").Start();

        story.Trace.Entries.Single(e => e.ActivityId == "e").Outcomes.ShouldBeNull();
        story.Trace.Entries.Single(e => e.ActivityId == "n").Outcomes.ShouldBe("Done");
        story.State.Variables["R"]!.GetValue<string>().ShouldBe("before");
    }

    [Theory]
    [InlineData("variables.N = 1; setVariable('N', 2)", 2)]
    [InlineData("variables.N = 1; setN(2)", 2)]
    [InlineData("setVariable('N', 2); variables.N = variables.N + 3", 5)]
    [InlineData("setN(2); variables.N++", 3)]
    public void The_last_way_a_script_sets_a_variable_counts(string script, int value)
    {
        var story = A.Workflow().Variable("N", "Int32", "0").Add("s", "Elsa.RunJavaScript", ("script", A.Literal(script, "String"))).Start();

        story.State.Variables["N"]!.GetValue<long>().ShouldBe(value);
    }

    [Fact]
    public void A_declared_input_is_read_by_its_very_name_and_hides_a_variable()
    {
        var story = A.Workflow().Input("doc").Variable("doc", "String", "variable").Add("w", "Elsa.WriteLine", ("text", A.Script("getdoc() + ' ' + getDoc() + ' ' + getVariable('doc')", "String")))
            .Start(new JsonObject { ["doc"] = "input" });

        story.Lines.ShouldBe(["input input variable"]);
    }

    [Fact]
    public void An_object_that_is_no_json_is_found_when_published_and_an_incident_when_run()
    {
        var broken = A.Literal("{ a: }");
        broken["expression"]!["type"] = "Object";
        var workflow = A.Workflow().Variable("V").Add("s", "Elsa.SetVariable", ("variable", new JsonObject { ["id"] = "V" }), ("value", broken));

        DefinitionChecker.Check(workflow.Json(), "w.json", A.Steps).Single().Code.ShouldBe("QMS108");
        workflow.Start().State.OpenIncidents.Single().Message.ShouldContain("JSON");
    }

    // ---- flowchart ----

    [Fact]
    public void A_connection_from_nowhere_does_not_take_an_activity_the_start()
    {
        var json = A.Workflow().Line("a", "b").When("gone -> a", "a -> b").Json();

        new Story(WorkflowDefinition.Read(json, "w.json").Definition!).Start().Lines.ShouldBe(["a", "b"]);
    }
}
