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

        var (kind, width, height) = PictureSize.Of(content.AsSpan(0, length));
        problem = (width, height) switch
        {
            _ when kind != extension => $"hình không phải tệp {extension.ToUpperInvariant()} hợp lệ.",
            ( <= 0, _) or (_, <= 0) => $"hình không phải tệp {extension.ToUpperInvariant()} hợp lệ.",
            ( > MaxSide, _) or (_, > MaxSide) => TooManyPixels(width, height),
            _ when (long)width * height > MaxPixels => TooManyPixels(width, height),
            _ => "",
        };
        if (problem.Length > 0) return false;

        picture = new Picture(content[..length], extension, width, height);
        return true;
    }

    private static string TooManyPixels(int width, int height) =>
        string.Create(CultureInfo.InvariantCulture, $"hình có {width} × {height} điểm, nhiều nhất {MaxSide} mỗi cạnh và {MaxPixels / 1_000_000} triệu điểm.");
}
