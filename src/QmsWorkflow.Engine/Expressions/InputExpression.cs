using System.Text.Json.Nodes;
using QmsWorkflow.Engine.Expressions.Script;
using QmsWorkflow.Engine.Values;

namespace QmsWorkflow.Engine.Expressions;

/// <summary>How the value of an input is found.</summary>
internal enum ExpressionKind { Literal, Object, Variable, Input, JavaScript, Unsupported }

/// <summary>An expression of a definition.</summary>
/// <param name="Language">The type as it stands in the file.</param>
/// <param name="Value">A literal, already read; null for others.</param>
/// <param name="Text">Script text, or the id or name of the variable or input.</param>
internal sealed record InputExpression(ExpressionKind Kind, string Language, JsonNode? Value, string Text)
{
    /// <summary>The name of a variable, beside its id in <see cref="Text"/>.</summary>
    public string? Name { get; init; }

    private ScriptProgram? program;

    /// <summary>The parsed script, kept for the next evaluation.</summary>
    /// <exception cref="ScriptSyntaxException">The script is wrong.</exception>
    public ScriptProgram Script => program ??= ScriptProgram.Parse(Text);

    public bool IsConstant => Kind is ExpressionKind.Literal or ExpressionKind.Object && !IsBroken;

    /// <summary>True when <see cref="Text"/> should be JSON but is none.</summary>
    public bool IsBroken { get; init; }

    public static InputExpression Literal(JsonNode? value) => new(ExpressionKind.Literal, "Literal", value, "");

    /// <summary>Reads <c>{ "type", "value" }</c>; null when there is no expression.</summary>
    public static InputExpression? Read(JsonNode? node)
    {
        if (node is not JsonObject source)
        {
            return node is null ? null : Literal(JsonValues.Canonical(node));
        }

        if (!JsonValues.IsString(JsonValues.Get(source, "type"), out var language))
        {
            return null;
        }

        var value = JsonValues.Get(source, "value");
        return language switch
        {
            "Literal" => Literal(JsonValues.Canonical(value)),
            "Object" or "Json" => Object(language, value),
            "Variable" => Reference(ExpressionKind.Variable, language, value, "id"),
            "Input" => Reference(ExpressionKind.Input, language, value, "name"),
            "JavaScript" => new(ExpressionKind.JavaScript, language, null, ValueConverter.PlainText(value)),
            _ => new(ExpressionKind.Unsupported, language, null, ValueConverter.PlainText(value)),
        };
    }

    private static InputExpression Object(string language, JsonNode? value)
    {
        if (!JsonValues.IsString(value, out var text))
        {
            return new(ExpressionKind.Object, language, JsonValues.Canonical(value), "");
        }

        if (text.TrimStart() is not ['{' or '[', ..])
        {
            return new(ExpressionKind.Object, language, string.IsNullOrWhiteSpace(text) ? null : JsonValue.Create(text), "");
        }

        var parsed = ValueConverter.TryParse(text);
        return new(ExpressionKind.Object, language, parsed, parsed is null ? text : "") { IsBroken = parsed is null };
    }

    private static InputExpression Reference(ExpressionKind kind, string language, JsonNode? value, string key)
    {
        if (value is JsonObject reference)
        {
            _ = JsonValues.IsString(JsonValues.Get(reference, "name"), out var name);
            return new(kind, language, null, JsonValues.IsString(JsonValues.Get(reference, key), out var id) ? id : name) { Name = name };
        }

        return new(kind, language, null, ValueConverter.PlainText(value));
    }
}
