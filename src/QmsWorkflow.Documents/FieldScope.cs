using System.Text.Json;
using System.Text.Json.Nodes;

namespace QmsWorkflow.Documents;

/// <summary>Where names are looked up: the item of the innermost repeated block first, then outwards.</summary>
internal sealed record FieldScope(JsonNode? Value, FieldScope? Outer)
{
    /// <summary>Finds a field; a missing name is told apart from a null value.</summary>
    public bool TryFind(string name, out JsonNode? found)
    {
        if (name == ".")
        {
            found = Value;
            return true;
        }

        for (var scope = this; scope is not null; scope = scope.Outer)
        {
            if (TryWalk(scope.Value, name, out found)) return true;
        }

        found = null;
        return false;
    }

    /// <summary>What a value is, in Vietnamese.</summary>
    public static string Kind(JsonNode? value) => value switch
    {
        null => "trống (null)",
        JsonArray => "danh sách",
        JsonObject => "nhóm trường",
        JsonValue single => single.GetValueKind() switch { JsonValueKind.String => "chữ", JsonValueKind.Number => "số", _ => "đúng/sai" },
        _ => "loại khác",
    };

    private static bool TryWalk(JsonNode? from, string name, out JsonNode? found)
    {
        found = from;
        foreach (var step in name.Split('.'))
        {
            if (found is not JsonObject value || !value.TryGetPropertyValue(step, out found)) return false;
        }

        return true;
    }
}
