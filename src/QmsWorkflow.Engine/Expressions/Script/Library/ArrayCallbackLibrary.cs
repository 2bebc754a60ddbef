using QmsWorkflow.Engine.Expressions.Script.Runtime;

namespace QmsWorkflow.Engine.Expressions.Script.Library;

/// <summary>Array: all that calls a function for each item.</summary>
internal static class ArrayCallbackLibrary
{
    public static void Install() => Prototypes.Array
        .With("every", 1, (run, self, args) => Operations.Box(Results(run, self, args).All(r => Operations.Truthy(r.Result))))
        .With("some", 1, (run, self, args) => Operations.Box(Results(run, self, args).Any(r => Operations.Truthy(r.Result))))
        .With("find", 1, (run, self, args) => Results(run, self, args, seesHoles: true).FirstOrDefault(r => Operations.Truthy(r.Result)).Item)
        .With("findIndex", 1, FindIndex)
        .With("findLast", 1, (run, self, args) => Last(run, self, args, out var item) < 0 ? null : item)
        .With("findLastIndex", 1, (run, self, args) => (double)Last(run, self, args, out _))
        .With("filter", 1, Filter)
        .With("map", 1, Map)
        .With("flatMap", 1, (run, self, args) => ArrayLibrary.Flat(run, new JsArray(run), new JsArray(run, Results(run, self, args).Select(r => r.Result)), 1))
        .With("forEach", 1, (run, self, args) =>
        {
            foreach (var _ in Results(run, self, args))
                continue;
            return null;
        })
        .With("reduce", 1, (run, self, args) => Reduce(run, self, args, fromEnd: false))
        .With("reduceRight", 1, (run, self, args) => Reduce(run, self, args, fromEnd: true));

    private static IEnumerable<(int Index, object? Item, object? Result)> Results(Run run, object? self, object?[] args, bool seesHoles = false)
    {
        var array = ArrayLibrary.Like(run, self);
        var function = Operations.Callable(run, args.At(0));
        var count = array.Items.Count;
        for (var i = 0; i < count && (i < array.Items.Count || seesHoles); i++)
        {
            run.Step();
            if (!seesHoles && array.IsHole(i))
                continue;
            var item = i < array.Items.Count ? array.At(i) : null;
            yield return (i, item, function.Call(run, args.At(1), [item, (double)i, self is JsArray ? array : self]));
        }
    }

    private static object? FindIndex(Run run, object? self, object?[] args)
    {
        foreach (var (index, _, result) in Results(run, self, args, seesHoles: true))
        {
            if (Operations.Truthy(result))
                return (double)index;
        }

        return -1.0;
    }

    private static JsArray Map(Run run, object? self, object?[] args)
    {
        var made = new JsArray(run);
        foreach (var (index, _, result) in Results(run, self, args))
        {
            if (index > made.Items.Count)
                made.SetLength(run, index);
            made.Add(run, result);
        }

        if (self is JsArray array && made.Items.Count < array.Items.Count && array.Items.Skip(made.Items.Count).All(i => ReferenceEquals(i, JsArray.Hole)))
            made.SetLength(run, array.Items.Count);
        return made;
    }

    private static int Last(Run run, object? self, object?[] args, out object? item)
    {
        var array = ArrayLibrary.Like(run, self);
        var function = Operations.Callable(run, args.At(0));
        for (var i = array.Items.Count - 1; i >= 0; i--)
        {
            run.Step();
            item = i < array.Items.Count ? array.At(i) : null;
            if (Operations.Truthy(function.Call(run, args.At(1), [item, (double)i, array])))
                return i;
        }

        item = null;
        return -1;
    }

    private static JsArray Filter(Run run, object? self, object?[] args) =>
        new(run, Results(run, self, args).Where(r => Operations.Truthy(r.Result)).Select(r => r.Item));

    private static object? Reduce(Run run, object? self, object?[] args, bool fromEnd)
    {
        var array = ArrayLibrary.Like(run, self);
        var function = Operations.Callable(run, args.At(0));
        var count = array.Items.Count;
        var step = fromEnd ? -1 : 1;
        var i = fromEnd ? count - 1 : 0;
        var value = args.At(1);
        var hasValue = args.Length > 1;
        for (; i >= 0 && i < count; i += step)
        {
            run.Step();
            if (i >= array.Items.Count || array.IsHole(i))
                continue;
            value = hasValue ? function.Call(run, null, [value, array.Items[i], (double)i, array]) : array.Items[i];
            hasValue = true;
        }

        return hasValue ? value : throw run.TypeError("reduce của mảng rỗng cần giá trị ban đầu.");
    }
}
