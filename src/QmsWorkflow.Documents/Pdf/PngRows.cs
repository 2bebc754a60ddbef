namespace QmsWorkflow.Documents.Pdf;

/// <summary>Undoes the row filters that PNG files and PDF streams share.</summary>
internal static class PngRows
{
    /// <param name="row">Bytes in a row, without the filter byte before it.</param>
    /// <param name="pixel">Bytes in a pixel, at least 1.</param>
    public static byte[] Unfilter(byte[] data, int row, int pixel)
    {
        var rows = (data.Length + row) / (row + 1);
        var target = new byte[rows * row];
        for (var y = 0; y < rows; y++)
        {
            var source = data.AsSpan((y * (row + 1)) + 1, Math.Min(row, data.Length - (y * (row + 1)) - 1));
            var line = target.AsSpan(y * row, row);
            var above = y == 0 ? [] : target.AsSpan((y - 1) * row, row);
            for (var i = 0; i < source.Length; i++)
            {
                int left = i >= pixel ? line[i - pixel] : 0, up = y > 0 ? above[i] : 0, corner = y > 0 && i >= pixel ? above[i - pixel] : 0;
                line[i] = (byte)(source[i] + data[y * (row + 1)] switch
                {
                    0 => 0,
                    1 => left,
                    2 => up,
                    3 => (left + up) / 2,
                    4 => Paeth(left, up, corner),
                    _ => throw new PdfException("Dữ liệu ảnh dùng bộ lọc dòng sai."),
                });
            }
        }

        return target;
    }

    private static int Paeth(int left, int up, int corner)
    {
        var guess = left + up - corner;
        int a = Math.Abs(guess - left), b = Math.Abs(guess - up), c = Math.Abs(guess - corner);
        return a <= b && a <= c ? left : b <= c ? up : corner;
    }
}
