using QmsWorkflow.Engine.Expressions.Script.Nodes;
using QmsWorkflow.Engine.Expressions.Script.Runtime;

namespace QmsWorkflow.Engine.Expressions.Script.Library;

/// <summary>Object, and what all objects and functions inherit.</summary>
internal static class ObjectLibrary
{
    public static void Install(Dictionary<string, object?> into)
    {
        Native make = (run, _, args) => Operations.IsNullish(args.At(0)) ? Plain.New(run) : Operations.ToObject(run, args[0]);
        into["Object"] = new NativeFunction("Object", 1, make, make, Prototypes.Object)
            .With("keys", 1, (run, _, args) => Texts(run, KeysOf(run, args.At(0))))
            .With("values", 1, (run, _, args) => Map(run, args.At(0), (target, key) => Operations.GetProperty(run, target, key)))
            .With("entries", 1, (run, _, args) => Map(run, args.At(0), (target, key) => new JsArray(run, [key, Operations.GetProperty(run, target, key)])))
            .With("assign", 2, Assign)
            .With("fromEntries", 1, FromEntries)
            .With("freeze", 1, (_, _, args) => Lock(args.At(0), freeze: true))
            .With("seal", 1, (_, _, args) => Lock(args.At(0), freeze: false))
            .With("preventExtensions", 1, (_, _, args) => Lock(args.At(0), freeze: false))
            .With("isFrozen", 1, (_, _, args) => Operations.Box(args.At(0) is not JsObject { Frozen: false }))
            .With("isSealed", 1, (_, _, args) => Operations.Box(args.At(0) is not JsObject { Frozen: false, Sealed: false }))
            .With("is", 2, (_, _, args) => Operations.Box(Operations.SameValue(args.At(0), args.At(1))))
            .With("hasOwn", 2, (run, _, args) => Operations.Box(HasOwn(run, args.At(0), args.At(1))))
            .With("getOwnPropertyNames", 1, (run, _, args) => Texts(run, KeysOf(run, args.At(0))))
            .With("getPrototypeOf", 1, (run, _, args) => (object?)Operations.ToObject(run, args.At(0)).Prototype ?? JsNull.Value)
            .With("create", 2, (run, _, args) => new JsObject(args.At(0) as JsObject))
            .With("groupBy", 2, GroupBy);
        Prototypes.Object
            .With("hasOwnProperty", 1, (run, self, args) => Operations.Box(HasOwn(run, self, args.At(0))))
            .With("propertyIsEnumerable", 1, (run, self, args) => Operations.Box(KeysOf(run, self).Contains(Operations.ToKey(run, args.At(0)))))
            .With("isPrototypeOf", 1, (_, self, args) => Operations.Box(IsPrototypeOf(self, args.At(0))))
            .With("toString", 0, (_, self, _) => $"[object {TagOf(self)}]")
            .With("toLocaleString", 0, (run, self, _) => Operations.ToText(run, self))
            .With("valueOf", 0, (run, self, _) => Operations.ToObject(run, self));
        Prototypes.Function
            .With("call", 1, (run, self, args) => Operations.Callable(run, self).Call(run, args.At(0), [.. args.Skip(1)]))
            .With("apply", 2, (run, self, args) => Operations.Callable(run, self).Call(run, args.At(0), args.At(1) is JsArray array ? [.. array.Dense] : []))
            .With("bind", 1, Bind)
            .With("toString", 0, (run, self, _) => self is Closure closure ? run.Text(closure.Source) : $"function {Operations.Callable(run, self).Name}() {{ [native code] }}");
    }

    private static string TagOf(object? value) => value switch
    {
        null => "Undefined",
        JsNull => "Null",
        string => "String",
        double => "Number",
        bool => "Boolean",
        JsObject { ClassName: "Map" or "Set" } collection => collection.ClassName,
        JsObject target => target.ClassName,
        _ => "Object",
    };

    private static NativeFunction Bind(Run run, object? self, object?[] args)
    {
        var function = Operations.Callable(run, self);
        var bound = args.Skip(1).ToArray();
        run.Allocate(8 + bound.Length);
        return new NativeFunction("bound " + function.Name, Math.Max(0, function.Length - bound.Length),
            (inner, _, more) => function.Call(inner, args.At(0), [.. bound, .. more]),
            (inner, _, more) => function.Construct(inner, [.. bound, .. more]));
    }

