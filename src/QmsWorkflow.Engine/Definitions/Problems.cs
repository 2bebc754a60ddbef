using System.Text.Json;

namespace QmsWorkflow.Engine.Definitions;

/// <summary>The problems of a definition, each with its code.</summary>
internal static class Problems
{
    public static DefinitionProblem BrokenJson(string source, JsonException broken)
    {
        var place = $"dòng {(broken.LineNumber ?? 0) + 1}, cột {(broken.BytePositionInLine ?? 0) + 1}";
        return new("QMS101", source, "$", place, "JSON", $"Tệp không phải JSON hợp lệ ({place}): {broken.Message}");
    }

    public static DefinitionProblem RepeatedProperty(string source) =>
        new("QMS101", source, "$", "thuộc tính trùng tên", "JSON", "Tệp có thuộc tính trùng tên trong cùng một đối tượng JSON.");

    public static DefinitionProblem NoObject(string source) =>
        new("QMS101", source, "$", "không phải đối tượng", "{ … }", "Tệp quy trình phải là một đối tượng JSON { … }.");
}
