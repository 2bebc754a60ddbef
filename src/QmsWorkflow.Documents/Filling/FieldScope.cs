using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace QmsWorkflow.Documents.Filling;

/// <summary>A name as it stands in a tag, with its steps: <c>appendix.heading</c>; <c>.</c> is the item itself.</summary>
internal sealed class FieldPath(string name)
{
    public string Name { get; } = name;

    public string[] Steps { get; } = name == "." ? [] : name.Split('.');
}

/// <summary>Where names are looked up: the item of the innermost repeated block first, then outwards.</summary>
/// <param name="value">The data's root, or an item.</param>
/// <param name="outer">What is around; null at the root.</param>
/// <param name="list">The name of the list that the item is of.</param>
/// <param name="index">Its place in the list, from 0.</param>
internal sealed class FieldScope(JsonNode? value, FieldScope? outer = null, string list = "", int index = 0)
{
    /// <summary>Finds a field; a missing name is told apart from a null value.</summary>
    public bool TryFind(FieldPath path, out JsonNode? found)
    {
        for (var scope = this; scope is not null; scope = scope.Outer)
        {
            if (scope.TryWalk(path.Steps, out found)) return true;
        }

        found = null;
        return false;
    }

    /// <summary>The place for a message: the part of the page and the items around, the outermost first.</summary>
    public string Place(string part) =>
        Outer is null ? part : $"{Outer.Place(part)}, {list} mục {(index + 1).ToString(CultureInfo.InvariantCulture)}";

    /// <summary>What a value is, in Vietnamese.</summary>
    public static string Kind(JsonNode? value) => value switch
    {
        null => "trống (null)",
        JsonArray => "danh sách",
        JsonObject => "nhóm trường",
        JsonValue single => single.GetValueKind() switch { JsonValueKind.String => "chữ", JsonValueKind.Number => "số", _ => "đúng/sai" },
        _ => "loại khác",
    };

    /// <summary>Whether a value shows a conditional block: false, null, an empty text and an empty list do not.</summary>
    public static bool IsTrue(JsonNode? value) => value switch
    {
        null => false,
        JsonArray items => items.Count > 0,
        JsonObject => true,
        JsonValue single => single.GetValueKind() switch
        {
            JsonValueKind.True or JsonValueKind.Number => true,
            JsonValueKind.String => single.GetValue<string>().Length > 0,
            _ => false,
        },
        _ => false,
    };

    private FieldScope? Outer { get; } = outer;

    private bool TryWalk(string[] steps, out JsonNode? found)
    {
        found = value;
        foreach (var step in steps)
        {
            if (found is not JsonObject group || !group.TryGetPropertyValue(step, out found)) return false;
        }

        return true;
    }
}
