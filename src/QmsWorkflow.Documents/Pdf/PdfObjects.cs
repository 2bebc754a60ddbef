namespace QmsWorkflow.Documents.Pdf;

/// <summary>Reads the object "n g obj … endobj" at an offset.</summary>
internal static class PdfObjects
{
    /// <param name="length">Finds the length of a stream that is given by reference; null when that is not allowed.</param>
    public static (int Id, int Generation, PdfValue Value) ReadAt(ReadOnlyMemory<byte> bytes, int offset, Func<PdfValue.Reference, PdfValue>? length)
    {
        if (offset <= 0 || offset >= bytes.Length) throw new PdfException($"Tệp PDF hỏng: đối tượng nằm ngoài tệp (byte {offset}).");
        var lexer = new PdfLexer(bytes, offset);
        var id = lexer.Integer();
        var generation = lexer.Integer();
        lexer.Expect("obj");
        var value = lexer.Value();
        var word = lexer.Word();
        if (word == "endobj") return (id, generation, value);
        if (word != "stream" || value is not PdfValue.Dict head) throw lexer.Broken($"đối tượng {id} không kết thúc bằng endobj");

        var start = lexer.Position;
        var span = bytes.Span;
        if (start < span.Length && span[start] == '\r') start++;
        if (start < span.Length && span[start] == '\n') start++;
        var size = head["Length"] switch
        {
            PdfValue.Reference reference when length is not null => length(reference),
            var direct => direct,
        };
        if (size is not PdfValue.Number { Value: >= 0 and <= int.MaxValue } known || known.Value > bytes.Length - start) throw lexer.Broken($"luồng của đối tượng {id} có độ dài sai");
        lexer.Position = start + (int)known.Value;
        lexer.Expect("endstream");
        lexer.Expect("endobj");
        return (id, generation, new PdfValue.Stream(head, bytes.Slice(start, (int)known.Value)));
    }
}
