using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Wordprocessing;

namespace QmsWorkflow.Documents;

/// <summary>Writes texts into the content of a control, with the formatting of the example text that stands there.</summary>
internal static class ControlWriter
{
    /// <summary>One text in the place of the example; a line break stays inside its paragraph.</summary>
    public static void Write(OpenXmlElement content, string text)
    {
        var format = Format(content);
        var run = new Run();
        if (format is not null) run.AppendChild(format);
        var isFirst = true;
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n'))
        {
            if (!isFirst) run.AppendChild(new Break());
            run.AppendChild(Text(line));
            isFirst = false;
        }

        Place(content).AppendChild(run);
    }

    /// <summary>Paragraphs like the example's first one; none where the text is empty. Inside a paragraph they follow each other as lines.</summary>
    public static void WriteRich(OpenXmlElement content, string text)
    {
        var format = Format(content);
        var place = Place(content);
        var paragraphs = RichText.Parse(text);
        if (paragraphs.IsEmpty && content is SdtContentBlock) place.Remove();
        var model = place is Paragraph ? place.CloneNode(deep: true) : null;
        for (var index = 0; index < paragraphs.Length; index++)
        {
            if (index > 0 && model is null) place.AppendChild(new Run(new Break()));
            if (index > 0 && model is not null) place = place.InsertAfterSelf(model.CloneNode(deep: true));
            foreach (var span in paragraphs[index]) place.AppendChild(Run(span, format));
        }
    }

    private static Run Run(RichSpan span, RunProperties? format)
    {
        var properties = (RunProperties?)format?.CloneNode(deep: true) ?? new RunProperties();
        if (span.IsBold) properties.Bold = new Bold();
        if (span.IsItalic) properties.Italic = new Italic();
        return new Run(properties, Text(span.Text));
    }

    private static Text Text(string text) => new(text) { Space = SpaceProcessingModeValues.Preserve };

    /// <summary>The look of the example's first run, without the grey of a placeholder.</summary>
    private static RunProperties? Format(OpenXmlElement content)
    {
        var format = (RunProperties?)content.Descendants<Run>().FirstOrDefault()?.RunProperties?.CloneNode(deep: true);
        if (format?.RunStyle?.Val?.Value is "PlaceholderText") format.RunStyle = null;
        return format;
    }

    /// <summary>Clears the example away and returns the element that runs go into: the first paragraph of a block or cell, or the control's own content.</summary>
    private static OpenXmlElement Place(OpenXmlElement content)
    {
        if (content is SdtContentRun)
        {
            content.RemoveAllChildren();
            return content;
        }

        var paragraph = content.Descendants<Paragraph>().FirstOrDefault();
        if (paragraph is null)
        {
            paragraph = new Paragraph();
            (content.Descendants<TableCell>().FirstOrDefault() ?? content).AppendChild(paragraph);
        }

        foreach (var child in paragraph.ChildElements.Where(child => child is not ParagraphProperties).ToList()) child.Remove();
        foreach (var other in paragraph.Parent!.ChildElements.Where(other => other != paragraph && other is Paragraph or Table or SdtElement).ToList()) other.Remove();
        return paragraph;
    }
}
