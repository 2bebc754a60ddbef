using QmsWorkflow.Documents.Checking.Reading;

namespace QmsWorkflow.Documents.Checking;

/// <summary>A document as rules see it: what stands in the file, what it was recognised as, and what is known of the world.</summary>
internal sealed record FormView(FormDocument Document, FormLayout Layout, FormContext Context)
{
    private const int QuoteLength = 60;

    public FormPlace Place(FormArea area, FormParagraph paragraph) => Place(area, paragraph, paragraph.Full);

    public FormPlace Place(FormArea area, FormLine line) => Place(area, line.Paragraph, line.Text);

    /// <summary>The place, in the part of the document that the paragraph belongs to.</summary>
    public FormPlace Place(FormParagraph paragraph) => Place(Layout.AreaOf(paragraph), paragraph);

    public FormPlace Place(FormSection section) => Whole(FormArea.Page, section.Number);

    /// <summary>Where something is missing.</summary>
    public FormPlace Missing(FormArea area) => Whole(area, 1);

    private FormPlace Place(FormArea area, FormParagraph paragraph, string text) => Whole(area, paragraph.Section + 1) with { Paragraph = paragraph.Number, Cell = paragraph.Cell, Quote = Quote(text) };

    private FormPlace Whole(FormArea area, int section) => new(area, Math.Min(section, Document.Sections.Length), null, null, "");

    private static string Quote(string text)
    {
        text = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return text.Length <= QuoteLength ? text : string.Concat(text.AsSpan(0, QuoteLength - 1).TrimEnd(), "…");
    }
}
