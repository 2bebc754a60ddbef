using System.Globalization;
using System.Text;

namespace QmsWorkflow.Documents.Pdf;

/// <summary>A font of a page, as far as it says which text a code stands for and how wide it is.</summary>
internal sealed class PdfFont
{
    private const int MostCodes = 70_000;
    private readonly Dictionary<int, string> texts = [];
    private readonly Dictionary<int, double> widths = [];
    private readonly double otherWidth;
    private readonly bool isWide;

    public PdfFont(PdfFile file, PdfValue.Dict dict)
    {
        Name = file.Resolve(dict["BaseFont"]) is PdfValue.Name name ? name.Value : "";
        isWide = file.Resolve(dict["Subtype"]) is PdfValue.Name { Value: "Type0" };
        if (file.Resolve(dict["ToUnicode"]) is PdfValue.Stream map) ReadMap(file.Content(map));
        if (isWide)
        {
            var inner = file.Dict(file.Items(dict["DescendantFonts"]) is [var only, ..] ? only : PdfValue.Nothing);
            otherWidth = Number(file, inner["DW"], 1000);
            ReadWideWidths(file, file.Items(inner["W"]));
            return;
        }

        var first = (int)Number(file, dict["FirstChar"], 0);
        var list = file.Items(dict["Widths"]);
        for (var i = 0; i < Math.Min(list.Count, 256); i++) widths[first + i] = Number(file, list[i], 0);
        otherWidth = Number(file, file.Dict(dict["FontDescriptor"])["MissingWidth"], 0);
    }

    public string Name { get; }

    /// <summary>Every text the font can show, with its code and width.</summary>
    public IEnumerable<(string Text, int Code, double Width)> Letters =>
        texts.GroupBy(t => t.Value, StringComparer.Ordinal).Select(t => (t.Key, t.First().Key, widths.GetValueOrDefault(t.First().Key, otherWidth)));

    /// <summary>The codes in a shown string, each with its text and its width in thousandths of the font size.</summary>
    public IEnumerable<(int Code, string Text, double Width)> Read(byte[] shown)
    {
        var step = isWide ? 2 : 1;
        for (var i = 0; i + step <= shown.Length; i += step)
        {
            var code = isWide ? (shown[i] << 8) | shown[i + 1] : shown[i];
            yield return (code, texts.GetValueOrDefault(code) ?? (isWide ? "\uFFFD" : ((char)code).ToString()), widths.GetValueOrDefault(code, otherWidth));
        }
    }

    private void ReadWideWidths(PdfFile file, IReadOnlyList<PdfValue> items)
    {
        for (var i = 0; i + 1 < items.Count;)
        {
            var first = (int)Number(file, items[i], 0);
            if (file.Resolve(items[i + 1]) is PdfValue.Sequence each)
            {
                for (var k = 0; k < each.Items.Count && widths.Count < MostCodes; k++) widths[first + k] = Number(file, each.Items[k], 0);
                i += 2;
                continue;
            }

            var last = (int)Math.Min(Number(file, items[i + 1], 0), 65535);
            var width = i + 2 < items.Count ? Number(file, items[i + 2], 0) : 0;
            for (var code = first; code <= last && widths.Count < MostCodes; code++) widths[code] = width;
            i += 3;
        }
    }

    private void ReadMap(byte[] content)
    {
        var lexer = new PdfLexer(content);
        var values = new List<PdfValue>();
        while (!lexer.IsAtEnd)
        {
            if (lexer.TryOperator() is not { } word)
            {
                values.Add(lexer.Value(withReferences: false));
                continue;
            }

            if (word == "endbfchar")
            {
                for (var i = 0; i + 1 < values.Count; i += 2) Put(Code(values[i]), values[i + 1], 0);
            }
            else if (word == "endbfrange")
            {
                for (var i = 0; i + 2 < values.Count; i += 3) Range(Code(values[i]), Code(values[i + 1]), values[i + 2]);
            }

            values.Clear();
        }
    }

    private void Range(int first, int last, PdfValue target)
    {
        for (var code = first; code <= Math.Min(last, 65535) && texts.Count < MostCodes; code++)
        {
            if (target is PdfValue.Sequence each && code - first < each.Items.Count) Put(code, each.Items[code - first], 0);
            else Put(code, target, code - first);
        }
    }

    private void Put(int code, PdfValue target, int plus)
    {
        if (target is not PdfValue.Text { Bytes.Length: >= 1 and <= 64 } text || texts.Count >= MostCodes) return;
        var bytes = text.Bytes.Length == 1 ? [0, text.Bytes[0]] : text.Bytes.ToArray();
        if (plus > 0) bytes = [.. bytes[..^2], (byte)((bytes[^2] << 8 | bytes[^1]) + plus >> 8), (byte)(bytes[^1] + plus)];
        texts[code] = Encoding.BigEndianUnicode.GetString(bytes).Normalize(NormalizationForm.FormC);
    }

    private static int Code(PdfValue value) => value is PdfValue.Text text ? text.Bytes.Aggregate(0, (sum, b) => unchecked((sum << 8) | b)) & 0xFFFF : 0;

    private static double Number(PdfFile file, PdfValue value, double otherwise) => file.Resolve(value) is PdfValue.Number number ? number.Value : otherwise;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Name} ({texts.Count})");
}
