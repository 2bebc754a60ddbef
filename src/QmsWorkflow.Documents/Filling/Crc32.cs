using System.Buffers.Binary;

namespace QmsWorkflow.Documents.Filling;

/// <summary>The checksum of zip files, eight bytes at a time.</summary>
internal static class Crc32
{
    private const uint Polynomial = 0xEDB88320;
    private static readonly uint[][] Tables = MakeTables();

    public static uint Of(ReadOnlySpan<byte> bytes) => Continue(0, bytes);

    /// <summary>The checksum of what a checksum is of and of the bytes behind it.</summary>
    public static uint Continue(uint checksum, ReadOnlySpan<byte> bytes)
    {
        var (first, second, third, fourth) = (Tables[7], Tables[6], Tables[5], Tables[4]);
        var (fifth, sixth, seventh, eighth) = (Tables[3], Tables[2], Tables[1], Tables[0]);
        var sum = ~checksum;
        for (; bytes.Length >= 8; bytes = bytes[8..])
        {
            var low = BinaryPrimitives.ReadUInt32LittleEndian(bytes) ^ sum;
            var high = BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]);
            sum = first[(byte)low] ^ second[(byte)(low >> 8)] ^ third[(byte)(low >> 16)] ^ fourth[low >> 24]
                ^ fifth[(byte)high] ^ sixth[(byte)(high >> 8)] ^ seventh[(byte)(high >> 16)] ^ eighth[high >> 24];
        }

        foreach (var value in bytes) sum = eighth[(byte)(sum ^ value)] ^ (sum >> 8);
        return ~sum;
    }

    private static uint[][] MakeTables()
    {
        var tables = new uint[8][];
        for (var table = 0; table < tables.Length; table++)
        {
            tables[table] = new uint[256];
            for (var value = 0u; value < 256; value++)
            {
                var entry = table == 0 ? value : tables[table - 1][value];
                for (var bit = 0; bit < 8; bit++) entry = (entry & 1) != 0 ? (entry >> 1) ^ Polynomial : entry >> 1;
                tables[table][value] = entry;
            }
        }

        return tables;
    }
}
