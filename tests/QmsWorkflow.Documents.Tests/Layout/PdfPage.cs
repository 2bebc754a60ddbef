using System.Globalization;
using System.Xml;
using System.Xml.Linq;

namespace QmsWorkflow.Documents.Tests.Layout;

/// <summary>A page of a PDF in millimetres, with the pieces of text on it in reading order.</summary>
internal sealed record PdfPage(int Number, double Width, double Height, IReadOnlyList<PdfLine> Lines)
{
    private const double MillimetresPerPoint = 25.4 / 72;

    /// <summary>What <c>pdftohtml -xml</c> is asked to enlarge by: it rounds its numbers, and enlarges no further.</summary>
    public const int Zoom = 3;

    public bool IsLandscape => Width > Height;

    /// <summary>The page number in the top margin; null when the page shows none.</summary>
    public PdfLine? PageNumber => Lines.FirstOrDefault(line => line.Bottom < 20.5 && line.Text.All(char.IsAsciiDigit));

    /// <summary>Everything but the page number.</summary>
    public IEnumerable<PdfLine> Text => Lines.Where(line => line != PageNumber);

    /// <summary>Reads the answer of <c>pdftohtml -xml -zoom 3</c>.</summary>
    public static IReadOnlyList<PdfPage> Read(string xml)
    {
        using var reader = XmlReader.Create(new StringReader(xml), new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore });
        var document = XDocument.Load(reader);
        var sizes = document.Descendants("fontspec").ToDictionary(font => (string)font.Attribute("id")!, font => Measure(font, "size") / Zoom);
        return [.. document.Descendants("page").Select(page => new PdfPage(
            (int)page.Attribute("number")!, Millimetres(page, "width"), Millimetres(page, "height"),
            [.. page.Elements("text").Where(text => text.Value.Trim().Length > 0).Select(text => Line(page, text, sizes))]))];
    }

    private static PdfLine Line(XElement page, XElement text, Dictionary<string, double> sizes)
    {
        var (left, top) = (Millimetres(text, "left"), Millimetres(text, "top"));
        return new PdfLine(
            (int)page.Attribute("number")!, left, top, left + Millimetres(text, "width"), top + Millimetres(text, "height"), text.Value.Trim(),
            sizes[(string)text.Attribute("font")!], text.Descendants("b").Any(), text.Descendants("i").Any());
    }

    private static double Millimetres(XElement element, string name) => Measure(element, name) / Zoom * MillimetresPerPoint;

    private static double Measure(XElement element, string name) => double.Parse((string)element.Attribute(name)!, CultureInfo.InvariantCulture);
}

/// <summary>Words of one font that stand beside each other; places in millimetres from the upper left corner of the page.</summary>
internal sealed record PdfLine(int Page, double Left, double Top, double Right, double Bottom, string Text, double Points, bool IsBold, bool IsItalic)
{
    public double Middle => (Left + Right) / 2;

    public override string ToString() =>
        $"page {Page}, {Left:0.0}–{Right:0.0} mm from the left, {Top:0.0} mm from the top, {Points:0.#} pt{(IsBold ? " bold" : "")}{(IsItalic ? " italic" : "")}: {Text}";
}
