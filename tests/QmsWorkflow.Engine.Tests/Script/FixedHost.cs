using System.Text.Json.Nodes;
using QmsWorkflow.Engine.Expressions.Script;

namespace QmsWorkflow.Engine.Tests.Script;

/// <summary>A host with a fixed instant and the given globals.</summary>
internal sealed class FixedHost : IScriptHost
{
    public Dictionary<string, ScriptGlobal> Globals { get; } = new(StringComparer.Ordinal);

    public DateTimeOffset Now { get; init; } = new(2026, 3, 2, 1, 2, 3, 456, TimeSpan.Zero);

    public bool TryGetGlobal(string name, out ScriptGlobal global) => Globals.TryGetValue(name, out global!);

    public FixedHost With(string name, ScriptGlobal global)
    {
        Globals[name] = global;
        return this;
    }

    public static JsonNode? Run(string text, IScriptHost? host = null, ScriptLimits? limits = null) =>
        ScriptProgram.Parse(text).Evaluate(host ?? new FixedHost(), limits ?? new ScriptLimits());

    /// <summary>The result as JSON text.</summary>
    public static string Json(string text, IScriptHost? host = null) => Run(text, host)?.ToJsonString(Relaxed) ?? "null";

    private static readonly System.Text.Json.JsonSerializerOptions Relaxed = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
