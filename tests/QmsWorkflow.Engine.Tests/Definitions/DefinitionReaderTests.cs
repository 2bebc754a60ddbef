using System.Text.Json.Nodes;
using QmsWorkflow.Engine.Activities;
using QmsWorkflow.Engine.Definitions;

namespace QmsWorkflow.Engine.Tests.Definitions;

public sealed class DefinitionReaderTests
{
    private static WorkflowDefinition Read(string json) => WorkflowDefinition.Read(json, "x.json").Definition!;

    [Fact]
    public void Names_may_be_written_in_any_case()
    {
        var definition = Read("""{"DefinitionId":"d","Version":3,"Root":{"ID":"a","Type":"Elsa.WriteLine","Text":"hi"}}""");

        (definition.DefinitionId, definition.Version).ShouldBe(("d", 3));
        new Story(definition).Start().Lines.ShouldBe(["hi"]);
    }

    [Fact]
    public void Type_wrappers_and_both_spellings_of_connections_are_understood()
    {
        var definition = Read("""
            {"definitionId":"d","root":{"_type":"X","id":"f","type":"Elsa.Flowchart",
              "activities":{"_type":"List","items":[{"id":"a","type":"Elsa.WriteLine","text":"a"},{"id":"b","type":"Elsa.WriteLine","text":"b"}]},
              "connections":{"$values":[{"Source":{"Activity":"a","Port":"Done"},"Target":{"Activity":"b","Port":"In"}}]}}}
            """);

        definition.Root.Connections.Single().ShouldBe(new ActivityConnection("a", "Done", "b", "In") { JsonPath = "$.root.connections[0]" });
        new Story(definition).Start().Lines.ShouldBe(["a", "b"]);
    }

    [Fact]
    public void The_tree_shows_ids_node_ids_texts_and_literals()
    {
        var definition = A.Workflow().Input("Year").Output("Total").Variable("V", "Int32", "7").Root(A.Sequence("s",
            A.Activity("t", "Elsa.RunTask", ("taskName", A.Literal("Lập mục tiêu", "String")), ("payload", A.Script("1")), ("metadata", new JsonObject { ["displayText"] = "Lập mục tiêu" })))).Build();

        var task = definition.Find("t")!;
        task.NodeId.ShouldBe("Workflow1:s:t");
        task.DisplayText.ShouldBe("Lập mục tiêu");
        task.LiteralInputs.ShouldHaveSingleItem().ShouldBe(new("taskName", "Lập mục tiêu"));
        task.InputDescriptions.Single(i => i.Name == "payload").Language.ShouldBe("JavaScript");
        task.Parent.ShouldBe(definition.Root);
        definition.Inputs.Single().Name.ShouldBe("Year");
        definition.Variables.Single().Default!.GetValue<long>().ShouldBe(7);
    }

    [Fact]
    public void Missing_ids_are_made_and_repeated_ids_get_different_keys()
    {
        var definition = Read("""{"definitionId":"d","root":{"type":"Elsa.Sequence","activities":[{"type":"Elsa.WriteLine","text":"1"},{"id":"x","type":"Elsa.WriteLine"},{"id":"s","type":"Elsa.Sequence","activities":[{"id":"x","type":"Elsa.WriteLine"}]}]}}""");

        definition.Activities.Select(a => a.Id).ShouldBe(["Workflow1", "Sequence1", "WriteLine1", "x", "s", "x"]);
        definition.ByKey.Count.ShouldBe(6);
    }

    [Fact]
    public void Without_a_root_there_is_an_empty_sequence()
    {
        new Story(Read("""{"definitionId":"d"}""")).Start().State.SubStatus.ShouldBe(QmsWorkflow.Engine.Execution.SubStatus.Finished);
    }

    [Theory]
    [InlineData("{\"definitionId\": }", "dòng 1, cột 18")]
    [InlineData("[]", "đối tượng")]
    [InlineData("{\"a\":1,\"a\":2}", "trùng tên")]
    public void Text_that_cannot_be_read_gives_a_problem_with_its_place(string json, string part)
    {
        var result = WorkflowDefinition.Read(json, "x.json");

        result.Definition.ShouldBeNull();
        result.Problems.Single().Message.ShouldContain(part);
    }

    [Fact]
    public void A_step_outside_the_catalogue_is_unknown()
    {
        const string json = """{"definitionId":"d","root":{"id":"a","type":"Qms.Approval"}}""";

        WorkflowDefinition.Read(json, "x.json", StepCatalog.Empty).Definition!.Root.IsUnknown.ShouldBeTrue();
        WorkflowDefinition.Read(json, "x.json", A.Steps).Definition!.Root.IsUnknown.ShouldBeFalse();
        WorkflowDefinition.Read(json, "x.json").Definition!.Root.IsUnknown.ShouldBeFalse();
    }
}
