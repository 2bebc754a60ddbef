namespace QmsWorkflow.Documents.Pdf;

/// <summary>Which bytes of a file a signature covers: all of one revision but the signature's own value.</summary>
internal sealed record PdfSignedRange(int GapStart, int GapEnd, int End, byte[] Contents)
{
    private static readonly System.Buffers.SearchValues<byte> HexDigits = System.Buffers.SearchValues.Create("0123456789abcdefABCDEF"u8);

    /// <summary>The end of the covered bytes, or the greatest number when the signature names none.</summary>
    public static double Last(PdfFile file, PdfValue.Dict signature) =>
        file.Items(signature["ByteRange"]) is [_, _, PdfValue.Number start, PdfValue.Number length] ? start.Value + length.Value : double.MaxValue;

    /// <exception cref="PdfException">The range has holes, leaves bytes out or is not where the signature is.</exception>
    public static PdfSignedRange Of(PdfFile file, PdfValue.Dict signature)
    {
        if (file.Items(signature["ByteRange"]).Select(file.Resolve).ToArray() is not [PdfValue.Number { Value: 0 }, PdfValue.Number a, PdfValue.Number b, PdfValue.Number c]) throw Broken("ByteRange sai");
        var (gap, resume, end) = (a.Value, b.Value, b.Value + c.Value);
        var bytes = file.Bytes.Span;
        if (gap < 1 || resume <= gap + 2 || end < resume || end > bytes.Length || c.Value < 0) throw Broken("ByteRange nằm ngoài tệp");
        if (bytes[(int)gap] != '<' || bytes[(int)resume - 1] != '>') throw Broken("ByteRange bỏ qua nhiều hơn chính chữ ký");
        if (file.Resolve(signature["Contents"]) is not PdfValue.Text contents) throw Broken("thiếu Contents");
        var hex = bytes[((int)gap + 1)..((int)resume - 1)];
        if (hex.Length % 2 != 0 || hex.ContainsAnyExcept(HexDigits) || !Convert.FromHexString(System.Text.Encoding.ASCII.GetString(hex)).AsSpan().SequenceEqual(contents.Bytes)) throw Broken("phần bỏ qua không phải là giá trị chữ ký");
        return new((int)gap, (int)resume, (int)end, contents.Bytes);
    }

    public byte[] Signed(PdfFile file) => [.. file.Bytes.Span[..GapStart], .. file.Bytes.Span[GapEnd..End]];

    private static PdfException Broken(string what) => new($"Chữ ký số trong tệp PDF hỏng: {what}.");
}
