using System.Collections.Immutable;
using QmsWorkflow.Documents.Checking.Reading;

namespace QmsWorkflow.Documents.Checking;

/// <summary>Reads the heading of an appendix: label, title, the words that say what it belongs to.</summary>
internal static class AppendixReader
{
    private const int MostHeadingLines = 14;

    public static FormAppendix Read(ImmutableArray<FormParagraph> paragraphs)
    {
        var lines = paragraphs.Where(paragraph => (paragraph.Cell is null || !paragraphs.Any(other => other.Cell?.Table == paragraph.Cell.Table && Words.IsNation(other.Text))))
            .Take(40).SelectMany(paragraph => paragraph.Lines).Where(line => !line.IsLowLine).Take(MostHeadingLines).ToList();
        var label = lines is [{ } first, ..] && Words.AppendixLabel().IsMatch(first.Text) ? first : null;
        var rest = lines.Skip(label is null ? 0 : 1).ToList();
        var opening = rest.FindIndex(line => Words.AppendixReference().IsMatch(line.Text));
        var title = rest.TakeWhile((line, index) => index != opening && line.Paragraph.Cell is null && line.Paragraph.Look.Align == "center").Take(4).ToImmutableArray();
        List<FormLine> reference = [];
        foreach (var line in opening < 0 ? [] : rest.Skip(opening))
        {
            reference.Add(line);
            if (line.Text.EndsWith(')')) break;
        }

        // Without its end the bracket was no reference.
        return new FormAppendix { Label = label, Title = title, Reference = reference.Count is > 0 and <= 4 ? [.. reference] : [], Paragraphs = paragraphs };
    }
}
