using System.Globalization;

namespace QmsWorkflow.Engine.Expressions.Script.Runtime;

/// <summary>An array.</summary>
internal sealed class JsArray : JsObject
{
    public JsArray(Run run, int capacity = 0) : base(Prototypes.Array)
    {
        run.Allocate(8);
        Items = capacity is > 0 and < 100_000 ? new List<object?>(capacity) : [];
    }

    public JsArray(Run run, IEnumerable<object?> items) : this(run)
    {
        foreach (var item in items)
            Add(run, item);
    }

    /// <summary>Stands in <see cref="Items"/> where an index has no value: reading gives undefined, most functions pass over it.</summary>
    public static readonly object Hole = new();

    /// <summary>The items with their holes; to be read through <see cref="At"/>.</summary>
    public List<object?> Items { get; }

    public object? At(int index) => Items[index] is var item && ReferenceEquals(item, Hole) ? null : item;

    public bool IsHole(int index) => ReferenceEquals(Items[index], Hole);

    /// <summary>The items, undefined in the place of holes.</summary>
    public IEnumerable<object?> Dense => Items.Select(i => ReferenceEquals(i, Hole) ? null : i);

    public override string ClassName => "Array";

    public void Add(Run run, object? item)
    {
        run.Allocate(1);
        Items.Add(item);
    }

    public override bool TryGetOwn(Run run, string key, out object? value)
    {
        if (key == "length")
        {
            value = (double)Items.Count;
            return true;
        }

        if (IsIndex(key, out var index))
        {
            var isThere = index < Items.Count && !IsHole((int)index);
            value = isThere ? Items[(int)index] : null;
            return isThere;
        }

        return base.TryGetOwn(run, key, out value);
    }

    public override void Set(Run run, string key, object? value)
    {
        if (Frozen)
            return;
        if (key == "length")
            SetLength(run, Operations.ToNumber(run, value));
        else if (IsIndex(key, out var index))
            SetAt(run, index, value);
        else
            base.Set(run, key, value);
    }

    public void SetAt(Run run, uint index, object? value)
    {
        if (Frozen || (Sealed && index >= Items.Count))
            return;
        if (index >= Items.Count)
            Grow(run, (double)index + 1);
        Items[(int)index] = value;
    }

    public void SetLength(Run run, double length)
    {
        if (length < 0 || length != Math.Floor(length) || length > uint.MaxValue)
            throw run.RangeError("Độ dài mảng không hợp lệ.");
        if (length < Items.Count)
            Items.RemoveRange((int)length, Items.Count - (int)length);
        else
            Grow(run, length);
    }

    private void Grow(Run run, double length)
    {
        var more = (long)length - Items.Count;
        run.Allocate(more);
        run.Step(more >> 4);
        for (var i = 0; i < more; i++)
            Items.Add(Hole);
    }

    public override bool Delete(Run run, string key)
    {
        if (key == "length" || Frozen)
            return false;
        if (!IsIndex(key, out var index))
            return base.Delete(run, key);
        if (index < Items.Count)
            Items[(int)index] = Hole;
        return true;
    }

    public override IReadOnlyList<string> Keys(Run run)
    {
        run.Step(Items.Count);
        run.Allocate(Items.Count);
        var keys = new List<string>(Items.Count);
        for (var i = 0; i < Items.Count; i++)
        {
            if (!IsHole(i))
                keys.Add(i.ToString(CultureInfo.InvariantCulture));
        }

        keys.AddRange(base.Keys(run));
        return keys;
    }
}
