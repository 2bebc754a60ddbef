using System.Text.Json.Nodes;
using QmsWorkflow.Engine.Definitions;

namespace QmsWorkflow.Engine.Tests.Definitions;

public sealed class DefinitionCheckerTests
{
    private static string Check(string json) =>
        string.Join("\n", DefinitionChecker.Check(json, "w.json", A.Steps).Select(p => $"{p.Code} {p.Path} [{p.Found}] {p.Message}"));

    private static string Check(FlowBuilder builder) => Check(builder.Json());

    [Fact]
    public void A_right_definition_has_no_problems()
    {
        Check(A.Workflow().Variable("R").Approval("a").Line("b", "c").Add("t", "Qms.UserTask", ("outcomes", A.Literal("Late, Early", "String")), ("result", A.Output("R")))
            .When("a.Approved -> t", "a.Rejected -> b", "a.Returned -> a", "t.Late -> c", "t -> b")).ShouldBe("");
    }

    [Fact]
    public void A_wrong_port_says_which_outcomes_there_are()
    {
        Check(A.Workflow().Approval("a").Line("b").When("a.Aproved -> b"))
            .ShouldContain("""QMS110 $.root.connections[0].source.port [Aproved] "Aproved" không phải là kết quả của Qms.Approval "a" (Approved, Returned, Rejected). Có phải "Approved"?""");
    }

    [Fact]
    public void A_switch_and_a_fork_know_their_own_outcomes()
    {
        var cases = new JsonArray(new JsonObject { ["label"] = "Yes", ["condition"] = new JsonObject { ["type"] = "Literal", ["value"] = true } });
        var flow = A.Workflow().Add("s", "Elsa.FlowSwitch", ("cases", cases)).Fork("f", "A", "B").Line("x", "y", "z")
            .When("s.Yes -> f", "s.Default -> x", "s.No -> z", "f.A -> y", "f.C -> z");

        var problems = Check(flow);

        problems.Split('\n').Count(p => p.StartsWith("QMS110", StringComparison.Ordinal)).ShouldBe(2);
        problems.ShouldContain("(Yes, Default)");
        problems.ShouldContain("(A, B)");
    }

    [Fact]
    public void Unknown_types_are_named_with_a_guess_and_foreign_ones_refused()
    {
        Check(A.Workflow().Add("a", "Qms.Aproval")).ShouldContain("QMS104 $.root.activities[0].type [Qms.Aproval] Không có loại bước \"Qms.Aproval\". Có phải \"Qms.Approval\"?");
        Check(A.Workflow().Add("a", "Elsa.HttpEndpoint")).ShouldContain("QMS105");
        Check(A.Workflow().Add("a", "Elsa.RunCSharp")).ShouldContain("QMS105");
    }

    [Fact]
    public void Inputs_of_a_step_are_checked_against_its_description()
    {
        var problems = Check(A.Workflow().Add("a", "Qms.Approval", ("aprovers", A.Literal("x", "String")), ("level", A.Literal("village", "String")), ("due", A.Literal("9 days", "String"))));

        problems.ShouldContain("QMS106 $.root.activities[0].aprovers");
        problems.ShouldContain("Có phải \"approvers\"?");
        problems.ShouldContain("QMS107 $.root.activities[0].approvers");
        problems.ShouldContain("QMS108 $.root.activities[0].level [village]");
        problems.ShouldContain("QMS108 $.root.activities[0].due [9 days]");
    }

    [Fact]
    public void Ids_must_be_there_and_unique()
    {
        var json = """{"definitionId":"d","root":{"id":"f","type":"Elsa.Sequence","activities":[{"type":"Elsa.End"},{"id":"x","type":"Elsa.End"},{"id":"x","type":"Elsa.End"}]}}""";

        Check(json).ShouldContain("QMS102 $.root.activities[0].id");
        Check(json).ShouldContain("QMS103 $.root.activities[2].id [x] Mã \"x\" đã dùng ở $.root.activities[1]");
    }

    [Fact]
    public void Connections_must_have_both_ends_and_everything_must_be_reached()
    {
        var problems = Check(A.Workflow().Line("a", "b", "lost").When("a -> b", "a -> nowhere", "ghost -> b"));

        problems.ShouldContain("QMS109 $.root.connections[1].target [nowhere]");
        problems.ShouldContain("QMS109 $.root.connections[2].source [ghost]");
        problems.ShouldContain("QMS111 $.root.activities[2] [lost]");
    }

    [Fact]
    public void A_jump_into_another_branch_is_found()
    {
        Check(A.Workflow().Fork("f", "A", "B").Task("a").Approval("b").Line("m").When("f.A -> a", "a -> m", "f.B -> b", "b.Approved -> m", "m -> b"))
            .ShouldContain("QMS115 $.root.connections[4] [m → b]");
    }

    [Fact]
    public void Variables_must_exist_in_scope()
    {
        var problems = Check(A.Workflow().Variable("Total", "Int32").Add("w", "Elsa.WriteLine", ("text", A.Variable("Totl", "String")))
            .Add("s", "Elsa.SetVariable", ("variable", new JsonObject { ["id"] = "Nope" }), ("value", A.Literal(1))).Add("t", "Elsa.RunTask", ("taskName", A.Literal("T", "String")), ("result", A.Output("Gone")))
            .When("w -> s", "s -> t"));

        problems.ShouldContain("QMS112 $.root.activities[0].text.expression.value [Totl]");
        problems.ShouldContain("Có phải \"Total\"?");
        problems.ShouldContain("QMS112 $.root.activities[1].variable [Nope]");
        problems.ShouldContain("QMS112 $.root.activities[2].result.memoryReference.id [Gone]");
    }

