namespace QmsWorkflow.Server.Features.Measurements.Imports;

/// <summary>Opens a file by what it is, not by its name.</summary>
internal static class RowReaders
{
    /// <exception cref="BadFileException">The file is of another kind or broken.</exception>
    public static IRowReader Open(Stream stream, string? sheet)
    {
        Span<byte> head = stackalloc byte[8];
        stream.Position = 0;
        var length = stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        stream.Position = 0;
        if (length == 0) throw new BadFileException("Tệp rỗng.");
        if (head[..length] is [0xD0, 0xCF, 0x11, 0xE0, ..]) throw new BadFileException("Tệp .xls cũ chưa đọc được. Hãy lưu lại dạng .xlsx hoặc \"CSV UTF-8\".");
        if (head[..length] is [(byte)'%', (byte)'P', (byte)'D', (byte)'F', ..]) throw new BadFileException("Đây là tệp PDF. Hãy xuất số liệu ra .xlsx hoặc CSV.");
        return head[..length] is [(byte)'P', (byte)'K', 3, 4, ..] ? new XlsxRowReader(stream, sheet) : new CsvRowReader(stream, TextFormat.Detect(stream));
    }
}
