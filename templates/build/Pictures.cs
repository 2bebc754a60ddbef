using DocumentFormat.OpenXml.Wordprocessing;
using A = DocumentFormat.OpenXml.Drawing;
using Drawn = DocumentFormat.OpenXml.Drawing.Pictures;
using Placed = DocumentFormat.OpenXml.Drawing.Wordprocessing;

namespace QmsWorkflow.TemplateBuilder;

/// <summary>Pictures of the data: the template shows an example in their place and gives them its size.</summary>
internal static class Pictures
{
    /// <summary>The relationship of the example in each page that shows one.</summary>
    public const string Example = "picture";

    private const long Millimetre = 36_000;

    /// <summary>A pattern that looks like a QR code and is none.</summary>
    public static readonly byte[] ExampleCode = Convert.FromBase64String(
        "iVBORw0KGgoAAAANSUhEUgAAABkAAAAZAQAAAADskrjOAAAAOklEQVR42mP4DwQMYOJAPeN/hvv1tf8ZLta7IhNgMbAsRPHVUDysA6GhIB1A1kUQ6yKcBRYDy8KtBAALJE8TmWU+fAAAAABJRU5ErkJggg==");

    /// <summary>A QR code of this size; nothing is left of it where the data have none.</summary>
    public static SdtBlock Code(string tag, int millimetres, Look look)
    {
        var paragraph = new Paragraph(look.Properties(), new Run(new Drawing(Inline(millimetres * Millimetre))));
        return Parts.Block($"image:{tag}", paragraph);
    }

    private static Placed.Inline Inline(long side) => new(
        new Placed.Extent { Cx = side, Cy = side },
        new Placed.DocProperties { Id = 1, Name = "QR", Description = "Mã QR tra cứu văn bản" },
        new A.Graphic(new A.GraphicData(new Drawn.Picture(
            new Drawn.NonVisualPictureProperties(new Drawn.NonVisualDrawingProperties { Id = 1, Name = "QR" }, new Drawn.NonVisualPictureDrawingProperties()),
            new Drawn.BlipFill(new A.Blip { Embed = Example }, new A.Stretch(new A.FillRectangle())),
            new Drawn.ShapeProperties(
                new A.Transform2D(new A.Offset { X = 0, Y = 0 }, new A.Extents { Cx = side, Cy = side }),
                new A.PresetGeometry(new A.AdjustValueList()) { Preset = A.ShapeTypeValues.Rectangle })))
        { Uri = "http://schemas.openxmlformats.org/drawingml/2006/picture" }))
    { DistanceFromTop = 0, DistanceFromBottom = 0, DistanceFromLeft = 0, DistanceFromRight = 0 };
}
