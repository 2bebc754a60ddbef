using System.Globalization;
using System.Text;
using System.Xml;
using ExcelDataReader;
using ExcelDataReader.Exceptions;

namespace QmsWorkflow.Server.Features.Measurements.Imports;

/// <summary>The rows of one sheet of a workbook; dates and numbers become text as the mapping reads it.</summary>
internal sealed class XlsxRowReader : IRowReader
{
    private readonly Stream stream;
    private readonly IExcelDataReader reader;
    private readonly long size;
    private char[] text = new char[4096];
    private int[] starts = new int[64];
    private int used;

    static XlsxRowReader() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <param name="sheet">Null for the first one.</param>
    public XlsxRowReader(Stream stream, string? sheet)
    {
        this.stream = stream;
        size = stream.Length;
        reader = Guarded(() => ExcelReaderFactory.CreateOpenXmlReader(stream, new ExcelReaderConfiguration { LeaveOpen = true }));
        if (sheet is null) return;

        var names = new List<string>();
        do
        {
            if (string.Equals(reader.Name, sheet, StringComparison.OrdinalIgnoreCase)) return;
            names.Add(reader.Name);
        }
        while (Guarded(reader.NextResult));
        throw new BadFileException($"Tệp không có trang tính \"{sheet}\"; có: {string.Join(", ", names)}.");
    }

    public long Row { get; private set; }

    public int Count { get; private set; }

    public long BytesRead => reader.RowCount == 0 ? size : Math.Min(size, size * Row / reader.RowCount);

    public string Format => $"XLSX, trang tính {reader.Name}";

    public ReadOnlySpan<char> this[int index] => index >= Count ? [] : text.AsSpan(starts[index], (index + 1 < Count ? starts[index + 1] : used) - starts[index]);

    public bool Read()
    {
        while (Guarded(reader.Read))
        {
            Row = reader.Depth + 1;
            Keep();
            if (used > 0) return true;
        }

        return false;
    }

    public void GoOn(long startByte, long rowsBefore)
    {
        while (Row < rowsBefore && Read())
        {
            // These rows wait for the commit already.
        }
    }

    public void Dispose()
    {
        reader.Dispose();
        stream.Dispose();
    }

    private void Keep()
    {
        (Count, used) = (reader.FieldCount, 0);
        if (starts.Length < Count) starts = new int[Count];
        for (var i = 0; i < Count; i++)
        {
            starts[i] = used;
            switch (reader.GetValue(i))
            {
                case null:
                    break;
                case string words:
                    Room(words.Length);
                    words.CopyTo(text.AsSpan(used));
                    used += words.Length;
                    break;
                case DateTime date:
                    Put(date, "yyyy-MM-dd HH:mm:ss");
                    break;
                case bool yes:
                    Room(1);
                    text[used++] = yes ? '1' : '0';
                    break;
                case double number:
                    // A code typed as a number comes back as it looks in the sheet.
                    if (number == Math.Floor(number) && Math.Abs(number) < 1e15) Put((long)number, null);
                    else Put(number, "R");
                    break;
                case IFormattable other:
                    Put(other, null);
                    break;
            }
        }
    }

    private void Put<T>(T value, string? format) where T : IFormattable
    {
        Room(64);
        if (value is ISpanFormattable quick && quick.TryFormat(text.AsSpan(used), out var written, format, CultureInfo.InvariantCulture)) used += written;
    }

    private void Room(int size)
    {
        if (used + size > text.Length) Array.Resize(ref text, 2 * (used + size));
    }

    private static T Guarded<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception failure) when (failure is ExcelReaderException or XmlException or InvalidDataException or FormatException or ArgumentException or OverflowException)
        {
            throw new BadFileException($"Tệp .xlsx không đọc được ({failure.Message}). Hãy mở bằng phần mềm bảng tính và lưu lại dạng .xlsx hoặc \"CSV UTF-8\".");
        }
    }
}
