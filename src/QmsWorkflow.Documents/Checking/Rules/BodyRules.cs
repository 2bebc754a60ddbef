using System.Collections.Immutable;
using System.Xml.Linq;
using QmsWorkflow.Documents.Checking.Reading;
using static QmsWorkflow.Documents.Checking.Rules.RuleParts;

namespace QmsWorkflow.Documents.Checking.Rules;

/// <summary>The look of the text (NĐ 30/2020, Phụ lục I, mục II.6e).</summary>
internal static class BodyRules
{
    private const string Article = "NĐ 30/2020, Phụ lục I, Phần I, mục II.6e";
    private const int OneCentimetre = 567;
    private const int HalfInch = 720;
    private const int Slack = 20;
    private const int SixPoints = 120;

    /// <summary>A single line of Times New Roman takes 1.15 of the letter size.</summary>
    private const double Single = 1.15;

    public static ImmutableArray<FormRule> All { get; } =
    [
        Rule("ND30-501", Article, FormSeverity.Error, "Nội dung cỡ chữ 13–14", "Text 13–14 pt", Sizes, fix: true),
        Rule("ND30-502", Article, FormSeverity.Hint, "Nội dung kiểu chữ đứng", "Text is upright", Italics),
        Rule("ND30-503", Article, FormSeverity.Warning, "Nội dung canh đều hai lề", "Text is justified", Justified, fix: true),
        Rule("ND30-504", Article, FormSeverity.Warning, "Chữ đầu dòng lùi vào 1 cm hoặc 1,27 cm", "First line indented 1 or 1.27 cm", FirstLine, fix: true),
        Rule("ND30-505", Article, FormSeverity.Warning, "Khoảng cách giữa các đoạn tối thiểu 6 pt", "At least 6 pt between paragraphs", Gaps, fix: true),
        Rule("ND30-506", Article, FormSeverity.Warning, "Khoảng cách dòng từ đơn đến 1,5", "Line spacing from single to 1.5", LineSpacing, fix: true),
        Rule("ND30-507", "NĐ 30/2020, Phụ lục III, Mẫu 1.1–1.10", FormSeverity.Warning, "Kết thúc nội dung bằng “./.”", "The text ends with “./.”", End, fix: true),
    ];

    /// <summary>Paragraphs of running text: not the centred headings of phần, chương, mục.</summary>
    private static IEnumerable<FormParagraph> Running(FormView view) => view.Layout.IsAppendixOnly ? [] : view.Layout.Body.Where(paragraph => paragraph.Look.Align is not ("center" or "right") && paragraph.Spans.Length > 0);

    private static IEnumerable<Hit> Sizes(FormView view)
    {
        var wrong = view.Layout.IsAppendixOnly ? [] : view.Layout.Body.SelectMany(paragraph => paragraph.Spans
            .Where(span => !string.IsNullOrWhiteSpace(span.Text) && !span.Look.IsRaised && span.Look.Points is < 13 or > 14 && span.Text.Any(char.IsLetter)).Select(span => (paragraph, span))).ToList();
        foreach (var group in wrong.GroupBy(item => item.span.Look.Points).OrderBy(group => group.Key))
        {
            var right = group.Key < 13 ? 13 : 14;
            yield return Together(view, [.. group.Select(item => item.paragraph).Distinct()], $"cỡ chữ {Number(group.Key)}", "cỡ chữ 13–14",
                new Fix($"Đặt cỡ chữ {right}") { Looks = [.. group.Select(item => Edits.Letters(item.paragraph, item.span.Start, item.span.End, new RunChange { Points = right }))] })!;
        }
    }

    private static IEnumerable<Hit> Italics(FormView view) => If(Together(view, [.. Running(view).Where(paragraph =>
        !paragraph.Text.TrimStart().StartsWith('(') && paragraph.Spans.Where(span => span.Text.Any(char.IsLetter)).All(span => span.Look.IsItalic) && paragraph.Text.Length > 60)], "cả đoạn chữ nghiêng", "kiểu chữ đứng", null));

