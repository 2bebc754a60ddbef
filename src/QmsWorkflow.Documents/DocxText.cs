using System.Collections.Immutable;
using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Wordprocessing;

namespace QmsWorkflow.Documents;

/// <summary>The text of a Word file, block by block, in reading order.</summary>
public static class DocxText
{
    /// <summary>Reads paragraphs and table cells: page headers first, then the body, then page footers.</summary>
    /// <param name="content">The bytes of the .docx file.</param>
    /// <exception cref="DocxException">The file is refused.</exception>
    /// <remarks>Empty paragraphs are left out, empty cells are not. Deleted text, field codes and page numbers are no text.</remarks>
    public static ImmutableArray<TextBlock> Read(byte[] content) => Docx.Read(content, document =>
    {
        var main = document.MainDocumentPart!;
        var blocks = ImmutableArray.CreateBuilder<TextBlock>();
        var tables = 0;
        foreach (var header in main.HeaderParts.OrderBy(part => part.Uri.ToString(), StringComparer.Ordinal)) Collect(header.Header, null, TextPart.Header, blocks, ref tables);
        Collect(main.Document.Body!, null, TextPart.Body, blocks, ref tables);
        foreach (var footer in main.FooterParts.OrderBy(part => part.Uri.ToString(), StringComparer.Ordinal)) Collect(footer.Footer, null, TextPart.Footer, blocks, ref tables);
        return blocks.ToImmutable();
    });

    /// <summary>All blocks, a line each; the cells of a row stand on one line, parted by tabs.</summary>
    public static string ToPlainText(IEnumerable<TextBlock> blocks)
    {
        var text = new StringBuilder();
        TextBlock? before = null;
        foreach (var block in blocks)
        {
            if (before is not null)
            {
                var isSameRow = block.Cell is { } cell && before.Cell is { } last && cell.Table == last.Table && cell.Row == last.Row && cell.Column != last.Column;
                text.Append(isSameRow ? '\t' : '\n');
            }

            text.Append(block.Text);
            before = block;
        }

        return text.Append('\n').ToString();
    }

    private static void Collect(OpenXmlElement parent, CellPlace? cell, TextPart part, ImmutableArray<TextBlock>.Builder blocks, ref int tables)
    {
        foreach (var child in parent.ChildElements)
        {
            switch (child)
            {
                case Paragraph paragraph:
                    var text = TextOf(paragraph);
                    if (text.Length > 0 || (cell is not null && IsOnly(paragraph))) blocks.Add(new TextBlock(text, cell) { Part = part });
                    break;
                case Table table:
                    var number = ++tables;
                    var row = 0;
                    foreach (var line in table.Descendants<TableRow>().Where(r => r.Ancestors<Table>().First() == table))
                    {
                        row++;
                        var column = 0;
                        foreach (var box in line.Descendants<TableCell>().Where(c => c.Ancestors<TableRow>().First() == line))
                        {
                            Collect(box, new CellPlace(number, row, ++column), part, blocks, ref tables);
                        }
                    }

                    break;
                case SdtElement or SdtContentBlock or CustomXmlElement or Inserted:
                    Collect(child, cell, part, blocks, ref tables);
                    break;
            }
        }
    }

    private static bool IsOnly(Paragraph paragraph) => !paragraph.Parent!.ChildElements.Any(other => other != paragraph && other is not TableCellProperties);

    private static string TextOf(Paragraph paragraph)
    {
        var words = new Words();
        words.Read(paragraph);
        return words.ToString().Trim();
    }

    /// <summary>Collects the words of a paragraph in one walk, however many fields it has.</summary>
    private sealed class Words
    {
        private readonly StringBuilder text = new();
        private string code = "";
        private bool isPageNumber;

        public void Read(OpenXmlElement parent)
        {
            foreach (var part in parent.ChildElements)
            {
                switch (part)
                {
                    case AlternateContentFallback: break;
                    case FieldCode instruction: code = instruction.Text; break;
                    // The number that stands in a PAGE field is an example; every page shows its own.
                    case FieldChar { FieldCharType: { } kind }: isPageNumber = kind == FieldCharValues.Separate && code.Contains("PAGE", StringComparison.OrdinalIgnoreCase); break;
                    case Text run when !isPageNumber: text.Append(run.Text); break;
                    case TabChar or Break or CarriageReturn: text.Append(' '); break;
                    case NoBreakHyphen: text.Append('-'); break;
                    default: Read(part); break;
                }
            }
        }

        public override string ToString() => text.ToString();
    }
}

/// <summary>A paragraph, in a table cell or not.</summary>
/// <param name="Text">Its text without spaces at the ends.</param>
/// <param name="Cell">Where it stands in a table; null outside tables.</param>
public sealed record TextBlock(string Text, CellPlace? Cell)
{
    /// <value>The default is <see cref="TextPart.Body"/>.</value>
    public TextPart Part { get; init; } = TextPart.Body;
}

/// <summary>The part of the page that a text stands in.</summary>
public enum TextPart
{
    /// <summary>The text itself.</summary>
    Body,

    /// <summary>Repeated at the top of pages.</summary>
    Header,

    /// <summary>Repeated at the foot of pages.</summary>
    Footer,
}

/// <summary>Where a cell is: table, row and column, each counted from 1.</summary>
public sealed record CellPlace(int Table, int Row, int Column);
