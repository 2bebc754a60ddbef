using System.Collections.Immutable;
using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;

namespace QmsWorkflow.Documents;

/// <summary>The text of a Word file, block by block, in reading order.</summary>
public static class DocxText
{
    /// <summary>Reads paragraphs and table cells.</summary>
    /// <exception cref="DocxException">The file is refused.</exception>
    public static ImmutableArray<TextBlock> Read(byte[] content)
    {
        DocxGuard.Check(content);
        using var stream = new MemoryStream(content, writable: false);
        using var document = WordprocessingDocument.Open(stream, isEditable: false);
        var blocks = ImmutableArray.CreateBuilder<TextBlock>();
        var tables = 0;
        if (document.MainDocumentPart?.Document.Body is { } body) Collect(body, null, blocks, ref tables);
        return blocks.ToImmutable();
    }

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

    private static void Collect(OpenXmlElement parent, CellPlace? cell, ImmutableArray<TextBlock>.Builder blocks, ref int tables)
    {
        foreach (var child in parent.ChildElements)
        {
            switch (child)
            {
                case Paragraph paragraph:
                    var text = TextOf(paragraph);
                    if (text.Length > 0 || cell is not null) blocks.Add(new TextBlock(text, cell));
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
                            Collect(box, new CellPlace(number, row, ++column), blocks, ref tables);
                        }
                    }

                    break;
                case SdtElement or SdtContentBlock:
                    Collect(child, cell, blocks, ref tables);
                    break;
            }
        }
    }

    private static string TextOf(Paragraph paragraph)
    {
        var text = new StringBuilder();
        foreach (var part in paragraph.Descendants())
        {
            switch (part)
            {
                case Text run: text.Append(run.Text); break;
                case TabChar or Break: text.Append(' '); break;
            }
        }

        return text.ToString().Trim();
    }
}

/// <summary>A paragraph, in a table cell or not.</summary>
public sealed record TextBlock(string Text, CellPlace? Cell);

/// <summary>Where a cell is: table, row and column, each counted from 1.</summary>
public sealed record CellPlace(int Table, int Row, int Column);
