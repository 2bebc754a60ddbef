using System.Text.Json.Nodes;
using QmsWorkflow.Engine.Conformance;
using QmsWorkflow.Engine.Definitions;
using QmsWorkflow.Engine.Execution;

namespace QmsWorkflow.Engine.Tests.Execution;

/// <summary>A published definition used as an activity of another.</summary>
public sealed class UsedWorkflowTests
{
    /// <summary>Asks somebody, hands the answer out and leaves by Yes or No.</summary>
    private static JsonObject Ask() => Usable("Ask somebody", A.Workflow().Input("Question").Output("Answer").Variable("Said")
        .Add("q", "Elsa.RunTask", ("taskName", A.Script("'Ask ' + getQuestion() + getInput('Question')", "String")), ("result", A.Output("Said")))
        .Add("o", "Elsa.SetOutput", ("outputName", A.Literal("Answer", "String")), ("outputValue", A.Script("getSaid() + '!'")))
        .Add("c", "Elsa.Complete", ("outcomes", A.Script("getSaid() === 'y' ? 'Yes' : 'No'")))
        .When("q -> o", "o -> c"), "Yes", "No");

    private static JsonObject Usable(string name, FlowBuilder builder, params string[] outcomes)
    {
        var document = builder.Document();
        document["definitionId"] = name.ToLowerInvariant().Replace(' ', '-');
        document["id"] = (string?)document["definitionId"] + "-v1";
        document["name"] = name;
        document["options"] = new JsonObject { ["usableAsActivity"] = true };
        document["outcomes"] = new JsonArray([.. outcomes.Select(o => JsonValue.Create(o))]);
        return document;
    }

    private static WorkflowLibrary Library(params JsonObject[] documents) => new(documents.Select(d => new PublishedWorkflow(d.ToJsonString(), "used.json")));

    private static Story Start(FlowBuilder builder, params JsonObject[] documents) =>
        new Story(WorkflowDefinition.Read(builder.Json(), "test.json", null, Library(documents)).Definition!).Start();

    private static FlowBuilder Asking() => A.Workflow().Variable("Question", "String", "outer").Variable("Got")
        .Add("ask", "AskSomebody", ("question", A.Script("getQuestion() + '?'", "String")), ("answer", A.Output("Got")))
        .Line("yes", "no").When("ask.Yes -> yes", "ask.No -> no");

    [Fact]
    public void Inputs_go_in_outputs_come_out_and_its_outcome_chooses_the_way()
    {
        var story = Start(Asking(), Ask());

        story.Wait("q").Name.ShouldBe("Ask outer?outer?");
        story.Reload().Complete("q", "y");

        story.Lines.ShouldBe(["yes"]);
        story.State.Variables["Got"]!.GetValue<string>().ShouldBe("y!");
        story.State.Variables["Question"]!.GetValue<string>().ShouldBe("outer");
        story.State.SubStatus.ShouldBe(SubStatus.Finished);
        story.State.Outputs.ShouldBeEmpty("an output of the used workflow is none of its user");
    }

    [Fact]
    public void Without_complete_it_is_left_by_done()
    {
        var story = Start(A.Workflow().Add("u", "Plain").Line("after").When("u -> after"), Usable("plain", A.Workflow().Line("inside")));

        story.Lines.ShouldBe(["inside", "after"]);
    }

    [Fact]
    public void The_same_one_may_run_twice_at_once_each_with_its_own_values()
    {
        var flow = A.Workflow().Variable("First").Variable("Second").Fork("f", "A", "B")
            .Add("a", "AskSomebody", ("question", A.Literal("1", "String")), ("answer", A.Output("First")))
            .Add("b", "AskSomebody", ("question", A.Literal("2", "String")), ("answer", A.Output("Second"))).When("f.A -> a", "f.B -> b");
        var story = Start(flow, Ask()).Reload();
        story.State.OpenWaits.Select(w => w.Name).ShouldBe(["Ask 11", "Ask 22"]);

        story.Raise(at => new WorkflowEvent.WaitCompleted(at, null, story.State.OpenWaits[1].Id, "n", []));
        story.Reload().Complete("q", "y");

        (story.State.Variables["First"]!.GetValue<string>(), story.State.Variables["Second"]!.GetValue<string>()).ShouldBe(("y!", "n!"));
        story.State.Activities.Count(a => a.ActivityId.EndsWith(":q", StringComparison.Ordinal) || a.ActivityId == "q").ShouldBe(2);
    }

    [Fact]
    public void Cancelling_the_user_cancels_what_runs_inside()
    {
        var story = Start(Asking(), Ask());

        story.Raise(at => new WorkflowEvent.ActivityCancelled(at, "an", "ask"));

        story.Effects.OfType<Effect.WaitCancelled>().Single().Wait.ActivityId.ShouldBe("q");
        story.State.OpenWaits.ShouldBeEmpty();
    }

