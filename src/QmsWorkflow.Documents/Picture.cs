using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace QmsWorkflow.Documents;

/// <summary>A PNG or JPEG picture from data, with its size in pixels.</summary>
internal sealed record Picture(byte[] Content, string Extension, int Width, int Height)
{
    private const int MaxBytes = 2 * 1024 * 1024;
    private const int MaxSide = 10_000;

    /// <summary>What a reader must hold in memory once the picture is unpacked: 40 million pixels are 160 MB.</summary>
    private const long MaxPixels = 40_000_000;

    private static readonly byte[] PngStart = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>Reads <c>data:image/png;base64,…</c> or <c>data:image/jpeg;base64,…</c>.</summary>
    /// <param name="text">The text of the data.</param>
    /// <param name="picture">The picture, when it is one.</param>
    /// <param name="problem">Why it is none.</param>
    public static bool TryRead(string text, [NotNullWhen(true)] out Picture? picture, out string problem)
    {
        picture = null;
        var comma = text.IndexOf(',', StringComparison.Ordinal);
        var extension = comma < 0 ? null : text[..comma] switch { "data:image/png;base64" => "png", "data:image/jpeg;base64" => "jpeg", _ => null };
        if (extension is null)
        {
            problem = "phải là hình dạng data:image/png;base64,… hoặc data:image/jpeg;base64,….";
            return false;
        }

        var content = new byte[Math.Min((text.Length - comma) / 4 * 3 + 3, MaxBytes + 1)];
        if (!Convert.TryFromBase64Chars(text.AsSpan(comma + 1), content, out var length))
        {
            problem = (text.Length - comma) / 4 * 3 > MaxBytes ? "hình lớn hơn 2 MB." : "hình không phải base64 hợp lệ.";
            return false;
        }

        var (width, height) = Size(content.AsSpan(0, length), extension);
        problem = (width, height) switch
        {
            ( <= 0, _) or (_, <= 0) => $"hình không phải tệp {extension.ToUpperInvariant()} hợp lệ.",
            ( > MaxSide, _) or (_, > MaxSide) => TooManyPixels(width, height),
            _ when (long)width * height > MaxPixels => TooManyPixels(width, height),
            _ => "",
        };
        if (problem.Length > 0) return false;

        picture = new Picture(content[..length], extension, width, height);
        return true;
    }

    /// <summary>The size that the header of a PNG or JPEG file tells; zeros when the file is none.</summary>
    internal static (int Width, int Height) Size(ReadOnlySpan<byte> file, string extension) => extension == "png" ? PngSize(file) : JpegSize(file);

    private static string TooManyPixels(int width, int height) =>
        string.Create(CultureInfo.InvariantCulture, $"hình có {width} × {height} điểm, nhiều nhất {MaxSide} mỗi cạnh và {MaxPixels / 1_000_000} triệu điểm.");

    private static (int Width, int Height) PngSize(ReadOnlySpan<byte> file) =>
        file.Length >= 24 && file.StartsWith(PngStart) && file[12..16].SequenceEqual("IHDR"u8)
            ? (BinaryPrimitives.ReadInt32BigEndian(file[16..]), BinaryPrimitives.ReadInt32BigEndian(file[20..]))
            : (0, 0);

    /// <summary>The size stands in the first frame header (SOF0…SOF15, without the tables DHT, JPG and DAC between them).</summary>
    private static (int Width, int Height) JpegSize(ReadOnlySpan<byte> file)
    {
        if (!file.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF])) return (0, 0);
        for (var place = 2; place + 9 < file.Length && file[place] == 0xFF;)
        {
            var marker = file[place + 1];
            if (marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC))
            {
                return (BinaryPrimitives.ReadUInt16BigEndian(file[(place + 7)..]), BinaryPrimitives.ReadUInt16BigEndian(file[(place + 5)..]));
            }

            place += marker == 0xFF ? 1 : 2 + BinaryPrimitives.ReadUInt16BigEndian(file[(place + 2)..]);
        }

        return (0, 0);
    }
}
