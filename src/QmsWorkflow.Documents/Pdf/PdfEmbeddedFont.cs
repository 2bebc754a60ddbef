using System.Globalization;
using System.Text;

namespace QmsWorkflow.Documents.Pdf;

/// <summary>A font embedded with the letters that a stamp needs, coded by glyph number.</summary>
internal sealed class PdfEmbeddedFont
{
    private readonly Dictionary<string, (int Code, double Width)> letters;

    private PdfEmbeddedFont(PdfValue.Reference reference, Dictionary<string, (int Code, double Width)> letters)
    {
        Reference = reference;
        this.letters = letters;
    }

    public PdfValue.Reference Reference { get; }

    /// <exception cref="PdfException">The font lacks a letter.</exception>
    public static PdfEmbeddedFont Add(PdfUpdate update, TrueTypeFont font, string name, string text)
    {
        var letters = new Dictionary<string, (int Code, double Width)>(StringComparer.Ordinal);
        foreach (var rune in text.Normalize(NormalizationForm.FormC).EnumerateRunes())
        {
            var glyph = font.Glyph(rune.Value);
            if (glyph == 0) throw new PdfException($"Phông chữ {name} không có chữ \"{rune}\". Hãy cài gói fonts-liberation2.");
            letters[rune.ToString()] = (glyph, font.Width(glyph));
        }

        var tagged = $"QMSAAA+{name}";
        var program = font.Subset(letters.Values.Select(l => l.Code));
        var file = update.AddStream(PdfValue.Map(("Length1", program.Length)), program);
        var (ascent, descent, box) = font.Metrics;
        var descriptor = update.Add(PdfValue.Map(
            ("Type", new PdfValue.Name("FontDescriptor")), ("FontName", new PdfValue.Name(tagged)), ("Flags", 4), ("FontBBox", PdfValue.Numbers(box)),
            ("ItalicAngle", name.Contains("Italic", StringComparison.Ordinal) ? -15 : 0), ("Ascent", ascent), ("Descent", descent), ("CapHeight", ascent), ("StemV", 80), ("FontFile2", file)));
        var widths = letters.Values.DistinctBy(l => l.Code).OrderBy(l => l.Code).SelectMany(l => new PdfValue[] { l.Code, PdfValue.Numbers(l.Width) });
        var inner = update.Add(PdfValue.Map(
            ("Type", new PdfValue.Name("Font")), ("Subtype", new PdfValue.Name("CIDFontType2")), ("BaseFont", new PdfValue.Name(tagged)),
            ("CIDSystemInfo", PdfValue.Map(("Registry", PdfValue.Words("Adobe")), ("Ordering", PdfValue.Words("Identity")), ("Supplement", 0))),
            ("FontDescriptor", descriptor), ("CIDToGIDMap", new PdfValue.Name("Identity")), ("DW", 1000), ("W", PdfValue.List(widths))));
        var reference = update.Add(PdfValue.Map(
            ("Type", new PdfValue.Name("Font")), ("Subtype", new PdfValue.Name("Type0")), ("BaseFont", new PdfValue.Name(tagged)), ("Encoding", new PdfValue.Name("Identity-H")),
            ("DescendantFonts", PdfValue.List(inner)), ("ToUnicode", update.AddStream(PdfValue.Map(), ToUnicode(letters)))));
        return new(reference, letters);
    }

    /// <summary>A font that an earlier update embedded.</summary>
    public static PdfEmbeddedFont Read(PdfFile file, PdfValue.Reference reference)
    {
        var font = new PdfFont(file, file.Dict(reference));
        return new(reference, font.Letters.ToDictionary(l => l.Text, l => (l.Code, l.Width), StringComparer.Ordinal));
    }

    public double Width(string text, double size) => Codes(text).Sum(l => l.Width) * size / 1000;

    public string Hex(string text) => string.Concat(Codes(text).Select(l => l.Code.ToString("X4", CultureInfo.InvariantCulture)));

    private IEnumerable<(int Code, double Width)> Codes(string text) => text.Normalize(NormalizationForm.FormC).EnumerateRunes()
        .Select(rune => letters.TryGetValue(rune.ToString(), out var letter) ? letter : throw new PdfException($"Không viết được chữ \"{rune}\" vào chỗ trống của tệp PDF."));

    private static byte[] ToUnicode(Dictionary<string, (int Code, double Width)> letters)
    {
        var map = new StringBuilder("/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n");
        foreach (var some in letters.Chunk(100))
        {
            map.Append(CultureInfo.InvariantCulture, $"{some.Length} beginbfchar\n");
            foreach (var (text, (code, _)) in some) map.Append(CultureInfo.InvariantCulture, $"<{code:X4}> <{Convert.ToHexString(Encoding.BigEndianUnicode.GetBytes(text))}>\n");
            map.Append("endbfchar\n");
        }

        return Encoding.ASCII.GetBytes(map.Append("endcmap\nend\nend\n").ToString());
    }
}
