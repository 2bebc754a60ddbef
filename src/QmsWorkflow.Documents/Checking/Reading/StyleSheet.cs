using System.Globalization;
using System.Xml.Linq;

namespace QmsWorkflow.Documents.Checking.Reading;

/// <summary>The styles of a Word file: document defaults, table, paragraph and character styles with their ancestors, theme fonts.</summary>
internal sealed class StyleSheet
{
    private const int MaxAncestors = 20;
    private readonly Dictionary<string, XElement> styles = new(StringComparer.Ordinal);
    private readonly string? defaultParagraph;
    private readonly RunLook runDefault;
    private readonly ParagraphLook paragraphDefault;
    private readonly Dictionary<string, string> themeFonts = new(StringComparer.Ordinal);
    private readonly Dictionary<(string?, string?), (RunLook Run, ParagraphLook Paragraph)> resolved = [];

    public StyleSheet(XElement? root, XElement? theme)
    {
        var scheme = theme?.Descendants().FirstOrDefault(element => element.Is("fontScheme"));
        foreach (var kind in (string[])["major", "minor"])
        {
            if (scheme.Child(kind + "Font").Child("latin").Attr("typeface") is { Length: > 0 } face) themeFonts[kind] = face;
        }

        foreach (var style in root.Children("style"))
        {
            if (style.Attr("styleId") is not { } id) continue;

            styles.TryAdd(id, style);
            if (style.Attr("type") == "paragraph" && style.Attr("default") is "1" or "true" or "on") defaultParagraph ??= id;
        }

        var defaults = root.Child("docDefaults");
        runDefault = Apply(RunLook.Initial, defaults.Child("rPrDefault").Child("rPr"));
        paragraphDefault = Apply(ParagraphLook.Initial, defaults.Child("pPrDefault").Child("pPr"));
    }

    /// <summary>The look of a paragraph of this style, in a table of that style, before its own settings.</summary>
    public (RunLook Run, ParagraphLook Paragraph) Of(string? paragraphStyle, string? tableStyle)
    {
        var key = (paragraphStyle, tableStyle);
        if (resolved.TryGetValue(key, out var known)) return known;

        List<XElement> table = Chain(tableStyle);
        List<XElement> own = Chain(paragraphStyle is not null && styles.ContainsKey(paragraphStyle) ? paragraphStyle : defaultParagraph);
        var run = Over(Over(runDefault, table), own);
        return resolved[key] = (run, table.Concat(own).Aggregate(paragraphDefault, (look, style) => Apply(look, style.Child("pPr"))));
    }

    /// <summary>Puts a character style and a run's own settings over the look of its paragraph.</summary>
    public RunLook Run(RunLook paragraph, XElement? properties)
    {
        if (properties is null) return paragraph;

        return Apply(Over(paragraph, Chain(properties.Val("rStyle"))), properties);
    }

    /// <summary>Within one family of styles the nearest word counts; bold over bold of two families is not bold (ECMA-376, 17.7.3).</summary>
    private RunLook Over(RunLook below, List<XElement> family)
    {
        if (family.Count == 0) return below;

        var plain = below with { IsBold = false, IsItalic = false, IsCaps = false, IsHidden = false };
        var above = family.Aggregate(plain, (look, style) => Apply(look, style.Child("rPr")));
        return above with
        {
            IsBold = below.IsBold ^ above.IsBold,
            IsItalic = below.IsItalic ^ above.IsItalic,
            IsCaps = below.IsCaps ^ above.IsCaps,
            IsHidden = below.IsHidden ^ above.IsHidden,
        };
    }

    public static ParagraphLook Apply(ParagraphLook look, XElement? properties)
    {
        if (properties is null) return look;

        var (spacing, indent, borders, numbering) = (properties.Child("spacing"), properties.Child("ind"), properties.Child("pBdr"), properties.Child("numPr"));
        var hanging = indent.Twips("hanging");
        return look with
        {
            Align = properties.Val("jc") is { } align ? Side(align) : look.Align,
            Left = indent.Twips("left") ?? indent.Twips("start") ?? look.Left,
            Right = indent.Twips("right") ?? indent.Twips("end") ?? look.Right,
            FirstLine = hanging is > 0 ? -hanging.Value : indent.Twips("firstLine") ?? (hanging == 0 && look.FirstLine < 0 ? 0 : look.FirstLine),
            Before = IsAuto(spacing, "beforeAutospacing") ? 280 : spacing.Twips("before") ?? look.Before,
            After = IsAuto(spacing, "afterAutospacing") ? 280 : spacing.Twips("after") ?? look.After,
            Line = spacing.Twips("line") ?? look.Line,
            LineRule = spacing.Attr("lineRule") ?? look.LineRule,
            HasTopBorder = HasBorder(borders, "top") ?? look.HasTopBorder,
            HasBottomBorder = HasBorder(borders, "bottom") ?? look.HasBottomBorder,
            StartsPage = properties.Toggle("pageBreakBefore") ?? look.StartsPage,
            IgnoresSpaceBetweenSame = properties.Toggle("contextualSpacing") ?? look.IgnoresSpaceBetweenSame,
            NumberId = numbering.Val("numId") ?? look.NumberId,
            Level = int.TryParse(numbering.Val("ilvl"), NumberStyles.None, CultureInfo.InvariantCulture, out var level) ? Math.Min(level, 8) : look.Level,
        };
    }

    private RunLook Apply(RunLook look, XElement? properties)
    {
        if (properties is null) return look;

        return look with
        {
            Font = FontOf(properties.Child("rFonts")) ?? look.Font,
            Points = double.TryParse(properties.Val("sz"), NumberStyles.Float, CultureInfo.InvariantCulture, out var halves) && halves is > 0 and < 4000 ? halves / 2 : look.Points,
            Colour = properties.Val("color") ?? look.Colour,
            IsBold = properties.Toggle("b") ?? look.IsBold,
            IsItalic = properties.Toggle("i") ?? look.IsItalic,
            IsCaps = properties.Toggle("caps") ?? look.IsCaps,
            IsUnderlined = properties.Val("u") is { } underline ? underline != "none" : look.IsUnderlined,
            IsHidden = properties.Toggle("vanish") ?? look.IsHidden,
            IsRaised = properties.Val("vertAlign") is { } place ? place is "superscript" or "subscript" : look.IsRaised,
        };
    }

    private string? FontOf(XElement? fonts)
    {
        if (fonts is null) return null;

        // Letters with marks are taken from hAnsi, plain ones from ascii; a theme's font goes before a named one.
        foreach (var attribute in (string[])["hAnsi", "ascii"])
        {
            if (fonts.Attr(attribute + "Theme") is { } theme && themeFonts.TryGetValue(theme.StartsWith("major", StringComparison.Ordinal) ? "major" : "minor", out var face)) return face;
            if (fonts.Attr(attribute) is { Length: > 0 } name) return name;
        }

        return null;
    }

    private List<XElement> Chain(string? id)
    {
        var chain = new List<XElement>();
        while (id is not null && chain.Count < MaxAncestors && styles.TryGetValue(id, out var style) && !chain.Contains(style))
        {
            chain.Add(style);
            id = style.Val("basedOn");
        }

        chain.Reverse();
        return chain;
    }

    private static bool IsAuto(XElement? spacing, string attribute) => spacing.Attr(attribute) is "1" or "true" or "on";

    private static bool? HasBorder(XElement? borders, string side) => borders.Val(side) is { } kind ? kind is not ("nil" or "none") : null;

    private static string Side(string align) => align switch
    {
        "start" => "left",
        "end" => "right",
        "distribute" or "both" => "both",
        _ => align,
    };
}
