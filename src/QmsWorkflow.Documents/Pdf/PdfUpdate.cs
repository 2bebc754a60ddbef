using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;

namespace QmsWorkflow.Documents.Pdf;

/// <summary>An incremental update: new and changed objects are appended, every byte before them stays as it was, and so do signatures over them.</summary>
/// <param name="file">The file that is updated.</param>
internal sealed class PdfUpdate(PdfFile file)
{
    private readonly SortedDictionary<int, PdfValue> changed = [];
    private int nextId = file.NextId;

    public PdfFile File => file;

    public PdfValue.Reference Add(PdfValue value)
    {
        changed.Add(nextId, value);
        return new(nextId++);
    }

    public void Replace(PdfValue.Reference reference, PdfValue value) => changed[reference.Id] = value;

    /// <summary>The object as it is after the update so far.</summary>
    public PdfValue Resolve(PdfValue value)
    {
        for (var steps = 0; value is PdfValue.Reference reference && steps < 20; steps++)
        {
            value = changed.TryGetValue(reference.Id, out var mine) ? mine : file.Resolve(reference);
        }

        return value;
    }

    public PdfValue.Dict Dict(PdfValue value) => Resolve(value) switch
    {
        PdfValue.Dict dict => dict,
        PdfValue.Stream stream => stream.Head,
        _ => PdfValue.Map(),
    };

    public IReadOnlyList<PdfValue> Items(PdfValue value) => Resolve(value) is PdfValue.Sequence list ? list.Items : [];

    public PdfValue.Reference AddStream(PdfValue.Dict head, byte[] content) =>
        Add(new PdfValue.Stream(head.With(("Filter", new PdfValue.Name("FlateDecode"))), PdfFilters.Deflate(content)));

    /// <summary>Sets an entry of a dictionary where it lies: in its own object, or inside the object that holds it.</summary>
    public void Set(PdfValue.Reference holder, params (string Name, PdfValue? Value)[] entries) => Replace(holder, Dict(holder).With(entries));

    public byte[] ToBytes() => Write(out _);

    /// <summary>The updated file, and where each changed object begins in it.</summary>
    public byte[] Write(out IReadOnlyDictionary<int, long> offsets)
    {
        var writer = new PdfWriter().Raw(file.Bytes.Span);
        if (file.Bytes.Span[^1] is not ((byte)'\n' or (byte)'\r')) writer.Raw("\n");
        var places = new SortedDictionary<int, long>();
        foreach (var (id, value) in changed)
        {
            places[id] = writer.Position;
            writer.Object(id, file.GenerationOf(id), value);
        }

        var start = writer.Position;
        var trailer = Trailer(writer.ToArray());
        if (file.HasXrefStream) Stream(writer, places, trailer, start);
        else Table(writer, places, trailer);
        writer.Raw(string.Create(CultureInfo.InvariantCulture, $"startxref\n{start}\n%%EOF\n"));
        offsets = places;
        return writer.ToArray();
    }

    // The second half of the ID tells the revisions of a file apart.
    private PdfValue.Dict Trailer(byte[] content)
    {
        var trailer = PdfValue.Map(("Size", nextId), ("Prev", file.XrefStart), ("Root", file.Trailer["Root"]));
        if (file.Trailer.TryGet("Info", out var info)) trailer = trailer.With(("Info", info));
        if (file.Items(file.Trailer["ID"]) is [PdfValue.Text first, ..]) trailer = trailer.With(("ID", PdfValue.List(first, new PdfValue.Text(SHA256.HashData(content)[..16]))));
        return trailer;
    }

    private void Table(PdfWriter writer, SortedDictionary<int, long> places, PdfValue.Dict trailer)
    {
        writer.Raw("xref\n");
        foreach (var run in Runs(places.Keys))
        {
            writer.Raw(string.Create(CultureInfo.InvariantCulture, $"{run[0]} {run.Count}\n"));
            foreach (var id in run) writer.Raw(string.Create(CultureInfo.InvariantCulture, $"{places[id]:D10} {file.GenerationOf(id):D5} n \n"));
        }

        writer.Raw("trailer\n").Value(trailer).Raw("\n");
    }

    private void Stream(PdfWriter writer, SortedDictionary<int, long> places, PdfValue.Dict trailer, long start)
    {
        var self = nextId;
        places[self] = start;
        var rows = new byte[places.Count * 7];
        var at = 0;
        foreach (var (id, offset) in places)
        {
            rows[at] = 1;
            BinaryPrimitives.WriteUInt32BigEndian(rows.AsSpan(at + 1), (uint)offset);
            BinaryPrimitives.WriteUInt16BigEndian(rows.AsSpan(at + 5), (ushort)file.GenerationOf(id));
            at += 7;
        }

        var head = trailer.With(
            ("Type", new PdfValue.Name("XRef")), ("Size", self + 1), ("W", PdfValue.Numbers(1, 4, 2)),
            ("Index", PdfValue.Numbers(Runs(places.Keys).SelectMany(run => new double[] { run[0], run.Count }))), ("Filter", new PdfValue.Name("FlateDecode")));
        writer.Object(self, 0, new PdfValue.Stream(head, PdfFilters.Deflate(rows)));
        places.Remove(self);
    }

    private static IEnumerable<List<int>> Runs(IEnumerable<int> ids)
    {
        List<int> run = [];
        foreach (var id in ids)
        {
            if (run.Count > 0 && run[^1] + 1 != id)
            {
                yield return run;
                run = [];
            }

            run.Add(id);
        }

        if (run.Count > 0) yield return run;
    }
}