    [Fact]
    public void A_fault_inside_is_an_incident_at_the_step_inside_and_can_be_skipped()
    {
        var story = Start(A.Workflow().Add("u", "Breaks").Line("after").When("u -> after"), Usable("breaks", A.Workflow().Add("bad", "Elsa.Fault", ("message", A.Literal("hỏng", "String")))));

        story.State.OpenIncidents.Single().ActivityId.ShouldBe("bad");
        story.Reload().Raise(at => new WorkflowEvent.IncidentSkipped(at, "an", story.State.OpenIncidents.Single().Id, "vì", [])).Lines.ShouldBe(["after"]);
    }

    [Fact]
    public void A_version_that_is_named_is_used_even_when_a_later_one_is_there()
    {
        var (first, second) = (Usable("plain", A.Workflow().Line("one")), Usable("plain", A.Workflow().Line("two")));
        second["id"] = "plain-v2";

        Start(A.Workflow().Add("u", "Plain"), first, second).Lines.ShouldBe(["two"]);
        Start(A.Workflow().Add("u", "Plain", ("workflowDefinitionVersionId", "plain-v1")), first, second).Lines.ShouldBe(["one"]);
    }

    [Fact]
    public void What_a_definition_uses_is_pinned_by_its_text()
    {
        var library = new WorkflowLibrary([new(Usable("plain", A.Workflow().Line("one")).ToJsonString(), "a", "row1"), new(Usable("plain", A.Workflow().Line("two")).ToJsonString(), "b", "row2")]);
        var json = A.Workflow().Add("u", "Plain").Json();

        var pinned = WorkflowLibrary.Pin(json, new Dictionary<string, string> { ["Plain"] = "row1" });

        WorkflowDefinition.Read(json, "w", null, library).Definition!.Uses.Single().ShouldBe(new WorkflowUse("Plain", null, "plain", "row2"));
        WorkflowLibrary.PinsOf(pinned).ShouldBe(["row1"]);
        new Story(WorkflowDefinition.Read(pinned, "w", null, library).Definition!).Start().Lines.ShouldBe(["one"]);
    }

    [Fact]
    public void Wrong_inputs_outputs_ports_and_names_are_found()
    {
        var flow = Asking().Variable("X").Add("bad", "AskSomebody", ("qestion", A.Literal("x", "String")), ("anwser", A.Output("X"))).Line("end").Add("typo", "AskSombody").When("bad.Yess -> end", "no -> bad", "end -> typo");

        var problems = DefinitionChecker.Check(flow.Json(), "w.json", A.Steps, Library(Ask())).Select(p => $"{p.Code} {p.Path} {p.Message}").ToList();

        problems.Count.ShouldBe(4, string.Join("\n", problems));
        problems.ShouldContain(p => p.StartsWith("QMS106 $.root.activities[3].qestion") && p.Contains("Question"));
        problems.ShouldContain(p => p.StartsWith("QMS119 $.root.activities[3].anwser") && p.Contains("Answer"));
        problems.ShouldContain(p => p.StartsWith("QMS110 $.root.connections[2].source.port") && p.Contains("Yes, No, Done"));
        problems.ShouldContain(p => p.StartsWith("QMS104 $.root.activities[5].type") && p.Contains("\"AskSomebody\""));
    }

    [Fact]
    public void Definitions_that_use_each_other_are_refused_with_the_chain()
    {
        var (a, b) = (Usable("a", A.Workflow().Add("x", "B")), Usable("b", A.Workflow().Add("y", "A")));

        var problem = DefinitionChecker.Check(a.ToJsonString(), "a.json", A.Steps, Library(a, b));

        DefinitionChecker.Check(b.ToJsonString(), "b.json", A.Steps, Library(a, b)).Single().Code.ShouldBe("QMS121");
        problem.Single().Code.ShouldBe("QMS121");
        problem.Single().Message.ShouldContain("a → b → a");
    }

    [Theory]
    [InlineData("Send Letter", "SendLetter")]
    [InlineData("send-a_letter", "SendALetter")]
    [InlineData("Gửi thư", "GửiThư")]
    [InlineData("x", "X")]
    public void The_type_is_the_name_in_pascal_case(string name, string type) =>
        Library(Usable(name, A.Workflow())).Types.ShouldBe([type]);

    [Fact]
    public void The_replay_uses_the_definitions_of_its_case()
    {
        var example = new JsonObject
        {
            ["case"] = "used",
            ["definition"] = Asking().Document(),
            ["definitions"] = new JsonArray(Ask()),
            ["script"] = new JsonArray("task \"Ask outer?outer?\" \"n\""),
            ["expected"] = JsonNode.Parse("""
                {"status":"Finished","subStatus":"Finished","correlationId":null,"name":null,"variables":{"Got":"n!"},"outputs":{},"bookmarks":[],"incidents":[],"stdout":"no\n",
                 "executed":["Workflow1 Elsa.Workflow Completed","flow Elsa.Flowchart Completed","ask AskSomebody Completed -> No","Workflow1 Elsa.Workflow Completed","flow Elsa.Flowchart *",
                   "q Elsa.RunTask Completed","o Elsa.SetOutput Completed","c Elsa.Complete Completed","no Elsa.WriteLine Completed"]}
                """),
        };

        ConformanceReplay.Run(ConformanceCase.Read(example.ToJsonString())).FirstDifference.ShouldBeNull();
    }
}
