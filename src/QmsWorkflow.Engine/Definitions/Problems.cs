using System.Collections.Immutable;
using System.Text.Json;

namespace QmsWorkflow.Engine.Definitions;

/// <summary>The problems of a definition, each with its code.</summary>
internal static class Problems
{
    public static DefinitionProblem BrokenJson(string source, JsonException broken)
    {
        var place = $"dòng {(broken.LineNumber ?? 0) + 1}, cột {(broken.BytePositionInLine ?? 0) + 1}";
        return new("QMS101", source, "$", place, "JSON", $"Tệp không phải JSON hợp lệ ở {place}.");
    }

    public static DefinitionProblem RepeatedProperty(string source) =>
        new("QMS101", source, "$", "thuộc tính trùng tên", "JSON", "Tệp có thuộc tính trùng tên trong cùng một đối tượng JSON.");

    public static DefinitionProblem NoObject(string source) =>
        new("QMS101", source, "$", "không phải đối tượng", "{ … }", "Tệp quy trình phải là một đối tượng JSON { … }.");

    public static DefinitionProblem MissingId(string source, string path, string type) =>
        new("QMS102", source, path + ".id", "(trống)", "id", $"Bước {type} thiếu mã (id).");

    public static DefinitionProblem MissingPart(string source, string path, string expected) =>
        new("QMS102", source, path, "(trống)", expected, $"Thiếu {expected}.");

    public static DefinitionProblem DuplicateId(string source, string path, string id, string otherPath) =>
        new("QMS103", source, path + ".id", id, "mã chưa dùng", $"Mã \"{id}\" đã dùng ở {otherPath}; mỗi mã chỉ dùng một lần.");

    public static DefinitionProblem UnknownType(string source, string path, string type, string? near) =>
        new("QMS104", source, path + ".type", type, near ?? "loại bước đã biết", type.Length == 0
            ? "Bước thiếu loại (type)."
            : $"Không có loại bước \"{type}\".{DidYouMean(near)}");

    public static DefinitionProblem UnsupportedType(string source, string path, string type) =>
        new("QMS105", source, path + ".type", type, "Elsa.RunJavaScript, Elsa.RunTask, các bước Qms.*",
            $"Loại bước \"{type}\" của Elsa không được hỗ trợ: máy chủ không chạy HTTP, C#, Python hay Liquid trong quy trình. Dùng được: Elsa.RunJavaScript để tính, Elsa.RunTask hoặc các bước Qms.* để giao việc.");

    public static DefinitionProblem UseCycle(string source, string path, string type, string chain) =>
        new("QMS121", source, path + ".type", type, "quy trình không dùng lại chính nó", $"\"{type}\" không dùng được ở đây: các quy trình dùng nhau thành vòng hoặc lồng quá sâu ({chain}).");

    public static DefinitionProblem UnknownInput(string source, string path, string type, string name, string? near, string all) =>
        new("QMS106", source, path, name, all, $"{type} không có đầu vào \"{name}\" (có: {all}).{DidYouMean(near)}");

    public static DefinitionProblem MissingInput(string source, string path, string type, string name) =>
        new("QMS107", source, $"{path}.{name}", "(trống)", name, $"{type} thiếu đầu vào bắt buộc \"{name}\".");

    public static DefinitionProblem NotAllowed(string source, string path, string name, string value, string expected) =>
        new("QMS108", source, path, value, expected, $"Giá trị \"{value}\" của \"{name}\" không được phép ({expected}).");

    public static DefinitionProblem WrongValue(string source, string path, string name, string value, string reason) =>
        new("QMS108", source, path, value, reason, $"Giá trị \"{value}\" của \"{name}\" sai: {reason}");

    public static DefinitionProblem MissingEnd(string source, string path, string id, bool isSource) =>
        new("QMS109", source, path, id, "mã của một bước trong cùng sơ đồ", isSource
            ? $"Đường nối đi từ bước \"{id}\" không có trong sơ đồ."
            : $"Đường nối đi tới bước \"{id}\" không có trong sơ đồ.");

    public static DefinitionProblem WrongPort(string source, string path, string? port, string activity, string type, ImmutableArray<string> outcomes, string? near)
    {
        var all = outcomes.IsEmpty ? "không có kết quả nào" : string.Join(", ", outcomes);
        return new("QMS110", source, path, port ?? "(trống)", all, port is null
            ? $"Đường nối đi từ {type} \"{activity}\" không ghi cổng; cần ghi một trong: {all}."
            : $"\"{port}\" không phải là kết quả của {type} \"{activity}\" ({all}).{DidYouMean(near)}");
    }

    public static DefinitionProblem Unreachable(string source, string path, string id, string start) =>
        new("QMS111", source, path, id, $"nối từ \"{start}\"", $"Bước \"{id}\" không bao giờ chạy: không có đường nào đi từ bước bắt đầu \"{start}\" tới nó.");

    public static DefinitionProblem UnknownVariable(string source, string path, string id, string? near) =>
        new("QMS112", source, path, id, near ?? "mã của một biến", $"Không có biến nào mang mã \"{id}\" trong phạm vi của bước này.{DidYouMean(near)}");

    public static DefinitionProblem ScriptSyntax(string source, string path, int line, int column, string message) =>
        new("QMS113", source, path, $"dòng {line}, cột {column}", "JavaScript", $"Lỗi cú pháp JavaScript ở dòng {line}, cột {column}: {message}");

    public static DefinitionProblem UnsupportedLanguage(string source, string path, string language) =>
        new("QMS114", source, path, language, "Literal, JavaScript, Variable, Input, Object", $"Không hỗ trợ biểu thức {language}; hãy viết lại bằng JavaScript.");

    public static DefinitionProblem InvalidJump(string source, string path, string from, string to) =>
        new("QMS115", source, path, $"{from} → {to}", "quay lui trong cùng một vòng lặp", $"Đường quay lui từ \"{from}\" tới \"{to}\" nhảy vào một nhánh khác; chỉ được quay về một bước mà mọi đường tới \"{from}\" đều đi qua.");

    public static DefinitionProblem IgnoredInput(string source, string path, string name) =>
        new("QMS116", source, $"{path}.{name}", "không có typeName", "typeName", $"Đầu vào \"{name}\" bị bỏ qua vì thiếu \"typeName\".");

    public static DefinitionProblem UnknownVariableType(string source, string path, string name, string type) =>
        new("QMS117", source, path + ".typeName", type, "String, Int32, Double, Boolean, DateTimeOffset, Object …", $"Biến \"{name}\" có kiểu không biết \"{type}\".");

    public static DefinitionProblem UnknownName(string source, string path, string name, string? near) =>
        new("QMS118", source, path, name, near ?? "biến, đầu vào hoặc hàm đã biết", $"Biểu thức dùng tên \"{name}\" không có trong quy trình.{DidYouMean(near)}");

    public static DefinitionProblem UnknownParameter(string source, string path, string name, string? near) =>
        new("QMS119", source, path, name, near ?? "tên đã khai báo", $"Quy trình không khai báo \"{name}\".{DidYouMean(near)}");

    public static DefinitionProblem UnknownChild(string source, string path, string type, string child, string? near) =>
        new("QMS122", source, path + ".workflowDefinitionId", child, near ?? "mã của một quy trình đã phát hành",
            $"{type} chạy quy trình con \"{child}\", nhưng chưa có quy trình nào mang mã đó: hãy phát hành quy trình con trước, hoặc đưa vào cùng lúc.{DidYouMean(near)}");

    private static string DidYouMean(string? near) => near is null ? "" : $" Có phải \"{near}\"?";
}
