using System.Buffers;
using System.Globalization;
using System.Text;

namespace QmsWorkflow.Documents.Pdf;

/// <summary>Writes values in PDF syntax.</summary>
internal sealed class PdfWriter
{
    private readonly ArrayBufferWriter<byte> target = new();

    public long Position => target.WrittenCount;

    public byte[] ToArray() => target.WrittenSpan.ToArray();

    public PdfWriter Raw(string ascii) => Raw(Encoding.Latin1.GetBytes(ascii));

    public PdfWriter Raw(ReadOnlySpan<byte> bytes)
    {
        target.Write(bytes);
        return this;
    }

    public PdfWriter Object(int id, int generation, PdfValue value)
    {
        Raw(string.Create(CultureInfo.InvariantCulture, $"{id} {generation} obj\n"));
        return Value(value).Raw("\nendobj\n");
    }

    public PdfWriter Value(PdfValue value)
    {
        switch (value)
        {
            case PdfValue.Null: return Raw("null");
            case PdfValue.Bool truth: return Raw(truth.Value ? "true" : "false");
            case PdfValue.Number number: return Raw(number.ToString());
            case PdfValue.Name name: return Raw(Escaped(name.Value));
            case PdfValue.Text text: return Raw("<").Raw(Convert.ToHexString(text.Bytes)).Raw(">");
            case PdfValue.Reference reference: return Raw(string.Create(CultureInfo.InvariantCulture, $"{reference.Id} {reference.Generation} R"));
            case PdfValue.Sequence list:
                Raw("[");
                for (var i = 0; i < list.Items.Count; i++) Raw(i == 0 ? "" : " ").Value(list.Items[i]);
                return Raw("]");
            case PdfValue.Dict dict:
                Raw("<<");
                foreach (var (name, entry) in dict.Entries) Raw(Escaped(name)).Raw(" ").Value(entry).Raw("\n");
                return Raw(">>");
            case PdfValue.Stream stream:
                return Value(stream.Head.With(("Length", stream.Raw.Length))).Raw("\nstream\n").Raw(stream.Raw.Span).Raw("\nendstream");
            default: throw new System.Diagnostics.UnreachableException();
        }
    }

    private static string Escaped(string name)
    {
        var text = new StringBuilder("/");
        foreach (var c in name)
        {
            if (c is > ' ' and < (char)127 and not ('#' or '/' or '(' or ')' or '<' or '>' or '[' or ']' or '{' or '}' or '%')) text.Append(c);
            else text.Append(CultureInfo.InvariantCulture, $"#{(int)c:X2}");
        }

        return text.ToString();
    }
}
