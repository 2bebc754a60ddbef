using System.Buffers;
using System.Text;

namespace QmsWorkflow.Documents.Filling;

/// <summary>The look of words: the markup around them, the example's formatting included.</summary>
/// <param name="prefix">The prefix of Word's vocabulary here, with its colon, or empty.</param>
/// <param name="properties">The run properties as they are written; may be empty.</param>
internal sealed class RunLook(string prefix, string properties)
{
    private static readonly SearchValues<char> Breaks = SearchValues.Create("\n\r\t\u0085\u2028\u2029");

    private readonly byte[] start = Encoding.UTF8.GetBytes($"<{prefix}r>{properties}<{prefix}t xml:space=\"preserve\">");
    private readonly byte[] end = Encoding.UTF8.GetBytes($"</{prefix}t></{prefix}r>");
    private readonly byte[] lineBreak = Encoding.UTF8.GetBytes($"</{prefix}t><{prefix}br/><{prefix}t xml:space=\"preserve\">");
    private readonly byte[] tab = Encoding.UTF8.GetBytes($"</{prefix}t><{prefix}tab/><{prefix}t xml:space=\"preserve\">");
    private readonly byte[] breakRun = Encoding.UTF8.GetBytes($"<{prefix}r><{prefix}br/></{prefix}r>");

    /// <summary>Writes a run; line breaks and tabs stay inside it.</summary>
    public void Write(FillRun run, ReadOnlySpan<char> text)
    {
        var output = run.Output;
        if (run.References.IsCapturing) run.References.Capture(text);
        output.Write(start);
        for (int place; (place = text.IndexOfAny(Breaks)) >= 0; text = text[(place + 1)..])
        {
            output.WriteText(text[..place]);
            output.Write(text[place] == '\t' ? tab : lineBreak);
            if (text[place] == '\r' && text[(place + 1)..].StartsWith("\n")) place++;
        }

        output.WriteText(text);
        output.Write(end);
    }

    public void WriteBreak(FillRun run)
    {
        if (run.References.IsCapturing) run.References.Capture(" ");
        run.Output.Write(breakRun);
    }
}

/// <summary>One text in the place of the example.</summary>
internal sealed class TextField(FieldPath field, RunLook look) : Node
{
    public override void Write(FillRun run, FieldScope scope)
    {
        if (run.Text(field, scope) is { } text) look.Write(run, text);
    }
}

/// <summary>The four looks of words with emphasis.</summary>
internal sealed record RichLook(RunLook Plain, RunLook Bold, RunLook Italic, RunLook Both)
{
    public void Write(FillRun run, RichSpan span)
    {
        var look = (span.IsBold, span.IsItalic) switch
        {
            (true, true) => Both,
            (true, _) => Bold,
            (_, true) => Italic,
            _ => Plain,
        };
        look.Write(run, span.Text);
    }
}

/// <summary>Several paragraphs inside one: they follow each other as lines.</summary>
internal sealed class RichWords(FieldPath field, RichLook look) : Node
{
    public override void Write(FillRun run, FieldScope scope)
    {
        if (run.Text(field, scope) is not { } text) return;

        var isFirst = true;
        foreach (var paragraph in RichText.Parse(text))
        {
            if (!isFirst) look.Plain.WriteBreak(run);
            foreach (var span in paragraph) look.Write(run, span);
            isFirst = false;
        }
    }
}

/// <summary>Paragraphs like the example's first one; none where the text is empty, but one in a cell.</summary>
/// <param name="field">The field.</param>
/// <param name="look">How words look.</param>
/// <param name="model">The example's paragraph.</param>
/// <param name="typed">The same without automatic number; the same object when the example has none.</param>
/// <param name="leavesOne">A cell keeps its paragraph, empty.</param>
internal sealed class RichParagraphs(FieldPath field, RichLook look, ParagraphShell model, ParagraphShell typed, bool leavesOne) : Node
{
    public override void Write(FillRun run, FieldScope scope)
    {
        if (run.Text(field, scope) is not { } text) return;

        var lines = RichText.Lines(text);
        // Where Word counts by itself, numbers that were typed are taken off, if they are what Word would count.
        var isCounted = !ReferenceEquals(model, typed) && TypedNumbers.IsCount(lines);
        foreach (var line in lines)
        {
            var isNumbered = TypedNumbers.IsNumbered(line);
            var shell = ReferenceEquals(model, typed) || (isCounted ? isNumbered : !TypedNumbers.HasAny(lines)) ? model : typed;
            shell.WriteStart(run);
            foreach (var span in RichText.Spans(isCounted && isNumbered ? TypedNumbers.Without(line) : line)) look.Write(run, span);
            shell.WriteEnd(run);
        }

        if (lines.Length > 0 || !leavesOne) return;
        model.WriteStart(run);
        model.WriteEnd(run);
    }
}
