using System.Text.Json.Nodes;
using QmsWorkflow.Engine.Execution;

namespace QmsWorkflow.Engine.Tests.Execution;

public sealed class ActivityTests
{
    [Fact]
    public void A_step_opens_a_wait_with_its_evaluated_inputs_and_leaves_by_the_given_outcome()
    {
        var story = A.Workflow().Variable("Who", "String", "trưởng phòng").Variable("Answer").Variable("Note", "String")
            .Add("s", "Qms.Approval", ("approvers", A.Variable("Who", "String")), ("level", A.Literal("unit", "String")), ("result", A.Output("Answer")), ("note", A.Output("Note")))
            .Line("no", "yes").When("s.Approved -> yes", "s.Rejected -> no").Start();

        var wait = story.Effects.OfType<Effect.WaitOpened>().Single().Wait;
        wait.Type.ShouldBe("Qms.Approval");
        wait.Inputs.ToJsonString().ShouldBe("""{"approvers":"tr\u01B0\u1EDFng ph\u00F2ng","level":"unit"}""");

        story.Complete("s", new JsonObject { ["note"] = "thiếu số liệu" }, "Rejected");

        story.Lines.ShouldBe(["no"]);
        story.State.Variables["Note"]!.GetValue<string>().ShouldBe("thiếu số liệu");
        story.State.Variables["Answer"]!["note"]!.GetValue<string>().ShouldBe("thiếu số liệu");
    }

    [Fact]
    public void A_step_without_outcomes_leaves_by_done()
    {
        A.Workflow().Add("s", "Qms.UserTask").Line("next").When("s -> next").Start().Complete("s").Lines.ShouldBe(["next"]);
    }

    [Fact]
    public void A_delay_is_due_after_its_span_from_the_instant_of_the_event()
    {
        var story = A.Workflow().Add("d", "Elsa.Delay", ("timeSpan", A.Literal("60.01:30:00", "TimeSpan"))).Line("late").When("d -> late").Start();

        story.Wait("d").DueAt.ShouldBe(Story.Beginning.AddMinutes(1).AddDays(60).AddMinutes(90));
        story.Complete("d").Lines.ShouldBe(["late"]);
    }

    [Fact]
    public void A_cron_waits_for_its_next_instant()
    {
        var story = A.Workflow().Add("c", "Elsa.Cron", ("cronExpression", A.Literal("0 0 8 1 1 *", "String"))).Start();

        story.Wait("c").DueAt.ShouldBe(new DateTimeOffset(2027, 1, 1, 8, 0, 0, TimeSpan.Zero));
    }

