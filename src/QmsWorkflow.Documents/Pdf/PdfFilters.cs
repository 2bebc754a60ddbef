using System.IO.Compression;

namespace QmsWorkflow.Documents.Pdf;

/// <summary>Decodes streams: Flate with predictors, hexadecimal and base-85 text. What grows beyond the bound is refused (zip bombs).</summary>
internal static class PdfFilters
{
    private const int Most = 64 * 1024 * 1024;

    public static byte[] Decode(PdfValue.Stream stream, Func<PdfValue, PdfValue> resolve)
    {
        var filters = Each(stream.Head, "Filter", resolve);
        var options = Each(stream.Head, "DecodeParms", resolve);
        if (filters.Count > 4) throw new PdfException("Luồng PDF có quá nhiều bộ lọc.");
        if (stream.Head.TryGet("F", out _)) throw new PdfException("Luồng PDF trỏ ra tệp bên ngoài.");
        var data = stream.Raw.ToArray();
        for (var i = 0; i < filters.Count; i++)
        {
            var name = filters[i] is PdfValue.Name known ? known.Value : "?";
            data = name switch
            {
                "FlateDecode" or "Fl" => Predicted(Inflate(data), i < options.Count ? options[i] as PdfValue.Dict : null, resolve),
                "ASCIIHexDecode" or "AHx" => Hex(data),
                "ASCII85Decode" or "A85" => Base85(data),
                _ => throw new PdfException($"Luồng PDF dùng bộ lọc {name} chưa được hỗ trợ."),
            };
        }

        return data;
    }

    public static byte[] Deflate(byte[] data)
    {
        using var target = new MemoryStream();
        using (var zlib = new ZLibStream(target, CompressionLevel.SmallestSize, leaveOpen: true)) zlib.Write(data);
        return target.ToArray();
    }

    private static List<PdfValue> Each(PdfValue.Dict head, string name, Func<PdfValue, PdfValue> resolve) => resolve(head[name]) switch
    {
        PdfValue.Null => [],
        PdfValue.Sequence many => [.. many.Items.Select(resolve)],
        var one => [one],
    };

    private static byte[] Inflate(byte[] data)
    {
        try
        {
            using var zlib = new ZLibStream(new MemoryStream(data), CompressionMode.Decompress);
            using var target = new MemoryStream();
            var buffer = new byte[81920];
            for (int read; (read = zlib.Read(buffer)) > 0;)
            {
                if (target.Length + read > Most) throw new PdfException("Luồng PDF giải nén ra quá lớn.");
                target.Write(buffer, 0, read);
            }

            return target.ToArray();
        }
        catch (InvalidDataException)
        {
            throw new PdfException("Luồng PDF nén bị hỏng.");
        }
    }

    private static byte[] Predicted(byte[] data, PdfValue.Dict? options, Func<PdfValue, PdfValue> resolve)
    {
        int Option(string name, int otherwise) => options is not null && resolve(options[name]) is PdfValue.Number { Value: >= 1 and <= 65536 } number ? (int)number.Value : otherwise;
        var predictor = Option("Predictor", 1);
        if (predictor == 1) return data;
        var pixel = Math.Max(1, Option("Colors", 1) * Option("BitsPerComponent", 8) / 8);
        var row = ((Option("Columns", 1) * Option("Colors", 1) * Option("BitsPerComponent", 8)) + 7) / 8;
        if (predictor >= 10) return PngRows.Unfilter(data, row, pixel);
        if (predictor != 2 || Option("BitsPerComponent", 8) != 8) throw new PdfException("Luồng PDF dùng bộ dự đoán chưa được hỗ trợ.");
        for (var start = 0; start < data.Length; start += row)
        {
            for (var i = start + pixel; i < Math.Min(start + row, data.Length); i++) data[i] += data[i - pixel];
        }

        return data;
    }

    private static byte[] Hex(byte[] data) => new PdfLexer((byte[])[(byte)'<', .. data.TakeWhile(b => b != '>'), (byte)'>']).Value() is PdfValue.Text text ? text.Bytes : [];

    private static byte[] Base85(byte[] data)
    {
        var target = new List<byte>();
        uint group = 0;
        var count = 0;
        foreach (var b in data)
        {
            if (b == '~') break;
            if (PdfLexer.IsSpace(b)) continue;
            if (b == 'z' && count == 0)
            {
                target.AddRange([0, 0, 0, 0]);
                continue;
            }

            if (b is < (byte)'!' or > (byte)'u') throw new PdfException("Luồng PDF mã 85 bị hỏng.");
            group = unchecked((group * 85) + (uint)(b - '!'));
            if (++count < 5) continue;
            target.AddRange([(byte)(group >> 24), (byte)(group >> 16), (byte)(group >> 8), (byte)group]);
            (group, count) = (0, 0);
        }

        if (count > 1)
        {
            for (var i = count; i < 5; i++) group = unchecked((group * 85) + 84);
            for (var i = 0; i < count - 1; i++) target.Add((byte)(group >> (24 - (8 * i))));
        }

        return [.. target];
    }
}
