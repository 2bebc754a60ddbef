using QmsWorkflow.Documents.Filling;

namespace QmsWorkflow.Documents;

/// <summary>Counts what comes out of a packed part, and refuses a tag that no writer of Word files makes before a reader holds it in memory.</summary>
/// <param name="inner">The unpacked bytes.</param>
/// <param name="count">Called with each number of bytes.</param>
/// <param name="part">The name of the part, for the reason.</param>
/// <param name="isXml">It has tags.</param>
internal sealed class GuardedStream(Stream inner, Action<int> count, string part, bool isXml) : Stream
{
    /// <summary>The longest that Word writes, a root with all its namespaces, has some 5 KB.</summary>
    private const int MaxTag = 128 * 1024;

    /// <summary>How many bytes came out, and their checksum: the directory of the zip must say the same.</summary>
    public (long Length, uint Checksum) Seen { get; private set; }

    /// <summary>The bytes since a tag was opened; -1 outside of tags.</summary>
    private int tag = -1;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        var read = inner.Read(buffer);
        count(read);
        Seen = (Seen.Length + read, Crc32.Continue(Seen.Checksum, buffer[..read]));
        if (isXml) Follow(buffer[..read]);
        return read;
    }

    /// <summary>What another program would unpack more than we did is a bomb for that program.</summary>
    public void CheckEnd(System.IO.Compression.ZipArchiveEntry entry)
    {
        if (Seen != (entry.Length, entry.Crc32)) throw new DocxException($"Tệp Word bị hỏng: phần {part} không đúng với mục lục của tệp nén.");
    }

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private void Follow(ReadOnlySpan<byte> bytes)
    {
        while (true)
        {
            var place = tag < 0 ? bytes.IndexOf((byte)'<') : bytes.IndexOf((byte)'>');
            if (tag >= 0) tag += place < 0 ? bytes.Length : place;
            if (tag > MaxTag) throw new DocxException($"Phần {part} của tệp Word có thuộc tính quá dài.");
            if (place < 0) return;

            tag = tag < 0 ? 0 : -1;
            bytes = bytes[(place + 1)..];
        }
    }
}
