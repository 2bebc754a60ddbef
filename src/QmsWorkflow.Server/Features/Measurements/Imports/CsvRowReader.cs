using System.Text;

namespace QmsWorkflow.Server.Features.Measurements.Imports;

/// <summary>
/// CSV (RFC 4180) over one buffer: a field is a span of it, a row makes nothing for the garbage collector, and the byte at which a row ends is
/// known, so that reading can go on from there (ADR 0009 says why this is our own).
/// </summary>
internal sealed class CsvRowReader : IRowReader
{
    private const int ByteBuffer = 128 * 1024;
    private const int LongestRow = 4 * 1024 * 1024;

    private readonly Stream stream;
    private readonly TextFormat format;
    private readonly Decoder decoder;
    private readonly byte[] bytes = new byte[ByteBuffer];
    private char[] text = new char[2 * ByteBuffer];
    private int length;
    private int position;
    private bool isEnd;
    private long startByte;

    private int[] starts = new int[64];
    private int[] lengths = new int[64];
    private char[] unescaped = new char[1024];
    private int unescapedLength;

    public CsvRowReader(Stream stream, TextFormat format)
    {
        (this.stream, this.format) = (stream, format);
        decoder = format.Encoding.GetDecoder();
        GoOn(format.Start, 0);
    }

    public long Row { get; private set; }

    public int Count { get; private set; }

    public string Format => format.Name;

    /// <value>The byte at which the next row begins.</value>
    public long BytesRead => startByte + format.Encoding.GetByteCount(text, 0, position);

    public ReadOnlySpan<char> this[int index] =>
        index >= Count ? [] : starts[index] >= 0 ? text.AsSpan(starts[index], lengths[index]) : unescaped.AsSpan(~starts[index], lengths[index]);

    public bool Read()
    {
        while (true)
        {
            if (position == length && isEnd) return false;
            if (TryParse(out var next))
            {
                Row++;
                position = next;
                // An empty line is no row of the table, yet it counts where people look for a row.
                if (Count == 1 && lengths[0] == 0) continue;
                return true;
            }

            Fill();
        }
    }

    public void GoOn(long startByte, long rowsBefore)
    {
        (Row, this.startByte, Count, length, position, isEnd) = (rowsBefore, startByte, 0, 0, 0, false);
        decoder.Reset();
        stream.Position = startByte;
    }

    public void Dispose() => stream.Dispose();

    private bool TryParse(out int next)
    {
        (Count, unescapedLength, next) = (0, 0, position);
        var at = position;
        while (true)
        {
            var start = at;
            if (at < length && text[at] == '"')
            {
                if (!TryQuoted(ref at)) return false;
            }
            else
            {
                var stop = text.AsSpan(at, length - at).IndexOfAny(format.Delimiter, '\n', '\r');
                if (stop < 0 && !isEnd) return false;
                at = stop < 0 ? length : at + stop;
                Add(start, at - start);
            }

            if (at == length)
            {
                if (!isEnd) return false;
                next = at;
                return true;
            }

            if (text[at] == format.Delimiter)
            {
                at++;
                continue;
            }

            if (text[at] == '\n')
            {
                next = at + 1;
                return true;
            }

            // A carriage return: alone or with the line feed behind it.
            if (at + 1 == length && !isEnd) return false;
            next = at + 1 < length && text[at + 1] == '\n' ? at + 2 : at + 1;
            return true;
        }
    }

    private bool TryQuoted(ref int at)
    {
        var start = at + 1;
        var from = start;
        var hasPairs = false;
        while (true)
        {
            var quote = text.AsSpan(from, length - from).IndexOf('"');
            if (quote < 0)
            {
                return !isEnd ? false : throw new BadFileException($"Dòng {Row + 1}: dấu nháy kép mở ra mà không đóng lại. Hãy sửa ô đó rồi nhập lại.");
            }

            quote += from;
            if (quote + 1 == length && !isEnd) return false;
            if (quote + 1 < length && text[quote + 1] == '"')
            {
                hasPairs = true;
                from = quote + 2;
                continue;
            }

            if (hasPairs) AddUnescaped(text.AsSpan(start, quote - start));
            else Add(start, quote - start);
            at = quote + 1;
            break;
        }

        if (at < length && text[at] != format.Delimiter && text[at] is not ('\r' or '\n'))
        {
            throw new BadFileException($"Dòng {Row + 1}: sau dấu nháy kép đóng còn có chữ. Trong ô có dấu nháy kép thì phải viết hai lần (\"\").");
        }

        return true;
    }

    private void Add(int start, int size)
    {
        if (Count == starts.Length)
        {
            Array.Resize(ref starts, 2 * Count);
            Array.Resize(ref lengths, 2 * Count);
        }

        (starts[Count], lengths[Count]) = (start, size);
        Count++;
    }

    private void AddUnescaped(ReadOnlySpan<char> field)
    {
        if (unescapedLength + field.Length > unescaped.Length) Array.Resize(ref unescaped, 2 * (unescapedLength + field.Length));
        var start = unescapedLength;
        for (var i = 0; i < field.Length; i++)
        {
            unescaped[unescapedLength++] = field[i];
            if (field[i] == '"') i++;
        }

        Add(~start, unescapedLength - start);
    }

    /// <summary>Moves the begun row to the front and reads on behind it.</summary>
    private void Fill()
    {
        startByte += format.Encoding.GetByteCount(text, 0, position);
        text.AsSpan(position, length - position).CopyTo(text);
        (length, position) = (length - position, 0);
        if (length > LongestRow) throw new BadFileException($"Dòng {Row + 1} dài hơn {LongestRow / 1024 / 1024} triệu chữ: có thể thiếu một dấu nháy kép.");
        if (text.Length - length < ByteBuffer + 1) Array.Resize(ref text, 2 * text.Length);
        try
        {
            var read = stream.Read(bytes);
            isEnd = read == 0;
            length += decoder.GetChars(bytes.AsSpan(0, read), text.AsSpan(length), flush: isEnd);
        }
        catch (DecoderFallbackException)
        {
            throw new BadFileException($"Sau dòng {Row}: chữ trong tệp không đọc được theo {(format.Name.Contains("UTF-8", StringComparison.Ordinal) ? "UTF-8" : "UTF-16")}. Hãy lưu lại tệp dạng \"CSV UTF-8\" hoặc .xlsx.");
        }
    }
}
