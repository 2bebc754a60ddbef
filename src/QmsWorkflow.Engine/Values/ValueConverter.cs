using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace QmsWorkflow.Engine.Values;

/// <summary>Elsa's conversions: a value that cannot be converted becomes the default of the type, never an error.</summary>
internal static class ValueConverter
{
    private static readonly CultureInfo Invariant = CultureInfo.InvariantCulture;

    public static JsonNode? Convert(JsonNode? value, TypeRef type)
    {
        if (value is null)
        {
            return null;
        }

        if (type.Kind == ValueKind.Object)
        {
            return value;
        }

        if (type.Kind == ValueKind.String)
        {
            return ToText(value);
        }

        if (JsonValues.IsString(value, out var text) && string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        return type.Kind switch
        {
            ValueKind.Boolean => JsonValue.Create(ToBoolean(value)),
            ValueKind.Integer => ToInteger(value, type),
            ValueKind.Number => ToNumber(value),
            ValueKind.Decimal => ToNumber(value),
            ValueKind.Guid => Guid.TryParse(PlainText(value), out var guid) ? JsonValue.Create(guid.ToString()) : JsonValue.Create(Guid.Empty.ToString()),
            ValueKind.DateTime or ValueKind.DateTimeOffset => ToInstant(value, type.Kind),
            ValueKind.TimeSpan => JsonValue.Create(ToTimeSpan(value).ToString("c", Invariant)),
            ValueKind.List => ToList(value, type.Item!),
            _ => value,
        };
    }

    /// <summary>What a missing or failed value of this type is in a typed input: null for references, 0 or false for values.</summary>
    public static string PlainText(JsonNode? value) => JsonValues.IsString(ToText(value), out var text) ? text : "";

    private static JsonNode? ToText(JsonNode? value)
    {
        if (value is not JsonValue simple)
        {
            return value is null ? null : JsonValue.Create(JsonValues.Text(value));
        }

        return simple.GetValueKind() switch
        {
            JsonValueKind.String => value,
            JsonValueKind.True => JsonValue.Create("True"),
            JsonValueKind.False => JsonValue.Create("False"),
            _ => JsonValue.Create(NumberText(simple)),
        };
    }

    private static string NumberText(JsonValue value) =>
        value.TryGetValue<long>(out var whole) ? whole.ToString(Invariant) : JsonValues.NumberOf(value).ToString("R", Invariant);

    public static bool ToBoolean(JsonNode? value)
    {
        if (value is not JsonValue simple)
        {
            return false;
        }

        return simple.GetValueKind() switch
        {
            JsonValueKind.True => true,
            JsonValueKind.Number => JsonValues.NumberOf(simple) != 0,
            JsonValueKind.String => bool.TryParse(simple.ToString(), out var flag) && flag,
            _ => false,
        };
    }

    private static JsonValue ToInteger(JsonNode value, TypeRef type)
    {
        if (value is JsonValue simple && simple.TryGetValue<long>(out var whole))
        {
            return JsonValue.Create(whole >= type.Min && whole <= type.Max ? whole : 0);
        }

        var isText = JsonValues.IsString(value, out var text);
        if (isText && long.TryParse(text, NumberStyles.Integer, Invariant, out var parsed))
        {
            return JsonValue.Create(parsed >= type.Min && parsed <= type.Max ? parsed : 0);
        }

        var number = isText ? 0 : Number(value) ?? 0;
        var rounded = Math.Round(number, MidpointRounding.ToEven);
        return JsonValue.Create(rounded >= type.Min && rounded <= type.Max ? (long)rounded : 0);
    }

    private static JsonNode? ToNumber(JsonNode value)
    {
        if (JsonValues.IsString(value, out var text))
        {
            return JsonValues.Number(double.TryParse(text, NumberStyles.Float | NumberStyles.AllowThousands, Invariant, out var parsed) ? parsed : 0);
        }

        return JsonValues.Number(Number(value) ?? 0);
    }

    private static double? Number(JsonNode value)
    {
        if (value is not JsonValue simple)
        {
            return null;
        }

        return simple.GetValueKind() switch
        {
            JsonValueKind.Number => JsonValues.NumberOf(simple),
            JsonValueKind.True => 1,
            JsonValueKind.False => 0,
            _ => null,
        };
    }

    private static JsonValue ToInstant(JsonNode value, ValueKind kind)
    {
        var instant = TryInstant(value, out var parsed) ? parsed : default;
        return JsonValue.Create(kind == ValueKind.DateTimeOffset ? InstantText(instant) : instant.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFFK", Invariant));
    }

    public static string InstantText(DateTimeOffset instant) => instant.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFFzzz", Invariant);

    public static bool TryInstant(JsonNode? value, out DateTimeOffset instant) =>
        DateTimeOffset.TryParse(PlainText(value), Invariant, DateTimeStyles.AssumeUniversal, out instant);

    /// <summary>A time span as text (<c>d.hh:mm:ss</c>) or as a number of milliseconds.</summary>
    public static TimeSpan ToTimeSpan(JsonNode? value)
    {
        if (value is JsonValue simple && simple.GetValueKind() == JsonValueKind.Number)
        {
            var milliseconds = JsonValues.NumberOf(simple);
            return Math.Abs(milliseconds) < TimeSpan.MaxValue.TotalMilliseconds ? TimeSpan.FromMilliseconds(milliseconds) : TimeSpan.Zero;
        }

        return TimeSpan.TryParse(PlainText(value), Invariant, out var span) ? span : TimeSpan.Zero;
    }

    private static JsonArray ToList(JsonNode value, TypeRef item)
    {
        var list = new JsonArray();
        if (JsonValues.IsString(value, out var text))
        {
            if (text.TrimStart().StartsWith('[') && TryParse(text) is JsonArray parsed)
            {
                return ToList(parsed, item);
            }

            list.Add(Detached(Convert(value, item), value));
            return list;
        }

        if (value is not JsonArray source)
        {
            list.Add(Detached(Convert(value, item), value));
            return list;
        }

        if (item.Kind == ValueKind.Object)
        {
            return source;
        }

        foreach (var element in source)
        {
            list.Add(Detached(Convert(element, item), element));
        }

        return list;
    }

    private static JsonNode? Detached(JsonNode? converted, JsonNode? original) =>
        ReferenceEquals(converted, original) ? converted?.DeepClone() : converted?.Parent is null ? converted : converted.DeepClone();

    /// <summary>Parses JSON text into canonical nodes; null when it is not JSON.</summary>
    public static JsonNode? TryParse(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return JsonValues.FromElement(document.RootElement);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
