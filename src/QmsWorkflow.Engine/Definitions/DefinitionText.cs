using System.Text.Json.Nodes;

namespace QmsWorkflow.Engine.Definitions;

/// <summary>Writes into the text of a definition what the store decides.</summary>
public static class DefinitionText
{
    /// <summary>Writes the version and what it is; what else stands in the text stays.</summary>
    /// <param name="json">The text; returned as it is when it is no object.</param>
    /// <param name="version">1 or more.</param>
    /// <param name="isCurrent">True for the version that new instances get.</param>
    /// <param name="isPublished">False for a draft.</param>
    public static string WithVersion(string json, int version, bool isCurrent, bool isPublished = true)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(version, 1);
        if (WorkflowLibrary.Parse(json) is not { } document) return json;

        Put(document, "version", version);
        Put(document, "isLatest", isCurrent);
        Put(document, "isPublished", isPublished);
        return document.ToJsonString(WorkflowLibrary.Written);
    }

    /// <summary>Elsa reads property names in any case, so the one that stands there is replaced.</summary>
    private static void Put(JsonObject document, string name, JsonNode value)
    {
        var there = document.Select(p => p.Key).FirstOrDefault(key => string.Equals(key, name, StringComparison.OrdinalIgnoreCase));
        document[there ?? name] = value;
    }
}
