using System.Globalization;
using System.Text;

namespace QmsWorkflow.Documents.Pdf;

/// <summary>Reads values from the bytes of a PDF file or of a content stream, strictly and within bounds.</summary>
/// <param name="bytes">The bytes; never copied but for strings.</param>
internal sealed class PdfLexer(ReadOnlyMemory<byte> bytes, int position = 0)
{
    private const int MostDepth = 100;
    private const int LongestName = 256;

    private ReadOnlySpan<byte> Span => bytes.Span;

    public int Position { get; set; } = position;

    public bool IsAtEnd
    {
        get
        {
            SkipSpace();
            return Position >= bytes.Length;
        }
    }

    /// <summary>The next value; references "1 0 R" are recognised when the source may hold them.</summary>
    public PdfValue Value(bool withReferences = true, int depth = 0)
    {
        if (depth > MostDepth) throw Broken("lồng quá sâu");
        SkipSpace();
        var first = Peek();
        switch (first)
        {
            case '/': return new PdfValue.Name(Name());
            case '(': return new PdfValue.Text(Literal());
            case '[': return Sequence(withReferences, depth);
            case '<': return Peek(1) == '<' ? Dict(withReferences, depth) : new PdfValue.Text(Hex());
            case '+' or '-' or '.' or (>= '0' and <= '9'): return NumberOrReference(withReferences);
        }

        var word = Word();
        return word switch
        {
            "true" => new PdfValue.Bool(true),
            "false" => new PdfValue.Bool(false),
            "null" => PdfValue.Nothing,
            _ => throw Broken($"gặp \"{word}\""),
        };
    }

    /// <summary>The next operator of a content stream, or null when a value comes next.</summary>
    public string? TryOperator()
    {
        SkipSpace();
        var first = Peek();
        if (first is '/' or '(' or '[' or '<' or '+' or '-' or '.' or (>= '0' and <= '9')) return null;
        var start = Position;
        var word = Word();
        if (word is not ("true" or "false" or "null")) return word;
        Position = start;
        return null;
    }

    public string Word()
    {
        SkipSpace();
        var start = Position;
        while (Position < bytes.Length && IsRegular(Span[Position])) Position++;
        if (Position == start) Position++; // a lone delimiter is a word of its own
        if (Position > bytes.Length) throw Broken("tệp kết thúc giữa chừng");
        return Encoding.Latin1.GetString(Span[start..Math.Min(Position, start + LongestName)]);
    }

    public void Expect(string word)
    {
        var start = Position;
        var found = Word();
        if (found == word) return;
        Position = start;
        throw Broken($"cần \"{word}\" nhưng gặp \"{found}\"");
    }

    public int Integer()
    {
        SkipSpace();
        var start = Position;
        while (Position < bytes.Length && Span[Position] is >= (byte)'0' and <= (byte)'9') Position++;
        return int.TryParse(Span[start..Position], NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : throw Broken("cần một số nguyên");
    }

    public void SkipSpace()
    {
        while (Position < bytes.Length)
        {
            var b = Span[Position];
            if (b == '%')
            {
                while (Position < bytes.Length && Span[Position] is not ((byte)'\r' or (byte)'\n')) Position++;
            }
            else if (IsSpace(b)) Position++;
            else break;
        }
    }

    public PdfException Broken(string what) => new($"Tệp PDF hỏng tại byte {Position}: {what}.");

    private int Peek(int ahead = 0) => Position + ahead < bytes.Length ? Span[Position + ahead] : -1;

    private PdfValue NumberOrReference(bool withReferences)
    {
        var start = Position;
        while (Position < bytes.Length && Span[Position] is (byte)'+' or (byte)'-' or (byte)'.' or (>= (byte)'0' and <= (byte)'9')) Position++;
        var text = Span[start..Position];
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) || text.Length > 40) throw Broken("số viết sai");
        if (!withReferences || number < 0 || number > int.MaxValue || text.Contains((byte)'.')) return new PdfValue.Number(number);

        var after = Position;
        SkipSpace();
        var digits = Position;
        while (Position < bytes.Length && Span[Position] is >= (byte)'0' and <= (byte)'9') Position++;
        if (Position > digits && int.TryParse(Span[digits..Position], NumberStyles.None, CultureInfo.InvariantCulture, out var generation))
        {
            SkipSpace();
            if (Peek() == 'R' && (Peek(1) < 0 || !IsRegular((byte)Peek(1))))
            {
                Position++;
                return new PdfValue.Reference((int)number, generation);
            }
        }

