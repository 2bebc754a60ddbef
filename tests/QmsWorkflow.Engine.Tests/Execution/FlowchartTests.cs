using QmsWorkflow.Engine.Execution;

namespace QmsWorkflow.Engine.Tests.Execution;

public sealed class FlowchartTests
{
    [Fact]
    public void An_activity_with_two_ways_in_waits_for_both()
    {
        var story = A.Workflow().Fork("f", "A", "B").Task("a", "b").Line("m").When("f.A -> a", "f.B -> b", "a -> m", "b -> m").Start();

        story.Complete("b");

        story.Lines.ShouldBeEmpty();
        story.Complete("a").Lines.ShouldBe(["m"]);
        story.State.SubStatus.ShouldBe(SubStatus.Finished);
    }

    [Fact]
    public void A_way_that_was_not_taken_does_not_block_a_merge()
    {
        var story = A.Workflow().Approval("a").Line("yes", "no", "m").When("a.Approved -> yes", "a.Rejected -> no", "yes -> m", "no -> m").Start();

        story.Complete("a", null, "Rejected");

        story.Lines.ShouldBe(["no", "m"]);
    }

    [Fact]
    public void A_rejection_inside_a_parallel_branch_reopens_it_and_the_join_waits()
    {
        foreach (var mode in (string[])["WaitAll", "WaitAllActive"])
        {
            var story = A.Workflow().Fork("f", "A", "B").Task("draft", "other").Approval("review").Join("j", mode).Line("end")
                .When("f.A -> draft", "f.B -> other", "draft -> review", "review.Returned -> draft", "review.Approved -> j", "other -> j", "j -> end").Start();

            story.Complete("draft").Complete("review", null, "Returned").Complete("other");

            story.Waiting.ShouldBe("draft");
            story.Lines.ShouldBeEmpty();
            story.Complete("draft").Complete("review", null, "Returned").Complete("draft").Complete("review", null, "Approved");
            story.Lines.ShouldBe(["end"]);
            story.State.SubStatus.ShouldBe(SubStatus.Finished);
        }
    }

    [Fact]
    public void A_join_for_any_closes_the_other_branches()
    {
        var story = A.Workflow().Fork("f", "A", "B").Task("a", "b").Join("j", "WaitAny").Line("end").When("f.A -> a", "f.B -> b", "a -> j", "b -> j", "j -> end").Start();

        story.Complete("b");

        story.Executed.ShouldBe("f Completed; a Canceled; b Completed; j Completed; end Completed");
        story.Effects.OfType<Effect.WaitCancelled>().Single().Wait.ActivityId.ShouldBe("a");
    }

    [Fact]
    public void A_join_for_all_is_skipped_when_one_branch_is_dead()
    {
        var story = A.Workflow().Fork("f", "A", "B").Approval("a").Task("b").Join("j", "WaitAll").Line("end")
            .When("f.A -> a", "f.B -> b", "a.Approved -> j", "b -> j", "j -> end").Start();

        story.Complete("a", null, "Rejected").Complete("b");

        story.Lines.ShouldBeEmpty();
        story.State.SubStatus.ShouldBe(SubStatus.Finished);
    }

    [Fact]
    public void A_loop_in_one_arm_of_a_decision_does_not_kill_the_merge()
    {
        var story = A.Workflow().Approval("q").Task("work").Approval("check").Line("skip", "m", "after")
            .When("q.Approved -> work", "q.Rejected -> skip", "work -> check", "check.Returned -> work", "check.Approved -> m", "skip -> m", "m -> after").Start();

        story.Complete("q", null, "Approved");
        for (var i = 0; i < 3; i++)
        {
            story.Complete("work").Complete("check", null, "Returned");
        }

        story.Complete("work").Complete("check", null, "Approved");

        story.Lines.ShouldBe(["m", "after"]);
        story.State.SubStatus.ShouldBe(SubStatus.Finished);
    }

    [Fact]
    public void A_way_out_in_the_middle_of_a_loop_counts_only_when_the_loop_is_decided()
    {
        var story = A.Workflow().Task("t").Approval("first", "second").Line("x", "y", "m")
            .When("t -> first", "first.Rejected -> x", "first.Approved -> second", "second.Returned -> t", "second.Approved -> y", "x -> m", "y -> m").Start();

        story.Complete("t").Complete("first", null, "Approved").Complete("second", null, "Returned").Complete("t").Complete("first", null, "Rejected");

        story.Lines.ShouldBe(["x", "m"]);
        story.State.SubStatus.ShouldBe(SubStatus.Finished);
    }

