using System.Text;
using QmsWorkflow.Engine.Expressions.Script.Runtime;

namespace QmsWorkflow.Engine.Expressions.Script.Library;

/// <summary>Array: making, cutting, joining, sorting.</summary>
internal static class ArrayLibrary
{
    public static void Install(Dictionary<string, object?> into)
    {
        into["Array"] = new NativeFunction("Array", 1, Make, Make, Prototypes.Array)
            .With("isArray", 1, (_, _, args) => Operations.Box(args.At(0) is JsArray))
            .With("of", 0, (run, _, args) => new JsArray(run, args))
            .With("from", 1, From);
        Prototypes.Array
            .With("at", 1, (run, self, args) => At(Like(run, self), Operations.ToInteger(run, args.At(0))))
            .With("concat", 1, Concat)
            .With("copyWithin", 2, CopyWithin)
            .With("entries", 0, (run, self, _) => CollectionLibrary.Iterate(run, Indexed(run, This(run, self)).Select(i => (object?)new JsArray(run, [(double)i, This(run, self).At(i)]))))
            .With("keys", 0, (run, self, _) => CollectionLibrary.Iterate(run, Indexed(run, This(run, self)).Select(i => (object?)(double)i)))
            .With("values", 0, (run, self, _) => CollectionLibrary.Iterate(run, Iteration.Of(run, This(run, self))))
            .With("fill", 1, Fill)
            .With("flat", 0, (run, self, args) => Flat(run, new JsArray(run), This(run, self), args.At(0) is null ? 1 : Operations.ToInteger(run, args[0])))
            .With("includes", 1, (run, self, args) => Operations.Box(Find(run, new JsArray(run, Like(run, self).Dense), args, Operations.SameValueZero) >= 0))
            .With("indexOf", 1, (run, self, args) => (double)Find(run, Like(run, self), args, Operations.StrictEquals))
            .With("lastIndexOf", 1, LastIndexOf)
            .With("join", 1, (run, self, args) => Join(run, Like(run, self), args.At(0) is null ? "," : Operations.ToText(run, args[0])))
            .With("toString", 0, (run, self, _) => Join(run, This(run, self), ","))
            .With("toLocaleString", 0, (run, self, _) => Join(run, This(run, self), ","))
            .With("pop", 0, (run, self, _) => TakeAt(run, This(run, self), fromEnd: true))
            .With("shift", 0, (run, self, _) => TakeAt(run, This(run, self), fromEnd: false))
            .With("push", 1, (run, self, args) => Insert(run, This(run, self), This(run, self).Items.Count, args))
            .With("unshift", 1, (run, self, args) => Insert(run, This(run, self), 0, args))
            .With("reverse", 0, (run, self, _) => Reverse(run, Open(run, This(run, self))))
            .With("toReversed", 0, (run, self, _) => Reverse(run, new JsArray(run, This(run, self).Dense)))
            .With("slice", 2, (run, self, args) => Slice(run, Like(run, self), args))
            .With("sort", 1, (run, self, args) => Sort(run, Open(run, This(run, self)), args.At(0)))
            .With("toSorted", 1, (run, self, args) => Sort(run, new JsArray(run, This(run, self).Dense), args.At(0)))
            .With("splice", 2, (run, self, args) => Splice(run, Open(run, This(run, self)), args))
            .With("toSpliced", 2, ToSpliced)
            .With("with", 2, With);
    }

    public static JsArray This(Run run, object? self) => self as JsArray ?? throw run.TypeError($"Hàm của mảng được gọi cho {Operations.Describe(self)}.");

    /// <summary>An array, or a copy of what is like one: a text, or an object with a length.</summary>
    public static JsArray Like(Run run, object? self) => self switch
    {
        JsArray array => array,
        string or JsBoxed { Value: string } => new JsArray(run, Operations.ToText(run, self).Select(c => (object?)run.Text(c.ToString()))),
        JsObject target when target.Has(run, "length") => new JsArray(run, ArrayLike(run, target)),
        _ => This(run, self),
    };

    private static JsArray Open(Run run, JsArray array) => array.Frozen ? throw run.TypeError("Mảng đã bị khóa (freeze).") : array;

    private static IEnumerable<int> Indexed(Run run, JsArray array)
    {
        for (var i = 0; i < array.Items.Count; i++)
        {
            run.Step();
            yield return i;
        }
    }

    private static object? Make(Run run, object? self, object?[] args)
    {
        if (args is not [double length])
            return new JsArray(run, args);
        var made = new JsArray(run);
        made.SetLength(run, length);
        return made;
    }

    private static object? From(Run run, object? self, object?[] args)
    {
        var map = args.At(1) is null ? null : Operations.Callable(run, args[1]);
        var made = new JsArray(run);
        foreach (var item in Source(run, args.At(0)))
            made.Add(run, map is null ? item : map.Call(run, args.At(2), [item, (double)made.Items.Count]));
        return made;
    }

    private static IEnumerable<object?> Source(Run run, object? value)
    {
        if (value is JsArray or string or JsCollection or JsIterator or JsBoxed { Value: string } || Operations.IsNullish(value))
            return Iteration.Of(run, value);
        return value is JsObject target ? ArrayLike(run, target) : [];
    }

