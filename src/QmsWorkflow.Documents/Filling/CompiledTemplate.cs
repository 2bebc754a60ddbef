using System.Collections.Immutable;

namespace QmsWorkflow.Documents.Filling;

/// <summary>A part of a template, made ready to be written.</summary>
/// <param name="Name">Its name in the package.</param>
/// <param name="Place">How it is called in messages.</param>
/// <param name="Nodes">What is written.</param>
internal sealed record CompiledPart(string Name, string Place, Node[] Nodes);

/// <summary>The part of the notes: its beginning with the lines that part notes from text, and its end.</summary>
internal sealed record CompiledNotes(string Name, NoteKind Kind, byte[] Start, byte[] End);

/// <summary>A template that was read once and is filled many times.</summary>
internal sealed class CompiledTemplate
{
    /// <summary>The parts that depend on data.</summary>
    public required ImmutableArray<CompiledPart> Parts { get; init; }

    public required ImmutableArray<CompiledNotes> Notes { get; init; }

    public required ImmutableArray<TemplateField> Fields { get; init; }

    public required IReadOnlySet<string> Bookmarks { get; init; }

    /// <summary>The bookmarks whose filled text a cross reference shows.</summary>
    public required IReadOnlySet<string> Referenced { get; init; }

    /// <summary>The largest ids of the template: what is copied counts on from there.</summary>
    public required int LastBookmark { get; init; }

    public required int LastDrawing { get; init; }

    public required int LastNote { get; init; }

    /// <summary>The beginning of names for pictures that are not in the template.</summary>
    public required string FreshName { get; init; }
}
