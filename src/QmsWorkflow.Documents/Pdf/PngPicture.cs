using System.Buffers.Binary;
using System.IO.Compression;

namespace QmsWorkflow.Documents.Pdf;

/// <summary>A decoded PNG picture: colours and transparency apart, as PDF wants them.</summary>
/// <param name="Rgb">Three bytes per pixel.</param>
/// <param name="Alpha">One byte per pixel; 255 hides what is below.</param>
/// <param name="PixelsPerMetre">Its printed size; null when the file does not say.</param>
public sealed record PngPicture(int Width, int Height, byte[] Rgb, byte[] Alpha, int? PixelsPerMetre)
{
    private const int MostPixels = 4_000_000;

    /// <summary>The share of pixels that let the paper through at least half, 0 to 1.</summary>
    public double Transparency => Alpha.Count(a => a < 128) / (double)Alpha.Length;

    /// <summary>The mean colour of what is seen.</summary>
    public (double Red, double Green, double Blue) MeanColour
    {
        get
        {
            double red = 0, green = 0, blue = 0, weight = 0;
            for (var i = 0; i < Alpha.Length; i++)
            {
                red += Rgb[i * 3] * Alpha[i];
                green += Rgb[(i * 3) + 1] * Alpha[i];
                blue += Rgb[(i * 3) + 2] * Alpha[i];
                weight += Alpha[i];
            }

            return weight == 0 ? (255, 255, 255) : (red / weight, green / weight, blue / weight);
        }
    }

    /// <exception cref="PdfException">It is no PNG, is broken or larger than 4 million pixels, or uses a rare form (16 bit, interlaced).</exception>
    public static PngPicture Read(ReadOnlySpan<byte> png)
    {
        if (!png.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])) throw new PdfException("Ảnh phải là tệp PNG.");
        var at = 8;
        byte[] head = [], palette = [], paletteAlpha = [];
        int? density = null;
        using var data = new MemoryStream();
        while (at + 12 <= png.Length)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(png[at..]);
            if (length > png.Length - at - 12) throw new PdfException("Ảnh PNG bị cụt.");
            var kind = png.Slice(at + 4, 4);
            var body = png.Slice(at + 8, (int)length);
            if (kind.SequenceEqual("IHDR"u8)) head = body.ToArray();
            else if (kind.SequenceEqual("PLTE"u8)) palette = body.ToArray();
            else if (kind.SequenceEqual("tRNS"u8)) paletteAlpha = body.ToArray();
            else if (kind.SequenceEqual("pHYs"u8) && length == 9 && body[8] == 1) density = (int)Math.Min(BinaryPrimitives.ReadUInt32BigEndian(body), 100_000);
            else if (kind.SequenceEqual("IDAT"u8)) data.Write(body);
            else if (kind.SequenceEqual("IEND"u8)) break;
            at += 12 + (int)length;
        }

        if (head.Length != 13) throw new PdfException("Ảnh PNG hỏng: thiếu phần đầu.");
        uint width = BinaryPrimitives.ReadUInt32BigEndian(head), height = BinaryPrimitives.ReadUInt32BigEndian(head.AsSpan(4));
        if (width is 0 or > 10_000 || height is 0 or > 10_000 || width * height > MostPixels) throw new PdfException("Ảnh PNG quá lớn (nhiều nhất 4 triệu điểm ảnh).");
        if (head[8] != 8 || head[12] != 0) throw new PdfException("Ảnh PNG phải có 8 bit mỗi kênh và không xen kẽ dòng. Hãy lưu lại ảnh theo dạng PNG thường.");
        var channels = head[9] switch { 0 => 1, 2 => 3, 3 => 1, 4 => 2, 6 => 4, _ => throw new PdfException("Ảnh PNG hỏng: kiểu màu sai.") };
        var rows = Unpacked(data.ToArray(), (int)height, (int)width * channels, channels);
        return Split(rows, (int)width, (int)height, head[9], channels, palette, paletteAlpha) with { PixelsPerMetre = density is > 0 ? density : null };
    }

    /// <summary>A PNG file of this picture: colours with transparency, and its printed size.</summary>
    public byte[] ToPng()
    {
        using var target = new MemoryStream();
        target.Write([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]);
        var head = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(head, Width);
        BinaryPrimitives.WriteInt32BigEndian(head.AsSpan(4), Height);
        (head[8], head[9]) = (8, 6);
        Chunk(target, "IHDR"u8, head);
        if (PixelsPerMetre is { } density)
        {
            var size = new byte[9];
            BinaryPrimitives.WriteInt32BigEndian(size, density);
            BinaryPrimitives.WriteInt32BigEndian(size.AsSpan(4), density);
            size[8] = 1;
            Chunk(target, "pHYs"u8, size);
        }

        var rows = new byte[Height * ((Width * 4) + 1)];
        for (int y = 0, at = 0, i = 0; y < Height; y++)
        {
            at++;
            for (var x = 0; x < Width; x++, i++)
            {
                Rgb.AsSpan(i * 3, 3).CopyTo(rows.AsSpan(at));
                rows[at + 3] = Alpha[i];
                at += 4;
            }
        }

        Chunk(target, "IDAT"u8, PdfFilters.Deflate(rows));
        Chunk(target, "IEND"u8, []);
        return target.ToArray();
    }

    private static byte[] Unpacked(byte[] data, int height, int row, int channels)
    {
        var filtered = new byte[height * (row + 1)];
        try
        {
            using var zlib = new ZLibStream(new MemoryStream(data), CompressionMode.Decompress);
            if (zlib.ReadAtLeast(filtered, filtered.Length, throwOnEndOfStream: false) < filtered.Length) throw new PdfException("Ảnh PNG bị cụt.");
        }
        catch (InvalidDataException)
        {
            throw new PdfException("Ảnh PNG nén bị hỏng.");
        }

        return PngRows.Unfilter(filtered, row, channels);
    }

    private static PngPicture Split(byte[] rows, int width, int height, byte kind, int channels, byte[] palette, byte[] paletteAlpha)
    {
        var (rgb, alpha) = (new byte[width * height * 3], new byte[width * height]);
        for (var i = 0; i < width * height; i++)
        {
            var pixel = rows.AsSpan(i * channels, channels);
            var colour = rgb.AsSpan(i * 3, 3);
            alpha[i] = kind switch { 3 => pixel[0] < paletteAlpha.Length ? paletteAlpha[pixel[0]] : (byte)255, 4 => pixel[1], 6 => pixel[3], _ => 255 };
            if (kind == 3)
            {
                if ((pixel[0] + 1) * 3 > palette.Length) throw new PdfException("Ảnh PNG hỏng: bảng màu thiếu.");
                palette.AsSpan(pixel[0] * 3, 3).CopyTo(colour);
            }
            else if (channels >= 3) pixel[..3].CopyTo(colour);
            else colour.Fill(pixel[0]);
        }

        return new(width, height, rgb, alpha, null);
    }

    private static void Chunk(MemoryStream target, ReadOnlySpan<byte> kind, byte[] body)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, body.Length);
        target.Write(number);
        target.Write(kind);
        target.Write(body);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc([.. kind, .. body]));
        target.Write(number);
    }

    private static uint Crc(byte[] bytes)
    {
        var crc = 0xFFFFFFFFu;
        foreach (var b in bytes)
        {
            crc ^= b;
            for (var bit = 0; bit < 8; bit++) crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xEDB88320u : crc >> 1;
        }

        return ~crc;
    }
}
