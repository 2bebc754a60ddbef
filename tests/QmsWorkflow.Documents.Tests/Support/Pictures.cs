using System.Buffers.Binary;

namespace QmsWorkflow.Documents.Tests.Support;

/// <summary>The beginnings of pictures: enough to tell their size.</summary>
internal static class Pictures
{
    /// <summary>A real picture of one point.</summary>
    public const string Dot = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

    public static string Png(int width, int height)
    {
        var file = Convert.FromBase64String(Dot[(Dot.IndexOf(',', StringComparison.Ordinal) + 1)..]);
        BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(16), width);
        BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(20), height);
        return "data:image/png;base64," + Convert.ToBase64String(file);
    }

    public static string Jpeg(ushort width, ushort height)
    {
        byte[] file = [0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 0, 0, 0xFF, 0xC0, 0, 11, 8, 0, 0, 0, 0, 1, 1, 0x11, 0, 0xFF, 0xD9];
        BinaryPrimitives.WriteUInt16BigEndian(file.AsSpan(13), height);
        BinaryPrimitives.WriteUInt16BigEndian(file.AsSpan(15), width);
        return "data:image/jpeg;base64," + Convert.ToBase64String(file);
    }
}
