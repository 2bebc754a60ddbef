using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using QmsWorkflow.Engine.Definitions;

namespace QmsWorkflow.Engine.Values;

/// <summary>Reads what a person typed as the new value of a variable. Strict: a workflow converts leniently, a repair must not guess.</summary>
public static class VariableText
{
    /// <summary>Reads a text as a value of the variable's type; an empty text is no value.</summary>
    /// <param name="variable">The variable that is repaired.</param>
    /// <param name="text">For String the text itself, else as in <see cref="Example"/>.</param>
    /// <param name="value">The value; null when the text is empty or wrong.</param>
    /// <returns>False when the text is no value of that type.</returns>
    public static bool TryRead(VariableDefinition variable, string text, out JsonNode? value)
    {
        ArgumentNullException.ThrowIfNull(variable);
        ArgumentNullException.ThrowIfNull(text);
        var typed = text.Trim();
        value = null;
        if (typed.Length == 0) return true;

        value = variable.Type.Kind switch
        {
            ValueKind.String => JsonValue.Create(text),
            ValueKind.Boolean => bool.TryParse(typed, out var flag) ? JsonValue.Create(flag) : null,
            ValueKind.Integer => Integer(typed, variable.Type),
            ValueKind.Number or ValueKind.Decimal => double.TryParse(typed, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? JsonValue.Create(number) : null,
            ValueKind.Guid => Guid.TryParse(typed, out _) ? JsonValue.Create(typed) : null,
            ValueKind.DateTime or ValueKind.DateTimeOffset => ValueConverter.TryInstant(JsonValue.Create(typed), out _) ? JsonValue.Create(typed) : null,
            ValueKind.TimeSpan => TimeSpan.TryParse(typed, CultureInfo.InvariantCulture, out _) ? JsonValue.Create(typed) : null,
            ValueKind.List => Json(typed) as JsonArray,
            _ => Json(typed),
        };
        return value is not null || (variable.Type.Kind == ValueKind.Object && typed == "null");
    }

    /// <summary>How a value of this variable is written, for the message and the form.</summary>
    public static string Example(VariableDefinition variable)
    {
        ArgumentNullException.ThrowIfNull(variable);
        return variable.Type.Kind switch
        {
            ValueKind.String => "chữ",
            ValueKind.Boolean => "true, false",
            ValueKind.Integer => "12",
            ValueKind.Number or ValueKind.Decimal => "12.5",
            ValueKind.Guid => "0190c2f0-0000-7000-8000-000000000000",
            ValueKind.DateTime or ValueKind.DateTimeOffset => "2026-01-31T08:00:00+07:00",
            ValueKind.TimeSpan => "1.00:00:00",
            ValueKind.List => "[\"a\", \"b\"]",
            _ => "{ \"a\": 1 }, \"a\", 12",
        };
    }

    private static JsonValue? Integer(string text, TypeRef type) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) && whole >= type.Min && whole <= type.Max ? JsonValue.Create(whole) : null;

    private static JsonNode? Json(string text)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
        catch (ArgumentException)
        {
            // The same property twice in one object.
            return null;
        }
    }
}
