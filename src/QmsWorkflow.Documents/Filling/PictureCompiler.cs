using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace QmsWorkflow.Documents.Filling;

/// <summary>Turns a control with a picture into nodes: the example's frame stays, the picture in it comes from the data.</summary>
internal sealed partial class PictureCompiler(PartCompiler parts, CompileContext context)
{
    /// <summary>Where the control shows no picture, one of 30 mm at most is put: enough for a QR code or a signature.</summary>
    private const long UsualSide = 30 * 36_000;

    /// <summary>A point of a printer, as old drawings count.</summary>
    private const double PrinterPoint = 12_700;

    public void Compile(FieldPath path, XmlElement control, XmlElement content, NodeList into)
    {
        var frame = content.Descendants().FirstOrDefault(inner => inner.Space == Word.Placement && inner.Name is "inline" or "anchor" && inner.Descendants().Any(IsBlip));
        var (width, height) = frame is null ? OldSize(content) : Size(frame);
        var isNatural = width <= 0 || height <= 0;
        if (isNatural) (width, height) = (UsualSide, UsualSide);

        var nodes = new NodeList();
        parts.IsPicture = true;
        if (frame is null) CompileNew(control, content, nodes);
        else CompileExample(content, nodes);
        parts.IsPicture = false;
        into.Add(new PictureField(path, width, height, isNatural, nodes.ToArray()));
    }

    private void CompileExample(XmlElement content, NodeList into)
    {
        foreach (var element in content.Descendants().ToList())
        {
            // A better version of the example (SVG), a part cut out of it or a second drawing for old programs would show the example again.
            if (IsBlip(element)) element.Attributes.RemoveAll(attribute => attribute.Name == "link");
            if (IsBlip(element)) element.Remove(child => child.Name == "extLst");
            element.Remove(child => child is { Name: "srcRect", Space: Word.Drawing or Word.Picture } or { Name: "Fallback", Space: Word.Compatibility });
        }

        parts.CompileChildren(content, into);
    }

    /// <summary>A drawing in the place of the control's words.</summary>
    private void CompileNew(XmlElement control, XmlElement content, NodeList into)
    {
        var id = context.NextDrawing().ToString(CultureInfo.InvariantCulture);
        var run = XmlElement.Parse(Encoding.UTF8.GetBytes(
            $"""
             <{control.QualifiedName.Replace("sdt", "r", StringComparison.Ordinal)} xmlns{(control.Prefix.Length == 0 ? "" : ":" + control.Prefix)}="{Word.Main}"><{CompileContext.PrefixOf(control)}drawing><wp:inline xmlns:wp="{Word.Placement}" distT="0" distB="0" distL="0" distR="0"><wp:extent cx="1" cy="1"/><wp:docPr id="{id}" name="Hình {id}"/><a:graphic xmlns:a="{Word.Drawing}"><a:graphicData uri="{Word.Picture}"><pic:pic xmlns:pic="{Word.Picture}"><pic:nvPicPr><pic:cNvPr id="{id}" name="Hình {id}"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip xmlns:r="{Word.Relationships}" r:embed=""/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="1" cy="1"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></{CompileContext.PrefixOf(control)}drawing></{control.QualifiedName.Replace("sdt", "r", StringComparison.Ordinal)}>
             """));
        var drawing = new NodeList();
        parts.CompilePlain(run, drawing);
        new ControlCompiler(parts, context).CompileText(new Group(drawing.ToArray()), content, into);
    }

    private static bool IsBlip(XmlElement element) => element is { Name: "blip", Space: Word.Drawing };

    private static (long Width, long Height) Size(XmlElement frame)
    {
        var extent = frame.Children.Find(child => child.Name == "extent");
        return (Length(extent?.Attribute("cx")), Length(extent?.Attribute("cy")));
    }

    /// <summary>A picture of an older Word tells its size as CSS does.</summary>
    private static (long Width, long Height) OldSize(XmlElement content)
    {
        var style = content.Descendants().FirstOrDefault(inner => inner.Name == "shape" && inner.Attribute("style") is not null)?.Attribute("style") ?? "";
        return (Points("width"), Points("height"));

        long Points(string name) =>
            double.TryParse(OldLength().Matches(style).FirstOrDefault(match => match.Groups["name"].Value == name)?.Groups["points"].Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var points)
                && points is > 0 and < 2000 ? (long)(points * PrinterPoint) : 0;
    }

    /// <summary>Up to half a metre, wider than any page.</summary>
    private static long Length(string? text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var length) && length is > 0 and <= 18_000_000 ? length : 0;

    [GeneratedRegex(@"(^|;)\s*(?<name>width|height):(?<points>[0-9.]+)pt", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex OldLength();
}

/// <summary>Nodes that stand together.</summary>
internal sealed class Group(Node[] content) : Node
{
    public override void Write(FillRun run, FieldScope scope) => WriteAll(content, run, scope);
}
