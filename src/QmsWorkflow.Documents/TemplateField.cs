using System.Collections.Immutable;

namespace QmsWorkflow.Documents;

/// <summary>A field of a template.</summary>
/// <param name="Name">The path from the data's root, repeated blocks marked with brackets: <c>rows[].content</c>; an item that is itself a text is <c>rows[]</c>.</param>
/// <param name="Kind">What the field wants.</param>
/// <param name="Place">Where it stands, in Vietnamese: the part of the page, the table, row and cell or the paragraph.</param>
public sealed record TemplateField(string Name, FieldKind Kind, string Place)
{
    /// <summary>The full names that the field may mean, the innermost repeated block first: names are looked up outwards.</summary>
    internal ImmutableArray<string> Candidates { get; init; } = [Name];

    /// <summary>The tag as it stands in the file.</summary>
    internal string Tag { get; init; } = Name;
}

/// <summary>What a field wants.</summary>
public enum FieldKind
{
    /// <summary>One text, kept in its place.</summary>
    Text,

    /// <summary>Several paragraphs with bold and italic words.</summary>
    Rich,

    /// <summary>A list; the row or block is repeated for each item.</summary>
    Repeat,

    /// <summary>A row or block shown or hidden.</summary>
    Condition,

    /// <summary>A picture in the place and size of the example.</summary>
    Image,

    /// <summary>A tag of a kind that is not known.</summary>
    Unknown,
}
