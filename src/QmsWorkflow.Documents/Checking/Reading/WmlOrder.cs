using System.Collections.Immutable;
using System.Xml.Linq;

namespace QmsWorkflow.Documents.Checking.Reading;

/// <summary>Puts settings where the schema wants them: Word refuses files whose elements stand in another order.</summary>
internal static class WmlOrder
{
    private static readonly ImmutableArray<string> Run =
    [
        "rStyle", "rFonts", "b", "bCs", "i", "iCs", "caps", "smallCaps", "strike", "dstrike", "outline", "shadow", "emboss", "imprint", "noProof", "snapToGrid", "vanish", "webHidden",
        "color", "spacing", "w", "kern", "position", "sz", "szCs", "highlight", "u", "effect", "bdr", "shd", "fitText", "vertAlign",
    ];

    private static readonly ImmutableArray<string> Paragraph =
    [
        "pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl", "numPr", "suppressLineNumbers", "pBdr", "shd", "tabs", "suppressAutoHyphens", "kinsoku", "wordWrap",
        "overflowPunct", "topLinePunct", "autoSpaceDE", "autoSpaceDN", "bidi", "adjustRightInd", "snapToGrid", "spacing", "ind", "contextualSpacing", "mirrorIndents", "suppressOverlap", "jc",
        "textDirection", "textAlignment", "textboxTightWrap", "outlineLvl", "divId", "cnfStyle", "rPr", "sectPr", "pPrChange",
    ];

    private static readonly ImmutableArray<string> Section =
    [
        "headerReference", "footerReference", "footnotePr", "endnotePr", "type", "pgSz", "pgMar", "paperSrc", "pgBorders", "lnNumType", "pgNumType", "cols", "formProt", "vAlign", "noEndnote",
        "titlePg", "textDirection", "bidi", "rtlGutter", "docGrid", "printerSettings", "sectPrChange",
    ];

    public static XElement RunProperties(XElement run)
    {
        if (run.Child("rPr") is { } known) return known;

        var added = new XElement(run.Name.Namespace + "rPr");
        run.AddFirst(added);
        return added;
    }

    public static XElement ParagraphProperties(XElement paragraph)
    {
        if (paragraph.Child("pPr") is { } known) return known;

        var added = new XElement(paragraph.Name.Namespace + "pPr");
        paragraph.AddFirst(added);
        return added;
    }

    /// <summary>The child of this name, made where it belongs when it is not there.</summary>
    public static XElement Need(this XElement properties, string name)
    {
        if (properties.Child(name) is { } known) return known;

        var order = properties.Name.LocalName switch { "rPr" => Run, "pPr" => Paragraph, _ => Section };
        var place = order.IndexOf(name);
        var added = new XElement(properties.Name.Namespace + name);
        var after = properties.Elements().FirstOrDefault(other => order.IndexOf(other.Name.LocalName) is var index && (index < 0 || index > place));
        if (after is null) properties.Add(added);
        else after.AddBeforeSelf(added);
        return added;
    }

    public static void Set(this XElement element, string attribute, string value)
    {
        if (element.Attributes().FirstOrDefault(known => known.Name.LocalName == attribute) is { } known) known.Value = value;
        else element.SetAttributeValue(element.Name.Namespace + attribute, value);
    }

    public static void Unset(this XElement element, params ReadOnlySpan<string> attributes)
    {
        foreach (var attribute in attributes) element.Attributes().FirstOrDefault(known => known.Name.LocalName == attribute)?.Remove();
    }
}
