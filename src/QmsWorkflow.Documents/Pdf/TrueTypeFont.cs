using System.Buffers.Binary;
using System.Text;

namespace QmsWorkflow.Documents.Pdf;

/// <summary>A TrueType font from which the few letters of a stamp are embedded.</summary>
internal sealed class TrueTypeFont
{
    private const int Most = 32 * 1024 * 1024;
    private static readonly string[] Kept = ["cvt ", "fpgm", "glyf", "head", "hhea", "hmtx", "loca", "maxp", "prep"];
    private readonly byte[] bytes;
    private readonly Dictionary<string, (int Offset, int Length)> tables = new(StringComparer.Ordinal);
    private readonly int unitsPerEm;
    private readonly int glyphCount;

    public TrueTypeFont(byte[] bytes)
    {
        this.bytes = bytes;
        if (bytes.Length is < 12 or > Most || U32(0) is not (0x00010000 or 0x74727565)) throw new PdfException("Tệp phông chữ không phải là TrueType.");
        for (var i = 0; i < U16(4); i++)
        {
            var at = 12 + (16 * i);
            var (offset, length) = (U32(at + 8), U32(at + 12));
            if (offset + (long)length > bytes.Length) throw new PdfException("Tệp phông chữ bị cụt.");
            tables[Encoding.ASCII.GetString(bytes, at, 4)] = ((int)offset, (int)length);
        }

        unitsPerEm = Math.Max((ushort)1, U16(Table("head") + 18));
        glyphCount = U16(Table("maxp") + 4);
    }

    /// <summary>Ascent, descent and box in thousandths of the size.</summary>
    public (double Ascent, double Descent, double[] Box) Metrics => (
        Thousandth(S16(Table("hhea") + 4)), Thousandth(S16(Table("hhea") + 6)),
        [.. Enumerable.Range(0, 4).Select(i => Thousandth(S16(Table("head") + 36 + (2 * i))))]);

    public double Width(int glyph)
    {
        var metrics = U16(Table("hhea") + 34);
        return Thousandth(U16(Table("hmtx") + (4 * Math.Min(glyph, metrics - 1))));
    }

    /// <summary>The glyph of a character; 0, the missing glyph, when the font has none.</summary>
    public int Glyph(int character)
    {
        var cmap = Table("cmap");
        for (var i = 0; i < U16(cmap + 2); i++)
        {
            var at = cmap + (int)U32(cmap + 4 + (8 * i) + 4);
            if (U16(cmap + 4 + (8 * i)) is 0 or 3 && U16(at) == 4) return Format4(at, character);
        }

        throw new PdfException("Phông chữ không có bảng mã Unicode.");
    }

    /// <summary>The font with only these glyphs drawn; glyph numbers stay as they are.</summary>
    public byte[] Subset(IEnumerable<int> glyphs)
    {
        var wanted = new HashSet<int> { 0 };
        var open = new Stack<int>(glyphs.Where(g => g < glyphCount));
        while (open.TryPop(out var glyph))
        {
            if (!wanted.Add(glyph)) continue;
            foreach (var part in Parts(glyph)) open.Push(part);
        }

        using var glyf = new MemoryStream();
        var loca = new byte[4 * (glyphCount + 1)];
        for (var glyph = 0; glyph < glyphCount; glyph++)
        {
            if (wanted.Contains(glyph)) glyf.Write(Outline(glyph));
            while (glyf.Length % 4 != 0) glyf.WriteByte(0);
            BinaryPrimitives.WriteInt32BigEndian(loca.AsSpan(4 * (glyph + 1)), (int)glyf.Length);
        }

        return Assemble(Kept.Where(tables.ContainsKey).ToDictionary(name => name, name => name switch
        {
            "glyf" => glyf.ToArray(),
            "loca" => loca,
            "head" => LongLoca(),
            _ => bytes.AsSpan(tables[name].Offset, tables[name].Length).ToArray(),
        }));
    }

    private byte[] LongLoca()
    {
        var head = bytes.AsSpan(tables["head"].Offset, tables["head"].Length).ToArray();
        head.AsSpan(8, 4).Clear();
        BinaryPrimitives.WriteInt16BigEndian(head.AsSpan(50), 1);
        return head;
    }

