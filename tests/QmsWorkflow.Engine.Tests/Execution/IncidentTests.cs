using System.Text.Json.Nodes;
using QmsWorkflow.Engine.Execution;

namespace QmsWorkflow.Engine.Tests.Execution;

public sealed class IncidentTests
{
    private static FlowBuilder Failing() => A.Workflow().Fork("f", "A", "B").Add("bad", "Elsa.Fault", ("message", A.Literal("hỏng", "String"))).Task("t").Line("after", "both")
        .When("f.A -> bad", "f.B -> t", "bad -> after", "after -> both", "t -> both");

    [Fact]
    public void A_fault_ends_the_instance_as_faulted_but_it_can_be_skipped_and_goes_on()
    {
        var story = Failing().Start();

        story.State.SubStatus.ShouldBe(SubStatus.Faulted);
        story.Effects.OfType<Effect.InstanceEnded>().Single().SubStatus.ShouldBe(SubStatus.Faulted);
        story.Waiting.ShouldBe("t");
        story.Complete("t").Effects.ShouldBeEmpty();

        story.Reload().Raise(at => new WorkflowEvent.IncidentSkipped(at, "chị Lan", story.State.OpenIncidents.Single().Id, "không cần", []));

        story.State.Status.ShouldBe(InstanceStatus.Running);
        story.State.Incidents.Single().ResolvedBy.ShouldBe("chị Lan");
        story.Complete("t").Lines.ShouldBe(["after", "both"]);
        story.State.SubStatus.ShouldBe(SubStatus.Finished);
    }

    [Fact]
    public void With_incidents_allowed_other_branches_go_on_and_the_instance_stays_open()
    {
        var story = Failing().ContinueWithIncidents().Start().Complete("t");

        story.State.Status.ShouldBe(InstanceStatus.Running);
        story.State.OpenWaits.ShouldBeEmpty();
        story.State.OpenIncidents.Count().ShouldBe(1);
    }

    [Fact]
    public void A_retry_runs_the_activity_again_in_place()
    {
        var story = A.Workflow().Variable("When", "Object").Add("s", "Elsa.StartAt", ("dateTime", A.Variable("When"))).Line("on").When("s -> on").Start();
        var first = story.State.OpenIncidents.Single();

        story.Raise(at => new WorkflowEvent.IncidentRetried(at, null, first.Id));
        story.State.OpenIncidents.Single().Id.ShouldNotBe(first.Id);

        story.Raise(at => new WorkflowEvent.VariableRepaired(at, null, "When", "2020-01-01T00:00:00Z"));
        story.State.SubStatus.ShouldBe(SubStatus.Faulted);
        story.Effects.ShouldBeEmpty();
        story.Raise(at => new WorkflowEvent.IncidentRetried(at, null, story.State.OpenIncidents.Single().Id));

        story.Lines.ShouldBe(["on"]);
        story.Executed.ShouldBe("s Completed; on Completed");
        story.State.Incidents.ShouldAllBe(i => i.Resolution == "Retried");
    }

    [Fact]
    public void Work_that_fails_behind_a_wait_becomes_an_incident()
    {
        var story = A.Workflow().Task("t").Start();

        story.Raise(at => new WorkflowEvent.WaitFailed(at, null, story.Wait("t").Id, "máy in hỏng"));

        story.State.OpenIncidents.Single().Message.ShouldBe("máy in hỏng");
        story.State.OpenWaits.ShouldBeEmpty();
    }

    [Fact]
    public void Cancelling_closes_everything_and_says_so()
    {
        var story = A.Workflow().Fork("f", "A", "B").Task("a", "b").When("f.A -> a", "f.B -> b").Start();

        story.Raise(at => new WorkflowEvent.Cancelled(at, "an", "bỏ"));

        story.Executed.ShouldBe("f Completed; a Canceled; b Canceled");
        story.Effects.OfType<Effect.WaitCancelled>().Count().ShouldBe(2);
        story.Effects.OfType<Effect.InstanceEnded>().Single().SubStatus.ShouldBe(SubStatus.Cancelled);
        story.Raise(at => new WorkflowEvent.Cancelled(at, "an", "bỏ")).Effects.ShouldBeEmpty();
    }

    [Fact]
    public void A_cancelled_activity_is_passed_over()
    {
        var story = A.Workflow().Root(A.Sequence("s", A.Task("t"), A.Line("next"))).Start();

        story.Raise(at => new WorkflowEvent.ActivityCancelled(at, "an", "t"));

        story.Lines.ShouldBe(["next"]);
        story.State.SubStatus.ShouldBe(SubStatus.Finished);
    }

    [Fact]
    public void An_activity_can_be_started_by_hand_in_its_container()
    {
        var story = A.Workflow().Task("a", "b").Line("c").When("a -> b", "b -> c").Start();

        story.Raise(at => new WorkflowEvent.ActivityScheduled(at, "an", "b"));

        story.Waiting.ShouldBe("a b");
        story.Raise(at => new WorkflowEvent.ActivityScheduled(at, "an", "nothing")).Effects.ShouldBeEmpty();
    }

