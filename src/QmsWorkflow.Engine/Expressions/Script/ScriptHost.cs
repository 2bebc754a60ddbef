using System.Text.Json.Nodes;

namespace QmsWorkflow.Engine.Expressions.Script;

/// <summary>What a script may see of the world: the instant and the names the workflow supplies.</summary>
public interface IScriptHost
{
    /// <summary>The instant <c>new Date()</c> and <c>Date.now()</c> give.</summary>
    DateTimeOffset Now { get; }

    /// <summary>Gives the global of that name; asked at most once per name and run, and never for a built-in name.</summary>
    bool TryGetGlobal(string name, out ScriptGlobal global);
}

/// <summary>One global name supplied by the host. Values cross the border as JSON, by copy.</summary>
public abstract record ScriptGlobal
{
    private ScriptGlobal() { }

    /// <summary>A value, copied in.</summary>
    public sealed record Value(JsonNode? Content) : ScriptGlobal;

    /// <summary>A function; missing arguments are simply not in the list.</summary>
    public sealed record Function(Func<IReadOnlyList<JsonNode?>, JsonNode?> Call) : ScriptGlobal;

    /// <summary>An object whose properties are read and written one by one, such as <c>variables</c>.</summary>
    public sealed record Object(
        Func<string, JsonNode?> Get,
        Action<string, JsonNode?> Set,
        Func<IEnumerable<string>> Keys) : ScriptGlobal;
}

/// <summary>What one run of a script may consume.</summary>
/// <param name="Steps">Evaluated operations. The default is 1 000 000.</param>
/// <param name="Depth">Calls within calls, and levels of nested data. The default is 200.</param>
/// <param name="TextLength">UTF-16 units of one text. The default is 1 000 000.</param>
/// <param name="MemoryUnits">Units of about eight characters or one array element, counted as allocated, never given back. The default is 10 000 000.</param>
/// <param name="RegexSteps">Steps of all regular expressions together. The default is 1 000 000.</param>
public sealed record ScriptLimits(
    int Steps = 1_000_000,
    int Depth = 200,
    int TextLength = 1_000_000,
    long MemoryUnits = 10_000_000,
    int RegexSteps = 1_000_000);
