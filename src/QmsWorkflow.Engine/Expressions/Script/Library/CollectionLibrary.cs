using QmsWorkflow.Engine.Expressions.Script.Runtime;

namespace QmsWorkflow.Engine.Expressions.Script.Library;

/// <summary>Map, Set and the iterators.</summary>
internal static class CollectionLibrary
{
    public static void Install(Dictionary<string, object?> into)
    {
        into["Map"] = new NativeFunction("Map", 0, Refuse, (run, _, args) => Make(run, Prototypes.Map, isMap: true, args.At(0)), Prototypes.Map);
        into["Set"] = new NativeFunction("Set", 0, Refuse, (run, _, args) => Make(run, Prototypes.Set, isMap: false, args.At(0)), Prototypes.Set);
        Common(Prototypes.Map, isMap: true)
            .With("get", 1, (run, self, args) => This(run, self, true).Find(Key(run, args)))
            .With("set", 2, (run, self, args) =>
            {
                This(run, self, true).Put(run, Key(run, args), args.At(1));
                return self;
            });
        Common(Prototypes.Set, isMap: false)
            .With("add", 1, (run, self, args) =>
            {
                This(run, self, false).Put(run, Key(run, args), args.At(0));
                return self;
            });
        Prototypes.Iterator.With("next", 0, (run, self, _) =>
        {
            if (self is not JsIterator iterator)
                throw run.TypeError("next được gọi cho giá trị không phải bộ duyệt.");
            var result = Plain.New(run);
            var more = iterator.MoveNext(out var value);
            result.Define(run, "value", value);
            result.Define(run, "done", Operations.Box(!more));
            return result;
        });
    }

    private static BuiltIn Common(BuiltIn prototype, bool isMap) => prototype
        .With("size", new Accessor(new NativeFunction("size", 0, (run, self, _) => (double)This(run, self, isMap).Count), null))
        .With("has", 1, (run, self, args) => Operations.Box(This(run, self, isMap).Contains(Key(run, args))))
        .With("delete", 1, (run, self, args) => Operations.Box(This(run, self, isMap).Remove(Key(run, args))))
        .With("clear", 0, (run, self, _) =>
        {
            This(run, self, isMap).Clear();
            return null;
        })
        .With("forEach", 1, (run, self, args) =>
        {
            var function = Operations.Callable(run, args.At(0));
            foreach (var (key, value) in This(run, self, isMap).Entries(run))
                function.Call(run, args.At(1), [value, key, self]);
            return null;
        })
        .With("keys", 0, (run, self, _) => Iterate(run, This(run, self, isMap).Entries(run).Select(e => e.Key)))
        .With("values", 0, (run, self, _) => Iterate(run, This(run, self, isMap).Entries(run).Select(e => e.Value)))
        .With("entries", 0, (run, self, _) => Iterate(run, This(run, self, isMap).Entries(run).Select(e => (object?)new JsArray(run, [e.Key, e.Value]))));

    public static JsIterator Iterate(Run run, IEnumerable<object?> items)
    {
        run.Allocate(10);
        return new JsIterator(items.GetEnumerator());
    }

    private static object? Key(Run run, object?[] args)
    {
        if (args.At(0) is string text)
            run.Scan(text);
        return args.At(0);
    }

    private static object? Refuse(Run run, object? self, object?[] args) => throw run.TypeError("Map và Set phải được tạo bằng new.");

    private static JsCollection Make(Run run, JsObject prototype, bool isMap, object? source)
    {
        run.Allocate(20);
        var made = new JsCollection(prototype, isMap);
        if (Operations.IsNullish(source))
            return made;
        foreach (var item in Iteration.Of(run, source))
        {
            if (!isMap)
                made.Put(run, item, item);
            else if (item is JsObject)
                made.Put(run, Operations.GetElement(run, item, 0.0), Operations.GetElement(run, item, 1.0));
            else
                throw run.TypeError($"Map cần các cặp [khóa, giá trị], không phải {Operations.Describe(item)}.");
        }

        return made;
    }

    private static JsCollection This(Run run, object? self, bool isMap) => self is JsCollection collection && collection.IsMap == isMap
        ? collection
        : throw run.TypeError($"Hàm của {(isMap ? "Map" : "Set")} được gọi cho giá trị khác loại.");
}
