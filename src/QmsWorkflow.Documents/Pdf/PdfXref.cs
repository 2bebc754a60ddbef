using System.Buffers.Binary;

namespace QmsWorkflow.Documents.Pdf;

/// <summary>Where an object lies: at an offset, or as item of an object stream; an offset of 0 means free.</summary>
internal readonly record struct PdfPlace(long Offset, int Generation, int InStream, int Index)
{
    public static PdfPlace Free => default;

    public bool IsFree => Offset == 0 && InStream == 0;
}

/// <summary>The cross-reference sections of a file, newest first: tables, streams and hybrids. A file whose chain is broken is refused, never mended:
/// two readers would mend it differently, and a signature over it would say nothing.</summary>
internal sealed class PdfXref
{
    private const int MostSections = 500;
    private const int MostObjects = 500_000;
    private readonly ReadOnlyMemory<byte> bytes;
    private readonly HashSet<long> seen = [];

    public PdfXref(ReadOnlyMemory<byte> bytes)
    {
        this.bytes = bytes;
        Start = FindStart();
        for (long? next = Start; next is { } offset;)
        {
            if (seen.Count >= MostSections || !seen.Add(offset)) throw Broken("bảng tham chiếu chéo lặp vòng");
            next = Section(offset);
        }
    }

    /// <summary>The offset of the newest section.</summary>
    public long Start { get; }

    public Dictionary<int, PdfPlace> Places { get; } = [];

    /// <summary>The trailer of the newest section.</summary>
    public PdfValue.Dict Trailer { get; private set; } = PdfValue.Map();

    /// <summary>Whether the newest section is a stream; an update follows suit.</summary>
    public bool IsStream { get; private set; }

    private long FindStart()
    {
        var span = bytes.Span;
        if (!span.StartsWith("%PDF-"u8)) throw new PdfException("Đây không phải là tệp PDF.");
        var end = span.LastIndexOf("%%EOF"u8);
        if (end < 0) throw Broken("thiếu %%EOF");
        foreach (var b in span[(end + 5)..])
        {
            if (!PdfLexer.IsSpace(b)) throw Broken("có dữ liệu sau %%EOF cuối cùng");
        }

        var start = span[..end].LastIndexOf("startxref"u8);
        if (start < 0) throw Broken("thiếu startxref");
        var lexer = new PdfLexer(bytes[..end], start + 9);
        var offset = lexer.Integer();
        return lexer.IsAtEnd ? offset : throw Broken("startxref không đứng cuối tệp");
    }

    private long? Section(long offset)
    {
        if (offset <= 0 || offset >= bytes.Length) throw Broken("bảng tham chiếu chéo nằm ngoài tệp");
        var lexer = new PdfLexer(bytes, (int)offset);
        lexer.SkipSpace();
        var isTable = bytes.Span[lexer.Position..].StartsWith("xref"u8);
        var newest = seen.Count == 1;
        if (newest) IsStream = !isTable;
        var entries = new Dictionary<int, PdfPlace>();
        var trailer = isTable ? Table(lexer, entries) : Stream((int)offset, entries);
        if (newest) Trailer = trailer;
        if (trailer.TryGet("Encrypt", out _)) throw new PdfException("Tệp PDF được đặt mật khẩu nên không đọc được.");
        // A hybrid file: the stream fills in what the table leaves free.
        if (isTable && trailer["XRefStm"] is PdfValue.Number hybrid)
        {
            if (!seen.Add((long)hybrid.Value)) throw Broken("bảng tham chiếu chéo lặp vòng");
            var hidden = new Dictionary<int, PdfPlace>();
            Stream((int)hybrid.Value, hidden);
            foreach (var (id, place) in hidden.Where(h => !entries.TryGetValue(h.Key, out var known) || known.IsFree)) entries[id] = place;
        }

        // What a newer section says stands.
        foreach (var (id, place) in entries) Places.TryAdd(id, place);

        return trailer["Prev"] switch
        {
            PdfValue.Number previous => (long)previous.Value,
            PdfValue.Null => null,
            _ => throw Broken("Prev không phải là số"),
        };
    }

