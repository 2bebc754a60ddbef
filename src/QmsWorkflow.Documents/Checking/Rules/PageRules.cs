using System.Collections.Immutable;
using QmsWorkflow.Documents.Checking.Reading;
using static QmsWorkflow.Documents.Checking.Rules.RuleParts;

namespace QmsWorkflow.Documents.Checking.Rules;

/// <summary>Paper, margins, font, colour, page numbers (NĐ 30/2020, Phụ lục I, mục I).</summary>
internal static class PageRules
{
    private const string Font = "Times New Roman";

    /// <summary>Word rounds: a millimetre is 56.7 twips.</summary>
    private const int Tolerance = 12;

    /// <summary>Longer texts cannot stand on one page: 45 lines of 90 letters.</summary>
    private const int OnePage = 4000;

    public static ImmutableArray<FormRule> All { get; } =
    [
        Rule("ND30-101", "NĐ 30/2020, Phụ lục I, Phần I, mục I.1", FormSeverity.Error, "Khổ giấy A4 (210 mm x 297 mm)", "Paper is A4", Paper, fix: true, records: true),
        Rule("ND30-102", "NĐ 30/2020, Phụ lục I, Phần I, mục I.2", FormSeverity.Warning, "Trình bày theo chiều dài khổ giấy; chiều rộng chỉ khi có bảng biểu", "Portrait; landscape only for pages with tables", Orientation, records: true),
        Rule("ND30-103", "NĐ 30/2020, Phụ lục I, Phần I, mục I.3", FormSeverity.Error, "Lề trên, dưới 20–25 mm; lề trái 30–35 mm; lề phải 15–20 mm", "Margins: top and bottom 20–25, left 30–35, right 15–20 mm", Margins, fix: true, records: true),
        Rule("ND30-104", "NĐ 30/2020, Phụ lục I, Phần I, mục I.4", FormSeverity.Error, "Phông chữ Times New Roman", "Font is Times New Roman", Fonts, fix: true, records: true),
        Rule("ND30-105", "NĐ 30/2020, Phụ lục I, Phần I, mục I.4", FormSeverity.Warning, "Chữ màu đen", "Letters are black", Colours, fix: true, records: true),
        Rule("ND30-106", "NĐ 30/2020, Phụ lục I, Phần I, mục I.4", FormSeverity.Error, "Bộ mã Unicode dựng sẵn (TCVN 6909:2001), không dùng phông TCVN3, VNI", "Unicode, composed letters; no TCVN3 or VNI fonts", Encoding, fix: true, records: true),
        Rule("ND30-111", "NĐ 30/2020, Phụ lục I, Phần I, mục I.7", FormSeverity.Warning, "Số trang canh giữa trong phần lề trên", "Page number centred in the top margin", PageNumberPlace, fix: true),
        Rule("ND30-112", "NĐ 30/2020, Phụ lục I, Phần I, mục I.7", FormSeverity.Warning, "Số trang cỡ chữ 13–14, kiểu chữ đứng", "Page number 13–14 pt, upright", PageNumberLook, fix: true),
        Rule("ND30-113", "NĐ 30/2020, Phụ lục I, Phần I, mục I.7", FormSeverity.Warning, "Không hiển thị số trang thứ nhất", "No number on page 1", FirstPage, fix: true),
        Rule("ND30-114", "NĐ 30/2020, Phụ lục I, Phần I, mục I.7", FormSeverity.Warning, "Số trang đánh từ số 1, bằng chữ số Ả Rập", "Pages count from 1 in Arabic numerals", PageCount, fix: true),
    ];

    private static IEnumerable<Hit> Paper(FormView view) => view.Document.Sections
        .Where(section => Math.Abs(Math.Min(section.Width, section.Height) - 11906) > 40 || Math.Abs(Math.Max(section.Width, section.Height) - 16838) > 40)
        .Select(section => new Hit(view.Place(section), $"khổ giấy {Millimetres(section.Width)} x {Millimetres(section.Height)}", "khổ A4 (210 mm x 297 mm)")
        {
            Fix = section.Xml is null ? null : new Fix("Đặt khổ giấy A4")
            {
                Looks =
                [
                    Edits.Section(section, xml =>
                    {
                        var size = xml.Need("pgSz");
                        size.Set("w", section.IsLandscape ? "16838" : "11906");
                        size.Set("h", section.IsLandscape ? "11906" : "16838");
                    }),
                ],
            },
        });

    private static IEnumerable<Hit> Orientation(FormView view) => view.Document.Sections
        .Where(section => section.IsLandscape && !view.Document.Paragraphs.Any(paragraph => paragraph.Section == section.Number - 1 && paragraph is { Cell: not null, IsEmpty: false } && view.Layout.AreaOf(paragraph) is FormArea.Body or FormArea.Appendix))
        .Select(section => new Hit(view.Place(section), "trang đặt theo chiều rộng nhưng không có bảng biểu", "trình bày theo chiều dài của khổ A4"));