    private static IEnumerable<Hit> Justified(FormView view)
    {
        var wrong = Running(view).Where(paragraph => paragraph.Look.Align != "both" && !IsHeading(paragraph) && paragraph.Lines is [{ } line, ..] && TextWidth.Of(line) > paragraph.Width).ToList();
        return If(Together(view, wrong, "không canh đều hai lề", "canh đều cả hai lề", new Fix("Canh đều hai lề") { Looks = [.. wrong.Select(paragraph => Edits.Align(paragraph, "both"))] }));
    }

    private static IEnumerable<Hit> FirstLine(FormView view)
    {
        var wrong = Running(view).Where(paragraph => !IsIndented(paragraph)).ToList();
        var usual = Running(view).Count(paragraph => Math.Abs(paragraph.Look.FirstLine - OneCentimetre) <= Slack) > Running(view).Count(paragraph => Math.Abs(paragraph.Look.FirstLine - HalfInch) <= Slack) ? OneCentimetre : HalfInch;
        var say = usual == OneCentimetre ? "1 cm" : "1,27 cm";
        return If(Together(view, wrong, wrong.Count == 0 ? "" : $"dòng đầu lùi {Number(Math.Round((wrong[0].Look.Left + wrong[0].Look.FirstLine) / 1440.0 * 2.54, 2))} cm", "chữ đầu dòng lùi vào 1 cm hoặc 1,27 cm", new Fix($"Lùi dòng đầu {say}")
        {
            Looks =
            [
                .. wrong.Select(paragraph => Edits.Paragraph(paragraph, properties =>
                {
                    var indent = properties.Need("ind");
                    indent.Unset("start", "end", "left", "right", "hanging", "firstLine", "firstLineChars", "hangingChars", "leftChars", "rightChars", "startChars", "endChars");
                    indent.Set("left", "0");
                    indent.Set("firstLine", Text(usual));
                })),
            ],
        }));
    }

    /// <summary>A heading over two lines need not reach the margin.</summary>
    private static bool IsHeading(FormParagraph paragraph) => paragraph.Spans.Where(span => !string.IsNullOrWhiteSpace(span.Text)).All(span => span.Look.IsBold);

    private static bool IsIndented(FormParagraph paragraph)
    {
        var first = paragraph.Look.Left + paragraph.Look.FirstLine;
        // A tab of Word's own width moves the first word by 1.27 cm; lists are set deeper level by level.
        var isList = paragraph.Label.Length > 0 || paragraph.Text.TrimStart() is ['-' or '+' or '•' or '–', ..];
        return paragraph.Text.StartsWith('\t') || (first >= OneCentimetre - Slack && first <= (isList ? 3 * HalfInch : HalfInch + Slack) && (isList || Math.Abs(paragraph.Look.Left) <= Slack));
    }

    private static IEnumerable<Hit> Gaps(FormView view)
    {
        var wrong = new List<FormParagraph>();
        var body = view.Layout.IsAppendixOnly ? [] : view.Layout.Body;
        for (var index = 1; index < body.Length; index++)
        {
            var (above, below) = (body[index - 1], body[index]);
            // The heading of a chương stands right below its number (mục II.6đ).
            if (!IsNext(above, below) || (above.Look.Align == "center" && below.Look.Align == "center")) continue;

            var isSqueezed = above.Look.IgnoresSpaceBetweenSame && below.Look.IgnoresSpaceBetweenSame;
            if (isSqueezed || above.Look.After + below.Look.Before < SixPoints) wrong.Add(below);
        }

        return If(Together(view, wrong, "khoảng cách với đoạn trên dưới 6 pt", "tối thiểu 6 pt", new Fix("Đặt khoảng cách 6 pt trước đoạn")
        {
            Looks =
            [
                .. wrong.Select(paragraph => Edits.Paragraph(paragraph, properties =>
                {
                    var spacing = properties.Need("spacing");
                    spacing.Unset("beforeAutospacing", "beforeLines");
                    spacing.Set("before", Text(SixPoints));
                    if (paragraph.Look.IgnoresSpaceBetweenSame) properties.Need("contextualSpacing").Set("val", "0");
                })),
            ],
        }));
    }

