using System.Text.Json.Nodes;
using QmsWorkflow.Server.Tests.Journeys;
using QmsWorkflow.Server.Tests.Runtime;
using QmsWorkflow.Server.Tests.Support;

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

    /// <summary>The product's content with one workflow changed, in a folder of its own.</summary>
    public static string ContentWith(string definitionId, Action<JsonNode> change)
    {
        var workflow = Read(definitionId);
        change(workflow);
        return ContentWith(definitionId, workflow.ToJsonString());
    }

    /// <param name="text">The text of the file; null to leave the file out.</param>
    public static string ContentWith(string definitionId, string? text)
    {
        var content = TestFolder.Create("content");
        foreach (var same in new[] { "templates", "samples" }) Directory.CreateSymbolicLink(Path.Combine(content, same), Path.Combine(Repository.Root, same));
        foreach (var file in Directory.EnumerateFiles(Folder, "*.json", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(content, Path.GetRelativePath(Repository.Root, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        var changed = Path.Combine(content, "workflows", definitionId, $"{definitionId}.json");
        if (text is null) File.Delete(changed);
        else File.WriteAllText(changed, text);
        return content;
    }
}
