using System.Globalization;

namespace QmsWorkflow.Documents.Pdf;

/// <summary>A rectangle on a page, in points.</summary>
public readonly record struct PdfBox(double Left, double Bottom, double Right, double Top)
{
    public double Width => Right - Left;

    public double Height => Top - Bottom;
}

/// <summary>Draws what a widget shows: nothing, a picture, or lines of text.</summary>
internal static class PdfAppearance
{
    public static PdfValue.Dict Of(PdfValue.Reference normal) => PdfValue.Map(("N", normal));

    public static PdfValue.Sequence Rect(PdfBox box) => PdfValue.Numbers(new[] { box.Left, box.Bottom, box.Right, box.Top }.Select(v => Math.Round(v, 3)));

    public static PdfValue.Reference Empty(PdfUpdate update, double width, double height) => Form(update, width, height, PdfValue.Map(), []);

    public static PdfValue.Reference Picture(PdfUpdate update, PngPicture picture, double width, double height)
    {
        PdfValue.Dict Head(string space) => PdfValue.Map(
            ("Type", new PdfValue.Name("XObject")), ("Subtype", new PdfValue.Name("Image")), ("Width", picture.Width), ("Height", picture.Height),
            ("ColorSpace", new PdfValue.Name(space)), ("BitsPerComponent", 8));
        var mask = update.AddStream(Head("DeviceGray"), picture.Alpha);
        var image = update.AddStream(Head("DeviceRGB").With(("SMask", mask)), picture.Rgb);
        return Form(update, width, height, PdfValue.Map(("XObject", PdfValue.Map(("Picture", image)))), System.Text.Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"q {width:0.###} 0 0 {height:0.###} 0 0 cm /Picture Do Q")));
    }

    /// <summary>Lines of black text from the top, each aligned by the share of the free width before it: 0 left, 0.5 centred, 1 right.</summary>
    public static PdfValue.Reference Text(PdfUpdate update, PdfEmbeddedFont font, IReadOnlyList<string> lines, double size, double width, double height, double align) =>
        Form(update, width, height, PdfValue.Map(("Font", PdfValue.Map(("F", font.Reference)))), TextContent(font, lines, size, width, height, align));

    public static byte[] TextContent(PdfEmbeddedFont font, IReadOnlyList<string> lines, double size, double width, double height, double align)
    {
        var content = new System.Text.StringBuilder("q 0 g BT\n");
        var baseline = (height + ((lines.Count - 1) * size * 1.15) - (size * 0.65)) / 2;
        foreach (var line in lines)
        {
            var natural = font.Width(line, size);
            // Letters stay off the words beside a centred blank.
            var free = align is 0.5 ? width - (size * 0.36) : width;
            var scale = natural > free ? free / natural : 1;
            var left = (width - (natural * scale)) * align;
            content.Append(CultureInfo.InvariantCulture, $"/F {size:0.###} Tf {scale * 100:0.##} Tz 1 0 0 1 {left:0.###} {baseline:0.###} Tm <{font.Hex(line)}> Tj\n");
            baseline -= size * 1.15;
        }

        return System.Text.Encoding.ASCII.GetBytes(content.Append("ET Q").ToString());
    }

    public static PdfValue.Sequence Box(double width, double height) => PdfValue.Numbers(0, 0, Math.Round(width, 3), Math.Round(height, 3));

    private static PdfValue.Reference Form(PdfUpdate update, double width, double height, PdfValue.Dict resources, byte[] content) => update.AddStream(
        PdfValue.Map(
            ("Type", new PdfValue.Name("XObject")), ("Subtype", new PdfValue.Name("Form")), ("FormType", 1),
            ("BBox", Box(width, height)), ("Resources", resources)),
        content);
}
