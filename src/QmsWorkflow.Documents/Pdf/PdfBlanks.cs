using System.Globalization;
using System.Text.RegularExpressions;

namespace QmsWorkflow.Documents.Pdf;

/// <summary>
/// The blanks for number and date on the first page. They become form fields before the first signature, so that filling them later is a
/// change which that signature allows: the number is given only after signing (NĐ 30/2020, Điều 15).
/// </summary>
internal static partial class PdfBlanks
{
    public const string Number = "QmsNumber";
    public const string Day = "QmsDay";
    public const string Month = "QmsMonth";
    private const string Letters = "0123456789abcdeABCDE-";

    public static bool IsBlank(string fieldName) => fieldName is Number or Day or Month;

    /// <summary>Whether the text may be written into the blank.</summary>
    public static bool IsValid(string fieldName, string text) => fieldName switch
    {
        Number => NumberForm().IsMatch(text),
        Day => text.Length == 2 && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var day) && day is >= 1 and <= 31,
        Month => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var month) && month is >= 1 and <= 12,
        _ => false,
    };

    /// <summary>Makes form fields of the blanks; a file that is signed already or has none stays as it is.</summary>
    public static byte[] Prepare(byte[] pdf, TrueTypeFont upright, TrueTypeFont italic)
    {
        var file = PdfFile.Open(pdf);
        if (PdfForm.Fields(file).Any(f => IsBlank(f.Name) || (f.Type == "Sig" && file.Resolve(f.Dict["V"]) is PdfValue.Dict))) return pdf;
        if (PdfPage.All(file) is not [var page, ..]) throw new PdfException("Tệp PDF không có trang nào.");
        var blanks = Find(file, page).ToList();
        if (blanks.Count == 0) return pdf;

        var update = new PdfUpdate(file);
        var fonts = PdfValue.Map(
            ("QmsUpright", PdfEmbeddedFont.Add(update, upright, "LiberationSerif", Letters).Reference),
            ("QmsItalic", PdfEmbeddedFont.Add(update, italic, "LiberationSerif-Italic", Letters).Reference));
        foreach (var (name, box, size, isItalic) in blanks)
        {
            PdfForm.Add(update, page, PdfValue.Map(
                ("Type", new PdfValue.Name("Annot")), ("Subtype", new PdfValue.Name("Widget")), ("FT", new PdfValue.Name("Tx")), ("T", PdfValue.Words(name)),
                ("TU", PdfValue.Words(name switch { Number => "Số văn bản", Day => "Ngày ban hành", _ => "Tháng ban hành" })), ("F", 4), ("Ff", 1), ("Q", 1), ("V", PdfValue.Words("")),
                ("DA", PdfValue.Words(string.Create(CultureInfo.InvariantCulture, $"/{(isItalic ? "QmsItalic" : "QmsUpright")} {size:0.##} Tf 0 g"))),
                ("Rect", PdfAppearance.Rect(box)), ("AP", PdfAppearance.Of(PdfAppearance.Empty(update, box.Width, box.Height)))));
        }

        var root = (PdfValue.Reference)file.Trailer["Root"];
        var form = update.Dict(update.Dict(root)["AcroForm"]);
        var known = update.Dict(update.Dict(form["DR"])["Font"]);
        PdfForm.SetForm(update, root, form.With(("DR", update.Dict(form["DR"]).With(("Font", known.With([.. fonts.Entries.Select(f => (f.Key, (PdfValue?)f.Value))]))))));
        return update.ToBytes();
    }

    /// <summary>Writes number and date into the blanks, as an incremental update.</summary>
    /// <param name="number">Empty when the document has no number.</param>
    /// <exception cref="PdfException">A blank is missing or filled already, or the printed symbol, month or year says otherwise.</exception>
    public static byte[] Fill(byte[] pdf, string number, DateOnly date)
    {
        var file = PdfFile.Open(pdf);
        var page = PdfPage.All(file)[0];
        var fields = PdfForm.Fields(file).Where(f => IsBlank(f.Name)).ToDictionary(f => f.Name, StringComparer.Ordinal);
        var lines = PdfTextLine.Of(PdfText.Of(file, page));
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        if (number.Length > 0)
        {
            if (!fields.ContainsKey(Number)) throw new PdfException("Tệp PDF không có chỗ trống để ghi số văn bản.");
            values[Number] = NumberOf(number, lines);
        }

        if (!fields.ContainsKey(Day)) throw new PdfException("Tệp PDF không có chỗ trống để ghi ngày ban hành.");
        var printed = lines.Select(l => DateLine().Match(l.Text)).First(m => m.Success);
        if (printed.Groups["year"].Value != date.Year.ToString(CultureInfo.InvariantCulture)) throw new PdfException($"Văn bản in năm {printed.Groups["year"].Value}, không ghi được ngày của năm {date.Year}.");
        values[Day] = date.Day.ToString("00", CultureInfo.InvariantCulture);
        var month = date.Month.ToString(date.Month <= 2 ? "00" : "0", CultureInfo.InvariantCulture); // NĐ 30/2020, Phụ lục I, I.4b
        if (fields.ContainsKey(Month)) values[Month] = month;
        else if (int.Parse(printed.Groups["month"].Value, CultureInfo.InvariantCulture) != date.Month) throw new PdfException($"Văn bản in tháng {printed.Groups["month"].Value}, không ghi được ngày của tháng {date.Month}.");

        var update = new PdfUpdate(file);
        foreach (var (name, text) in values) Write(update, fields[name], text);
        return update.ToBytes();
    }

    private static void Write(PdfUpdate update, PdfField field, string text)
    {
        var file = update.File;
        if (!IsValid(field.Name, text)) throw new PdfException($"\"{text}\" không ghi được vào chỗ trống {field.Name}.");
        if (file.Resolve(field.Dict["V"]) is PdfValue.Text { Bytes.Length: > 0 }) throw new PdfException("Văn bản đã được ghi số và ngày.");
        var (font, size, width, height) = StyleOf(file, field.Dict) ?? throw new PdfException("Chỗ trống trong tệp PDF không do phần mềm này tạo.");
        var drawn = PdfAppearance.Text(update, PdfEmbeddedFont.Read(file, font), [text], size, width, height, AlignOf(field.Name));
        update.Set(field.Reference, ("V", PdfValue.Words(text)), ("AP", PdfAppearance.Of(drawn)));
    }

    /// <summary>The number stands before its slash, day and month amid their blanks.</summary>
    public static double AlignOf(string fieldName) => fieldName == Number ? 1 : 0.5;

    /// <summary>How a blank is written into: font, size and room in points; null when it is none of ours.</summary>
    public static (PdfValue.Reference Font, double Size, double Width, double Height)? StyleOf(PdfFile file, PdfValue.Dict widget)
    {
        var style = DefaultStyle().Match(file.Resolve(widget["DA"]) is PdfValue.Text da ? da.Value : "");
        var fonts = file.Dict(file.Dict(file.Dict(file.Catalog["AcroForm"])["DR"])["Font"]);
        var box = file.Items(widget["Rect"]).Select(i => file.Resolve(i) is PdfValue.Number n ? n.Value : 0).ToArray();
        return style.Success && box.Length == 4 && fonts[style.Groups["font"].Value] is PdfValue.Reference font && double.TryParse(style.Groups["size"].Value, CultureInfo.InvariantCulture, out var size)
            ? (font, size, box[2] - box[0], box[3] - box[1])
            : null;
    }

    // "15/QĐ-UBND" must carry the symbol that is printed behind the blank.
    private static string NumberOf(string number, IReadOnlyList<PdfTextLine> lines)
    {
        var slash = number.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0) return number;
        var symbol = number[slash..];
        var printed = lines.Select(l => NumberLine().Match(l.Text)).FirstOrDefault(m => m.Success)?.Groups["symbol"].Value ?? "";
        return printed == symbol ? number[..slash] : throw new PdfException($"Văn bản in ký hiệu \"{printed}\", không ghi được số \"{number}\".");
    }

    private static IEnumerable<(string Name, PdfBox Box, double Size, bool IsItalic)> Find(PdfFile file, PdfPage page)
    {
        var lines = PdfTextLine.Of(PdfText.Of(file, page));
        foreach (var line in lines)
        {
            var match = NumberLine().Match(line.Text);
            if (!match.Success) continue;
            yield return Blank(Number, line, match.Index + match.Groups["label"].Length - 1, match.Groups["symbol"].Index);
            break;
        }

        foreach (var line in lines)
        {
            var match = DateLine().Match(line.Text);
            if (!match.Success) continue;
            if (match.Groups["day"].Length == 0) yield return Blank(Day, line, match.Index + 3, match.Groups["monthWord"].Index);
            if (match.Groups["month"].Length == 0) yield return Blank(Month, line, match.Groups["monthWord"].Index + 4, match.Groups["yearWord"].Index);
            break;
        }
    }

    private static (string Name, PdfBox Box, double Size, bool IsItalic) Blank(string name, PdfTextLine line, int before, int after)
    {
        var (left, right) = (line[before], line[after]);
        var box = new PdfBox(left.Right, left.Baseline - (left.Size * 0.25), right.Left, left.Baseline + (left.Size * 0.9));
        if (box.Width < left.Size * 0.6) throw new PdfException("Chỗ trống để ghi số hoặc ngày quá hẹp.");
        return (name, box, left.Size, left.Font.Contains("Italic", StringComparison.OrdinalIgnoreCase));
    }

    [GeneratedRegex(@"(?<label>Số:)\s*(?<symbol>/[^\s]+)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex NumberLine();

    [GeneratedRegex(@"ngày\s*(?<day>[0-9]{0,2})\s*(?<monthWord>tháng)\s*(?<month>[0-9]{0,2})\s*(?<yearWord>năm)\s*(?<year>[0-9]{4})", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex DateLine();

    [GeneratedRegex("^[0-9]{1,6}[a-eA-E]?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex NumberForm();

    [GeneratedRegex(@"^/(?<font>Qms[A-Za-z]+) (?<size>[0-9.]{1,6}) Tf 0 g$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex DefaultStyle();
}
