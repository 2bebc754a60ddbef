using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using QmsWorkflow.Documents.Pdf;

namespace QmsWorkflow.Server.Tests.Signing;

/// <summary>Writes the objects of a PDF anew with object streams and a cross-reference stream, as newer tools do.</summary>
internal static class PdfRebuild
{
    public static byte[] WithObjectStreams(byte[] pdf)
    {
        var file = PdfFile.Open(pdf);
        using var target = new MemoryStream();
        target.Write("%PDF-1.7\n"u8);
        var offsets = new SortedDictionary<int, (long Offset, int Index)>();
        var packed = new List<(int Id, byte[] Bytes)>();
        for (var id = 1; id < file.NextId; id++)
        {
            var value = file.Resolve(new PdfValue.Reference(id));
            if (value is PdfValue.Null) continue;
            if (value is PdfValue.Stream)
            {
                offsets[id] = (target.Position, -1);
                target.Write(new PdfWriter().Object(id, 0, value).ToArray());
            }
            else
            {
                packed.Add((id, new PdfWriter().Value(value).ToArray()));
            }
        }

        var container = file.NextId;
        var (head, body) = (new StringBuilder(), new MemoryStream());
        for (var i = 0; i < packed.Count; i++)
        {
            head.Append(CultureInfo.InvariantCulture, $"{packed[i].Id} {body.Position} ");
            body.Write([.. packed[i].Bytes, (byte)'\n']);
            offsets[packed[i].Id] = (container, i);
        }

        byte[] content = [.. Encoding.ASCII.GetBytes(head.ToString()), .. body.ToArray()];
        offsets[container] = (target.Position, -1);
        var first = head.Length;
        target.Write(new PdfWriter().Object(container, 0, new PdfValue.Stream(
            PdfValue.Map(("Type", new PdfValue.Name("ObjStm")), ("N", packed.Count), ("First", first), ("Filter", new PdfValue.Name("FlateDecode"))), PdfFilters.Deflate(content))).ToArray());

        var start = target.Position;
        offsets[container + 1] = (start, -1);
        var rows = new byte[(container + 2) * 8];
        foreach (var (id, (offset, index)) in offsets)
        {
            rows[id * 8] = (byte)(index < 0 ? 1 : 2);
            BinaryPrimitives.WriteUInt32BigEndian(rows.AsSpan((id * 8) + 1), (uint)offset);
            BinaryPrimitives.WriteUInt16BigEndian(rows.AsSpan((id * 8) + 5), (ushort)Math.Max(index, 0));
        }

        // Rows with the predictor that most tools use.
        var filtered = new byte[(container + 2) * 8];
        for (var row = 0; row < container + 2; row++)
        {
            filtered[row * 8] = 2;
            for (var i = 0; i < 7; i++) filtered[(row * 8) + 1 + i] = (byte)(rows[(row * 8) + i] - (row == 0 ? 0 : rows[((row - 1) * 8) + i]));
        }

        target.Write(new PdfWriter().Object(container + 1, 0, new PdfValue.Stream(
            PdfValue.Map(
                ("Type", new PdfValue.Name("XRef")), ("Size", container + 2), ("W", PdfValue.Numbers(1, 4, 2)), ("Root", file.Trailer["Root"]), ("Info", file.Trailer["Info"]), ("ID", file.Trailer["ID"]),
                ("Filter", new PdfValue.Name("FlateDecode")), ("DecodeParms", PdfValue.Map(("Predictor", 12), ("Columns", 7)))),
            PdfFilters.Deflate(filtered))).ToArray());
        target.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"startxref\n{start}\n%%EOF\n")));
        return target.ToArray();
    }
}
