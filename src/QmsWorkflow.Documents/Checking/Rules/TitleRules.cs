using System.Collections.Immutable;
using QmsWorkflow.Documents.Checking.Reading;
using static QmsWorkflow.Documents.Checking.Rules.RuleParts;

namespace QmsWorkflow.Documents.Checking.Rules;

/// <summary>Tên loại, trích yếu, V/v, Kính gửi (NĐ 30/2020, Phụ lục I, mục II.5, II.9).</summary>
internal static class TitleRules
{
    private const string Article = "NĐ 30/2020, Phụ lục I, Phần I, mục II.5";
    private const string ArticleTo = "NĐ 30/2020, Phụ lục I, Phần I, mục II.9";
    private static readonly LetterSpec Bold = new(13, 14) { Bold = true, Italic = false, Align = "center" };
    private static readonly LetterSpec Letter = new(12, 13) { Bold = false, Italic = false, Align = "center" };
    private static readonly LetterSpec To = new(13, 14) { Italic = false };

    public static ImmutableArray<FormRule> All { get; } =
    [
        Rule("ND30-301", "NĐ 30/2020, Điều 7; S-192", FormSeverity.Error, "Tên loại là một trong 29 loại văn bản hành chính", "The kind is one of the 29 kinds", Kind),
        Rule("ND30-302", Article + "b", FormSeverity.Error, "Tên loại in hoa, cỡ chữ 13–14, đứng, đậm, canh giữa", "The kind in capitals, 13–14 pt, bold, centred", KindLook, fix: true),
        Rule("ND30-303", Article + "a", FormSeverity.Warning, "Có trích yếu nội dung dưới tên loại", "A subject below the kind", SubjectMissing),
        Rule("ND30-304", Article + "b", FormSeverity.Error, "Trích yếu cỡ chữ 13–14, đứng, đậm, canh giữa", "Subject 13–14 pt, bold, centred", SubjectLook, fix: true),
        Rule("ND30-305", Article + "b", FormSeverity.Warning, "Trích yếu bằng chữ in thường", "Subject in small letters", SubjectCapitals),
        Rule("ND30-306", Article + "b", FormSeverity.Warning, "Dưới trích yếu có đường kẻ dài 1/3–1/2 dòng chữ", "A line of 1/3–1/2 of the words below the subject", SubjectLine, fix: true),
        Rule("ND30-307", Article + "a", FormSeverity.Hint, "Trích yếu là một cụm từ, cuối không có dấu chấm", "No full stop after the subject", SubjectEnd, fix: true),
        Rule("ND30-311", Article + "b", FormSeverity.Warning, "Công văn có trích yếu “V/v …” dưới số, ký hiệu", "A letter has its “V/v …” below the number", LetterSubjectMissing),
        Rule("ND30-312", Article + "b", FormSeverity.Warning, "“V/v” cỡ chữ 12–13, đứng, canh giữa", "“V/v” 12–13 pt, upright, centred", view => Letters(view, FormArea.Title, view.Layout.LetterSubject, Letter), fix: true),
        Rule("ND30-313", Article + "b", FormSeverity.Hint, "“V/v” cách dòng 6 pt với số, ký hiệu", "“V/v” 6 pt below the number", LetterSubjectGap, fix: true),
        Rule("ND30-321", ArticleTo + "b, d", FormSeverity.Error, "Kính gửi chỉ dùng cho công văn, tờ trình, báo cáo", "Kính gửi only in letters, submissions and reports", AddresseeNotAllowed),
        Rule("ND30-322", ArticleTo + "b", FormSeverity.Warning, "Công văn, tờ trình có Kính gửi", "Letters and submissions have Kính gửi", AddresseeMissing),
        Rule("ND30-323", ArticleTo + "d", FormSeverity.Warning, "Sau “Kính gửi” có dấu hai chấm; một nơi nhận ghi cùng dòng", "Colon after “Kính gửi”; a single addressee on the same line", AddresseeForm, fix: true),
        Rule("ND30-324", ArticleTo + "d", FormSeverity.Warning, "Kính gửi nhiều nơi: mỗi nơi một dòng, gạch đầu dòng, cuối dòng dấu chấm phẩy, dòng cuối dấu chấm", "Several addressees: a line each, “- …;”, the last ends with “.”", AddresseeList, fix: true),
        Rule("ND30-325", ArticleTo + "d", FormSeverity.Warning, "Kính gửi cỡ chữ 13–14, đứng", "Kính gửi 13–14 pt, upright", view => view.Layout.Addressee is null ? [] : Letters(view, FormArea.Title, [view.Layout.Addressee, .. view.Layout.AddresseeList], To), fix: true),
    ];

