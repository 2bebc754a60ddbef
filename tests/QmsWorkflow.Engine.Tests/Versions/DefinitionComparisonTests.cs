using System.Text.Json.Nodes;
using QmsWorkflow.Engine.Definitions;

namespace QmsWorkflow.Engine.Tests.Versions;

/// <summary>What a draft changes, said in steps, connections and variables.</summary>
public sealed class DefinitionComparisonTests
{
    private static string Say(FlowBuilder before, FlowBuilder after) =>
        string.Join("; ", DefinitionComparison.Between(before.Json(), after.Json()).Select(c => $"{c.Kind} {c.Id}"));

    [Fact]
    public void Steps_connections_and_variables_that_came_and_went_are_named()
    {
        var before = A.Workflow().Variable("Old").Task("a", "b").When("a -> b");
        var after = A.Workflow().Version(2).Variable("New").Task("a").Line("c").When("a -> c");

        Say(before, after).ShouldBe(
            "StepRemoved b; StepAdded c; ConnectionRemoved a (Done) → b; ConnectionAdded a (Done) → c; VariableRemoved Old; VariableAdded New");
    }

    [Fact]
    public void A_changed_input_is_told_before_and_after_and_where_a_step_is_drawn_counts_for_nothing()
    {
        var moved = A.Task("a");
        moved["metadata"] = new JsonObject { ["designer"] = new JsonObject { ["position"] = new JsonObject { ["x"] = 5, ["y"] = 6 } } };
        var changed = A.Activity("a", "Elsa.RunTask", ("taskName", A.Script("'x' + 1", "String")));

        Say(A.Workflow().Task("a"), A.Workflow().Version(7).Add(moved)).ShouldBe("");
        var change = DefinitionComparison.Between(A.Workflow().Task("a").Json(), A.Workflow().Add(changed).Json()).Single();
        change.Kind.ShouldBe(ChangeKind.StepChanged);
        change.Properties.ShouldBe([new PropertyChange("taskName", "a", "JavaScript: 'x' + 1")]);
    }

    [Fact]
    public void A_change_deep_inside_is_told_of_the_step_that_changed_only()
    {
        var before = A.Workflow().Root(A.Sequence("s", A.Task("a"), A.Sequence("inner", A.Task("b"))));
        var after = A.Workflow().Root(A.Sequence("s", A.Task("a"), A.Sequence("inner", A.Activity("b", "Elsa.WriteLine", ("text", A.Literal("x", "String"))))));

        var change = DefinitionComparison.Between(before.Json(), after.Json()).Single();

        change.Id.ShouldBe("b");
        change.Properties.Select(p => p.Name).ShouldBe(["taskName", "text", "type"]);
    }

    [Fact]
    public void The_store_writes_the_version_and_nothing_else()
    {
        var json = A.Workflow().Task("a").Document();
        json.Remove("version");
        json["Version"] = 1;
        json["note"] = "giữ nguyên";

        var written = DefinitionText.WithVersion(json.ToJsonString(), 4, isCurrent: true);

        var read = WorkflowDefinition.Read(written, "x.json").Definition!;
        read.Version.ShouldBe(4);
        var document = (JsonObject)JsonNode.Parse(written)!;
        document.Count.ShouldBe(json.Count + 2);
        ((bool)document["isLatest"]!, (bool)document["isPublished"]!, (string)document["note"]!).ShouldBe((true, true, "giữ nguyên"));
        DefinitionText.WithVersion("không phải JSON", 4, isCurrent: true).ShouldBe("không phải JSON");
    }

    [Fact]
    public void A_child_that_is_named_by_its_id_must_be_there()
    {
        var starting = A.Workflow().Add("c", "Elsa.DispatchWorkflow", ("workflowDefinitionId", A.Literal("childd", "String"))).Json();
        var computed = A.Workflow().Add("c", "Elsa.DispatchWorkflow", ("workflowDefinitionId", A.Script("'any'", "String"))).Json();
        var itself = A.Workflow().Add("c", "Elsa.DispatchWorkflow", ("workflowDefinitionId", A.Literal("test", "String"))).Json();
        var child = A.Workflow().Task("t").Document();
        child["definitionId"] = "child";
        var library = new WorkflowLibrary([new PublishedWorkflow(child.ToJsonString(), "child.json")]);

        var problem = DefinitionChecker.Check(starting, "w.json", A.Steps, library).Single();

        (problem.Code, problem.Path, problem.Found, problem.Expected).ShouldBe(("QMS122", "$.root.activities[0].workflowDefinitionId", "childd", "child"));
        DefinitionChecker.Check(starting.Replace("childd", "child"), "w.json", A.Steps, library).ShouldBeEmpty();
        DefinitionChecker.Check(computed, "w.json", A.Steps, library).ShouldBeEmpty();
        DefinitionChecker.Check(itself, "w.json", A.Steps, library).ShouldBeEmpty();
        DefinitionChecker.Check(starting, "w.json", A.Steps).ShouldBeEmpty("nobody said what there is");
    }
}
