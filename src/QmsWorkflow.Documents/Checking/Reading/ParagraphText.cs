using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Xml.Linq;

namespace QmsWorkflow.Documents.Checking.Reading;

/// <summary>Collects the letters of one paragraph, and what is anchored in it.</summary>
internal sealed class ParagraphText(StyleSheet styles, RunLook basis)
{
    private const int EmuPerTwip = 635;
    private readonly StringBuilder text = new();
    private readonly ImmutableArray<TextSpan>.Builder spans = ImmutableArray.CreateBuilder<TextSpan>();
    private readonly ImmutableArray<int>.Builder shapes = ImmutableArray.CreateBuilder<int>();
    private readonly Stack<(StringBuilder Code, bool IsResult)> fields = new();

    public List<XElement> TextBoxes { get; } = [];

    public bool HasPageBreak { get; private set; }

    public bool HasPicture { get; private set; }

    /// <summary>Whether a PAGE field stands here.</summary>
    public RunLook? PageNumber { get; private set; }

    public ImmutableArray<TextSpan> Spans => spans.ToImmutable();

    public ImmutableArray<int> Shapes => shapes.ToImmutable();

    public string Text => text.ToString();

    public ParagraphText Read(XElement parent)
    {
        foreach (var child in parent.Elements())
        {
            switch (child.Name.LocalName)
            {
                case "r": ReadRun(child); break;
                case "fldSimple" when child.Attr("instr")?.Contains("PAGE", StringComparison.OrdinalIgnoreCase) == true && !IsCount(child.Attr("instr")!):
                    PageNumber = styles.Run(basis, child.Child("r").Child("rPr"));
                    break;
                case "hyperlink" or "ins" or "moveTo" or "smartTag" or "sdt" or "sdtContent" or "fldSimple" or "customXml" or "dir" or "bdo": Read(child); break;
            }
        }

        return this;
    }

    private void ReadRun(XElement run)
    {
        var look = styles.Run(basis, run.Child("rPr"));
        foreach (var part in run.Elements())
        {
            switch (part.Name.LocalName)
            {
                case "fldChar": Field(part.Attr("fldCharType"), look); break;
                case "instrText" when fields.TryPeek(out var field): field.Code.Append(part.Value); break;
                case "t" when !IsPageNumber() && !look.IsHidden: Add(part.Value, look, run, part); break;
                case "tab": Add("\t", look, run, null); break;
                case "noBreakHyphen": Add("-", look, run, null); break;
                case "br" when part.Attr("type") == "page": HasPageBreak = true; break;
                case "br" or "cr": Add("\n", look, run, null); break;
                case "drawing" or "pict" or "object" or "AlternateContent": ReadDrawing(part); break;
            }
        }
    }

    private void Field(string? kind, RunLook look)
    {
        if (kind == "begin")
        {
            fields.Push((new StringBuilder(), false));
        }
        else if (kind == "separate" && fields.TryPop(out var field))
        {
            fields.Push((field.Code, true));
        }
        else if (kind == "end" && fields.TryPop(out var ended) && ended.Code.ToString() is var code && code.Contains("PAGE", StringComparison.OrdinalIgnoreCase) && !IsCount(code))
        {
            PageNumber = look;
        }
    }

    private bool IsPageNumber() => fields.TryPeek(out var field) && field.IsResult && field.Code.ToString().Contains("PAGE", StringComparison.OrdinalIgnoreCase);

    private static bool IsCount(string code) =>
        code.Contains("NUMPAGES", StringComparison.OrdinalIgnoreCase) || code.Contains("PAGEREF", StringComparison.OrdinalIgnoreCase) || code.Contains("SECTIONPAGES", StringComparison.OrdinalIgnoreCase);

    private void Add(string letters, RunLook look, XElement run, XElement? node)
    {
        spans.Add(new TextSpan(text.Length, letters, look, run, node));
        text.Append(letters);
    }

    private void ReadDrawing(XElement drawing)
    {
        // The same thing twice, for new and old programs: the new one counts.
        if (drawing.Is("AlternateContent"))
        {
            if ((drawing.Child("Choice") ?? drawing.Child("Fallback")) is { } choice) ReadDrawing(choice);
            return;
        }

        foreach (var part in drawing.DescendantsAndSelf())
        {
            switch (part.Name.LocalName)
            {
                case "txbxContent" when !part.Ancestors().Any(TextBoxes.Contains): TextBoxes.Add(part); break;
                case "pic" or "imagedata": HasPicture = true; break;
                case "anchor" or "inline" when IsLine(part) && long.TryParse(part.Child("extent").Attr("cx"), NumberStyles.None, CultureInfo.InvariantCulture, out var width): shapes.Add((int)Math.Min(width / EmuPerTwip, 100_000)); break;
                case "line" when Between(part.Attr("from"), part.Attr("to")) is { } length: shapes.Add(length); break;
                case "shape" or "rect" when Style(part.Attr("style"), "width") is { } wide && Style(part.Attr("style"), "height") is null or <= 40 && part.Child("imagedata") is null: shapes.Add(wide); break;
            }
        }
    }

    private static bool IsLine(XElement anchor)
    {
        var geometry = anchor.Descendants().FirstOrDefault(part => part.Is("prstGeom")).Attr("prst");
        if (geometry is "line" or "straightConnector1") return true;

        return geometry == "rect" && long.TryParse(anchor.Child("extent").Attr("cy"), NumberStyles.None, CultureInfo.InvariantCulture, out var height) && height < 30_000;
    }

    private static int? Between(string? from, string? to)
    {
        if (from?.Split(',') is not [var x1, var y1] || to?.Split(',') is not [var x2, var y2]) return null;

        return Measure(x1) is { } left && Measure(x2) is { } right && Measure(y1) is { } top && Measure(y2) is { } bottom && Math.Abs(top - bottom) <= 40 ? Math.Abs(right - left) : null;
    }

    private static int? Style(string? style, string name) => style?.Split(';').Select(rule => rule.Split(':', 2)).FirstOrDefault(rule => rule.Length == 2 && rule[0].Trim() == name) is { } found ? Measure(found[1]) : null;

    private static int? Measure(string text)
    {
        text = text.Trim();
        var digits = text.TrimEnd('p', 't', 'i', 'n', 'm', 'c', 'x');
        if (!double.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) || Math.Abs(number) > 10_000) return null;

        return (int)(number * (Wml.PerUnit(text[digits.Length..]) ?? 15));
    }
}
