using System.Buffers.Binary;

namespace QmsWorkflow.Documents;

/// <summary>The size that the header of a picture tells, before anything unpacks it.</summary>
internal static class PictureSize
{
    private static readonly byte[] PngStart = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>The extension of a known kind of picture, and its size in points; zeros where the header is cut off.</summary>
    /// <param name="file">The picture, or the beginning of it.</param>
    public static (string Kind, int Width, int Height) Of(ReadOnlySpan<byte> file)
    {
        if (file.StartsWith(PngStart)) return Png(file);
        if (file.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF])) return Jpeg(file);
        if (file.Length >= 10 && file.StartsWith("GIF8"u8)) return ("gif", BinaryPrimitives.ReadUInt16LittleEndian(file[6..]), BinaryPrimitives.ReadUInt16LittleEndian(file[8..]));
        if (file.Length >= 26 && file.StartsWith("BM"u8)) return ("bmp", BinaryPrimitives.ReadInt32LittleEndian(file[18..]), Height(BinaryPrimitives.ReadInt32LittleEndian(file[22..])));
        return ("", 0, 0);
    }

    /// <summary>A bitmap from top to bottom has its height below zero.</summary>
    private static int Height(int height) => height == int.MinValue ? int.MaxValue : Math.Abs(height);

    private static (string, int, int) Png(ReadOnlySpan<byte> file) => file.Length >= 24 && file[12..16].SequenceEqual("IHDR"u8)
        ? ("png", BinaryPrimitives.ReadInt32BigEndian(file[16..]), BinaryPrimitives.ReadInt32BigEndian(file[20..]))
        : ("png", 0, 0);

    /// <summary>The size stands in the first frame header (SOF0…SOF15, without the tables DHT, JPG and DAC between them).</summary>
    private static (string, int, int) Jpeg(ReadOnlySpan<byte> file)
    {
        for (var place = 2; place + 9 < file.Length && file[place] == 0xFF;)
        {
            var marker = file[place + 1];
            if (marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC))
            {
                return ("jpeg", BinaryPrimitives.ReadUInt16BigEndian(file[(place + 7)..]), BinaryPrimitives.ReadUInt16BigEndian(file[(place + 5)..]));
            }

            place += marker == 0xFF ? 1 : 2 + BinaryPrimitives.ReadUInt16BigEndian(file[(place + 2)..]);
        }

        return ("jpeg", 0, 0);
    }
}
