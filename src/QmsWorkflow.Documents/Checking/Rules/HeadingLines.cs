using QmsWorkflow.Documents.Checking.Reading;
using static QmsWorkflow.Documents.Checking.Rules.RuleParts;

namespace QmsWorkflow.Documents.Checking.Rules;

/// <summary>The lines drawn below Tiêu ngữ, the agency's name and the trích yếu.</summary>
internal static class HeadingLines
{
    /// <summary>Letters are measured, not printed: a tenth more or less is no fault.</summary>
    private const double Slack = 0.12;

    /// <summary>The rules that look at these lines.</summary>
    public static readonly string[] Codes = ["ND30-208", "ND30-215", "ND30-306"];

    /// <summary>The line below these words, all of one block.</summary>
    /// <param name="isFull">As long as the words, not a third to a half of them.</param>
    public static IEnumerable<Hit> Check(FormView view, FormArea area, IReadOnlyList<FormLine> words, bool isFull)
    {
        if (words.Count == 0) yield break;

        var required = isFull ? "đường kẻ ngang, nét liền, dài bằng dòng chữ" : "đường kẻ ngang, nét liền, dài bằng 1/3 đến 1/2 dòng chữ";
        var drawn = Under(view, words[^1]);
        var place = view.Place(area, words[^1]);
        if (drawn.Count == 0)
        {
            var isUnderlined = words[^1].Spans.Any(span => span.Look.IsUnderlined);
            yield return new Hit(place, isUnderlined ? "dùng gạch chân chữ (Underline) thay cho đường kẻ" : "không có đường kẻ bên dưới", required);
            yield break;
        }

        var lengths = words.SelectMany(TextWidth.Wrapped).Append(words.Max(TextWidth.Of)).ToList();
        if (drawn.Any(line => lengths.Any(length => Fits(line.Length, length, isFull)))) yield break;

        var longest = Math.Min(lengths.Max(), words.Max(word => word.Paragraph.Width));
        var share = (double)drawn[0].Length / Math.Max(longest, 1);
        var right = isFull ? longest : longest * 2 / 5;
        // Letters are measured and lines broken by reckoning: only what is far off is surely wrong.
        var isFarOff = isFull ? share is < 0.7 or > 1.3 : share is < 0.2 or > 0.7;
        yield return new Hit(place, $"đường kẻ dài {Millimetres(drawn[0].Length)}, bằng {Number(Math.Round(share, 2))} dòng chữ", required)
        {
            Severity = isFarOff ? null : FormSeverity.Hint,
            Fix = drawn[0].Paragraph is { } paragraph ? new Fix("Sửa độ dài đường kẻ") { Looks = [Resize(paragraph, right)] } : null,
        };
    }

    private static bool Fits(int line, int words, bool isFull) => isFull
        ? line >= words * (1 - Slack) && line <= words * (1 + Slack)
        : line >= words * (1 - Slack) / 3 && line <= words * (1 + Slack) / 2;

    private static Action Resize(FormParagraph paragraph, int length)
    {
        var space = paragraph.Width + paragraph.Look.Left + paragraph.Look.Right;
        var side = Math.Max((space - length) / 2, 0);
        return Edits.Paragraph(paragraph, properties =>
        {
            var indent = properties.Need("ind");
            indent.Unset("start", "end", "firstLine", "hanging", "left", "right");
            indent.Set("left", Text(side));
            indent.Set("right", Text(side));
        });
    }

    private static List<DrawnLine> Under(FormView view, FormLine last)
    {
        List<DrawnLine> found = [];
        var paragraphs = view.Document.Paragraphs;
        var own = last.Paragraph;
        if (own.Look.HasBottomBorder) found.Add(new DrawnLine(own.Width, own));
        AddShapes(found, own);
        found.AddRange(own.Lines.Where(line => line.IsLowLine && line.Start > last.Start).Select(LowLine));
        for (var index = paragraphs.IndexOf(own) + 1; index < paragraphs.Length; index++)
        {
            var paragraph = paragraphs[index];
            if (paragraph.IsInTextBox && !own.IsInTextBox) continue;
            if (paragraph.Cell != own.Cell) break;

            if (paragraph.Look.HasTopBorder || (paragraph.IsEmpty && paragraph.Look.HasBottomBorder)) found.Add(new DrawnLine(paragraph.Width, paragraph.IsEmpty ? paragraph : null));
            AddShapes(found, paragraph);
            found.AddRange(paragraph.Lines.Where(line => line.IsLowLine).Select(LowLine));
            if (paragraph.Lines.Any(line => !line.IsLowLine)) break;
        }

        // A shape may be anchored anywhere near; then all of the cell, or of the heading, are possible.
        if (found.Count == 0) found.AddRange(Near(view, own).SelectMany(paragraph => paragraph.Shapes).Select(length => new DrawnLine(length, null)));
        return found;
    }

    private static IEnumerable<FormParagraph> Near(FormView view, FormParagraph own)
    {
        if (own.Cell is { } cell) return view.Document.Paragraphs.Where(paragraph => paragraph.Cell?.Table == cell.Table);

        var index = view.Document.Paragraphs.IndexOf(own);
        return view.Document.Paragraphs.Skip(Math.Max(index - 6, 0)).Take(9).Where(paragraph => paragraph.Cell is null);
    }

    private static void AddShapes(List<DrawnLine> found, FormParagraph paragraph) => found.AddRange(paragraph.Shapes.Select(length => new DrawnLine(length, null)));

    private static DrawnLine LowLine(FormLine line)
    {
        // Raised letters are printed at two thirds of their size.
        var size = line.Spans.Any(span => span.Look.IsRaised) ? 0.65 : 1;
        return new DrawnLine((int)(TextWidth.Of(line) * size), null);
    }
}