    private static byte[] Assemble(Dictionary<string, byte[]> parts)
    {
        using var target = new MemoryStream();
        void Write16(int value) => target.Write([(byte)(value >> 8), (byte)value]);
        void Write32(uint value) => target.Write([(byte)(value >> 24), (byte)(value >> 16), (byte)(value >> 8), (byte)value]);
        var power = (int)Math.Pow(2, Math.Floor(Math.Log2(parts.Count)));
        Write32(0x00010000);
        Write16(parts.Count);
        Write16(power * 16);
        Write16((int)Math.Log2(power));
        Write16((parts.Count - power) * 16);
        var offset = 12 + (16 * parts.Count);
        foreach (var (name, body) in parts.OrderBy(p => p.Key, StringComparer.Ordinal))
        {
            target.Write(Encoding.ASCII.GetBytes(name));
            Write32(Checksum(body));
            Write32((uint)offset);
            Write32((uint)body.Length);
            offset += (body.Length + 3) / 4 * 4;
        }

        foreach (var (_, body) in parts.OrderBy(p => p.Key, StringComparer.Ordinal))
        {
            target.Write(body);
            while (target.Length % 4 != 0) target.WriteByte(0);
        }

        return target.ToArray();
    }

    private static uint Checksum(byte[] body)
    {
        var sum = 0u;
        for (var i = 0; i < body.Length; i++) sum = unchecked(sum + ((uint)body[i] << (24 - (8 * (i % 4)))));
        return sum;
    }

    private ReadOnlySpan<byte> Outline(int glyph)
    {
        var isLong = S16(Table("head") + 50) == 1;
        var loca = Table("loca");
        var start = isLong ? (int)U32(loca + (4 * glyph)) : 2 * U16(loca + (2 * glyph));
        var end = isLong ? (int)U32(loca + (4 * glyph) + 4) : 2 * U16(loca + (2 * glyph) + 2);
        return start < 0 || end < start || end > tables["glyf"].Length ? throw new PdfException("Tệp phông chữ hỏng.") : bytes.AsSpan(tables["glyf"].Offset + start, end - start);
    }

    private List<int> Parts(int glyph)
    {
        var outline = Outline(glyph);
        var parts = new List<int>();
        if (outline.Length < 10 || BinaryPrimitives.ReadInt16BigEndian(outline) >= 0) return parts;
        for (var at = 10; at + 4 <= outline.Length && parts.Count < 100;)
        {
            var flags = BinaryPrimitives.ReadUInt16BigEndian(outline[at..]);
            parts.Add(Math.Min((int)BinaryPrimitives.ReadUInt16BigEndian(outline[(at + 2)..]), glyphCount - 1));
            if ((flags & 0x20) == 0) break;
            at += 4 + ((flags & 1) != 0 ? 4 : 2) + ((flags & 8) != 0 ? 2 : (flags & 0x40) != 0 ? 4 : (flags & 0x80) != 0 ? 8 : 0);
        }

        return parts;
    }

    private int Format4(int at, int character)
    {
        var segments = U16(at + 6) / 2;
        for (var i = 0; i < segments; i++)
        {
            if (U16(at + 14 + (2 * i)) < character) continue;
            var start = U16(at + 16 + (2 * segments) + (2 * i));
            if (start > character) return 0;
            var delta = U16(at + 16 + (4 * segments) + (2 * i));
            var place = at + 16 + (6 * segments) + (2 * i);
            var range = U16(place);
            if (range == 0) return (character + delta) & 0xFFFF;
            var glyph = U16(place + range + (2 * (character - start)));
            return glyph == 0 ? 0 : (glyph + delta) & 0xFFFF;
        }

        return 0;
    }

    private int Table(string name) => tables.TryGetValue(name, out var table) ? table.Offset : throw new PdfException($"Phông chữ thiếu bảng {name}.");

    private double Thousandth(int units) => units * 1000.0 / unitsPerEm;

    private ushort U16(int at) => BinaryPrimitives.ReadUInt16BigEndian(bytes.AsSpan(at));

    private short S16(int at) => BinaryPrimitives.ReadInt16BigEndian(bytes.AsSpan(at));

    private uint U32(int at) => BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(at));
}
