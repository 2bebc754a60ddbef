using System.Collections.Immutable;
using System.Text.Json.Nodes;
using QmsWorkflow.Engine.Values;

namespace QmsWorkflow.Engine.Definitions;

/// <summary>Reads the connections of a flowchart in both spellings; a single object counts as a list of one.</summary>
internal static class ConnectionReader
{
    public static ImmutableArray<ActivityConnection> Read(JsonNode? node, string path)
    {
        var list = node switch
        {
            JsonArray array => array.ToArray(),
            JsonObject single => [single],
            _ => [],
        };
        var isFlat = list.Length > 0 && list[0] is JsonObject first && JsonValues.Get(first, "source") is JsonValue;

        var connections = ImmutableArray.CreateBuilder<ActivityConnection>();
        for (var i = 0; i < list.Length; i++)
        {
            if (list[i] is JsonObject item && (isFlat ? Flat(item) : Nested(item)) is { } connection)
            {
                connections.Add(connection with { JsonPath = $"{path}[{i}]" });
            }
        }

        return connections.ToImmutable();
    }

    private static ActivityConnection? Flat(JsonObject item) =>
        DefinitionReader.Text(item, "source") is { } source && DefinitionReader.Text(item, "target") is { } target
            ? new ActivityConnection(source, DefinitionReader.Text(item, "sourcePort"), target, DefinitionReader.Text(item, "targetPort"))
            : null;

    private static ActivityConnection? Nested(JsonObject item)
    {
        if (JsonValues.Get(item, "source") is not JsonObject source || JsonValues.Get(item, "target") is not JsonObject target)
        {
            return null;
        }

        return DefinitionReader.Text(source, "activity") is { } from && DefinitionReader.Text(target, "activity") is { } to
            ? new ActivityConnection(from, DefinitionReader.Text(source, "port"), to, DefinitionReader.Text(target, "port"))
            : null;
    }
}
