using System.Globalization;

namespace QmsWorkflow.Engine.Expressions.Script.Runtime;

/// <summary>JavaScript's null; undefined is the null of C#.</summary>
internal sealed class JsNull
{
    public static readonly JsNull Value = new();
}

/// <summary>A property with a getter or a setter.</summary>
internal sealed record Accessor(JsFunction? Getter, JsFunction? Setter);

/// <summary>An object: own properties in JavaScript's order, and a prototype.</summary>
internal class JsObject(JsObject? prototype)
{
    private OrderedDictionary<string, object?>? properties;
    private bool hasIndexKeys;

    public JsObject? Prototype { get; set; } = prototype;

    public bool Frozen { get; set; }

    public bool Sealed { get; set; }

    public virtual string ClassName => "Object";

    public virtual bool TryGetOwn(Run run, string key, out object? value)
    {
        if (properties is not null)
            return properties.TryGetValue(key, out value);
        value = null;
        return false;
    }

    public bool Has(Run run, string key)
    {
        for (var at = this; at is not null; at = at.Prototype)
        {
            if (at.TryGetOwn(run, key, out _))
                return true;
        }

        return false;
    }

    public object? Get(Run run, string key) => Get(run, key, this);

    public object? Get(Run run, string key, object? receiver)
    {
        for (var at = this; at is not null; at = at.Prototype)
        {
            if (at.TryGetOwn(run, key, out var value))
                return value is Accessor accessor ? accessor.Getter?.Call(run, receiver, []) : value;
        }

        return null;
    }

    public virtual void Set(Run run, string key, object? value)
    {
        for (var at = this; at is not null; at = at.Prototype)
        {
            if (!at.TryGetOwn(run, key, out var old))
                continue;
            if (old is Accessor accessor)
            {
                accessor.Setter?.Call(run, this, [value]);
                return;
            }

            break;
        }

        if (!Frozen && (!Sealed || (properties?.ContainsKey(key) ?? false)))
            Define(run, key, value);
    }

    /// <summary>Sets an own property without looking at prototypes, setters or freezing.</summary>
    public void Define(Run run, string key, object? value)
    {
        run.Allocate(4);
        DefineUncounted(key, value);
    }

    /// <summary>For what is built once, before any run.</summary>
    public void DefineUncounted(string key, object? value)
    {
        properties ??= new OrderedDictionary<string, object?>(StringComparer.Ordinal);
        hasIndexKeys = hasIndexKeys || IsIndex(key, out _);
        properties[key] = value;
    }

    public virtual bool Delete(Run run, string key)
    {
        if (properties is null || !properties.ContainsKey(key))
            return true;
        if (Frozen || Sealed)
            return false;
        run.Step(properties.Count >> 4);
        return properties.Remove(key);
    }

    /// <summary>Own enumerable names: whole numbers ascending, then the others as they came.</summary>
    public virtual IReadOnlyList<string> Keys(Run run)
    {
        if (properties is null)
            return [];
        run.Step(properties.Count);
        run.Allocate(properties.Count);
        if (!hasIndexKeys)
            return [.. properties.Keys];
        var numbers = new List<(uint Index, string Key)>();
        var others = new List<string>();
        foreach (var key in properties.Keys)
        {
            if (IsIndex(key, out var index))
                numbers.Add((index, key));
            else
                others.Add(key);
        }

        numbers.Sort((a, b) => a.Index.CompareTo(b.Index));
        return [.. numbers.Select(n => n.Key), .. others];
    }

    public static bool IsIndex(string key, out uint index)
    {
        index = 0;
        return key.Length is > 0 and <= 10 && char.IsAsciiDigit(key[0]) && (key[0] != '0' || key.Length == 1)
            && uint.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out index) && index != uint.MaxValue;
    }
}

/// <summary>An object made by a literal or <c>new Object</c>.</summary>
internal static class Plain
{
    public static JsObject New(Run run)
    {
        run.Allocate(8);
        return new JsObject(Prototypes.Object);
    }
}

internal sealed class JsError(JsObject prototype, string? message) : JsObject(prototype)
{
    public object? Message { get; set; } = message;

    public bool HasMessage { get; set; } = message is not null;

    public override string ClassName => "Error";

    public override IReadOnlyList<string> Keys(Run run) => [.. base.Keys(run).Where(key => key != "cause")];

    public override bool TryGetOwn(Run run, string key, out object? value)
    {
        if (key == "message" && HasMessage)
        {
            value = Message;
            return true;
        }

        return base.TryGetOwn(run, key, out value);
    }

    public override void Set(Run run, string key, object? value)
    {
        if (key != "message")
        {
            base.Set(run, key, value);
            return;
        }

        Message = value;
        HasMessage = true;
    }
}

/// <summary>A boxed string, number or boolean.</summary>
internal sealed class JsBoxed(JsObject prototype, object value) : JsObject(prototype)
{
    public object Value { get; } = value;

    public override string ClassName => Value switch { string => "String", double => "Number", _ => "Boolean" };

    public override bool TryGetOwn(Run run, string key, out object? value)
    {
        if (Value is string text && Operations.TextProperty(text, key, out value))
            return true;
        return base.TryGetOwn(run, key, out value);
    }
}

internal sealed class JsDate(double time) : JsObject(Prototypes.Date)
{
    public double Time { get; set; } = time;

    public override string ClassName => "Date";
}

/// <summary>A host object. What was read stays the same object for the script; what it changed inside goes back when the script has ended.</summary>
internal sealed class JsHostObject(ScriptGlobal.Object host) : JsObject(Prototypes.Object)
{
    private readonly Dictionary<string, object?> read = new(StringComparer.Ordinal);

    public override bool TryGetOwn(Run run, string key, out object? value)
    {
        if (read.TryGetValue(key, out value))
            return true;
        var node = host.Get(key);
        if (node is null && !host.Keys().Contains(key, StringComparer.Ordinal))
            return false;
        value = JsonBorder.FromJson(run, node);
        if (value is JsObject)
            read[key] = value;
        return true;
    }

    public override void Set(Run run, string key, object? value)
    {
        read[key] = value;
        host.Set(key, JsonBorder.ToJson(run, value));
    }

    /// <summary>Hands objects the script may have changed inside back to the host.</summary>
    public void WriteBack(Run run)
    {
        foreach (var (key, value) in read)
        {
            if (value is JsObject)
                host.Set(key, JsonBorder.ToJson(run, value));
        }
    }

    public override bool Delete(Run run, string key) => false;

    public override IReadOnlyList<string> Keys(Run run) => [.. host.Keys()];
}