        Position = after;
        return new PdfValue.Number(number);
    }

    private string Name()
    {
        Position++;
        var name = new StringBuilder();
        while (Position < bytes.Length && IsRegular(Span[Position]))
        {
            if (name.Length > LongestName) throw Broken("tên quá dài");
            var b = Span[Position++];
            if (b == '#' && Position + 1 < bytes.Length && HexDigit(Span[Position]) is var high and >= 0 && HexDigit(Span[Position + 1]) is var low and >= 0)
            {
                b = (byte)((high << 4) | low);
                Position += 2;
            }

            name.Append((char)b);
        }

        return name.ToString();
    }

    private PdfValue.Sequence Sequence(bool withReferences, int depth)
    {
        Position++;
        var items = new List<PdfValue>();
        for (SkipSpace(); Peek() != ']'; SkipSpace())
        {
            if (Peek() < 0) throw Broken("danh sách không đóng");
            items.Add(Value(withReferences, depth + 1));
        }

        Position++;
        return new(items);
    }

    private PdfValue.Dict Dict(bool withReferences, int depth)
    {
        Position += 2;
        var entries = new Dictionary<string, PdfValue>(StringComparer.Ordinal);
        for (SkipSpace(); Peek() != '>'; SkipSpace())
        {
            if (Peek() != '/') throw Broken("từ điển thiếu tên");
            // Readers disagree on which of two equal keys counts.
            if (!entries.TryAdd(Name(), Value(withReferences, depth + 1))) throw Broken("từ điển có hai mục cùng tên");
        }

        if (Peek(1) != '>') throw Broken("từ điển không đóng");
        Position += 2;
        return new(entries);
    }

    private byte[] Hex()
    {
        Position++;
        var content = new List<byte>();
        var pending = -1;
        for (SkipSpace(); Peek() != '>'; SkipSpace())
        {
            var digit = Peek() < 0 ? -1 : HexDigit((byte)Peek());
            if (digit < 0) throw Broken("chuỗi hexa viết sai");
            if (pending < 0) pending = digit;
            else
            {
                content.Add((byte)((pending << 4) | digit));
                pending = -1;
            }

            Position++;
        }

        Position++;
        if (pending >= 0) content.Add((byte)(pending << 4));
        return [.. content];
    }

    private byte[] Literal()
    {
        Position++;
        var content = new List<byte>();
        for (var open = 1; ;)
        {
            if (Peek() < 0) throw Broken("chuỗi không đóng");
            var b = Span[Position++];
            if (b == '(') open++;
            if (b == ')' && --open == 0) return [.. content];
            if (b == '\\') Escape(content);
            else if (b == '\r')
            {
                if (Peek() == '\n') Position++;
                content.Add((byte)'\n');
            }
            else content.Add(b);
        }
    }

    private void Escape(List<byte> content)
    {
        if (Peek() < 0) throw Broken("chuỗi không đóng");
        var b = Span[Position++];
        if (b is >= (byte)'0' and <= (byte)'7')
        {
            var code = b - '0';
            for (var more = 0; more < 2 && Peek() is >= '0' and <= '7'; more++) code = (code * 8) + (Span[Position++] - '0');
            content.Add((byte)code);
            return;
        }

        if (b == '\r' && Peek() == '\n') Position++;
        if (b is (byte)'\r' or (byte)'\n') return;
        content.Add(b switch { (byte)'n' => (byte)'\n', (byte)'r' => (byte)'\r', (byte)'t' => (byte)'\t', (byte)'b' => (byte)'\b', (byte)'f' => (byte)'\f', _ => b });
    }

    public static bool IsSpace(byte b) => b is 0 or 9 or 10 or 12 or 13 or 32;

    private static bool IsRegular(byte b) => !IsSpace(b) && b is not ((byte)'(' or (byte)')' or (byte)'<' or (byte)'>' or (byte)'[' or (byte)']' or (byte)'{' or (byte)'}' or (byte)'/' or (byte)'%');

    private static int HexDigit(byte b) => b switch
    {
        >= (byte)'0' and <= (byte)'9' => b - '0',
        >= (byte)'a' and <= (byte)'f' => b - 'a' + 10,
        >= (byte)'A' and <= (byte)'F' => b - 'A' + 10,
        _ => -1,
    };
}
