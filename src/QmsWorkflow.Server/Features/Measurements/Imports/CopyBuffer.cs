using System.Buffers.Binary;
using System.Text;

namespace QmsWorkflow.Server.Features.Measurements.Imports;

/// <summary>Rows in PostgreSQL's binary COPY format, written into one buffer and passed on when it is full.</summary>
internal sealed class CopyBuffer(Stream copy) : IDisposable
{
    private const int Size = 64 * 1024;
    private static readonly long Epoch = new DateTime(2000, 1, 1).Ticks;

    private byte[] buffer = new byte[Size];
    private int used;

    public void Header()
    {
        ReadOnlySpan<byte> mark = [(byte)'P', (byte)'G', (byte)'C', (byte)'O', (byte)'P', (byte)'Y', (byte)'\n', 0xFF, (byte)'\r', (byte)'\n', 0, 0, 0, 0, 0, 0, 0, 0, 0];
        mark.CopyTo(buffer);
        used = mark.Length;
    }

    public void Row(short columns)
    {
        if (used > Size / 2) Flush();
        BinaryPrimitives.WriteInt16BigEndian(buffer.AsSpan(used), columns);
        used += 2;
    }

    public void Text(ReadOnlySpan<char> value)
    {
        var most = 4 + (3 * value.Length);
        if (used + most > buffer.Length)
        {
            Flush();
            if (most > buffer.Length) buffer = new byte[2 * most];
        }

        var written = Encoding.UTF8.GetBytes(value, buffer.AsSpan(used + 4));
        BinaryPrimitives.WriteInt32BigEndian(buffer.AsSpan(used), written);
        used += 4 + written;
    }

    public void Uuid(Guid value)
    {
        Length(16);
        value.TryWriteBytes(buffer.AsSpan(used), bigEndian: true, out _);
        used += 16;
    }

    public void Bool(bool value)
    {
        Length(1);
        buffer[used++] = value ? (byte)1 : (byte)0;
    }

    public void Bool(bool? value)
    {
        if (value is { } known) Bool(known);
        else Null();
    }

    public void Small(short value)
    {
        Length(2);
        BinaryPrimitives.WriteInt16BigEndian(buffer.AsSpan(used), value);
        used += 2;
    }

    public void Int(int value)
    {
        Length(4);
        BinaryPrimitives.WriteInt32BigEndian(buffer.AsSpan(used), value);
        used += 4;
    }

    public void Long(long value)
    {
        Length(8);
        BinaryPrimitives.WriteInt64BigEndian(buffer.AsSpan(used), value);
        used += 8;
    }

    /// <summary>A timestamp without time zone.</summary>
    public void Time(DateTime? value)
    {
        if (value is { } known) Long((known.Ticks - Epoch) / TimeSpan.TicksPerMicrosecond);
        else Null();
    }

    /// <summary>The end of the copy.</summary>
    public void End()
    {
        Row(-1);
        Flush();
    }

    public void Dispose() => copy.Dispose();

    private void Null()
    {
        Room(4);
        BinaryPrimitives.WriteInt32BigEndian(buffer.AsSpan(used), -1);
        used += 4;
    }

    private void Length(int length)
    {
        Room(20);
        BinaryPrimitives.WriteInt32BigEndian(buffer.AsSpan(used), length);
        used += 4;
    }

    private void Room(int bytes)
    {
        if (used + bytes > buffer.Length) Flush();
    }

    private void Flush()
    {
        copy.Write(buffer, 0, used);
        used = 0;
    }
}
