using System.Collections.Immutable;
using System.Xml.Linq;

namespace QmsWorkflow.Documents.Checking.Reading;

/// <summary>A section with its page set-up; lengths in twips.</summary>
internal sealed class FormSection
{
    /// <summary>Null when the file says nothing of its pages.</summary>
    public required XElement? Xml { get; init; }
    public required int Number { get; init; }
    public required int Width { get; init; }
    public required int Height { get; init; }
    public required int Top { get; init; }
    public required int Bottom { get; init; }
    public required int Left { get; init; }
    public required int Right { get; init; }
    public required bool HasOwnFirstPage { get; init; }
    public required int? FirstNumber { get; init; }
    public required string? NumberFormat { get; init; }
    public required bool IsContinuous { get; init; }

    /// <summary>Headers and footers by their kind: "header/default", "footer/first"; taken over from the section before when it has none.</summary>
    public required ImmutableDictionary<string, XElement> Margins { get; init; }

    public bool IsLandscape => Width > Height;

    public int TextWidth => Math.Max(Width - Left - Right, 1);
}

/// <summary>A Word file with effective looks.</summary>
internal sealed class FormDocument
{
    public required WordPackage Package { get; init; }
    public required ImmutableArray<FormSection> Sections { get; init; }

    /// <summary>All paragraphs of the body in reading order, those of tables and text boxes where they stand.</summary>
    public required ImmutableArray<FormParagraph> Paragraphs { get; init; }

    /// <summary>Those of page headers and footers, by section and kind.</summary>
    public required ImmutableArray<(FormSection Section, string Kind, FormParagraph Paragraph)> Margins { get; init; }

    public ImmutableArray<FormParagraph> WithText => field.IsDefault ? field = [.. Paragraphs.Where(paragraph => !paragraph.IsEmpty)] : field;

    public IEnumerable<FormParagraph> InSameCell(FormParagraph paragraph) => Paragraphs.Where(other => other.Cell == paragraph.Cell && other.Cell is not null);
}
