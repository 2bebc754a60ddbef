using System.Collections.Immutable;
using System.Globalization;
using System.Xml.Linq;
using QmsWorkflow.Documents.Checking.Reading;

namespace QmsWorkflow.Documents.Checking;

/// <summary>How letters shall look; null leaves a thing as it is.</summary>
internal sealed record RunChange
{
    public string? Font { get; init; }
    public double? Points { get; init; }
    public bool? Bold { get; init; }
    public bool? Italic { get; init; }
    public bool? Caps { get; init; }
    public bool? Underline { get; init; }
    public string? Colour { get; init; }

    public void Apply(XElement run)
    {
        var properties = WmlOrder.RunProperties(run);
        if (Font is not null)
        {
            var fonts = properties.Need("rFonts");
            fonts.Unset("asciiTheme", "hAnsiTheme", "cstheme", "eastAsiaTheme");
            foreach (var kind in (string[])["ascii", "hAnsi", "cs"]) fonts.Set(kind, Font);
        }

        if (Points is { } points)
        {
            var halves = Math.Round(points * 2).ToString(CultureInfo.InvariantCulture);
            properties.Need("sz").Set("val", halves);
            properties.Need("szCs").Set("val", halves);
        }

        Toggle(properties, "b", Bold);
        Toggle(properties, "i", Italic);
        Toggle(properties, "caps", Caps);
        if (Underline is { } line) properties.Need("u").Set("val", line ? "single" : "none");
        if (Colour is not null)
        {
            var colour = properties.Need("color");
            colour.Unset("themeColor", "themeTint", "themeShade");
            colour.Set("val", Colour);
        }
    }

    private static void Toggle(XElement properties, string name, bool? on)
    {
        if (on is { } value) properties.Need(name).Set("val", value ? "1" : "0");
    }
}

/// <summary>Makes fixes: changes of looks of letters, paragraphs and pages.</summary>
internal static class Edits
{
    private static readonly StyleSheet NoStyles = new(null, null);

    public static Action Letters(FormLine line, RunChange change) => Letters(line.Paragraph, line.Start, line.End, change);

    /// <summary>Runs that reach over the ends are split, so that nothing else changes its look.</summary>
    public static Action Letters(FormParagraph paragraph, int start, int end, RunChange change) => () =>
    {
        SplitAt(paragraph.Xml, start);
        SplitAt(paragraph.Xml, end);
        foreach (var span in Spans(paragraph.Xml).Where(span => span.Start >= start && span.End <= end)) change.Apply(span.Run);
    };

    public static Action Paragraph(FormParagraph paragraph, Action<XElement> change) => () => change(WmlOrder.ParagraphProperties(paragraph.Xml));

    public static Action Align(FormParagraph paragraph, string side) => Paragraph(paragraph, properties => properties.Need("jc").Set("val", side));

    public static Action Section(FormSection section, Action<XElement> change) => () =>
    {
        if (section.Xml is { } xml) change(xml);
    };

    /// <summary>Puts other words in the place of some; they look like the first letter they replace, or like the one before.</summary>
    public static void Replace(TextEdit edit)
    {
        var spans = Spans(edit.Paragraph.Xml);
        var isWritten = edit.Words.Length == 0;
        foreach (var span in spans.Where(span => span.Node is not null))
        {
            var from = Math.Max(edit.Start, span.Start);
            var to = Math.Min(edit.End, span.End);
            var touches = to > from || (edit.Length == 0 && span.Start <= edit.Start && edit.Start <= span.End);
            if (!touches) continue;

            var text = span.Text;
            var words = isWritten ? "" : edit.Words;
            isWritten = true;
            to = Math.Max(to, from);
            Write(span.Node!, string.Concat(text.AsSpan(0, from - span.Start), words, text.AsSpan(to - span.Start)));
            if (edit.Length == 0) return;
        }

        // Tabs and breaks inside what is replaced go, too.
        foreach (var span in spans.Where(span => span.Node is null && span.Start >= edit.Start && span.End <= edit.End))
        {
            span.Run.Elements().FirstOrDefault(part => part.Name.LocalName is "tab" or "noBreakHyphen" or "br" or "cr")?.Remove();
        }
    }

    private static ImmutableArray<TextSpan> Spans(XElement paragraph) => new ParagraphText(NoStyles, RunLook.Initial).Read(paragraph).Spans;

    private static void SplitAt(XElement paragraph, int position)
    {
        if (Spans(paragraph).FirstOrDefault(span => span.Start < position && position < span.End && span.Node is not null) is { } inside)
        {
            var at = position - inside.Start;
            var node = inside.Node!;
            var after = new XElement(node.Name);
            Write(after, inside.Text[at..]);
            Write(node, inside.Text[..at]);
            node.AddAfterSelf(after);
        }

        // Now the border lies between two elements; if these are of one run, the run is parted.
        if (Spans(paragraph).FirstOrDefault(span => span.Start == position) is not { Node: { } first } next) return;
        if (first.ElementsBeforeSelf().All(part => part.Is("rPr"))) return;

        var second = new XElement(next.Run.Name, next.Run.Attributes().Where(attribute => attribute.Name.LocalName != "rsidR"), next.Run.Child("rPr") is { } properties ? new XElement(properties) : null);
        List<XElement> moved = [first, .. first.ElementsAfterSelf()];
        foreach (var part in moved) part.Remove();
        second.Add(moved);
        next.Run.AddAfterSelf(second);
    }

    private static void Write(XElement node, string text)
    {
        node.Value = text;
        node.SetAttributeValue(XNamespace.Xml + "space", "preserve");
    }
}