    [Fact]
    public void An_instance_moves_to_a_new_version_with_its_open_tasks()
    {
        var story = A.Workflow().Variable("V", "String", "cũ").Task("t", "gone").Fork("f", "A", "B").Line("old").When("f.A -> t", "f.B -> gone", "t -> old").Start().Reload();
        var target = A.Workflow().Version(2).Variable("V", "String", "mới").Variable("W", "String", "thêm").Line("new").Task("t").Fork("f", "A").When("f.A -> t", "t -> new").Build();

        story.Migrate(target);

        story.State.DefinitionVersion.ShouldBe(2);
        story.Waiting.ShouldBe("t");
        story.Effects.OfType<Effect.WaitCancelled>().Single().Wait.ActivityId.ShouldBe("gone");
        story.State.Variables["V"]!.GetValue<string>().ShouldBe("cũ");
        story.State.Variables["W"]!.GetValue<string>().ShouldBe("thêm");
        story.Complete("t").Lines.ShouldBe(["new"]);
        story.State.SubStatus.ShouldBe(SubStatus.Finished);
    }

    [Fact]
    public void A_sequence_goes_on_behind_the_open_task_whatever_a_new_version_puts_before_it()
    {
        var story = A.Workflow().Root(A.Sequence("s", A.Line("a"), A.Task("t"), A.Line("b"))).Start().Reload();

        story.Migrate(A.Workflow().Version(2).Root(A.Sequence("s", A.Line("x"), A.Line("y"), A.Line("a"), A.Task("t"), A.Line("b"))).Build());

        story.Complete("t").Lines.ShouldBe(["a", "b"]);
        story.State.SubStatus.ShouldBe(SubStatus.Finished);
    }

    [Fact]
    public void A_task_that_moved_into_another_container_or_became_another_type_is_closed()
    {
        foreach (var target in (FlowBuilder[])[A.Workflow().Add(A.Sequence("s", A.Task("t"))), A.Workflow().Approval("t")])
        {
            var story = A.Workflow().Task("t").Start().Reload();

            story.Migrate(target.Version(2).Build());

            story.Effects.OfType<Effect.WaitCancelled>().Single().Wait.ActivityId.ShouldBe("t");
            story.State.OpenWaits.ShouldBeEmpty();
        }
    }

    [Fact]
    public void An_instance_whose_open_task_is_gone_in_the_new_version_says_so_and_goes_on_where_a_person_starts_it()
    {
        var story = A.Workflow().Task("a", "b").Line("end").When("a -> b", "b -> end").Start().Complete("a").Reload();

        story.Migrate(A.Workflow().Version(2).Task("a", "c").Line("end").When("a -> c", "c -> end").Build());

        story.State.OpenIncidents.Single().ActivityId.ShouldBe("Workflow1");
        story.Raise(at => new WorkflowEvent.IncidentRetried(at, "an", story.State.OpenIncidents.Single().Id)).State.OpenIncidents.Single().ActivityId.ShouldBe("Workflow1");
        story.Raise(at => new WorkflowEvent.ActivityScheduled(at, "an", "c")).Waiting.ShouldBe("c");
        story.State.OpenIncidents.ShouldBeEmpty();
        story.Reload().Complete("c").Lines.ShouldBe(["end"]);
        story.State.SubStatus.ShouldBe(SubStatus.Finished);
    }

    [Fact]
    public void The_wrong_version_is_refused()
    {
        var story = A.Workflow().Task("t").Start();
        var other = A.Workflow().Version(2).Task("t").Build();

        Should.Throw<ArgumentException>(() => WorkflowEngine.Advance(other, story.State, new WorkflowEvent.WaitCompleted(Story.Beginning, null, "3", null, [])));
    }

    [Fact]
    public void Late_and_repeated_events_change_nothing()
    {
        var story = A.Workflow().Task("t", "u").When("t -> u").Start();
        var first = story.Wait("t").Id;
        story.Complete("t", 1);
        var state = story.State;

        foreach (var happened in story.History)
        {
            var repeated = WorkflowEngine.Advance(story.Definition, state, happened);
            repeated.State.ShouldBeSameAs(state);
            repeated.Effects.ShouldBeEmpty();
        }

        story.Raise(at => new WorkflowEvent.WaitFailed(at, null, first, "late")).State.ShouldBeSameAs(state);
    }

    [Fact]
    public void The_state_tells_how_often_each_activity_ran_and_how_it_ended()
    {
        var story = A.Workflow().Approval("r").Line("x").When("r.Returned -> r", "r.Approved -> x").Start();

        story.Complete("r", null, "Returned").Complete("r", new JsonObject(), "Approved");

        var summary = story.State.Activities.Single(a => a.ActivityId == "r");
        (summary.Times, summary.Status, summary.Outcome).ShouldBe((2, ActivityStatus.Completed, "Approved"));
        story.Reload().State.Activities.ShouldBe(story.State.Activities);
    }
}
