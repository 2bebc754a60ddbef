using System.Text.Json.Nodes;
using QmsWorkflow.Engine.Conformance;
using QmsWorkflow.Engine.Execution;

namespace QmsWorkflow.Engine.Tests.Execution;

public sealed class ChildWorkflowTests
{
    private static FlowBuilder Starting(bool waits) => A.Workflow().Variable("R")
        .Add("x", "Elsa.ExecuteWorkflow", ("workflowDefinitionId", A.Literal("child", "String")), ("waitForCompletion", A.Literal(waits)), ("result", A.Output("R")))
        .Add("l", "Elsa.WriteLine", ("text", A.Script("'child is ' + getR().SubStatus", "String"))).When("x -> l");

    private static string Replay(FlowBuilder parent, FlowBuilder child, params string[] script)
    {
        var document = child.Document();
        document["definitionId"] = "child";
        var example = new JsonObject
        {
            ["case"] = "child",
            ["definition"] = parent.Document(),
            ["definitions"] = new JsonArray(document),
            ["script"] = new JsonArray([.. script.Select(s => JsonValue.Create(s))]),
            ["expected"] = new JsonObject(),
        };
        var actual = ConformanceReplay.Run(ConformanceCase.Read(example.ToJsonString())).Actual;
        return $"{actual["subStatus"]} {actual["stdout"]}";
    }

    [Fact]
    public void Who_does_not_wait_is_told_how_the_child_came_to_rest()
    {
        Replay(Starting(waits: false), A.Workflow().Task("t")).ShouldBe("Finished child is Suspended\n");
        Replay(Starting(waits: false), A.Workflow().Line("inside")).ShouldBe("Finished inside\nchild is Finished\n");
        Replay(Starting(waits: false), A.Workflow().Add("f", "Elsa.Fault")).ShouldBe("Finished child is Faulted\n");
    }

    [Fact]
    public void Who_waits_goes_on_when_the_child_has_ended() =>
        Replay(Starting(waits: true), A.Workflow().Task("t"), "task \"t\" 1").ShouldBe("Finished child is Finished\n");

    [Fact]
    public void A_child_that_is_not_published_is_an_incident_even_when_nobody_waits() =>
        Replay(Starting(waits: false).Add("y", "Elsa.End"), A.Workflow().Version(2).Task("t"), "def child 2").ShouldBe("Faulted ");

    private static Story Fanning(params (string Name, JsonNode? Value)[] ports) => A.Workflow()
        .Add("b", "Elsa.BulkDispatchWorkflows", [("workflowDefinitionId", A.Literal("child", "String")), ("items", A.Literal(new JsonArray(1, 2, 3))), .. ports])
        .Line("after").When("b.Completed -> after").Start();

    private static JsonObject Counts(int finished, int faulted, int cancelled) => new() { ["total"] = 3, ["finished"] = finished, ["faulted"] = faulted, ["cancelled"] = cancelled };

    [Fact]
    public void After_the_last_child_each_finished_one_is_answered_once_then_each_failed_one_where_Elsa_answers_as_they_end()
    {
        var story = Fanning(("childCompleted", A.Line("good")), ("childFaulted", A.Line("bad")));

        story.Complete("b", Counts(1, 1, 1));

        story.Lines.ShouldBe(["good", "bad", "bad", "after"]);
        story.State.SubStatus.ShouldBe(SubStatus.Finished);
    }

    [Fact]
    public void An_answer_that_waits_holds_the_dispatch_open_over_a_reload()
    {
        var story = Fanning(("childCompleted", A.Task("look"))).Complete("b", Counts(3, 0, 0)).Reload();
        story.Waiting.ShouldBe("look look look");

        story.Complete("look").Reload().Complete("look").Lines.ShouldBeEmpty();
        story.Reload().Complete("look").Lines.ShouldBe(["after"]);
    }

    [Fact]
    public void A_failed_child_without_an_answer_is_an_incident() =>
        Fanning(("childCompleted", A.Line("good"))).Complete("b", Counts(2, 1, 0)).State.OpenIncidents.Single().Message.ShouldContain("1 trong 3");

    [Fact]
    public void A_second_report_of_the_last_child_changes_nothing()
    {
        var story = Fanning(("childCompleted", A.Task("look")));
        story.Complete("b", Counts(3, 0, 0));
        var (state, last) = (story.State, story.History[^1]);

        story.Apply(last).State.ShouldBeSameAs(state);
    }
}
