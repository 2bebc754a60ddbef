namespace QmsWorkflow.Engine.Expressions.Script.Runtime;

/// <summary>A Map or a Set: entries in order of insertion, safe to change while they are walked.</summary>
internal sealed class JsCollection(JsObject prototype, bool isMap) : JsObject(prototype)
{
    private static readonly object UndefinedKey = new();
    private readonly Dictionary<object, int> places = [];
    private readonly List<(object? Key, object? Value, bool Live)> entries = [];

    public bool IsMap { get; } = isMap;

    public override string ClassName => IsMap ? "Map" : "Set";

    public int Count => places.Count;

    private static object KeyOf(object? key) => key switch
    {
        null => UndefinedKey,
        double number when number == 0 => 0.0,
        _ => key,
    };

    public bool Contains(object? key) => places.ContainsKey(KeyOf(key));

    public object? Find(object? key) => places.TryGetValue(KeyOf(key), out var place) ? entries[place].Value : null;

    public void Put(Run run, object? key, object? value)
    {
        var real = KeyOf(key);
        if (places.TryGetValue(real, out var place))
        {
            entries[place] = (entries[place].Key, value, true);
            return;
        }

        run.Allocate(6);
        places.Add(real, entries.Count);
        entries.Add((key is double and 0 ? 0.0 : key, value, true));
    }

    public bool Remove(object? key)
    {
        if (!places.Remove(KeyOf(key), out var place))
            return false;
        entries[place] = (null, null, false);
        return true;
    }

    public void Clear()
    {
        places.Clear();
        for (var i = 0; i < entries.Count; i++)
            entries[i] = (null, null, false);
    }

    public IEnumerable<(object? Key, object? Value)> Entries(Run run)
    {
        for (var i = 0; i < entries.Count; i++)
        {
            run.Step();
            if (entries[i].Live)
                yield return (entries[i].Key, entries[i].Value);
        }
    }
}

/// <summary>An iterator over what the enumerator gives, with <c>next()</c>.</summary>
internal sealed class JsIterator(IEnumerator<object?> source) : JsObject(Prototypes.Iterator)
{
    public override string ClassName => "Iterator";

    public bool MoveNext(out object? value)
    {
        var more = source.MoveNext();
        value = more ? source.Current : null;
        return more;
    }
}

/// <summary>Walks what <c>for…of</c>, spread and destructuring may walk.</summary>
internal static class Iteration
{
    public static IEnumerable<object?> Of(Run run, object? value) => value switch
    {
        JsArray array => OfArray(run, array),
        string text => OfText(run, text),
        JsCollection collection => OfCollection(run, collection),
        JsIterator iterator => OfIterator(run, iterator),
        JsBoxed { Value: string boxed } => OfText(run, boxed),
        _ => throw run.TypeError($"{Operations.Describe(value)} không duyệt được bằng for…of hay “...”."),
    };

    private static IEnumerable<object?> OfArray(Run run, JsArray array)
    {
        for (var i = 0; i < array.Items.Count; i++)
        {
            run.Step();
            yield return array.At(i);
        }
    }

    private static IEnumerable<object?> OfText(Run run, string text)
    {
        for (var i = 0; i < text.Length;)
        {
            run.Step();
            run.Allocate(2);
            var length = char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]) ? 2 : 1;
            yield return text.Substring(i, length);
            i += length;
        }
    }

    private static IEnumerable<object?> OfCollection(Run run, JsCollection collection)
    {
        foreach (var (key, value) in collection.Entries(run))
            yield return collection.IsMap ? new JsArray(run, [key, value]) : key;
    }

    private static IEnumerable<object?> OfIterator(Run run, JsIterator iterator)
    {
        while (iterator.MoveNext(out var value))
        {
            run.Step();
            yield return value;
        }
    }
}
