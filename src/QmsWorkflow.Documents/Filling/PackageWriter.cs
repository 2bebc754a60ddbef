using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace QmsWorkflow.Documents.Filling;

/// <summary>An entry of a zip, packed already: what a template never changes is packed once.</summary>
internal sealed record PackedEntry(byte[] Name, ReadOnlyMemory<byte> Packed, uint Checksum, int Size, bool IsDeflated);

/// <summary>Writes zip files whose bytes depend on nothing but their content.</summary>
internal static class PackageWriter
{
    private const int LocalHeader = 30, DirectoryHeader = 46, DirectoryEnd = 22;

    /// <summary>The first day of 1980, the first that a zip can tell.</summary>
    private const ushort Day = (1 << 5) | 1;

    /// <summary>Names are UTF-8.</summary>
    private const ushort Flags = 1 << 11;

    public static PackedEntry Pack(string name, ReadOnlySpan<byte> content)
    {
        using var packed = new MemoryStream(content.Length / 6 + 64);
        using (var deflate = new DeflateStream(packed, CompressionLevel.Optimal, leaveOpen: true)) deflate.Write(content);
        var isSmaller = packed.Length < content.Length;
        return new PackedEntry(Encoding.UTF8.GetBytes(name), isSmaller ? packed.GetBuffer().AsMemory(0, (int)packed.Length) : content.ToArray(), Crc32.Of(content), content.Length, isSmaller);
    }

    /// <summary>One zip of all entries, in the order of their names; [Content_Types].xml, which readers want first, comes first so.</summary>
    public static byte[] Write(IEnumerable<PackedEntry> entries)
    {
        var ordered = entries.ToArray();
        Array.Sort(ordered, (one, other) => one.Name.AsSpan().SequenceCompareTo(other.Name));
        var zip = new byte[ordered.Sum(entry => LocalHeader + DirectoryHeader + 2 * entry.Name.Length + entry.Packed.Length) + DirectoryEnd];
        var places = ArrayPool<int>.Shared.Rent(ordered.Length);
        var place = 0;
        for (var index = 0; index < ordered.Length; index++)
        {
            var entry = ordered[index];
            places[index] = place;
            var header = zip.AsSpan(place, LocalHeader);
            BinaryPrimitives.WriteUInt32LittleEndian(header, 0x04034B50);
            WriteCommon(header[4..], entry);
            place += LocalHeader;
            entry.Name.CopyTo(zip, place);
            entry.Packed.Span.CopyTo(zip.AsSpan(place + entry.Name.Length));
            place += entry.Name.Length + entry.Packed.Length;
        }

        var directory = place;
        for (var index = 0; index < ordered.Length; index++) WriteDirectory(zip, ref place, ordered[index], places[index]);
        ArrayPool<int>.Shared.Return(places);
        WriteEnd(zip.AsSpan(place), ordered.Length, place - directory, directory);
        return zip;
    }

    /// <summary>What the header before an entry and the directory have in common: version, flags, method, time, checksum, sizes and the length of the name.</summary>
    private static void WriteCommon(Span<byte> header, PackedEntry entry)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(header, 20);
        BinaryPrimitives.WriteUInt16LittleEndian(header[2..], Flags);
        BinaryPrimitives.WriteUInt16LittleEndian(header[4..], (ushort)(entry.IsDeflated ? 8 : 0));
        BinaryPrimitives.WriteUInt16LittleEndian(header[8..], Day);
        BinaryPrimitives.WriteUInt32LittleEndian(header[10..], entry.Checksum);
        BinaryPrimitives.WriteInt32LittleEndian(header[14..], entry.Packed.Length);
        BinaryPrimitives.WriteInt32LittleEndian(header[18..], entry.Size);
        BinaryPrimitives.WriteUInt16LittleEndian(header[22..], (ushort)entry.Name.Length);
    }

    private static void WriteDirectory(byte[] zip, ref int place, PackedEntry entry, int at)
    {
        var header = zip.AsSpan(place, DirectoryHeader);
        BinaryPrimitives.WriteUInt32LittleEndian(header, 0x02014B50);
        BinaryPrimitives.WriteUInt16LittleEndian(header[4..], 20);
        WriteCommon(header[6..], entry);
        BinaryPrimitives.WriteInt32LittleEndian(header[42..], at);
        entry.Name.CopyTo(zip, place + DirectoryHeader);
        place += DirectoryHeader + entry.Name.Length;
    }

    private static void WriteEnd(Span<byte> end, int count, int size, int at)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(end, 0x06054B50);
        BinaryPrimitives.WriteUInt16LittleEndian(end[8..], (ushort)count);
        BinaryPrimitives.WriteUInt16LittleEndian(end[10..], (ushort)count);
        BinaryPrimitives.WriteInt32LittleEndian(end[12..], size);
        BinaryPrimitives.WriteInt32LittleEndian(end[16..], at);
    }
}