    private static IEnumerable<Hit> Margins(FormView view)
    {
        foreach (var section in view.Document.Sections)
        {
            List<string> faults = [];
            List<(string Side, int Twips)> right = [];
            Check("top", "lề trên", section.Top, 20, 25, 20);
            Check("bottom", "lề dưới", section.Bottom, 20, 25, 20);
            // A page laid on its side may be bound at its upper edge, which is then its left one: both ways are in use.
            if (section.IsLandscape) Check("left", "lề trái", section.Left, 20, 35, 30);
            else Check("left", "lề trái", section.Left, 30, 35, 30);
            Check("right", "lề phải", section.Right, 15, section.IsLandscape ? 25 : 20, 15);
            if (faults.Count == 0) continue;

            yield return new Hit(view.Place(section), string.Join("; ", faults), "lề trên, dưới 20–25 mm; lề trái 30–35 mm; lề phải 15–20 mm")
            {
                Fix = section.Xml is null ? null : new Fix("Đặt lại lề trang")
                {
                    Looks =
                    [
                        Edits.Section(section, xml =>
                        {
                            var margin = xml.Need("pgMar");
                            foreach (var (side, twips) in right) margin.Set(side, Text(twips));
                            if (right.Any(change => change.Side == "left")) margin.Set("gutter", "0");
                            foreach (var (side, twips) in ((string, int)[])[("top", section.Top), ("bottom", section.Bottom), ("left", section.Left), ("right", section.Right), ("header", 567), ("footer", 567), ("gutter", 0)])
                            {
                                if (margin.Attr(side) is null) margin.Set(side, Text(twips));
                            }
                        }),
                    ],
                },
            };

            void Check(string side, string name, int twips, double least, double most, double usual)
            {
                // A header taller than the margin is told to Word as a negative margin.
                if (Math.Abs(twips) >= Twips(least) - Tolerance && Math.Abs(twips) <= Twips(most) + Tolerance) return;

                faults.Add($"{name} {Millimetres(twips)}");
                right.Add((side, Twips(twips < Twips(least) ? usual : most)));
            }
        }
    }

    private static IEnumerable<Hit> Fonts(FormView view) => view.Document.Paragraphs.Concat(view.Document.Margins.Select(margin => margin.Paragraph))
        .SelectMany(paragraph => paragraph.Spans.Where(span => span.Text.Any(char.IsLetterOrDigit) && !IsTimes(span.Look.Font) && !OldFont(span.Look.Font)).Select(span => (paragraph, span)))
        .GroupBy(item => item.span.Look.Font, StringComparer.OrdinalIgnoreCase)
        .Select(group => Together(view, [.. group.Select(item => item.paragraph).Distinct()], $"phông chữ {group.Key}", $"phông chữ {Font}",
            new Fix($"Đổi sang phông {Font}") { Looks = [.. group.Select(item => Edits.Letters(item.paragraph, item.span.Start, item.span.End, new RunChange { Font = Font }))] })!);

    private static bool IsTimes(string font) => font.StartsWith(Font, StringComparison.OrdinalIgnoreCase);

