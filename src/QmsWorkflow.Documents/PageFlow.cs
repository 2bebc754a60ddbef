using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Wordprocessing;

namespace QmsWorkflow.Documents;

/// <summary>Keeps together on a page what belongs together, where a template cannot say so because the text before is repeated.</summary>
internal static class PageFlow
{
    /// <summary>
    /// An empty paragraph that is kept with the table behind it opens the signature block: the last lines before it come along, so that no page
    /// holds a signature alone.
    /// </summary>
    public static void KeepSignature(OpenXmlElement root)
    {
        foreach (var space in root.Descendants<Paragraph>().Where(OpensBlock).ToList())
        {
            switch (space.PreviousSibling())
            {
                case Paragraph before: Keep(before); break;
                case Table table: foreach (var paragraph in table.Descendants<TableRow>().Last().Descendants<Paragraph>()) Keep(paragraph); break;
            }
        }
    }

    private static bool OpensBlock(Paragraph paragraph) =>
        paragraph.ParagraphProperties?.KeepNext is not null && paragraph.InnerText.Length == 0 && paragraph.NextSibling() is Table;

    private static void Keep(Paragraph paragraph)
    {
        // The ending of a section stays where it is.
        if (paragraph.ParagraphProperties?.SectionProperties is not null) return;

        (paragraph.ParagraphProperties ??= new ParagraphProperties()).KeepNext = new KeepNext();
    }
}
