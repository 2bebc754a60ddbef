using System.Text.Json.Nodes;
using QmsWorkflow.Server.Tests.Journeys;
using QmsWorkflow.Server.Tests.Runtime;

namespace QmsWorkflow.Server.Tests.Workflows;

/// <summary>The workflow files of the product, to be published as they are or changed as a person would change them.</summary>
internal static class Shipped
{
    private static string Folder => Path.Combine(Repository.Root, "workflows");

    public static JsonNode Read(string definitionId) => JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, definitionId, $"{definitionId}.json")))!;

    public static JsonObject Step(this JsonNode workflow, string id) =>
        workflow["root"]!["activities"]!.AsArray().Select(a => a!.AsObject()).Single(a => (string?)a["id"] == id);

    public static void Set(this JsonObject step, string input, string value) =>
        step[input] = new JsonObject { ["typeName"] = "String", ["expression"] = new JsonObject { ["type"] = "Literal", ["value"] = value } };

    public static Task PublishAsync(World world, params string[] definitionIds) => world.PublishAsync([.. definitionIds.Select(Read)]);

    public static Task PublishAsync(this World world, params JsonNode[] workflows)
    {
        foreach (var form in Directory.GetFiles(Path.Combine(Folder, "forms"))) File.Copy(form, Path.Combine(world.FormFolder, Path.GetFileName(form)), overwrite: true);
        return world.PublishAsync([.. workflows.Select(w => ((string)w["definitionId"]! + ".json", w.ToJsonString()))]);
    }
}
