using System.Text;

namespace QmsWorkflow.Server.Features.Measurements.Imports;

/// <summary>How the text of a file is written: by its first bytes and its first line.</summary>
/// <param name="Start">Where the text begins, behind the byte order mark and a line "sep=;".</param>
internal sealed record TextFormat(Encoding Encoding, char Delimiter, int Start, string Name)
{
    private const int Sample = 64 * 1024;

    private static readonly UTF8Encoding Utf8 = new(false, throwOnInvalidBytes: true);
    private static readonly UnicodeEncoding LittleEndian = new(bigEndian: false, byteOrderMark: false, throwOnInvalidBytes: true);
    private static readonly UnicodeEncoding BigEndian = new(bigEndian: true, byteOrderMark: false, throwOnInvalidBytes: true);

    public static TextFormat Detect(Stream stream)
    {
        stream.Position = 0;
        var head = new byte[Sample];
        var length = stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        var (encoding, mark) = OfBytes(head.AsSpan(0, length));
        var line = FirstLine(encoding, head.AsSpan(mark, length - mark));
        var name = ReferenceEquals(encoding, Utf8) ? "UTF-8" : "UTF-16";
        if (line is ['s', 'e', 'p', '=', var told]) return new TextFormat(encoding, told, mark + encoding.GetByteCount(line) + Newline(encoding, head.AsSpan(mark, length - mark), line), $"CSV, {name}, {Say(told)}");

        var delimiter = Delimiters(line);
        return new TextFormat(encoding, delimiter, mark, $"CSV, {name}, {Say(delimiter)}");
    }

    private static (Encoding Encoding, int Mark) OfBytes(ReadOnlySpan<byte> head) => head switch
    {
        [0xEF, 0xBB, 0xBF, ..] => (Utf8, 3),
        [0xFF, 0xFE, ..] => (LittleEndian, 2),
        [0xFE, 0xFF, ..] => (BigEndian, 2),
        // Without a mark: Latin letters of UTF-16 have a zero beside them, and UTF-8 has none.
        [not 0, 0, not 0, 0, ..] => (LittleEndian, 0),
        [0, not 0, 0, not 0, ..] => (BigEndian, 0),
        _ => (Utf8, 0),
    };

    private static string FirstLine(Encoding encoding, ReadOnlySpan<byte> bytes)
    {
        // The sample may end inside a letter: what is broken at its end does not matter here.
        var lenient = (Encoding)encoding.Clone();
        lenient.DecoderFallback = DecoderFallback.ReplacementFallback;
        var text = lenient.GetString(bytes);
        var isQuoted = false;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '"') isQuoted = !isQuoted;
            else if (!isQuoted && text[i] is '\n' or '\r' && i > 0) return text[..i].TrimStart('\r', '\n');
        }

        return text;
    }

    private static int Newline(Encoding encoding, ReadOnlySpan<byte> bytes, string line)
    {
        var rest = bytes[encoding.GetByteCount(line)..];
        var isPair = encoding.GetString(rest[..Math.Min(rest.Length & ~1, 4)]).StartsWith("\r\n", StringComparison.Ordinal);
        return encoding.GetByteCount(isPair ? "\r\n" : "\n");
    }

    private static char Delimiters(string line)
    {
        Span<int> counts = [0, 0, 0];
        var isQuoted = false;
        foreach (var letter in line)
        {
            if (letter == '"') isQuoted = !isQuoted;
            else if (!isQuoted && letter == ';') counts[0]++;
            else if (!isQuoted && letter == ',') counts[1]++;
            else if (!isQuoted && letter == '\t') counts[2]++;
        }

        return counts[2] > 0 && counts[2] >= counts[0] && counts[2] >= counts[1] ? '\t' : counts[0] >= counts[1] && counts[0] > 0 ? ';' : ',';
    }

    private static string Say(char delimiter) => delimiter == '\t' ? "dấu tab" : $"dấu {delimiter}";
}