    /// <summary>Nothing in between: neither a table nor an empty paragraph.</summary>
    private static bool IsNext(FormParagraph above, FormParagraph below) =>
        above.Number + 1 == below.Number && above.Xml.ElementsAfterSelf().FirstOrDefault() == below.Xml;

    private static IEnumerable<Hit> LineSpacing(FormView view)
    {
        var wrong = Running(view).Where(paragraph => !IsLineSpacingRight(paragraph)).ToList();
        return If(Together(view, wrong, wrong.Count == 0 ? "" : Say(wrong[0].Look), "từ dòng đơn đến 1,5 lines", new Fix("Đặt khoảng cách dòng trong khoảng đơn đến 1,5")
        {
            Looks = [.. wrong.Select(paragraph => Edits.Paragraph(paragraph, properties => SetLine(properties, IsWide(paragraph) ? 360 : 240)))],
        }));

        static string Say(ParagraphLook look) => look.LineRule == "auto" ? $"khoảng cách dòng {Number(Math.Round(look.Line / 240.0, 2))}" : $"khoảng cách dòng {Number(look.Line / 20.0)} pt";
    }

    private static void SetLine(XElement properties, int line)
    {
        var spacing = properties.Need("spacing");
        spacing.Set("line", Text(line));
        spacing.Set("lineRule", "auto");
    }

    private static bool IsWide(FormParagraph paragraph) => paragraph.Look.LineRule == "auto" ? paragraph.Look.Line > 300 : paragraph.Look.Line > Size(paragraph) * 20 * Single * 1.25;

    private static double Size(FormParagraph paragraph) => paragraph.Spans.Max(span => span.Look.Points);

    private static bool IsLineSpacingRight(FormParagraph paragraph)
    {
        var (look, size) = (paragraph.Look, Size(paragraph) * 20);
        return look.LineRule switch
        {
            "auto" => look.Line is >= 238 and <= 362,
            // "Exactly 18 pt" is usual: from the letter's own height to one and a half lines.
            "exact" => look.Line >= size && look.Line <= (size * Single * 1.5) + Slack,
            _ => look.Line <= (size * Single * 1.5) + Slack,
        };
    }

    private static IEnumerable<Hit> End(FormView view)
    {
        var closing = view.Layout.RecipientsHeading ?? view.Layout.SignatureLines.FirstOrDefault();
        if (closing is null || view.Layout.IsAppendixOnly || view.Layout.Body.Length == 0) yield break;

        var first = new[] { closing }.Concat(view.Layout.SignatureLines.Take(1)).Min(line => line.Paragraph.Number);
        // Lines set to one side, such as "(ký tên)", are no text; a table at the end closes the text without a mark.
        var last = view.Document.WithText.Where(paragraph => paragraph.Number < first && !paragraph.IsLowLine && !paragraph.IsInTextBox).LastOrDefault();
        if (last is null || last.Cell is not null || last.Text.TrimEnd().EndsWith("./.", StringComparison.Ordinal) || view.Layout.AreaOf(last) != FormArea.Body) yield break;

        var text = last.Text.TrimEnd();
        var words = text.TrimEnd('.', '/', ';', ',', ':', ' ');
        yield return new Hit(view.Place(FormArea.Body, last), $"nội dung kết thúc bằng “{text[Math.Max(0, text.Length - 12)..]}”", "kết thúc bằng “./.”")
        {
            Fix = Words("Thêm “./.”", last, words.Length, text.Length - words.Length, "./."),
        };
    }
}