    public static IReadOnlyList<string> KeysOf(Run run, object? value) => value switch
    {
        JsObject and not JsBoxed { Value: string } => ((JsObject)value).Keys(run),
        JsBoxed { Value: string boxed } => KeysOf(run, boxed),
        string text => [.. Enumerable.Range(0, text.Length).Select(i => Numbers.ToText(i))],
        null or JsNull => throw run.TypeError($"{Operations.Describe(value)} không phải là đối tượng."),
        _ => [],
    };

    private static JsArray Texts(Run run, IReadOnlyList<string> keys) => new(run, keys);

    private static JsArray Map(Run run, object? target, Func<object?, string, object?> map) =>
        new(run, KeysOf(run, target).Select(key => map(target, key)));

    private static object? Assign(Run run, object? self, object?[] args)
    {
        var target = Operations.ToObject(run, args.At(0));
        foreach (var source in args.Skip(1))
        {
            if (Operations.IsNullish(source))
                continue;
            foreach (var key in KeysOf(run, source))
                target.Set(run, key, Operations.GetProperty(run, source, key));
        }

        return target;
    }

    private static JsObject FromEntries(Run run, object? self, object?[] args)
    {
        var made = Plain.New(run);
        foreach (var entry in Iteration.Of(run, args.At(0)))
        {
            if (entry is not JsObject)
                throw run.TypeError($"Object.fromEntries cần các cặp [tên, giá trị], không phải {Operations.Describe(entry)}.");
            made.Define(run, Operations.ToKey(run, Operations.GetElement(run, entry, 0.0)), Operations.GetElement(run, entry, 1.0));
        }

        return made;
    }

    private static object? Lock(object? value, bool freeze)
    {
        if (value is JsObject target and not JsHostObject)
        {
            target.Frozen |= freeze;
            target.Sealed = true;
        }

        return value;
    }

    private static bool HasOwn(Run run, object? target, object? key)
    {
        var name = Operations.ToKey(run, key);
        return target is string text ? Operations.TextProperty(text, name, out _) : Operations.ToObject(run, target).TryGetOwn(run, name, out _);
    }

    private static bool IsPrototypeOf(object? self, object? value)
    {
        for (var at = (value as JsObject)?.Prototype; at is not null; at = at.Prototype)
        {
            if (ReferenceEquals(at, self))
                return true;
        }

        return false;
    }

    private static JsObject GroupBy(Run run, object? self, object?[] args)
    {
        var made = new JsObject(null);
        var index = 0;
        foreach (var item in Iteration.Of(run, args.At(0)))
        {
            var key = Operations.ToKey(run, Operations.Invoke(run, args.At(1), null, item, (double)index++));
            if (!made.TryGetOwn(run, key, out var group))
                made.Define(run, key, group = new JsArray(run));
            ((JsArray)group!).Add(run, item);
        }

        return made;
    }
}

/// <summary>Error and its kinds.</summary>
internal static class ErrorLibrary
{
    public static void Install(Dictionary<string, object?> into)
    {
        foreach (var (name, prototype) in new[]
        {
            ("Error", Prototypes.Error), ("TypeError", Prototypes.TypeError), ("RangeError", Prototypes.RangeError), ("SyntaxError", Prototypes.SyntaxError),
            ("ReferenceError", Prototypes.ReferenceError), ("URIError", Prototypes.UriError), ("EvalError", Prototypes.EvalError),
        })
        {
            Native make = (run, _, args) => Make(run, prototype, args);
            into[name] = new NativeFunction(name, 1, make, make, prototype);
            prototype.With("name", name).With("message", "");
        }

        Prototypes.Error.With("toString", 0, (run, self, _) =>
        {
            var name = Operations.ToText(run, Operations.GetProperty(run, self, "name") ?? "Error");
            var message = Operations.ToText(run, Operations.GetProperty(run, self, "message") ?? "");
            return name.Length == 0 ? message : message.Length == 0 ? name : run.Text($"{name}: {message}");
        });
    }

    private static JsError Make(Run run, JsObject prototype, object?[] args)
    {
        run.Allocate(10);
        var made = new JsError(prototype, args.At(0) is null ? null : Operations.ToText(run, args[0]));
        if (args.At(1) is JsObject options && options.Has(run, "cause"))
            made.Define(run, "cause", options.Get(run, "cause"));
        return made;
    }
}
