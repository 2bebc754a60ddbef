using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace QmsWorkflow.Engine.Values;

/// <summary>JSON values in one canonical form, so that the same state always gives the same bytes.</summary>
internal static class JsonValues
{
    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A whole number is a long, any other number a double, whatever it was read from. Objects and arrays are copied.</summary>
    public static JsonNode? Canonical(JsonNode? node) => node switch
    {
        null => null,
        JsonObject source => CanonicalObject(source),
        JsonArray source => CanonicalArray(source),
        JsonValue value => CanonicalValue(value),
        _ => null,
    };

    public static JsonObject CanonicalObject(JsonObject source)
    {
        var copy = new JsonObject();
        foreach (var (key, value) in source)
        {
            copy[key] = Canonical(value);
        }

        return copy;
    }

    private static JsonArray CanonicalArray(JsonArray source)
    {
        var copy = new JsonArray();
        foreach (var item in source)
        {
            copy.Add(Canonical(item));
        }

        return copy;
    }

    private static JsonNode? CanonicalValue(JsonValue value) => value.GetValueKind() switch
    {
        JsonValueKind.String => JsonValue.Create(value.TryGetValue<string>(out var text) ? text : value.ToString()),
        JsonValueKind.True => JsonValue.Create(true),
        JsonValueKind.False => JsonValue.Create(false),
        JsonValueKind.Number => Number(NumberOf(value)),
        _ => null,
    };

    /// <summary>Reads an element into canonical nodes.</summary>
    public static JsonNode? FromElement(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                var copy = new JsonObject();
                foreach (var property in element.EnumerateObject())
                {
                    copy[property.Name] = FromElement(property.Value);
                }

                return copy;
            case JsonValueKind.Array:
                var items = new JsonArray();
                foreach (var item in element.EnumerateArray())
                {
                    items.Add(FromElement(item));
                }

                return items;
            case JsonValueKind.String:
                return JsonValue.Create(element.GetString());
            case JsonValueKind.Number:
                return element.TryGetInt64(out var whole) ? Number(whole) : Number(element.GetDouble());
            case JsonValueKind.True:
                return JsonValue.Create(true);
            case JsonValueKind.False:
                return JsonValue.Create(false);
            default:
                return null;
        }
    }

    public static JsonNode Number(long value) => JsonValue.Create(value);

    /// <summary>Numbers beyond JSON (NaN, infinity) are null.</summary>
    public static JsonNode? Number(double value)
    {
        if (!double.IsFinite(value))
        {
            return null;
        }

        return Math.Floor(value) == value && Math.Abs(value) < 1e15 ? JsonValue.Create((long)value) : JsonValue.Create(value);
    }

    public static double NumberOf(JsonValue value)
    {
        if (value.TryGetValue<double>(out var d)) { return d; }
        if (value.TryGetValue<long>(out var l)) { return l; }
        if (value.TryGetValue<int>(out var i)) { return i; }
        if (value.TryGetValue<decimal>(out var m)) { return (double)m; }

        return double.Parse(value.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture);
    }

    public static bool IsString(JsonNode? node, out string text)
    {
        if (node is JsonValue value && value.GetValueKind() == JsonValueKind.String)
        {
            text = value.TryGetValue<string>(out var s) ? s : value.ToString();
            return true;
        }

        text = "";
        return false;
    }

    public static bool IsTrue(JsonNode? node) => node is JsonValue value && value.GetValueKind() == JsonValueKind.True;

    /// <summary>The first property of that name, whatever its case.</summary>
    public static JsonNode? Get(JsonObject source, string name)
    {
        if (source.TryGetPropertyValue(name, out var exact))
        {
            return exact;
        }

        foreach (var (key, value) in source)
        {
            if (string.Equals(key, name, StringComparison.OrdinalIgnoreCase))
            {
                return value;
            }
        }

        return null;
    }

    public static bool Equal(JsonNode? a, JsonNode? b) => JsonNode.DeepEquals(a, b);

    public static string Text(JsonNode? node) => node is null ? "null" : node.ToJsonString(Relaxed);

    public static string Write(Action<Utf8JsonWriter> write)
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>(1024);
        using (var writer = new Utf8JsonWriter(buffer, Compact))
        {
            write(writer);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