    private static IEnumerable<object?> ArrayLike(Run run, JsObject target)
    {
        var length = Operations.ToInteger(run, target.Get(run, "length"));
        for (var i = 0; i < length; i++)
        {
            run.Step();
            yield return target.Get(run, Numbers.ToText(i));
        }
    }

    private static object? At(JsArray array, double index)
    {
        index = index < 0 ? index + array.Items.Count : index;
        return index >= 0 && index < array.Items.Count ? array.At((int)index) : null;
    }

    private static JsArray Concat(Run run, object? self, object?[] args)
    {
        var made = new JsArray(run, This(run, self).Items);
        foreach (var arg in args)
        {
            if (arg is JsArray array)
            {
                foreach (var item in array.Items.ToArray())
                    made.Add(run, item);
            }
            else
            {
                made.Add(run, arg);
            }
        }

        run.Step(made.Items.Count >> 3);
        return made;
    }

    private static object? CopyWithin(Run run, object? self, object?[] args)
    {
        var array = Open(run, This(run, self));
        var count = array.Items.Count;
        var to = TextLibrary.Relative(run, args.At(0), 0, count);
        var piece = Slice(run, array, [.. args.Skip(1)]).Items;
        for (var i = 0; i < piece.Count && to + i < count; i++)
            array.Items[to + i] = piece[i];
        return array;
    }

    private static object? Fill(Run run, object? self, object?[] args)
    {
        var array = Open(run, This(run, self));
        var end = TextLibrary.Relative(run, args.At(2), array.Items.Count, array.Items.Count);
        run.Step(array.Items.Count >> 3);
        for (var i = TextLibrary.Relative(run, args.At(1), 0, array.Items.Count); i < end; i++)
            array.Items[i] = args.At(0);
        return array;
    }

    public static JsArray Flat(Run run, JsArray into, JsArray source, double depth)
    {
        run.Enter();
        for (var i = 0; i < source.Items.Count; i++)
        {
            run.Step();
            if (source.Items[i] is JsArray inner && depth >= 1)
                Flat(run, into, inner, depth - 1);
            else if (!source.IsHole(i))
                into.Add(run, source.Items[i]);
        }

        run.Leave();
        return into;
    }

    private static int Find(Run run, JsArray array, object?[] args, Func<object?, object?, bool> equal)
    {
        run.Step((array.Items.Count >> 2) + (args.At(0) is string text ? (long)array.Items.Count * (text.Length >> 6) : 0));
        for (var i = TextLibrary.Relative(run, args.At(1), 0, array.Items.Count); i < array.Items.Count; i++)
        {
            if (equal(array.Items[i], args.At(0)))
                return i;
        }

        return -1;
    }

    private static object? LastIndexOf(Run run, object? self, object?[] args)
    {
        var items = Like(run, self).Items;
        run.Step((items.Count >> 2) + (args.At(0) is string text ? (long)items.Count * (text.Length >> 6) : 0));
        var from = args.Length > 1 ? Operations.ToInteger(run, args[1]) : items.Count - 1;
        from = from < 0 ? from + items.Count : Math.Min(from, items.Count - 1);
        for (var i = (int)from; i >= 0; i--)
        {
            if (Operations.StrictEquals(items[i], args.At(0)))
                return (double)i;
        }

        return -1.0;
    }

    private static string Join(Run run, JsArray array, string separator)
    {
        if (!run.BeginJoin(array))
            return "";
        run.Enter();
        try
        {
            return run.Text(JoinItems(run, array, separator));
        }
        finally
        {
            run.Leave();
            run.EndJoin(array);
        }
    }

    private static string JoinItems(Run run, JsArray array, string separator)
    {
        var built = new StringBuilder();
        for (var i = 0; i < array.Items.Count; i++)
        {
            run.Step();
            if (i > 0)
                built.Append(separator);
            if (array.At(i) is { } item && !Operations.IsNullish(item))
                built.Append(Operations.ToText(run, item));
            if (built.Length > run.MaxText)
                run.Reserve(built.Length);
        }

        return built.ToString();
    }

    private static object? TakeAt(Run run, JsArray array, bool fromEnd)
    {
        var items = Open(run, array).Items;
        if (items.Count == 0)
            return null;
        var index = fromEnd ? items.Count - 1 : 0;
        if (!fromEnd)
            run.Step(items.Count >> 6);
        var item = array.At(index);
        items.RemoveAt(index);
        return item;
    }

    private static object? Insert(Run run, JsArray array, int at, object?[] items)
    {
        Open(run, array);
        if (array.Sealed)
            throw run.TypeError("Mảng đã bị khóa (seal).");
        run.Allocate(items.Length);
        run.Step((array.Items.Count - at) >> 6);
        array.Items.InsertRange(at, items);
        return (double)array.Items.Count;
    }

    private static JsArray Reverse(Run run, JsArray array)
    {
        run.Step(array.Items.Count >> 3);
        array.Items.Reverse();
        return array;
    }