    private static IEnumerable<Hit> Kind(FormView view)
    {
        if (view.Layout is { Kind: not null } or { IsAppendixOnly: true }) yield break;

        if (view.Layout.KindLine is { } line) yield return new Hit(view.Place(FormArea.Title, line), $"“{line.Text}” không thuộc 29 loại văn bản hành chính", "nghị quyết, quyết định, kế hoạch, báo cáo, tờ trình, thông báo … (Điều 7)");
        else yield return new Hit(view.Missing(FormArea.Title), "không có tên loại văn bản", "tên loại in hoa (hoặc công văn có “V/v”)");
    }

    private static IEnumerable<Hit> KindLook(FormView view)
    {
        if (view.Layout.KindLine is not { } line || view.Layout.Kind is null) yield break;

        if (!Vietnamese.IsCapitals(line.Shown)) yield return new Hit(view.Place(FormArea.Title, line), "tên loại không in hoa", "in hoa") { Fix = Words("Đổi sang chữ in hoa", line, line.Text.ToUpperInvariant()) };
        foreach (var hit in Letters(view, FormArea.Title, [line], Bold)) yield return hit;
    }

    private static IEnumerable<Hit> SubjectMissing(FormView view) => view.Layout is { KindLine: { } line, Kind: { IsSlip: false }, Subject: [] }
        ? [new Hit(view.Place(FormArea.Title, line), "không có trích yếu nội dung dưới tên loại", "một câu ngắn gọn hoặc cụm từ phản ánh nội dung chủ yếu")]
        : [];

    private static IEnumerable<Hit> SubjectLook(FormView view) => Letters(view, FormArea.Title, view.Layout.Subject, Bold);

    private static IEnumerable<Hit> SubjectCapitals(FormView view) => view.Layout.Kind is null ? [] : view.Layout.Subject.Where(line => line.Text.Length > 12 && Vietnamese.IsCapitals(line.Shown))
        .Select(line => new Hit(view.Place(FormArea.Title, line), "trích yếu in hoa", "chữ in thường"));

    private static IEnumerable<Hit> SubjectLine(FormView view) => (view.Layout.Kind, view.Layout.Subject) switch
    {
        (null, _) or (_, []) => [],
        // Minutes have no line below their title (Mẫu 1.9).
        ({ Abbreviation: "BB" }, _) => [],
        var (_, subject) => HeadingLines.Check(view, FormArea.Title, subject, isFull: false),
    };

    private static IEnumerable<Hit> SubjectEnd(FormView view)
    {
        if (view.Layout.Subject is not [.., { } line] || view.Layout.Kind is null || !(line.Text.EndsWith('.') || line.Text.EndsWith(';')) || line.Text.EndsWith("..", StringComparison.Ordinal)) yield break;

        yield return new Hit(view.Place(FormArea.Title, line), "trích yếu có dấu chấm ở cuối", "không có dấu ở cuối trích yếu") { Fix = Words("Bỏ dấu ở cuối trích yếu", line.Paragraph, line.End - 1, 1, "") };
    }