    [Fact]
    public void Nested_loops_can_be_repeated_in_any_order()
    {
        var story = A.Workflow().Task("a").Approval("inner", "outer").Line("end")
            .When("a -> inner", "inner.Returned -> a", "inner.Approved -> outer", "outer.Returned -> a", "outer.Approved -> end").Start();

        story.Complete("a").Complete("inner", null, "Returned").Complete("a").Complete("inner", null, "Approved").Complete("outer", null, "Returned");
        story.Complete("a").Complete("inner", null, "Returned").Complete("a").Complete("inner", null, "Approved").Complete("outer", null, "Approved");

        story.Lines.ShouldBe(["end"]);
        story.State.SubStatus.ShouldBe(SubStatus.Finished);
    }

    [Fact]
    public void Going_back_before_a_fork_closes_what_the_fork_had_opened()
    {
        var story = A.Workflow().Line("start").Fork("f", "A", "B").Approval("a").Task("b").Join("j", "WaitAll").Line("end")
            .When("start -> f", "f.A -> a", "f.B -> b", "a.Returned -> start", "a.Approved -> j", "b -> j", "j -> end").Start();

        story.Complete("a", null, "Returned");

        story.Waiting.ShouldBe("a b");
        story.Effects.OfType<Effect.WaitCancelled>().Single().Wait.ActivityId.ShouldBe("b");
        story.Complete("a", null, "Approved").Complete("b").Lines.ShouldBe(["start", "start", "end"]);
    }

    [Fact]
    public void A_jump_into_another_branch_is_an_incident_of_the_activity_that_jumps()
    {
        var story = A.Workflow().Fork("f", "A", "B").Task("a").Approval("b").Line("m")
            .When("f.A -> a", "a -> m", "f.B -> b", "b.Approved -> m", "m -> b").Start();

        story.Complete("a").Complete("b", null, "Approved");

        var incident = story.State.OpenIncidents.Single();
        incident.ActivityId.ShouldBe("m");
        incident.Message.ShouldContain("\"b\"");
        story.State.SubStatus.ShouldBe(SubStatus.Faulted);
    }

    [Fact]
    public void Only_what_is_reached_from_the_start_runs_and_counts()
    {
        var story = A.Workflow().Line("a", "b", "lonely").When("a -> b", "lonely -> b").Start();

        story.Lines.ShouldBe(["a", "b"]);
        story.State.SubStatus.ShouldBe(SubStatus.Finished);
    }

    [Fact]
    public void End_closes_the_flowchart_and_what_is_queued_in_it()
    {
        var story = A.Workflow().Line("a", "b", "c").Add("e", "Elsa.End").Task("t").When("a -> b", "a -> t", "a -> e", "b -> c").Start();

        story.Executed.ShouldBe("a Completed; b Completed; t Canceled; e Completed");
        story.State.SubStatus.ShouldBe(SubStatus.Finished);
    }

    [Fact]
    public void Finish_ends_the_whole_workflow_from_within()
    {
        var inner = A.Activity("inner", "Elsa.Flowchart", ("activities", new System.Text.Json.Nodes.JsonArray(A.Line("x"), A.Activity("fin", "Elsa.Finish"))),
            ("connections", new System.Text.Json.Nodes.JsonArray(System.Text.Json.Nodes.JsonNode.Parse("""{"source":"x","target":"fin","sourcePort":"Done","targetPort":"In"}"""))));
        var story = A.Workflow().Fork("f", "A", "B").Task("t").Add(inner).Line("after").When("f.A -> t", "f.B -> inner", "inner -> after").Start();

        story.Executed.ShouldBe("f Completed; t Canceled; inner Completed; x Completed; fin Completed");
        story.State.SubStatus.ShouldBe(SubStatus.Finished);
        story.State.OpenWaits.ShouldBeEmpty();
    }

    [Fact]
    public void A_long_chain_of_dead_activities_is_skipped_without_deep_recursion()
    {
        var builder = A.Workflow().Approval("q").Line("m");
        var ids = Enumerable.Range(0, 20_000).Select(i => "n" + i).ToArray();
        builder.Line(ids).When("q.Approved -> n0", "q.Rejected -> m", $"{ids[^1]} -> m");
        builder.When([.. ids.Zip(ids.Skip(1)).Select(p => $"{p.First} -> {p.Second}")]);

        var story = builder.Start().Complete("q", null, "Rejected");

        story.Lines.ShouldBe(["m"]);
    }
}
