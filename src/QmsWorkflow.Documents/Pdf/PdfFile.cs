namespace QmsWorkflow.Documents.Pdf;

/// <summary>A PDF file's objects, read on demand.</summary>
/// <remarks>Not thread-safe. Files that break the format are refused; nothing is guessed.</remarks>
public sealed class PdfFile
{
    private const int Most = 128 * 1024 * 1024;
    private const int MostDecoded = 512 * 1024 * 1024;
    private readonly PdfXref xref;
    private readonly Dictionary<int, PdfValue> objects = [];
    private readonly Dictionary<int, PdfValue[]> objectStreams = [];
    private readonly HashSet<int> reading = [];
    private long decoded;

    private PdfFile(ReadOnlyMemory<byte> bytes)
    {
        if (bytes.Length > Most) throw new PdfException("Tệp PDF lớn hơn 128 MB.");
        Bytes = bytes;
        xref = new(bytes);
    }

    public ReadOnlyMemory<byte> Bytes { get; }

    /// <exception cref="PdfException">The bytes are no PDF or its structure is broken.</exception>
    public static PdfFile Open(ReadOnlyMemory<byte> bytes)
    {
        var file = new PdfFile(bytes);
        if (file.Catalog["Type"] is not PdfValue.Name { Value: "Catalog" }) throw new PdfException("Tệp PDF hỏng: thiếu mục lục gốc.");
        return file;
    }

    public PdfValue.Dict Trailer => xref.Trailer;

    public PdfValue.Dict Catalog => Resolve(Trailer["Root"]) as PdfValue.Dict ?? throw new PdfException("Tệp PDF hỏng: thiếu mục lục gốc.");

    internal long XrefStart => xref.Start;

    internal bool HasXrefStream => xref.IsStream;

    /// <summary>The first object number that no section uses.</summary>
    internal int NextId => Math.Max(xref.Places.Keys.DefaultIfEmpty(0).Max() + 1, Trailer["Size"] is PdfValue.Number size ? (int)size.Value : 1);

    internal int GenerationOf(int id) => xref.Places.TryGetValue(id, out var place) ? place.Generation : 0;

    /// <summary>Follows references to the value itself; a missing object is null.</summary>
    public PdfValue Resolve(PdfValue value)
    {
        for (var steps = 0; value is PdfValue.Reference reference; steps++)
        {
            if (steps > 20) throw new PdfException("Tệp PDF hỏng: tham chiếu lặp vòng.");
            value = Read(reference);
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

    /// <summary>The content of a stream with its filters undone.</summary>
    public byte[] Content(PdfValue.Stream stream)
    {
        var content = PdfFilters.Decode(stream, Resolve);
        decoded += content.Length;
        return decoded > MostDecoded ? throw new PdfException("Tệp PDF giải nén ra quá lớn.") : content;
    }

    private PdfValue Read(PdfValue.Reference reference)
    {
        if (!xref.Places.TryGetValue(reference.Id, out var place) || place.IsFree || place.Generation != reference.Generation) return PdfValue.Nothing;
        if (objects.TryGetValue(reference.Id, out var known)) return known;
        if (!reading.Add(reference.Id)) throw new PdfException("Tệp PDF hỏng: đối tượng chứa chính nó.");
        try
        {
            var value = place.InStream > 0 ? InStream(place, reference.Id) : AtOffset(place, reference);
            objects[reference.Id] = value;
            return value;
        }
        finally
        {
            reading.Remove(reference.Id);
        }
    }

    private PdfValue AtOffset(PdfPlace place, PdfValue.Reference reference)
    {
        var (id, generation, value) = PdfObjects.ReadAt(Bytes, (int)place.Offset, Resolve);
        return id == reference.Id && generation == reference.Generation
            ? value
            : throw new PdfException($"Tệp PDF hỏng: bảng tham chiếu chéo trỏ sai đối tượng {reference.Id}.");
    }

    private PdfValue InStream(PdfPlace place, int id)
    {
        if (!objectStreams.TryGetValue(place.InStream, out var items))
        {
            if (xref.Places.TryGetValue(place.InStream, out var outer) && outer.InStream > 0) throw new PdfException("Tệp PDF hỏng: luồng đối tượng lồng nhau.");
            if (Resolve(new PdfValue.Reference(place.InStream)) is not PdfValue.Stream stream || Resolve(stream.Head["Type"]) is not PdfValue.Name { Value: "ObjStm" }) throw new PdfException($"Tệp PDF hỏng: thiếu luồng chứa đối tượng {id}.");
            items = Unpack(stream);
            objectStreams[place.InStream] = items;
        }

        return place.Index < items.Length && items[place.Index] is PdfValue.Sequence { Items: [PdfValue.Number number, var value] } && (int)number.Value == id
            ? value
            : throw new PdfException($"Tệp PDF hỏng: luồng đối tượng không chứa đối tượng {id}.");
    }

    // Each item is the pair of object number and value.
    private PdfValue[] Unpack(PdfValue.Stream stream)
    {
        var data = Content(stream);
        if (Resolve(stream.Head["N"]) is not PdfValue.Number { Value: >= 0 and <= 100_000 } count || Resolve(stream.Head["First"]) is not PdfValue.Number { Value: >= 0 } first) throw new PdfException("Tệp PDF hỏng: luồng đối tượng thiếu N hoặc First.");
        var index = new PdfLexer(data);
        var items = new PdfValue[(int)count.Value];
        for (var i = 0; i < items.Length; i++)
        {
            var id = index.Integer();
            var offset = index.Integer() + first.Value;
            if (offset >= data.Length) throw new PdfException("Tệp PDF hỏng: luồng đối tượng bị cụt.");
            items[i] = PdfValue.List(new PdfValue.Number(id), new PdfLexer(data, (int)offset).Value());
        }

        return items;
    }
}