    private static IEnumerable<Hit> LetterSubjectMissing(FormView view) => view.Layout.Kind == FormKind.Letter && view.Layout.LetterSubject.Length == 0 && view.Layout.Number is not null
        ? [new Hit(view.Place(FormArea.Heading, view.Layout.Number), "công văn không có trích yếu “V/v …”", "“V/v …” dưới số, ký hiệu")]
        : [];

    private static IEnumerable<Hit> LetterSubjectGap(FormView view)
    {
        if (view.Layout.LetterSubject is not [{ } line, ..] || view.Layout.Number is not { } number || number.Paragraph == line.Paragraph) yield break;

        var gap = Math.Max(line.Paragraph.Look.Before, number.Paragraph.Look.After);
        if (gap is >= 100 and <= 160) yield break;

        yield return new Hit(view.Place(FormArea.Title, line), $"“V/v” cách số, ký hiệu {Number(gap / 20.0)} pt", "cách dòng 6 pt")
        {
            Fix = new Fix("Đặt khoảng cách 6 pt")
            {
                Looks =
                [
                    Edits.Paragraph(line.Paragraph, properties => Before(properties, "120")),
                    Edits.Paragraph(number.Paragraph, properties => properties.Need("spacing").Set("after", "0")),
                ],
            },
        };

        static void Before(System.Xml.Linq.XElement properties, string twips)
        {
            var spacing = properties.Need("spacing");
            spacing.Unset("beforeAutospacing", "beforeLines");
            spacing.Set("before", twips);
        }
    }

    private static IEnumerable<Hit> AddresseeNotAllowed(FormView view)
    {
        // Slips have addressees of their own forms; a kind that is not known may be anything.
        if (view.Layout is { Addressee: { } line, Kind: { MayBeAddressed: false, IsSlip: false } kind })
        {
            yield return new Hit(view.Place(FormArea.Title, line), $"“{kind.Name}” có “Kính gửi”", "không có “Kính gửi”; nơi nhận ghi ở cuối văn bản");
        }
    }

    private static IEnumerable<Hit> AddresseeMissing(FormView view) => view.Layout is { Addressee: null, Kind: { } kind } && (kind == FormKind.Letter || kind.Abbreviation == "TTr")
        ? [new Hit(view.Missing(FormArea.Title), $"{(kind == FormKind.Letter ? "công văn" : "tờ trình")} không có “Kính gửi”", "“Kính gửi: …” trước phần nội dung")]
        : [];

    private static IEnumerable<Hit> AddresseeForm(FormView view)
    {
        if (view.Layout.Addressee is not { } line) yield break;

        var match = Words.Addressee().Match(line.Text);
        var rest = line.Text[match.Length..];
        if (!rest.TrimStart().StartsWith(':'))
        {
            yield return new Hit(view.Place(FormArea.Title, line), "sau “Kính gửi” không có dấu hai chấm", "“Kính gửi: …”") { Fix = Words("Thêm dấu hai chấm", line.Paragraph, line.Start + match.Length, 0, ":") };
        }

        if (view.Layout.AddresseeList.Length == 1 && rest.Trim(' ', ':', '\t').Length == 0)
        {
            yield return new Hit(view.Place(FormArea.Title, view.Layout.AddresseeList[0]), "chỉ có một nơi nhận nhưng xuống dòng", "ghi trên cùng một dòng với “Kính gửi:”");
        }
    }

    private static IEnumerable<Hit> AddresseeList(FormView view)
    {
        var list = view.Layout.AddresseeList;
        if (list.Length < 2) yield break;

        for (var index = 0; index < list.Length; index++)
        {
            var (line, end) = (list[index], index == list.Length - 1 ? "." : ";");
            if (!line.Text.StartsWith('-') && !line.Paragraph.IsBullet) yield return new Hit(view.Place(FormArea.Title, line), "nơi nhận không có gạch đầu dòng", "“- …”") { Fix = Words("Thêm gạch đầu dòng", line.Paragraph, line.Start, 0, "- ") };
            foreach (var hit in Endings.Check(view, FormArea.Title, line, end)) yield return hit;
        }
    }
}
