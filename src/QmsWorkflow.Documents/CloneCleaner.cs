using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Wordprocessing;

namespace QmsWorkflow.Documents;

/// <summary>Keeps a document valid after rows and blocks were copied or taken out.</summary>
internal static class CloneCleaner
{
    private const string Word2010 = "http://schemas.microsoft.com/office/word/2010/wordml";

    /// <summary>Takes out of a copy what may be in a document only once: bookmarks and the ids of paragraphs.</summary>
    public static void Clean(OpenXmlElement copy)
    {
        foreach (var element in copy.Descendants().ToList())
        {
            switch (element)
            {
                case BookmarkStart or BookmarkEnd or CommentRangeStart or CommentRangeEnd or CommentReference:
                    element.Remove();
                    break;
                case Paragraph or TableRow:
                    element.RemoveAttribute("paraId", Word2010);
                    element.RemoveAttribute("textId", Word2010);
                    break;
            }
        }
    }

    /// <summary>Word refuses a cell or header without a paragraph, a row without cells and a table without rows; a hidden block may leave such behind.</summary>
    public static void Repair(OpenXmlElement root)
    {
        foreach (var row in root.Descendants<TableRow>().Where(row => !row.Descendants<TableCell>().Any()).ToList()) row.Remove();
        foreach (var table in root.Descendants<Table>().Where(table => !table.Descendants<TableRow>().Any()).ToList()) table.Remove();
        foreach (var cell in root.Descendants<TableCell>().Where(cell => cell.LastChild is not Paragraph).ToList()) cell.AppendChild(new Paragraph());
        if (root is Header or Footer && !root.Elements<Paragraph>().Any()) root.AppendChild(new Paragraph());
    }
}
