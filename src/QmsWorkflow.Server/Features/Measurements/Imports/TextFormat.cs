using System.Text;

namespace QmsWorkflow.Server.Features.Measurements.Imports;

/// <summary>How the text of a file is written: by its first bytes and its first line.</summary>
/// <param name="Start">Where the text begins, behind the byte order mark and a line "sep=;".</param>
internal sealed record TextFormat(Encoding Encoding, char Delimiter, int Start, string Name)
{
    private const int Sample = 64 * 1024;
    private const int Lines = 20;
    private const string Kinds = "\t;,";

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

        var delimiter = Delimiters(Text(encoding, head.AsSpan(mark, length - mark)));
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

    /// <summary>The sample may end inside a letter: what is broken at its end does not matter here.</summary>
    private static string Text(Encoding encoding, ReadOnlySpan<byte> bytes)
    {
        var lenient = (Encoding)encoding.Clone();
        lenient.DecoderFallback = DecoderFallback.ReplacementFallback;
        return lenient.GetString(bytes);
    }

    private static string FirstLine(Encoding encoding, ReadOnlySpan<byte> bytes)
    {
        var text = Text(encoding, bytes);
        var end = text.IndexOfAny(['\r', '\n']);
        return end < 0 ? text : text[..end];
    }

    private static int Newline(Encoding encoding, ReadOnlySpan<byte> bytes, string line)
    {
        var rest = bytes[encoding.GetByteCount(line)..];
        var isPair = Text(encoding, rest[..Math.Min(rest.Length, 4)]).StartsWith("\r\n", StringComparison.Ordinal);
        return encoding.GetByteCount(isPair ? "\r\n" : "\n");
    }

    /// <summary>The delimiter of the line that has most of one kind: above the headers there may be titles, and inside fields other delimiters.</summary>
    private static char Delimiters(string text)
    {
        var (best, most) = (',', 0);
        Span<int> counts = [0, 0, 0];
        var isQuoted = false;
        var lines = 0;
        foreach (var letter in text)
        {
            if (letter == '"') isQuoted = !isQuoted;
            if (isQuoted) continue;
            if (letter == '\n' && ++lines == Lines) break;
            if (letter is '\n' or '\r') counts.Clear();
            var kind = Kinds.IndexOf(letter, StringComparison.Ordinal);
            if (kind >= 0 && ++counts[kind] > most) (best, most) = (letter, counts[kind]);
        }

        return best;
    }

    private static string Say(char delimiter) => delimiter == '\t' ? "dấu tab" : $"dấu {delimiter}";
}