    [Fact]
    public void Other_languages_are_refused_and_untyped_inputs_pointed_out()
    {
        var liquid = new JsonObject { ["typeName"] = "String", ["expression"] = new JsonObject { ["type"] = "Liquid", ["value"] = "{{ x }}" } };
        var untyped = new JsonObject { ["expression"] = new JsonObject { ["type"] = "Literal", ["value"] = "x" } };

        Check(A.Workflow().Add("w", "Elsa.WriteLine", ("text", liquid))).ShouldContain("QMS114 $.root.activities[0].text.expression.value [Liquid]");
        Check(A.Workflow().Add("w", "Elsa.WriteLine", ("text", untyped))).ShouldContain("QMS116 $.root.activities[0].text");
    }

    [Fact]
    public void Times_and_types_are_checked()
    {
        Check(A.Workflow().Add("c", "Elsa.Cron", ("cronExpression", A.Literal("0 0 25 * * *", "String")))).ShouldContain("\"25\" không hợp lệ ở trường giờ");
        Check(A.Workflow().Add("d", "Elsa.Delay", ("timeSpan", A.Literal("soon", "TimeSpan")))).ShouldContain("QMS108");
        Check(A.Workflow().Variable("V", "Custom.Thing").Line("a")).ShouldContain("QMS117 $.variables[0].typeName");
    }

    [Fact]
    public void Scripts_are_parsed_and_their_names_must_be_known()
    {
        var flow = A.Workflow().Variable("Answer").Input("Year").Add("w", "Elsa.WriteLine", ("text", A.Script("getAnswer() +\n + )", "String")))
            .Add("v", "Elsa.WriteLine", ("text", A.Script("getAnser() + getYear() + Math.max(1, variables.Answer) + getVariable('x')", "String")))
            .Add("j", "Elsa.RunJavaScript", ("script", A.Literal("const x = [1].map(i => i); setOutcome(x.length > 0 ? 'A' : 'B')", "String"))).When("w -> v", "v -> j");

        var problems = Check(flow);

        problems.ShouldContain("QMS113 $.root.activities[0].text.expression.value [dòng 2, cột");
        problems.ShouldContain("QMS118 $.root.activities[1].text.expression.value [getAnser]");
        problems.ShouldContain("Có phải \"getAnswer\"?");
        problems.Split('\n').Length.ShouldBe(2);
    }

    [Fact]
    public void All_problems_of_a_file_come_at_once()
    {
        DefinitionChecker.Check(A.Workflow().Add("a", "Qms.Nothing").Approval("b").Line("c").When("b.Done -> c").Json(), "w.json", A.Steps).Length.ShouldBeGreaterThan(1);
        DefinitionChecker.Check("{", "w.json", A.Steps).Single().Code.ShouldBe("QMS101");
    }

    [Theory]
    [InlineData("Elsa.HttpEndpoint")]
    [InlineData("Elsa.SendHttpRequest")]
    [InlineData("Elsa.FlowSendHttpRequest")]
    [InlineData("Elsa.WriteHttpResponse")]
    [InlineData("Elsa.WriteFileHttpResponse")]
    [InlineData("Elsa.DownloadHttpFile")]
    [InlineData("Elsa.RunCSharp")]
    [InlineData("Elsa.RunPython")]
    [InlineData("Elsa.SendEmail")]
    [InlineData("Elsa.StateMachine")]
    public void An_activity_we_do_not_run_is_refused_with_file_place_and_what_is_allowed(string type)
    {
        var inside = A.Sequence("s", A.Activity("x", type));

        var problem = DefinitionChecker.Check(A.Workflow().Add(A.Activity("p", "Elsa.ParallelForEach", ("items", A.Literal(new JsonArray(1))), ("body", inside))).Json(), "năm/w.json", A.Steps).Single();

        (problem.Code, problem.Source, problem.Path, problem.Found).ShouldBe(("QMS105", "năm/w.json", "$.root.activities[0].body.activities[0].type", type));
        problem.Message.ShouldContain(type);
        problem.Message.ShouldContain("Elsa.RunJavaScript");
        problem.ToString().ShouldStartWith("năm/w.json $.root.activities[0].body");
    }

    [Theory]
    [InlineData("Liquid")]
    [InlineData("CSharp")]
    [InlineData("C#")]
    [InlineData("Python")]
    [InlineData("Secret")]
    [InlineData("Delegate")]
    public void A_language_we_do_not_run_is_refused_wherever_it_stands(string language)
    {
        JsonObject Foreign(string type) => new() { ["typeName"] = type, ["expression"] = new JsonObject { ["type"] = language, ["value"] = "x" } };
        var cases = new JsonArray(new JsonObject { ["label"] = "L", ["condition"] = new JsonObject { ["type"] = language, ["value"] = "x" } });
        var flow = A.Workflow().Add("a", "Elsa.WriteLine", ("text", Foreign("String"))).Add("b", "Elsa.FlowSwitch", ("cases", cases))
            .Add("c", "Qms.Approval", ("approvers", Foreign("String"))).Add("d", "Elsa.While", ("condition", Foreign("Boolean")), ("body", A.Line("w")))
            .When("a -> b", "b.L -> c", "c.Approved -> d");

        var problems = DefinitionChecker.Check(flow.Json(), "w.json", A.Steps);

        problems.Select(p => $"{p.Code} {p.Path}").ShouldBe(
        [
            "QMS114 $.root.activities[0].text.expression.value", "QMS114 $.root.activities[1].cases[0].condition.value",
            "QMS114 $.root.activities[2].approvers.expression.value", "QMS114 $.root.activities[3].condition.expression.value",
        ]);
        problems.ShouldAllBe(p => p.Message.Contains(language) && p.Expected.Contains("JavaScript"));
    }
}