    private static bool OldFont(string font) => font.StartsWith(".Vn", StringComparison.OrdinalIgnoreCase) || font.StartsWith("VNI-", StringComparison.OrdinalIgnoreCase) || font.StartsWith("VN-", StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<Hit> Colours(FormView view) => view.Document.Paragraphs
        .Where(paragraph => view.Layout.Urgency?.Paragraph != paragraph && !paragraph.Lines.Any(line => Words.Urgency().IsMatch(line.Text)))
        .SelectMany(paragraph => paragraph.Spans.Where(span => !string.IsNullOrWhiteSpace(span.Text) && span.Look.Colour is not ("auto" or "000000")).Select(span => (paragraph, span)))
        .GroupBy(item => item.span.Look.Colour, StringComparer.OrdinalIgnoreCase)
        .Select(group => Together(view, [.. group.Select(item => item.paragraph).Distinct()], $"chữ màu #{group.Key}", "chữ màu đen",
            new Fix("Đổi sang màu đen") { Looks = [.. group.Select(item => Edits.Letters(item.paragraph, item.span.Start, item.span.End, new RunChange { Colour = "000000" }))] })!);

    private static IEnumerable<Hit> Encoding(FormView view)
    {
        var old = view.Document.Paragraphs.Where(paragraph => paragraph.Spans.Any(span => span.Text.Any(char.IsLetterOrDigit) && OldFont(span.Look.Font))).ToList();
        var found = Together(view, old, $"phông mã cũ {old.FirstOrDefault()?.Spans.First(span => OldFont(span.Look.Font)).Look.Font}", "chuyển sang Unicode, phông Times New Roman", null);
        if (found is not null) yield return found;

        var parted = view.Document.Paragraphs.Where(paragraph => paragraph.Spans.Any(IsParted)).ToList();
        var fixes = parted.SelectMany(paragraph => paragraph.Spans.Where(IsParted).Select(span => new TextEdit(paragraph, span.Start, span.Text.Length, Vietnamese.Composed(span.Text)))).ToImmutableArray();
        if (Together(view, parted, "chữ Unicode tổ hợp (dấu gõ rời)", "chữ Unicode dựng sẵn", new Fix("Chuyển sang Unicode dựng sẵn") { Words = fixes }) is { } hit) yield return hit with { Severity = FormSeverity.Warning };
    }

    private static bool IsParted(TextSpan span) => span.Node is not null && span.Text.Any(letter => letter is >= '\u0300' and <= '\u036F') && Vietnamese.Composed(span.Text) != span.Text;

    private static IEnumerable<(FormSection Section, string Kind, FormParagraph Paragraph)> Numbers(FormView view) => view.Document.Margins.Where(margin => margin.Paragraph.PageNumber is not null);

    private static FormPlace Margin(FormView view, FormSection section, FormParagraph paragraph) => view.Place(FormArea.Margin, paragraph) with { Section = section.Number, Quote = paragraph.Full };

    private static IEnumerable<Hit> PageNumberPlace(FormView view)
    {
        var numbers = Numbers(view).ToList();
        if (numbers.Count == 0)
        {
            var isLong = view.Document.Sections.Length > 1 || view.Document.Paragraphs.Any(paragraph => paragraph.HasPageBreak) || view.Document.WithText.Sum(paragraph => paragraph.Text.Length) > OnePage;
            if (isLong) yield return new Hit(view.Missing(FormArea.Margin), "không có số trang", "số trang ở giữa lề trên, từ trang 2");
            yield break;
        }

        foreach (var (section, kind, paragraph) in numbers.DistinctBy(number => number.Paragraph.Xml))
        {
            if (kind.StartsWith("footer", StringComparison.Ordinal)) yield return new Hit(Margin(view, section, paragraph), "số trang ở chân trang", "số trang ở giữa phần lề trên");
            else if (paragraph.Look.Align != "center" && !paragraph.IsInTextBox && paragraph.Xml.Child("pPr").Child("framePr") is null && paragraph.Cell is null && !paragraph.Text.StartsWith('\t'))
                yield return new Hit(Margin(view, section, paragraph), "số trang không canh giữa", "số trang canh giữa") { Fix = new Fix("Canh giữa số trang") { Looks = [Edits.Align(paragraph, "center")] } };
        }
    }

    private static IEnumerable<Hit> PageNumberLook(FormView view)
    {
        foreach (var (section, _, paragraph) in Numbers(view).DistinctBy(number => number.Paragraph.Xml))
        {
            var look = paragraph.PageNumber!;
            if (look.Points is >= 13 and <= 14 && !look.IsItalic && !look.IsBold) continue;

            yield return new Hit(Margin(view, section, paragraph), $"số trang cỡ chữ {Number(look.Points)}{(look.IsItalic ? ", nghiêng" : "")}{(look.IsBold ? ", đậm" : "")}", "cỡ chữ 13–14, kiểu chữ đứng")
            {
                Fix = new Fix("Đặt số trang cỡ chữ 13, kiểu chữ đứng")
                {
                    Looks =
                    [
                        () =>
                        {
                            var change = new RunChange { Points = look.Points is >= 13 and <= 14 ? null : 13, Bold = false, Italic = false };
                            foreach (var run in paragraph.Xml.Descendants().Where(part => part.Is("r")).ToList()) change.Apply(run);
                        },
                    ],
                },
            };
        }
    }

    private static IEnumerable<Hit> FirstPage(FormView view)
    {
        var numbers = Numbers(view).ToList();
        foreach (var section in view.Document.Sections.Where(section => section.Number == 1 || section.FirstNumber == 1))
        {
            var here = numbers.Where(number => number.Section == section).ToList();
            if (here.Count == 0) continue;

            if (section.HasOwnFirstPage ? here.Any(number => number.Kind.EndsWith("/first", StringComparison.Ordinal)) : !section.IsContinuous || section.Number == 1)
            {
                var isShared = section.HasOwnFirstPage;
                yield return new Hit(view.Place(section), "trang thứ nhất hiển thị số trang", "không hiển thị số trang thứ nhất")
                {
                    Fix = isShared || section.Xml is null || section.Margins.ContainsKey("header/first") ? null : new Fix("Ẩn số trang thứ nhất") { Looks = [Edits.Section(section, xml => xml.Need("titlePg"))] },
                };
            }
        }
    }

    private static IEnumerable<Hit> PageCount(FormView view)
    {
        if (!Numbers(view).Any()) yield break;

        var first = view.Document.Sections[0];
        if (first.FirstNumber is { } start and not 1)
        {
            yield return new Hit(view.Place(first), $"số trang bắt đầu từ {start}", "số trang bắt đầu từ 1") { Fix = new Fix("Đánh số trang từ 1") { Looks = [Edits.Section(first, xml => xml.Need("pgNumType").Set("start", "1"))] } };
        }

        foreach (var section in view.Document.Sections.Where(section => section.NumberFormat is { } format and not ("decimal" or "numberInDash")))
        {
            yield return new Hit(view.Place(section), $"số trang kiểu {section.NumberFormat}", "chữ số Ả Rập (1, 2, 3…)") { Fix = new Fix("Đổi sang chữ số Ả Rập") { Looks = [Edits.Section(section, xml => xml.Need("pgNumType").Set("fmt", "decimal"))] } };
        }
    }
}
