using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using QmsWorkflow.Engine.Values;

namespace QmsWorkflow.Engine.Conformance;

/// <summary>A workflow, what happens to it, and the result that is right.</summary>
public sealed record ConformanceCase
{
    public required string Name { get; init; }

    /// <summary>The definition that is started, as JSON text.</summary>
    public required string Definition { get; init; }

    /// <summary>Further definitions as JSON text: children and later versions.</summary>
    public ImmutableArray<string> Definitions { get; init; } = [];
    public required JsonObject Input { get; init; }
    public string? CorrelationId { get; init; }
    public bool ContinuesWithIncidents { get; init; }

    /// <summary>What happens, one line per event.</summary>
    public ImmutableArray<string> Script { get; init; } = [];
    public required JsonObject Expected { get; init; }

    /// <summary>What is right where the recorded result is not; null in ordinary cases.</summary>
    public string? Note { get; init; }

    /// <summary>Reads a case.</summary>
    /// <exception cref="FormatException">The text is no case.</exception>
    public static ConformanceCase Read(string json)
    {
        JsonNode? parsed;
        try
        {
            parsed = JsonNode.Parse(json, documentOptions: new JsonDocumentOptions { MaxDepth = 256 });
        }
        catch (JsonException broken)
        {
            throw new FormatException("The case is no JSON: " + broken.Message, broken);
        }

        if (parsed is not JsonObject document || document["definition"] is not JsonObject definition)
        {
            throw new FormatException("The case has no definition.");
        }

        return new ConformanceCase
        {
            Name = Text(document, "case") ?? Text(definition, "definitionId") ?? "",
            Definition = definition.ToJsonString(),
            Definitions = document["definitions"] is JsonArray more ? [.. more.OfType<JsonObject>().Select(d => d.ToJsonString())] : [],
            Input = document["input"] as JsonObject ?? [],
            CorrelationId = Text(document, "correlationId"),
            ContinuesWithIncidents = Text(document, "incidentStrategy")?.StartsWith("ContinueWithIncidents", StringComparison.OrdinalIgnoreCase) == true,
            Script = document["script"] is JsonArray lines ? [.. lines.Select(ValueConverter.PlainText)] : [],
            Expected = document["expected"] as JsonObject ?? [],
            Note = Text(document, "note"),
        };
    }

    private static string? Text(JsonObject json, string name) => JsonValues.IsString(json[name], out var text) ? text : null;
}

/// <summary>How a replay ended.</summary>
/// <param name="FirstDifference">The first difference between expected and actual; null when there is none.</param>
/// <param name="Actual">What happened, in the form of the case's expected result.</param>
public sealed record ReplayResult(bool Passed, string? FirstDifference, JsonObject Actual);
