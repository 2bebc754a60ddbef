namespace QmsWorkflow.Documents.Pdf;

/// <summary>Compares values of two files in depth, whatever the object numbers; cycles and shared objects are walked once.</summary>
/// <param name="stop">Decides a pair of references by itself; null walks on.</param>
internal sealed class PdfSameness(PdfFile before, PdfFile after, Func<PdfValue.Reference, PdfValue.Reference, bool?> stop)
{
    private const int MostSteps = 5_000_000;
    private readonly HashSet<(int, int)> seen = [];
    private readonly Stack<(PdfValue A, PdfValue B)> open = new();
    private readonly List<(int, int)> assumed = [];
    private int steps;

    /// <summary>Whether both mean the same.</summary>
    public bool Same(PdfValue a, PdfValue b)
    {
        open.Clear();
        assumed.Clear();
        open.Push((a, b));
        while (open.TryPop(out var pair))
        {
            if (++steps > MostSteps) throw new PdfException("Tệp PDF quá phức tạp để so sánh.");
            if (Step(pair.A, pair.B)) continue;
            // What was only assumed on the way is not known: an allowed difference must not vouch for what hangs on it.
            seen.ExceptWith(assumed);
            return false;
        }

        return true;
    }

    /// <summary>Whether the first has no entry that the second lacks or has otherwise.</summary>
    public bool Within(PdfValue.Dict a, PdfValue.Dict b) => a.Entries.All(e => b.TryGet(e.Key, out var other) && Same(e.Value, other));

    private bool Step(PdfValue a, PdfValue b)
    {
        if (a is PdfValue.Reference x && b is PdfValue.Reference y)
        {
            if (stop(x, y) is { } decided) return decided;
            if (!seen.Add((x.Id, y.Id))) return true;
            assumed.Add((x.Id, y.Id));
        }

        return (before.Resolve(a), after.Resolve(b)) switch
        {
            (PdfValue.Null, PdfValue.Null) => true,
            (PdfValue.Bool p, PdfValue.Bool q) => p.Value == q.Value,
            (PdfValue.Number p, PdfValue.Number q) => p.Value.Equals(q.Value),
            (PdfValue.Name p, PdfValue.Name q) => p.Value == q.Value,
            (PdfValue.Text p, PdfValue.Text q) => p.Bytes.AsSpan().SequenceEqual(q.Bytes),
            (PdfValue.Sequence p, PdfValue.Sequence q) => Each(p.Items, q.Items),
            (PdfValue.Dict p, PdfValue.Dict q) => Each(p, q),
            (PdfValue.Stream p, PdfValue.Stream q) => Each(p, q),
            _ => false,
        };
    }

    private bool Each(IReadOnlyList<PdfValue> p, IReadOnlyList<PdfValue> q)
    {
        if (p.Count != q.Count) return false;
        for (var i = 0; i < p.Count; i++) open.Push((p[i], q[i]));
        return true;
    }

    private bool Each(PdfValue.Dict p, PdfValue.Dict q)
    {
        foreach (var name in p.Entries.Keys.Union(q.Entries.Keys, StringComparer.Ordinal)) open.Push((p[name], q[name]));
        return true;
    }

    private static readonly (string, PdfValue?)[] Coding = [("Length", null), ("Filter", null), ("DecodeParms", null)];

    private bool Each(PdfValue.Stream p, PdfValue.Stream q)
    {
        if (p.Raw.Span.SequenceEqual(q.Raw.Span))
        {
            open.Push((p.Head["Filter"], q.Head["Filter"]));
            open.Push((p.Head["DecodeParms"], q.Head["DecodeParms"]));
        }
        else if (!before.Content(p).AsSpan().SequenceEqual(after.Content(q)))
        {
            return false;
        }

        return Each(p.Head.With(Coding), q.Head.With(Coding));
    }
}
