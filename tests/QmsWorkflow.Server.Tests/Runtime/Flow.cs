using System.Text.Json.Nodes;

namespace QmsWorkflow.Server.Tests.Runtime;

/// <summary>A small definition in Elsa's JSON, as a file would hold it. Without connections the steps follow each other by Done.</summary>
internal sealed class Flow(string id)
{
    private readonly JsonArray activities = [];
    private readonly JsonArray connections = [];
    private readonly List<string> order = [];

    public Flow Step(string stepId, string type, params ReadOnlySpan<(string Name, object Value)> inputs)
    {
        var activity = new JsonObject { ["id"] = stepId, ["type"] = type, ["version"] = 1, ["name"] = stepId };
        foreach (var (name, value) in inputs)
        {
            activity[name] = new JsonObject
            {
                ["typeName"] = value switch { Script => "String", bool => "Boolean", JsonNode => "Object", _ => "String" },
                ["expression"] = value is Script script ? new JsonObject { ["type"] = "JavaScript", ["value"] = script.Text }
                    : value is JsonNode node
                    ? new JsonObject { ["type"] = "Object", ["value"] = node.ToJsonString() }
                    : new JsonObject { ["type"] = "Literal", ["value"] = JsonValue.Create(value) },
            };
        }

        activities.Add(activity);
        order.Add(stepId);
        return this;
    }

    public Flow Task(string stepId, string assignee, params ReadOnlySpan<(string Name, object Value)> more) =>
        Step(stepId, "Qms.UserTask", [("title", $"Việc {stepId}"), ("assignee", assignee), .. more]);

    public Flow Approval(string stepId, string approvers, params ReadOnlySpan<(string Name, object Value)> more) =>
        Step(stepId, "Qms.Approval", [("title", $"Duyệt {stepId}"), ("approvers", approvers), .. more]);

    public Flow Go(string from, string port, string to)
    {
        connections.Add(new JsonObject
        {
            ["source"] = new JsonObject { ["activity"] = from, ["port"] = port },
            ["target"] = new JsonObject { ["activity"] = to, ["port"] = "In" },
        });
        return this;
    }

    /// <summary>An input that is computed.</summary>
    internal sealed record Script(string Text);

    public string Json
    {
        get
        {
            if (connections.Count == 0)
            {
                for (var index = 1; index < order.Count; index++) Go(order[index - 1], "Done", order[index]);
            }

            return new JsonObject
            {
                ["$schema"] = "https://elsaworkflows.io/schemas/workflow-definition/v3.0.0/schema.json",
                ["id"] = $"{id}-v1",
                ["definitionId"] = id,
                ["name"] = id,
                ["version"] = 1,
                ["isLatest"] = true,
                ["isPublished"] = true,
                ["variables"] = new JsonArray(),
                ["inputs"] = new JsonArray(),
                ["outputs"] = new JsonArray(),
                ["outcomes"] = new JsonArray(),
                ["root"] = new JsonObject
                {
                    ["id"] = "root",
                    ["type"] = "Elsa.Flowchart",
                    ["version"] = 1,
                    ["name"] = "root",
                    ["activities"] = activities.DeepClone(),
                    ["connections"] = connections.DeepClone(),
                },
            }.ToJsonString();
        }
    }
}
