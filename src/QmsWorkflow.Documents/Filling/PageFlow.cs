namespace QmsWorkflow.Documents.Filling;

/// <summary>What kind of block was written last.</summary>
internal enum BlockKind
{
    None,
    Paragraph,
    Table,
}

/// <summary>
/// Follows the blocks that are written, so that no cell ends without a paragraph and so that what belongs together stays together on a page:
/// an empty paragraph that is kept with the table behind it opens the signature block, and the last lines before it come along. A template
/// cannot say so, because the text before is repeated.
/// </summary>
internal sealed class PageFlow
{
    private readonly List<(int Place, byte[] Mark)> marks = [];
    private int previous;
    private int rowStart;

    /// <summary>The last block of the cell, header or body that is being written.</summary>
    public BlockKind Last { get; private set; }

    public int Rows { get; set; }

    public int Cells { get; set; }

    public void Start()
    {
        marks.Clear();
        (previous, rowStart, Last) = (0, 0, BlockKind.None);
    }

    /// <summary>Opens a cell, a text box or a note: what is inside does not belong to the block before.</summary>
    public State Leave()
    {
        var state = new State(Last, previous, rowStart, Rows, Cells);
        (Last, previous) = (BlockKind.None, marks.Count);
        return state;
    }

    public void Return(State state) => (Last, previous, rowStart, Rows, Cells) = (state.Last, state.Previous, state.RowStart, state.Rows, state.Cells);

    /// <summary>A paragraph begins; the mark may be put in at the place to keep it with what follows.</summary>
    public void Paragraph(int place, byte[] mark)
    {
        (Last, previous) = (BlockKind.Paragraph, marks.Count);
        if (mark.Length > 0) marks.Add((place, mark));
    }

    public void Table()
    {
        rowStart = marks.Count;
        Rows = 0;
    }

    /// <summary>Only the last row of a table is kept with what follows.</summary>
    public void Row()
    {
        marks.RemoveRange(rowStart, marks.Count - rowStart);
        Cells = 0;
    }

    public void TableEnd(State before)
    {
        var start = rowStart;
        Return(before);
        (Last, previous) = (BlockKind.Table, start);
    }

    /// <summary>Keeps the block before with the paragraph that follows.</summary>
    public void KeepPrevious(Utf8Writer output)
    {
        for (var index = marks.Count - 1; index >= previous; index--) output.InsertAt(marks[index].Place, marks[index].Mark);
        marks.RemoveRange(previous, marks.Count - previous);
    }

    /// <summary>What was before a cell, a table or a note was opened.</summary>
    public readonly record struct State(BlockKind Last, int Previous, int RowStart, int Rows, int Cells);
}
