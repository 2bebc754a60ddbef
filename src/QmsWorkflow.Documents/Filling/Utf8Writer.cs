using System.Buffers;
using System.Text;

namespace QmsWorkflow.Documents.Filling;

/// <summary>Bytes that grow; the memory is borrowed and given back.</summary>
internal sealed class Utf8Writer : IDisposable
{
    /// <summary>A part above this size is refused: lists and long texts multiply.</summary>
    private const int MaxBytes = 192 * 1024 * 1024;

    private static readonly SearchValues<char> Special = SearchValues.Create("&<>\"\r");

    private byte[] buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Written => buffer.AsSpan(0, Length);

    public void Write(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Room(bytes.Length));
        Length += bytes.Length;
    }

    /// <summary>Writes text as the content of an element or of an attribute.</summary>
    public void WriteText(ReadOnlySpan<char> text)
    {
        for (int special; (special = text.IndexOfAny(Special)) >= 0; text = text[(special + 1)..])
        {
            WritePlain(text[..special]);
            Write(text[special] switch { '&' => "&amp;"u8, '<' => "&lt;"u8, '>' => "&gt;"u8, '"' => "&quot;"u8, _ => "&#13;"u8 });
        }

        WritePlain(text);
    }

    public void Write(int number)
    {
        number.TryFormat(Room(11), out var written, provider: System.Globalization.CultureInfo.InvariantCulture);
        Length += written;
    }

    public void WritePlain(ReadOnlySpan<char> text) => Length += Encoding.UTF8.GetBytes(text, Room(text.Length * 3));

    /// <summary>Takes back what was written behind a place.</summary>
    public void CutTo(int length) => Length = length;

    public void InsertAt(int place, ReadOnlySpan<byte> bytes)
    {
        Room(bytes.Length);
        buffer.AsSpan(place, Length - place).CopyTo(buffer.AsSpan(place + bytes.Length));
        bytes.CopyTo(buffer.AsSpan(place));
        Length += bytes.Length;
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(buffer);
        buffer = [];
    }

    private Span<byte> Room(int bytes)
    {
        if (bytes > buffer.Length - Length) Grow(bytes);
        return buffer.AsSpan(Length);
    }

    private void Grow(int bytes)
    {
        if ((long)Length + bytes > MaxBytes) throw new DocumentTooLargeException();

        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(buffer.Length * 2, Length + bytes));
        Written.CopyTo(larger);
        ArrayPool<byte>.Shared.Return(buffer);
        buffer = larger;
    }
}

/// <summary>The data would make a document that nobody could open.</summary>
internal sealed class DocumentTooLargeException : Exception;
