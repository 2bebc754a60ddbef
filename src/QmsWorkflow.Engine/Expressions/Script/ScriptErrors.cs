namespace QmsWorkflow.Engine.Expressions.Script;

/// <summary>The text is no script we know; the message says in Vietnamese what was found and what is expected.</summary>
public sealed class ScriptSyntaxException(int line, int column, string message) : Exception(message)
{
    /// <summary>The line, from 1.</summary>
    public int Line { get; } = line;

    /// <summary>The column, from 1.</summary>
    public int Column { get; } = column;
}

/// <summary>The script failed: an uncaught <c>throw</c>, or an error such as reading a property of undefined.</summary>
public sealed class ScriptException(int line, int column, string errorName, string message) : Exception(message)
{
    /// <summary>The line, from 1.</summary>
    public int Line { get; } = line;

    /// <summary>The column, from 1.</summary>
    public int Column { get; } = column;

    /// <summary>The JavaScript name of the error, e.g. <c>TypeError</c>; <c>throw</c> where something else was thrown.</summary>
    public string ErrorName { get; } = errorName;
}

/// <summary>The limit that was overrun.</summary>
public enum ScriptLimit
{
    /// <summary>Too many operations.</summary>
    Steps,

    /// <summary>Calls or data nested too deeply.</summary>
    Depth,

    /// <summary>One text too long.</summary>
    TextLength,

    /// <summary>Too much allocated.</summary>
    Memory,

    /// <summary>Regular expressions took too many steps.</summary>
    RegexSteps,
}

/// <summary>The script consumed more than it may.</summary>
public sealed class ScriptLimitException(ScriptLimit limit, long allowed) : Exception(Describe(limit, allowed))
{
    /// <summary>Which limit.</summary>
    public ScriptLimit Limit { get; } = limit;

    private static string Describe(ScriptLimit limit, long allowed) => limit switch
    {
        ScriptLimit.Steps => $"Biểu thức chạy quá {allowed} bước nên bị dừng (có thể do vòng lặp không kết thúc).",
        ScriptLimit.Depth => $"Biểu thức gọi hàm hoặc lồng dữ liệu quá {allowed} tầng nên bị dừng.",
        ScriptLimit.TextLength => $"Biểu thức tạo chuỗi dài quá {allowed} ký tự nên bị dừng.",
        ScriptLimit.Memory => $"Biểu thức dùng quá {allowed} đơn vị bộ nhớ nên bị dừng.",
        _ => $"Biểu thức chính quy chạy quá {allowed} bước nên bị dừng.",
    };
}
