using QmsWorkflow.Engine.Execution;

namespace QmsWorkflow.Engine.Tests.Versions;

/// <summary>Before an instance moves: what maps by id, and what makes the move impossible.</summary>
public sealed class MigrationMapTests
{
    private static string Say(MigrationMap map) => string.Join("; ", map.Items.Where(i => i.Kind != MigrationKind.VariableMaps).Select(i => $"{i.Kind} {i.Id}"));

    [Fact]
    public void What_waits_maps_by_the_id_of_its_step()
    {
        var story = A.Workflow().Variable("V", "String", "cũ").Task("t").Line("end").When("t -> end").Start().Reload();
        var to = A.Workflow().Version(2).Variable("V", "String", "mới").Line("first").Task("t").Line("end").When("first -> t", "t -> end").Build();

        var map = MigrationMap.Of(story.State, story.Definition, to);

        Say(map).ShouldBe("WaitMaps t");
        map.IsPossible.ShouldBeTrue();
        map.Items.Single(i => i.Kind == MigrationKind.VariableMaps).Before.ShouldBe("\"cũ\"");
    }

    [Fact]
    public void A_step_that_waits_and_is_gone_or_of_another_type_stops_the_move()
    {
        var story = A.Workflow().Task("a", "b").Fork("f", "A", "B").When("f.A -> a", "f.B -> b").Start().Reload();
        var to = A.Workflow().Version(2).Add("b", "Elsa.Event", ("eventName", A.Literal("e", "String"))).Fork("f", "A", "B").When("f.B -> b").Build();

        var map = MigrationMap.Of(story.State, story.Definition, to);

        Say(map).ShouldBe("StepGone a; StepOtherType b");
        map.IsPossible.ShouldBeFalse();
        map.Items.Single(i => i.Id == "b" && i.Stops).After.ShouldBe("Elsa.Event");
    }

    [Fact]
    public void A_step_that_waits_in_another_container_or_at_another_place_of_a_sequence_stops_the_move()
    {
        var flat = A.Workflow().Root(A.Sequence("s", A.Task("a"), A.Task("b"))).Start().Complete("a").Reload();
        var shifted = A.Workflow().Version(2).Root(A.Sequence("s", A.Task("a"), A.Task("x"), A.Task("b"))).Build();
        var nested = A.Workflow().Version(2).Root(A.Sequence("s", A.Task("a"), A.Sequence("inner", A.Task("b")))).Build();
        var longer = A.Workflow().Version(2).Root(A.Sequence("s", A.Task("a"), A.Task("b"), A.Task("c"))).Build();

        Say(MigrationMap.Of(flat.State, flat.Definition, shifted)).ShouldBe("StepMoved b");
        Say(MigrationMap.Of(flat.State, flat.Definition, nested)).ShouldBe("StepMoved b");
        Say(MigrationMap.Of(flat.State, flat.Definition, longer)).ShouldBe("WaitMaps b");
    }

    [Fact]
    public void Variables_that_go_come_or_change_their_type_are_named_with_their_values()
    {
        var story = A.Workflow().Variable("Gone", "Int32", "7").Variable("Typed", "Int32", "1").Task("t").Start().Reload();
        var to = A.Workflow().Version(2).Variable("Typed", "String").Variable("Fresh", "Int32", "3").Task("t").Build();

        var map = MigrationMap.Of(story.State, story.Definition, to);

        Say(map).ShouldBe("VariableGone Gone; VariableOtherType Typed; VariableNew Fresh; WaitMaps t");
        map.IsPossible.ShouldBeTrue();
        map.Items.Single(i => i.Id == "Gone").Before.ShouldBe("7");
        map.Items.Single(i => i.Id == "Fresh").After.ShouldBe("3");
    }

    [Fact]
    public void Other_inputs_and_other_ways_on_are_said_but_stop_nothing()
    {
        var story = A.Workflow().Task("t").Line("a", "b").When("t -> a").Start().Reload();
        var changed = A.Activity("t", "Elsa.RunTask", ("taskName", A.Literal("khác", "String")));
        var to = A.Workflow().Version(2).Add(changed).Line("a", "b").When("t -> b").Build();

        var map = MigrationMap.Of(story.State, story.Definition, to);

        Say(map).ShouldBe("WaitMaps t; StepChanged t; WaysChanged t");
        map.IsPossible.ShouldBeTrue();
        story.Migrate(to).Complete("t").Lines.ShouldBe(["b"]);
    }

    [Fact]
    public void A_failed_step_may_be_of_another_type_since_it_is_tried_again()
    {
        var story = A.Workflow().Add("x", "Elsa.Fault", ("message", A.Literal("hỏng", "String"))).Start().Reload();
        var mended = A.Workflow().Version(2).Add(A.Line("x")).Build();
        var without = A.Workflow().Version(2).Line("y").Build();

        Say(MigrationMap.Of(story.State, story.Definition, mended)).ShouldBe("IncidentOtherType x");
        MigrationMap.Of(story.State, story.Definition, without).IsPossible.ShouldBeFalse();
        story.Migrate(mended).Reload();
        story.Raise(at => new WorkflowEvent.IncidentRetried(at, "an", story.State.OpenIncidents.Single().Id)).Lines.ShouldBe(["x"]);
        story.State.SubStatus.ShouldBe(SubStatus.Finished);
    }
}