    [Fact]
    public void A_start_date_in_the_past_does_not_wait()
    {
        A.Workflow().Add("s", "Elsa.StartAt", ("dateTime", A.Literal("2020-01-01T00:00:00Z", "DateTimeOffset"))).Line("on").When("s -> on").Start().Lines.ShouldBe(["on"]);
        A.Workflow().Add("s", "Elsa.StartAt", ("dateTime", A.Literal("2030-01-01T07:00:00+07:00", "DateTimeOffset"))).Start()
            .Wait("s").DueAt.ShouldBe(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));
    }

    [Fact]
    public void An_event_resumes_the_waits_that_are_open_and_not_the_next_of_the_same_name()
    {
        var story = A.Workflow().Variable("P").Add("e1", "Elsa.Event", ("eventName", A.Literal("Go", "String")), ("result", A.Output("P")))
            .Add("e2", "Elsa.Event", ("eventName", A.Literal("Go", "String"))).When("e1 -> e2").Start();

        story.Receive("Other").Effects.ShouldBeEmpty();
        story.Receive("Go", 5);

        story.Waiting.ShouldBe("e2");
        story.State.Variables["P"]!.GetValue<long>().ShouldBe(5);
        story.Receive("Go").State.SubStatus.ShouldBe(SubStatus.Finished);
    }

    [Fact]
    public void The_trigger_that_started_an_instance_is_its_start_and_completes_at_once()
    {
        var definition = A.Workflow().Variable("P").Line("a").Add("e", "Elsa.Event", ("eventName", A.Literal("Go", "String")), ("result", A.Output("P"))).Line("b")
            .When("a -> b", "e -> b").Build();

        var story = new Story(definition).Raise(at => new WorkflowEvent.Started(at, null, "i", []) { TriggerActivityId = "e", TriggerPayload = "x" });

        story.Executed.ShouldBe("e Completed; b Completed");
        story.State.Variables["P"]!.GetValue<string>().ShouldBe("x");
    }

    [Fact]
    public void A_fork_for_any_cancels_the_slower_branches()
    {
        var fork = A.Activity("k", "Elsa.Fork", ("joinMode", "WaitAny"), ("branches", new JsonArray(A.Task("a"), A.Sequence("s", A.Task("b"), A.Line("never")))));

        var story = A.Workflow().Add(fork).Line("after").When("k -> after").Start().Complete("a");

        story.Executed.ShouldBe("k Completed; a Completed; s Canceled; b Canceled; after Completed");
    }

    [Fact]
    public void A_loop_over_items_takes_them_once_and_gives_each_iteration_its_own_value()
    {
        var body = A.Sequence("body", A.Activity("w", "Elsa.WriteLine", ("text", A.Variable("CurrentValue", "String"))), A.Task("t"));
        var loop = A.Activity("loop", "Elsa.ForEach", ("items", A.Variable("Items")), ("body", body));

        var story = A.Workflow().Variable("Items", "Object", """["x","y"]""").Root(A.Sequence("s", loop, A.Line("end"))).Start();
        story.Raise(at => new WorkflowEvent.VariableRepaired(at, "an", "Items", new JsonArray("z")));
        story.Complete("t").Reload().Complete("t");

        story.Lines.ShouldBe(["x", "y", "end"]);
    }

    [Fact]
    public void Parallel_iterations_keep_their_own_values_over_reloads()
    {
        var body = A.Sequence("body", A.Task("t"), A.Activity("w", "Elsa.WriteLine", ("text", A.Variable("CurrentValue", "String"))));
        var story = A.Workflow().Root(A.Activity("p", "Elsa.ParallelForEach", ("items", A.Literal(new JsonArray("x", "y", "z"))), ("body", body))).Start().Reload();

        var waits = story.State.OpenWaits;
        foreach (var i in (int[])[2, 0, 1])
        {
            story.Raise(at => new WorkflowEvent.WaitCompleted(at, null, waits[i].Id, null, [])).Reload();
        }

        story.Lines.ShouldBe(["z", "x", "y"]);
        story.State.SubStatus.ShouldBe(SubStatus.Finished);
    }

    [Fact]
    public void Break_leaves_the_nearest_loop()
    {
        var body = A.Sequence("body", A.Line("in"), A.Activity("i", "Elsa.If", ("condition", A.Literal(true, "Boolean")), ("then", A.Activity("b", "Elsa.Break"))), A.Line("never"));
        var loop = A.Activity("loop", "Elsa.For", ("start", A.Literal(1, "Int32")), ("end", A.Literal(5, "Int32")), ("body", body));

        A.Workflow().Root(A.Sequence("s", loop, A.Line("after"))).Start().Lines.ShouldBe(["in", "after"]);
    }

    [Fact]
    public void A_for_counts_down_and_a_step_of_zero_is_an_incident()
    {
        JsonObject For(int step) => A.Activity("f", "Elsa.For", ("start", A.Literal(5, "Int32")), ("end", A.Literal(1, "Int32")), ("step", A.Literal(step, "Int32")),
            ("body", A.Activity("w", "Elsa.WriteLine", ("text", A.Variable("CurrentValue", "String")))));

        A.Workflow().Root(For(-2)).Start().Lines.ShouldBe(["5", "3", "1"]);
        A.Workflow().Root(For(0)).Start().State.OpenIncidents.Single().ActivityId.ShouldBe("f");
    }

    [Fact]
    public void An_endless_loop_ends_in_an_incident()
    {
        var loop = A.Activity("w", "Elsa.While", ("condition", A.Literal(true, "Boolean")), ("body", A.Activity("n", "Elsa.SetName", ("value", A.Literal("x", "String")))));

        var story = A.Workflow().Root(loop).Start();

        story.State.SubStatus.ShouldBe(SubStatus.Faulted);
        story.State.OpenIncidents.Single().Message.ShouldContain("lặp vô hạn");
    }

    [Fact]
    public void Children_of_a_bulk_dispatch_are_one_effect_and_one_wait()
    {
        var items = new JsonArray([.. Enumerable.Range(0, 1000).Select(i => JsonValue.Create(i))]);
        var story = A.Workflow().Add("b", "Elsa.BulkDispatchWorkflows", ("workflowDefinitionId", A.Literal("child", "String")), ("items", A.Literal(items)), ("defaultItemInputKey", A.Literal("Unit", "String")))
            .Line("after").When("b.Completed -> after").Start();

        var started = story.Effects.OfType<Effect.ChildrenStarted>().Single();
        started.Children.Length.ShouldBe(1000);
        started.Children[7].Input.ToJsonString().ShouldBe("""{"Unit":7}""");
        started.WaitId.ShouldBe(story.Wait("b").Id);
        story.State.ToJson().Length.ShouldBeLessThan(2000);

        story.Complete("b", new JsonObject { ["total"] = 1000, ["finished"] = 1000, ["faulted"] = 0, ["cancelled"] = 0 }).Lines.ShouldBe(["after"]);
    }

    [Fact]
    public void A_failed_child_is_an_incident_of_the_activity_that_started_it()
    {
        var story = A.Workflow().Variable("R").Add("d", "Elsa.DispatchWorkflow", ("workflowDefinitionId", A.Literal("child", "String")), ("waitForCompletion", A.Literal(true, "Boolean")), ("result", A.Output("R")))
            .Line("after").When("d -> after").ContinueWithIncidents().Start();

        story.Complete("d", new JsonObject { ["status"] = "Finished", ["subStatus"] = "Cancelled", ["output"] = new JsonObject() });

        story.State.OpenIncidents.Single().ActivityId.ShouldBe("d");
        story.State.Variables["R"]!["SubStatus"]!.GetValue<string>().ShouldBe("Cancelled");
        story.State.Status.ShouldBe(InstanceStatus.Running);
    }

    [Fact]
    public void Complete_ends_the_workflow_with_its_outcomes_unless_the_containers_around_end_it_one_by_one_before()
    {
        var complete = A.Activity("c", "Elsa.Complete", ("outcomes", A.Literal(new JsonArray("Good", "Fast"))));
        var direct = A.Workflow().Root(A.Sequence("s", A.Line("a"), complete.DeepClone().AsObject(), A.Line("never"))).Start();
        var nested = A.Workflow().Root(A.Sequence("s", A.Line("a"), A.Sequence("inner", complete), A.Line("never"))).Start();

        direct.Lines.ShouldBe(["a"]);
        direct.Trace.Entries[0].ToString().ShouldBe("Workflow1 Elsa.Workflow Completed");
        nested.Lines.ShouldBe(["a"]);
        nested.Trace.Entries[0].ToString().ShouldBe("Workflow1 Elsa.Workflow Completed -> Good,Fast");
        nested.Executed.ShouldBe("s Canceled; a Completed; inner Completed; c Completed");
    }

    [Fact]
    public void An_unknown_activity_is_an_incident_when_it_runs()
    {
        var story = A.Workflow().Line("a").Add("u", "Other.Thing").When("a -> u").Start();

        story.State.OpenIncidents.Single().Message.ShouldContain("Other.Thing");
    }
}
