using QmsWorkflow.Engine.Expressions.Script.Runtime;

namespace QmsWorkflow.Engine.Expressions.Script.Library;

/// <summary>Array: all that calls a function for each item.</summary>
internal static class ArrayCallbackLibrary
{
    public static void Install() => Prototypes.Array
        .With("every", 1, (run, self, args) => Operations.Box(First(run, self, args, wanted: false) < 0))
        .With("some", 1, (run, self, args) => Operations.Box(First(run, self, args, wanted: true) >= 0))
        .With("find", 1, (run, self, args) => Results(run, self, args).FirstOrDefault(r => Operations.Truthy(r.Result)).Item)
        .With("findIndex", 1, (run, self, args) => (double)First(run, self, args, wanted: true))
        .With("findLast", 1, (run, self, args) => Last(run, self, args, out var item) < 0 ? null : item)
        .With("findLastIndex", 1, (run, self, args) => (double)Last(run, self, args, out _))
        .With("filter", 1, Filter)
        .With("map", 1, (run, self, args) => new JsArray(run, Results(run, self, args).Select(r => r.Result)))
        .With("flatMap", 1, (run, self, args) => ArrayLibrary.Flat(run, new JsArray(run), new JsArray(run, Results(run, self, args).Select(r => r.Result)), 1))
        .With("forEach", 1, (run, self, args) =>
        {
            foreach (var _ in Results(run, self, args))
                continue;
            return null;
        })
        .With("reduce", 1, (run, self, args) => Reduce(run, self, args, fromEnd: false))
        .With("reduceRight", 1, (run, self, args) => Reduce(run, self, args, fromEnd: true));

    private static IEnumerable<(object? Item, object? Result)> Results(Run run, object? self, object?[] args)
    {
        var array = ArrayLibrary.This(run, self);
        var function = Operations.Callable(run, args.At(0));
        var count = array.Items.Count;
        for (var i = 0; i < count && i < array.Items.Count; i++)
        {
            run.Step();
            var item = array.Items[i];
            yield return (item, function.Call(run, args.At(1), [item, (double)i, array]));
        }
    }

    private static int First(Run run, object? self, object?[] args, bool wanted)
    {
        var index = 0;
        foreach (var (_, result) in Results(run, self, args))
        {
            if (Operations.Truthy(result) == wanted)
                return index;
            index++;
        }

        return -1;
    }

    private static int Last(Run run, object? self, object?[] args, out object? item)
    {
        var array = ArrayLibrary.This(run, self);
        var function = Operations.Callable(run, args.At(0));
        for (var i = array.Items.Count - 1; i >= 0; i--)
        {
            run.Step();
            item = i < array.Items.Count ? array.Items[i] : null;
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
        var array = ArrayLibrary.This(run, self);
        var function = Operations.Callable(run, args.At(0));
        var count = array.Items.Count;
        if (count == 0 && args.Length < 2)
            throw run.TypeError("reduce của mảng rỗng cần giá trị ban đầu.");
        var step = fromEnd ? -1 : 1;
        var i = fromEnd ? count - 1 : 0;
        var value = args.At(1);
        if (args.Length < 2)
        {
            value = array.Items[i];
            i += step;
        }

        for (; i >= 0 && i < count; i += step)
        {
            run.Step();
            if (i < array.Items.Count)
                value = function.Call(run, null, [value, array.Items[i], (double)i, array]);
        }

        return value;
    }
}