    private PdfValue.Dict Table(PdfLexer lexer, Dictionary<int, PdfPlace> entries)
    {
        lexer.Expect("xref");
        while (true)
        {
            lexer.SkipSpace();
            if (lexer.Position >= bytes.Length) throw Broken("bảng tham chiếu chéo thiếu trailer");
            if (bytes.Span[lexer.Position] == 't') break;
            var first = lexer.Integer();
            var count = lexer.Integer();
            CheckRange(first, count);
            for (var id = first; id < first + count; id++)
            {
                var offset = Long(lexer);
                var generation = lexer.Integer();
                var kind = lexer.Word();
                if (kind is not ("n" or "f")) throw Broken("bảng tham chiếu chéo có dòng sai");
                Add(entries, id, kind == "n" && offset > 0 ? new(offset, generation, 0, 0) : PdfPlace.Free);
            }
        }

        lexer.Expect("trailer");
        return lexer.Value() as PdfValue.Dict ?? throw Broken("trailer không phải là từ điển");
    }

    private static long Long(PdfLexer lexer) => lexer.Value(withReferences: false) is PdfValue.Number { Value: >= 0 and <= int.MaxValue } number ? (long)number.Value : throw lexer.Broken("cần một vị trí");

    private PdfValue.Dict Stream(int offset, Dictionary<int, PdfPlace> entries)
    {
        if (offset <= 0 || offset >= bytes.Length) throw Broken("bảng tham chiếu chéo nằm ngoài tệp");
        var (_, _, value) = PdfObjects.ReadAt(bytes, offset, length: null);
        if (value is not PdfValue.Stream stream || stream.Head["Type"] is not PdfValue.Name { Value: "XRef" }) throw Broken("bảng tham chiếu chéo không đúng chỗ");
        if (stream.Head["W"] is not PdfValue.Sequence { Items: [PdfValue.Number a, PdfValue.Number b, PdfValue.Number c] }) throw Broken("bảng tham chiếu chéo thiếu W");
        int[] widths = [(int)a.Value, (int)b.Value, (int)c.Value];
        if (widths.Any(w => w is < 0 or > 8) || widths.Sum() == 0) throw Broken("bảng tham chiếu chéo có W sai");

        var data = PdfFilters.Decode(stream, value => value);
        var size = stream.Head["Size"] is PdfValue.Number known ? (int)known.Value : 0;
        var index = stream.Head["Index"] is PdfValue.Sequence pairs ? pairs.Items.OfType<PdfValue.Number>().Select(n => (int)n.Value).ToArray() : [0, size];
        var at = 0;
        for (var pair = 0; pair + 1 < index.Length; pair += 2)
        {
            CheckRange(index[pair], index[pair + 1]);
            for (var id = index[pair]; id < index[pair] + index[pair + 1]; id++)
            {
                if (at + widths.Sum() > data.Length) throw Broken("bảng tham chiếu chéo bị cụt");
                var kind = widths[0] == 0 ? 1 : Field(data, ref at, widths[0]);
                var second = Field(data, ref at, widths[1]);
                var third = Field(data, ref at, widths[2]);
                if (second is < 0 or > int.MaxValue || third is < 0 or > int.MaxValue) throw Broken("bảng tham chiếu chéo có dòng sai");
                Add(entries, id, kind switch { 1 when second > 0 => new(second, (int)third, 0, 0), 2 when second > 0 => new(0, 0, (int)second, (int)third), _ => PdfPlace.Free });
            }
        }

        return stream.Head;
    }

    private static long Field(byte[] data, ref int at, int width)
    {
        Span<byte> padded = stackalloc byte[8];
        data.AsSpan(at, width).CopyTo(padded[(8 - width)..]);
        at += width;
        return BinaryPrimitives.ReadInt64BigEndian(padded);
    }

    private static void CheckRange(int first, int count)
    {
        if (first < 0 || count < 0 || (long)first + count > MostObjects) throw new PdfException("Tệp PDF có quá nhiều đối tượng.");
    }

    private static void Add(Dictionary<int, PdfPlace> entries, int id, PdfPlace place)
    {
        if (!entries.TryAdd(id, place)) throw Broken($"bảng tham chiếu chéo ghi đối tượng {id} hai lần");
    }

    private static PdfException Broken(string what) => new($"Tệp PDF hỏng: {what}.");
}
