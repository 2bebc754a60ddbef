using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace QmsWorkflow.Engine.Expressions.Script.Runtime;

/// <summary>Carries values across the border between script and host, by copy.</summary>
internal static class JsonBorder
{
    public static object FromGlobal(Run run, string name, ScriptGlobal global) => global switch
    {
        ScriptGlobal.Value value => FromJson(run, value.Content) ?? JsNull.Value,
        ScriptGlobal.Function function => new NativeFunction(name, 0, (inner, _, arguments) =>
            FromJson(inner, function.Call(arguments.Select(a => ToJson(inner, a)).ToArray()))),
        ScriptGlobal.Object target => new JsHostObject(target),
        _ => throw new ArgumentOutOfRangeException(nameof(global)),
    };

    public static object FromJson(Run run, JsonNode? node)
    {
        run.Enter();
        var made = Convert(run, node);
        run.Leave();
        return made;
    }

    private static object Convert(Run run, JsonNode? node)
    {
        switch (node)
        {
            case null:
                return JsNull.Value;
            case JsonArray array:
                return new JsArray(run, array.Select(item => (object?)FromJson(run, item)));
            case JsonObject source:
                var made = Plain.New(run);
                foreach (var (key, value) in source)
                    made.Define(run, key, FromJson(run, value));
                return made;
            default:
                return FromValue(run, node.AsValue());
        }
    }

    private static object FromValue(Run run, JsonValue value) => value.GetValueKind() switch
    {
        JsonValueKind.True => Operations.True,
        JsonValueKind.False => Operations.False,
        JsonValueKind.Null => JsNull.Value,
        JsonValueKind.Number => NumberOf(value),
        _ => TextOf(run, value),
    };

    private static object NumberOf(JsonValue value)
    {
        if (value.TryGetValue<int>(out var whole))
            return (double)whole;
        return value.TryGetValue<double>(out var number) ? number : double.Parse(value.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture);
    }

    /// <summary>An instant held as such (not as text) arrives as a Date.</summary>
    private static object TextOf(Run run, JsonValue value)
    {
        if (value.TryGetValue<string>(out var text))
            return run.Text(text);
        if (value.TryGetValue<DateTimeOffset>(out var instant))
            return new JsDate(instant.ToUnixTimeMilliseconds());
        using var document = JsonDocument.Parse(value.ToJsonString());
        return run.Text(document.RootElement.GetString() ?? "");
    }

    /// <summary>What <c>JSON.stringify</c> would write; undefined, functions, NaN and infinities become null.</summary>
    public static JsonNode? ToJson(Run run, object? value) => ToJson(run, value, "", []);

    private static JsonNode? ToJson(Run run, object? value, string key, Stack<JsObject> within)
    {
        run.Step();
        switch (value)
        {
            case null or JsNull or JsFunction:
                return null;
            case string text:
                return JsonValue.Create(text);
            case bool flag:
                return JsonValue.Create(flag);
            case double number:
                return FromNumber(number);
            case JsBoxed boxed:
                return ToJson(run, boxed.Value, key, within);
        }

        var target = (JsObject)value;
        if (within.Contains(target))
            throw run.TypeError("Dữ liệu chứa chính nó (vòng lặp) nên không chuyển thành JSON được.");
        if (within.Count >= run.MaxDepth)
            throw new ScriptLimitException(ScriptLimit.Depth, run.MaxDepth);
        within.Push(target);
        var node = target.Get(run, "toJSON") is JsFunction convert
            ? ToJson(run, convert.Call(run, target, [key]), key, within)
            : Structure(run, target, within);
        within.Pop();
        return node;
    }

    private static JsonValue? FromNumber(double number)
    {
        if (!double.IsFinite(number))
            return null;
        return number == Math.Truncate(number) && Math.Abs(number) < 9e15 ? JsonValue.Create((long)number) : JsonValue.Create(number);
    }

    private static JsonNode Structure(Run run, JsObject target, Stack<JsObject> within)
    {
        if (target is JsArray array)
        {
            var items = new JsonArray();
            for (var i = 0; i < array.Items.Count; i++)
                items.Add(ToJson(run, array.At(i), Numbers.ToText(i), within));
            return items;
        }

        var made = new JsonObject();
        foreach (var key in target.Keys(run))
        {
            var value = target.Get(run, key);
            if (value is not (null or JsFunction))
                made[key] = ToJson(run, value, key, within);
        }

        return made;
    }
}

/// <summary>Name and message of what a script threw and nobody caught.</summary>
internal static class ErrorText
{
    public static string NameOf(object? value) => value is JsError error ? Plain(error, "name") ?? "Error" : "throw";

    public static string MessageOf(object? value) => value switch
    {
        JsError error => error.Message as string ?? "",
        string text => text,
        JsObject target => Plain(target, "message") ?? Operations.Describe(target),
        _ => Operations.Describe(value),
    };

    private static string? Plain(JsObject target, string key)
    {
        for (var at = target; at is not null and not JsHostObject; at = at.Prototype)
        {
            if (at.TryGetOwn(null!, key, out var value))
                return value as string;
        }

        return null;
    }
}
