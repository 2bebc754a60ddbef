using System.Text.Json.Nodes;
using QmsWorkflow.Engine.Execution;

namespace QmsWorkflow.Engine.Tests.Execution;

public sealed class ScriptHostTests
{
    private static string Evaluate(string script, Action<FlowBuilder>? prepare = null)
    {
        var builder = A.Workflow().Variable("N", "Int32", "2").Variable("total", "Object", """{"a":1}""").Variable("D", "DateTimeOffset", "2026-01-02T03:04:05Z").Input("Year")
            .Root(A.Activity("w", "Elsa.WriteLine", ("text", A.Script(script, "String"))));
        prepare?.Invoke(builder);
        var story = new Story(builder.Build()).Raise(at => new WorkflowEvent.Started(at, null, "i7", new JsonObject { ["Year"] = 2026, ["Undeclared"] = "u" }, "C1"));
        return story.State.OpenIncidents.FirstOrDefault()?.Message ?? story.Lines.Single();
    }

    [Theory]
    [InlineData("getN() + variables.N + getVariable('N')", "6")]
    [InlineData("getTotal().a + variables.total.a", "2")]
    [InlineData("getInput('Year') + getYear()", "4052")]
    [InlineData("getInput('undeclared')", "u")]
    [InlineData("getVariable('nothing') ?? 'none'", "none")]
    [InlineData("getWorkflowInstanceId() + getCorrelationId() + getWorkflowDefinitionId()", "i7C1test")]
    [InlineData("setVariable('N', 5); getN()", "5")]
    [InlineData("setN('9'); getN() + 1", "10")]
    [InlineData("variables.N = 7; getN()", "2")]
    [InlineData("getD() instanceof Date && getD().getFullYear()", "2026")]
    [InlineData("new Date().toISOString()", "2026-03-02T01:01:00.000Z")]
    [InlineData("toJson({ a: [1] })", "{\"a\":[1]}")]
    [InlineData("isNullOrEmpty('') && !isNullOrWhiteSpace('x')", "True")]
    [InlineData("stringFromBase64(stringToBase64('Đề án'))", "Đề án")]
    [InlineData("bytesToString(bytesFromString('ab'))", "ab")]
    [InlineData("newGuid() === newGuid()", "False")]
    [InlineData("const f = x => x * 2; return f(21);", "42")]
    public void A_script_sees_the_workflow(string script, string expected) => Evaluate(script).ShouldBe(expected);

    [Theory]
    [InlineData("nope.x", "nope")]
    [InlineData("if (", "dòng 1")]
    [InlineData("throw new Error('hỏng')", "hỏng")]
    [InlineData("while (true) {}", "bước")]
    public void A_failing_script_is_an_incident_that_names_the_input(string script, string part)
    {
        Evaluate(script).ShouldStartWith("Không tính được đầu vào \"text\"");
        Evaluate(script).ShouldContain(part);
    }

    [Fact]
    public void Guids_are_the_same_in_every_replay() => Evaluate("newGuid()").ShouldBe(Evaluate("newGuid()"));

    [Fact]
    public void What_a_script_changes_inside_a_variable_is_kept()
    {
        var story = A.Workflow().Variable("M", "Object", """{"x":1}""").Root(A.Activity("w", "Elsa.WriteLine", ("text", A.Script("variables.M.x = 99; variables.M.y = [1]; getM().x", "String")))).Start();

        story.Lines.ShouldBe(["1"]);
        story.State.Variables["M"]!.ToJsonString().ShouldBe("""{"x":99,"y":[1]}""");
    }

    [Fact]
    public void A_script_activity_chooses_its_outcomes_and_gives_a_result()
    {
        var story = A.Workflow().Variable("R")
            .Add("j", "Elsa.RunJavaScript", ("script", A.Literal("setOutcomes(['A', 'B']); ({ sum: 1 + 2 })", "String")), ("result", A.Output("R"))).Line("a", "b", "c")
            .Add("l", "Elsa.WriteLine", ("text", A.Script("getLastResult().sum + getOutputFrom('j').sum + getResultFromJ().sum", "String")))
            .When("j.A -> a", "j.B -> b", "j.Done -> c", "a -> l").Start();

        story.Lines.ShouldBe(["a", "b", "9"]);
        story.State.Variables["R"]!["sum"]!.GetValue<long>().ShouldBe(3);
    }

    [Fact]
    public void Each_child_of_a_bulk_dispatch_gets_its_own_correlation()
    {
        var story = A.Workflow().Root(A.Activity("b", "Elsa.BulkDispatchWorkflows", ("workflowDefinitionId", A.Literal("c", "String")), ("items", A.Script("[{Unit: 'P1'}, {Unit: 'P2'}]")),
            ("input", A.Script("({ Year: 2026 })")), ("correlationIdFunction", A.Script("'unit-' + getUnit()", "String")))).Start();

        var children = story.Effects.OfType<Effect.ChildrenStarted>().Single().Children;
        children.Select(c => c.CorrelationId).ShouldBe(["unit-P1", "unit-P2"]);
        children[1].Input.ToJsonString().ShouldBe("""{"Year":2026,"Unit":"P2"}""");
    }

    [Fact]
    public void A_condition_that_fails_later_can_be_repaired_and_retried()
    {
        var loop = A.Activity("w", "Elsa.While", ("condition", A.Script("variables.N.length > 0 && getN() != 'stop'", "Boolean")), ("body", A.Task("t")));
        var story = A.Workflow().Variable("N", "Object", "go").Root(A.Sequence("s", loop, A.Line("end"))).Start();
        story.Raise(at => new WorkflowEvent.VariableRepaired(at, null, "N", null)).Complete("t");

        story.State.OpenIncidents.Single().ActivityId.ShouldBe("w");
        story.Raise(at => new WorkflowEvent.VariableRepaired(at, null, "N", "stop"));
        story.Raise(at => new WorkflowEvent.IncidentRetried(at, null, story.State.OpenIncidents.Single().Id));

        story.Lines.ShouldBe(["end"]);
    }
}