    private static JsArray Slice(Run run, JsArray array, object?[] args)
    {
        var start = TextLibrary.Relative(run, args.At(0), 0, array.Items.Count);
        var end = TextLibrary.Relative(run, args.At(1), array.Items.Count, array.Items.Count);
        run.Step(Math.Max(0, end - start) >> 3);
        return new JsArray(run, start < end ? array.Items.GetRange(start, end - start) : []);
    }

    private static JsArray Sort(Run run, JsArray array, object? comparer)
    {
        var compare = comparer is null ? null : Operations.Callable(run, comparer);
        run.Allocate(array.Items.Count);
        var sorted = compare is null
            ? array.Items.Where(IsValue).Select(i => (Key: Operations.ToText(run, i), Item: i)).OrderBy(p => p.Key, new Comparison(run, (a, b) => string.CompareOrdinal((string)a!, (string)b!))).Select(p => p.Item).ToList()
            : MergeSort.Sort(run, [.. array.Items.Where(IsValue)], compare);
        sorted.AddRange(array.Items.Where(i => i is null));
        sorted.AddRange(Enumerable.Repeat<object?>(JsArray.Hole, array.Items.Count - sorted.Count));
        array.Items.Clear();
        array.Items.AddRange(sorted);
        return array;
    }

    private static bool IsValue(object? item) => item is not null && !ReferenceEquals(item, JsArray.Hole);

    private sealed class Comparison(Run run, Func<object?, object?, int> compare) : IComparer<string>
    {
        public int Compare(string? x, string? y)
        {
            run.Step();
            run.Scan(x!);
            return compare(x, y);
        }
    }

    private static JsArray Splice(Run run, JsArray array, object?[] args)
    {
        var start = TextLibrary.Relative(run, args.At(0), 0, array.Items.Count);
        var count = args.Length == 0 ? 0 : args.Length == 1 ? array.Items.Count - start : (int)Math.Clamp(Operations.ToInteger(run, args[1]), 0, array.Items.Count - start);
        run.Step(array.Items.Count >> 6);
        var removed = new JsArray(run, array.Items.GetRange(start, count));
        array.Items.RemoveRange(start, count);
        if (args.Length > 2)
        {
            run.Allocate(args.Length - 2);
            array.Items.InsertRange(start, args.Skip(2));
        }

        return removed;
    }

    private static JsArray ToSpliced(Run run, object? self, object?[] args)
    {
        var copy = new JsArray(run, This(run, self).Dense);
        Splice(run, copy, args);
        return copy;
    }

    private static JsArray With(Run run, object? self, object?[] args)
    {
        var copy = new JsArray(run, This(run, self).Dense);
        var index = Operations.ToInteger(run, args.At(0));
        index = index < 0 ? index + copy.Items.Count : index;
        if (!(index >= 0 && index < copy.Items.Count))
            throw run.RangeError("Chỉ số nằm ngoài mảng.");
        copy.Items[(int)index] = args.At(1);
        return copy;
    }
}

/// <summary>A stable sort that bears any comparison function, however inconsistent.</summary>
internal static class MergeSort
{
    public static List<object?> Sort(Run run, List<object?> items, JsFunction compare)
    {
        var from = items.ToArray();
        if (from.Length < 64)
            return SortFew(run, from, compare);
        var to = new object?[from.Length];
        for (var width = 1; width < from.Length; width *= 2)
        {
            for (var start = 0; start < from.Length; start += 2 * width)
                Merge(run, from, to, start, Math.Min(start + width, from.Length), Math.Min(start + (2 * width), from.Length), compare);
            (from, to) = (to, from);
        }

        return [.. from];
    }

    /// <summary>Finds the first run, then inserts the others by halving: the order of calls other engines have too.</summary>
    private static List<object?> SortFew(Run run, object?[] items, JsFunction compare)
    {
        if (items.Length < 2)
            return [.. items];
        var descending = Order(run, compare, items[1], items[0]) < 0;
        var length = 2;
        while (length < items.Length && Order(run, compare, items[length], items[length - 1]) < 0 == descending)
            length++;
        if (descending)
            Array.Reverse(items, 0, length);
        var sorted = new List<object?>(items.Take(length));
        foreach (var item in items.Skip(length))
        {
            var (left, right) = (0, sorted.Count);
            while (left < right)
            {
                var middle = (left + right) / 2;
                if (Order(run, compare, item, sorted[middle]) < 0)
                    right = middle;
                else
                    left = middle + 1;
            }

            sorted.Insert(left, item);
        }

        return sorted;
    }

    private static double Order(Run run, JsFunction compare, object? a, object? b)
    {
        run.Step();
        return Operations.ToNumber(run, compare.Call(run, null, [a, b]));
    }

    private static void Merge(Run run, object?[] from, object?[] to, int start, int middle, int end, JsFunction compare)
    {
        var left = start;
        var right = middle;
        for (var i = start; i < end; i++)
        {
            var takeLeft = left < middle && (right >= end || !(Order(run, compare, from[left], from[right]) > 0));
            to[i] = takeLeft ? from[left++] : from[right++];
        }
    }
}
