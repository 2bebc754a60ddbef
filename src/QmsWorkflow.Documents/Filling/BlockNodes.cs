namespace QmsWorkflow.Documents.Filling;

/// <summary>The markup around the words of a paragraph.</summary>
/// <param name="start">Up to the place where a mark may be put in.</param>
/// <param name="mark">What keeps the paragraph with the next; empty where it is kept already or must not be.</param>
/// <param name="rest">The properties after that place.</param>
/// <param name="end">The end of the paragraph.</param>
/// <param name="opensBlock">It opens a signature block: the block before is kept with it.</param>
internal sealed class ParagraphShell(byte[] start, byte[] mark, byte[] rest, byte[] end, bool opensBlock)
{
    public void WriteStart(FillRun run)
    {
        if (opensBlock) run.Flow.KeepPrevious(run.Output);
        run.Output.Write(start);
        run.Flow.Paragraph(run.Output.Length, mark);
        run.Output.Write(rest);
    }

    public void WriteEnd(FillRun run) => run.Output.Write(end);
}

/// <summary>A paragraph.</summary>
internal sealed class ParagraphNode(ParagraphShell shell, Node[] content) : Node
{
    public override void Write(FillRun run, FieldScope scope)
    {
        shell.WriteStart(run);
        WriteAll(content, run, scope);
        shell.WriteEnd(run);
    }
}

/// <summary>A table; it goes when all its rows are gone.</summary>
internal sealed class TableNode(byte[] start, Node[] content, byte[] end) : Node
{
    public override void Write(FillRun run, FieldScope scope)
    {
        var (place, before) = (run.Output.Length, run.Flow.Leave());
        run.Flow.Table();
        run.Output.Write(start);
        WriteAll(content, run, scope);
        if (run.Flow.Rows == 0)
        {
            run.Output.CutTo(place);
            run.Flow.Return(before);
            return;
        }

        run.Output.Write(end);
        run.Flow.TableEnd(before);
    }
}

/// <summary>A row; it goes when all its cells are gone.</summary>
internal sealed class RowNode(byte[] start, Node[] content, byte[] end) : Node
{
    public override void Write(FillRun run, FieldScope scope)
    {
        var place = run.Output.Length;
        run.Flow.Row();
        run.Output.Write(start);
        WriteAll(content, run, scope);
        if (run.Flow.Cells == 0)
        {
            run.Output.CutTo(place);
            return;
        }

        run.Output.Write(end);
        run.Flow.Rows++;
    }
}

/// <summary>What must end with a paragraph, whatever is hidden in it: a cell, a page header, a text box, a note.</summary>
internal sealed class BoxNode(byte[] start, Node[] content, byte[] end, byte[] emptyParagraph, bool isCell) : Node
{
    public override void Write(FillRun run, FieldScope scope)
    {
        var before = run.Flow.Leave();
        run.Output.Write(start);
        WriteAll(content, run, scope);
        if (run.Flow.Last != BlockKind.Paragraph) run.Output.Write(emptyParagraph);
        run.Output.Write(end);
        run.Flow.Return(before);
        if (isCell) run.Flow.Cells++;
    }
}
