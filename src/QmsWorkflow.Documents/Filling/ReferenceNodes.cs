namespace QmsWorkflow.Documents.Filling;

/// <summary>The beginning of a bookmark.</summary>
internal sealed class BookmarkStart(int id, string name, byte[] start, byte[] middle, byte[] end) : Node
{
    public override void Write(FillRun run, FieldScope scope)
    {
        if (run.References.IdOf(id) is not { } here) return;

        run.Output.Write(start);
        run.Output.Write(here);
        run.Output.Write(middle);
        run.Output.WriteText(run.References.NameOf(name));
        run.Output.Write(end);
        run.References.Begin(id, name);
    }
}

/// <summary>The end of a bookmark.</summary>
internal sealed class BookmarkEnd(int id, byte[] start, byte[] end) : Node
{
    public override void Write(FillRun run, FieldScope scope)
    {
        if (run.References.IdOf(id) is not { } here) return;

        run.Output.Write(start);
        run.Output.Write(here);
        run.Output.Write(end);
        run.References.End(id);
    }
}

/// <summary>The name of a bookmark inside a field or link of a repeated block.</summary>
internal sealed class BookmarkName(string name) : Node
{
    public override void Write(FillRun run, FieldScope scope) => run.Output.WriteText(run.References.NameOf(name));
}

/// <summary>What a cross reference shows: the text of its bookmark as filled.</summary>
internal sealed class Reference(string name, RunLook look) : Node
{
    public override void Write(FillRun run, FieldScope scope)
    {
        if (run.References.TextOf(name) is { } text) look.Write(run, text);
        else run.Lacks(name, scope);
    }
}

/// <summary>The id of a drawing inside a repeated block.</summary>
internal sealed class DrawingId(int original) : Node
{
    public override void Write(FillRun run, FieldScope scope) => run.Output.Write(run.DrawingId(original));
}

/// <summary>Which part a note stands in.</summary>
internal enum NoteKind
{
    Footnote,
    Endnote,
}

/// <summary>The number in the text that refers to a note; the note is written with the data of the place that refers to it.</summary>
internal sealed class NoteReference(NoteKind kind, int id, byte[] start, BoxNode body) : Node
{
    public override void Write(FillRun run, FieldScope scope)
    {
        var fresh = run.Notes.Id(kind, id);
        run.Output.Write(fresh);
        var place = run.Place;
        run.Place += NoteWriter.Place(kind);
        run.Redirect(run.Notes[kind], () =>
        {
            run.Output.Write(start);
            run.Output.Write(fresh);
            body.Write(run, scope);
        });
        run.Place = place;
    }
}

/// <summary>The notes that the text refers to, in the order of the text.</summary>
internal sealed class NoteWriter(int lastId) : IDisposable
{
    private readonly Utf8Writer?[] writers = new Utf8Writer?[2];
    private readonly HashSet<(NoteKind Kind, int Id)> used = [];
    private int last = lastId;

    public Utf8Writer this[NoteKind kind] => writers[(int)kind] ??= new Utf8Writer();

    public static string Place(NoteKind kind) => kind == NoteKind.Footnote ? ", chú thích cuối trang" : ", chú thích cuối văn bản";

    public int Id(NoteKind kind, int original) => used.Add((kind, original)) ? original : ++last;

    public void Dispose()
    {
        foreach (var writer in writers) writer?.Dispose();
    }
}
