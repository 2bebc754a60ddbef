using System.Text.Json.Nodes;
using QmsWorkflow.Engine.Activities;
using QmsWorkflow.Engine.Definitions;

namespace QmsWorkflow.Engine.Tests;

/// <summary>Builds definitions for tests: <c>A.Workflow().Task("t").Line("b").When("t -> b")</c>.</summary>
internal static class A
{
    public static FlowBuilder Workflow() => new();

    public static readonly StepCatalog Steps = new(
    [
        new StepDescriptor
        {
            Type = "Qms.Approval", NameVi = "Phê duyệt", NameEn = "Approval", DescriptionVi = "Xin phê duyệt.", DescriptionEn = "Asks for approval.",
            Outcomes = ["Approved", "Returned", "Rejected"],
            Inputs =
            [
                new StepInput { Name = "approvers", NameVi = "Người duyệt", NameEn = "Approvers", IsRequired = true },
                new StepInput { Name = "level", NameVi = "Cấp", NameEn = "Level", Allowed = ["unit", "agency"] },
                new StepInput { Name = "due", NameVi = "Hạn", NameEn = "Due", Check = t => t.StartsWith("10", StringComparison.Ordinal) ? null : "phải bắt đầu bằng 10" },
            ],
        },
        new StepDescriptor
        {
            Type = "Qms.UserTask", NameVi = "Công việc", NameEn = "Task", DescriptionVi = "Giao việc.", DescriptionEn = "A task.",
            Outcomes = ["Done"], AllowsOwnOutcomes = true,
            Inputs = [new StepInput { Name = "assignee", NameVi = "Người làm", NameEn = "Assignee" }],
        },
    ]);

    public static JsonObject Literal(JsonNode? value, string type = "Object") =>
        new() { ["typeName"] = type, ["expression"] = new JsonObject { ["type"] = "Literal", ["value"] = value } };

    public static JsonObject Variable(string id, string type = "Object") =>
        new() { ["typeName"] = type, ["expression"] = new JsonObject { ["type"] = "Variable", ["value"] = new JsonObject { ["id"] = id, ["name"] = id } } };

    public static JsonObject Script(string text, string type = "Object") =>
        new() { ["typeName"] = type, ["expression"] = new JsonObject { ["type"] = "JavaScript", ["value"] = text } };

    public static JsonObject Output(string variableId) => new() { ["typeName"] = "Object", ["memoryReference"] = new JsonObject { ["id"] = variableId } };

    public static JsonObject Activity(string id, string type, params (string Name, JsonNode? Value)[] properties)
    {
        var json = new JsonObject { ["id"] = id, ["type"] = type, ["version"] = 1, ["name"] = id };
        foreach (var (name, value) in properties) { json[name] = value; }
        return json;
    }

    public static JsonObject Line(string id) => Activity(id, "Elsa.WriteLine", ("text", Literal(id, "String")));

    public static JsonObject Task(string id) => Activity(id, "Elsa.RunTask", ("taskName", Literal(id, "String")));

    public static JsonObject Sequence(string id, params JsonObject[] activities) => Activity(id, "Elsa.Sequence", ("activities", new JsonArray([.. activities])));
}

/// <summary>A workflow whose root is a flowchart, or any other activity.</summary>
internal sealed class FlowBuilder
{
    private readonly JsonArray activities = [];
    private readonly JsonArray connections = [];
    private readonly JsonArray variables = [];
    private readonly JsonArray outputs = [];
    private readonly JsonArray inputs = [];
    private readonly JsonObject options = [];
    private JsonObject? root;
    private int version = 1;

    public FlowBuilder Add(JsonObject activity)
    {
        activities.Add(activity);
        return this;
    }

    public FlowBuilder Add(string id, string type, params (string Name, JsonNode? Value)[] properties) => Add(A.Activity(id, type, properties));

    public FlowBuilder Line(params string[] ids)
    {
        foreach (var id in ids) { Add(A.Line(id)); }
        return this;
    }

    public FlowBuilder Task(params string[] ids)
    {
        foreach (var id in ids) { Add(A.Task(id)); }
        return this;
    }

    public FlowBuilder Approval(params string[] ids)
    {
        foreach (var id in ids) { Add(id, "Qms.Approval", ("approvers", A.Literal("head", "String"))); }
        return this;
    }

    public FlowBuilder Fork(string id, params string[] branches) =>
        Add(id, "Elsa.FlowFork", ("branches", A.Literal(new JsonArray([.. branches.Select(b => JsonValue.Create(b))]), "ICollection<String>")));

    public FlowBuilder Join(string id, string mode) => Add(id, "Elsa.FlowJoin", ("mode", A.Literal(mode, "FlowJoinMode")));

    /// <summary>Connections: <c>a -> b</c> or <c>a.Approved -> b</c>.</summary>
    public FlowBuilder When(params string[] lines)
    {
        foreach (var line in lines)
        {
            var ends = line.Split(" -> ");
            var source = ends[0].Split('.');
            connections.Add(new JsonObject
            {
                ["source"] = new JsonObject { ["activity"] = source[0], ["port"] = source.Length > 1 ? source[1] : "Done" },
                ["target"] = new JsonObject { ["activity"] = ends[1], ["port"] = "In" },
            });
        }

        return this;
    }

    public FlowBuilder Variable(string id, string type = "Object", string? value = null)
    {
        variables.Add(new JsonObject { ["id"] = id, ["name"] = id, ["typeName"] = type, ["value"] = value });
        return this;
    }

    public FlowBuilder Input(string name)
    {
        inputs.Add(new JsonObject { ["name"] = name, ["type"] = "Object" });
        return this;
    }

    public FlowBuilder Output(string name)
    {
        outputs.Add(new JsonObject { ["name"] = name, ["type"] = "Object" });
        return this;
    }

    public FlowBuilder Root(JsonObject activity)
    {
        root = activity;
        return this;
    }

    public FlowBuilder Version(int number)
    {
        version = number;
        return this;
    }

    public FlowBuilder ContinueWithIncidents()
    {
        options["incidentStrategyType"] = "ContinueWithIncidentsStrategy";
        return this;
    }

    public JsonObject Document() => new()
    {
        ["id"] = $"test-v{version}",
        ["definitionId"] = "test",
        ["version"] = version,
        ["variables"] = variables.DeepClone(),
        ["inputs"] = inputs.DeepClone(),
        ["outputs"] = outputs.DeepClone(),
        ["options"] = options.DeepClone(),
        ["root"] = root?.DeepClone() ?? A.Activity("flow", "Elsa.Flowchart", ("activities", activities.DeepClone()), ("connections", connections.DeepClone())),
    };

    public string Json() => Document().ToJsonString();

    public WorkflowDefinition Build() => WorkflowDefinition.Read(Json(), "test.json").Definition!;

    public Story Start(JsonObject? input = null) => new Story(Build()).Start(input);
}
