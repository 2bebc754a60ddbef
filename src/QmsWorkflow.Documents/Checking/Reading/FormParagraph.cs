using System.Collections.Immutable;
using System.Xml.Linq;

namespace QmsWorkflow.Documents.Checking.Reading;

/// <summary>Letters of one look.</summary>
/// <param name="Start">Where they begin in the paragraph's text.</param>
/// <param name="Text">The letters.</param>
/// <param name="Look">How they look.</param>
/// <param name="Run">The run they stand in.</param>
/// <param name="Node">The text element; null for tabs and breaks.</param>
internal sealed record TextSpan(int Start, string Text, RunLook Look, XElement Run, XElement? Node)
{
    public int End => Start + Text.Length;
}

/// <summary>A line drawn with a shape, a border or low lines.</summary>
/// <param name="Length">In twips.</param>
/// <param name="Paragraph">The bordered paragraph; null for a shape.</param>
internal sealed record DrawnLine(int Length, FormParagraph? Paragraph);

/// <summary>A paragraph with its place and its effective look.</summary>
internal sealed class FormParagraph
{
    public required XElement Xml { get; init; }

    /// <summary>Counted from 1 over the paragraphs with text; empty ones have the number of the one before.</summary>
    public required int Number { get; init; }
    public required int Section { get; init; }
    public required CellPlace? Cell { get; init; }

    /// <summary>The row that the cell stands in.</summary>
    public XElement? Row { get; init; }

    /// <summary>The width that text may take, in twips.</summary>
    public required int Width { get; init; }
    public required ParagraphLook Look { get; init; }
    public required ImmutableArray<TextSpan> Spans { get; init; }
    public bool IsInTextBox { get; init; }

    /// <summary>The number that Word writes itself, "1." or "Điều 2."; empty when there is none.</summary>
    public string Label { get; init; } = "";
    public bool IsBullet { get; init; }

    /// <summary>The lines drawn by shapes anchored here, in twips.</summary>
    public ImmutableArray<int> Shapes { get; init; } = [];

    /// <summary>The text as it stands, tabs and breaks as "\t" and "\n".</summary>
    public required string Text { get; init; }
    public bool HasPageBreak { get; init; }
    public bool HasPicture { get; init; }

    /// <summary>How the number of the page looks that stands here; null when none does.</summary>
    public RunLook? PageNumber { get; init; }

    public bool IsEmpty => string.IsNullOrWhiteSpace(Text) && Label.Length == 0;

    /// <summary>Trimmed, with the automatic number before it.</summary>
    public string Full => field ??= Label.Length == 0 || IsBullet ? Text.Trim() : $"{Label} {Text.Trim()}";

    public bool IsLowLine => FormLine.IsDrawn(Text);

    /// <summary>The lines between breaks.</summary>
    public ImmutableArray<FormLine> Lines => field.IsDefault ? field = Split() : field;

    private ImmutableArray<FormLine> Split()
    {
        var lines = ImmutableArray.CreateBuilder<FormLine>();
        var start = 0;
        foreach (var piece in Text.Split('\n'))
        {
            var trimmed = piece.Trim();
            if (trimmed.Length > 0) lines.Add(new FormLine(this, start + piece.IndexOf(trimmed[0], StringComparison.Ordinal), trimmed));
            start += piece.Length + 1;
        }

        return lines.ToImmutable();
    }
}

/// <summary>A line of a paragraph, without spaces at its ends.</summary>
/// <param name="Paragraph">The paragraph.</param>
/// <param name="Start">Where the line begins in the paragraph's text.</param>
/// <param name="Text">Its text.</param>
internal sealed record FormLine(FormParagraph Paragraph, int Start, string Text)
{
    public int End => Start + Text.Length;

    /// <summary>Whether it is a line of "_" or "-" and no words.</summary>
    public bool IsLowLine => IsDrawn(Text);

    public static bool IsDrawn(string text) => text.Count(c => c is '_' or '-' or '–' or '—' or '¯') >= 3 && text.All(c => c is '_' or '-' or '–' or '—' or '¯' or ' ' or '*' or '\t' or '\n');

    /// <summary>The letters of the line that can be seen, with their looks.</summary>
    public IEnumerable<TextSpan> Spans => Paragraph.Spans.Where(span => span.Start < End && span.End > Start && !string.IsNullOrWhiteSpace(span.Text));

    /// <summary>The text as it shows: letters set in capitals are capitals.</summary>
    public string Shown => Spans.Any() && Spans.All(span => span.Look.IsCaps) ? Text.ToUpperInvariant() : Text;

    /// <summary>A part of the line.</summary>
    public FormLine Part(int start, int length) => new(Paragraph, Start + start, Text.Substring(start, length));
}
