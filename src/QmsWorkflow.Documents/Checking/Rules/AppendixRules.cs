using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using QmsWorkflow.Documents.Checking.Reading;
using static QmsWorkflow.Documents.Checking.Rules.RuleParts;

namespace QmsWorkflow.Documents.Checking.Rules;

/// <summary>Phụ lục (NĐ 30/2020, Phụ lục I, mục III.1; Mẫu 2.1, 2.2).</summary>
internal static partial class AppendixRules
{
    private const string Article = "NĐ 30/2020, Phụ lục I, Phần I, mục III.1";
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking;
    private static readonly LetterSpec Label = new(14, 14) { Bold = true, Italic = false, Align = "center" };
    private static readonly LetterSpec Title = new(13, 14) { Bold = true, Italic = false, Align = "center" };
    private static readonly LetterSpec ReferenceLook = new(13, 14) { Italic = true, Bold = false, Align = "center" };

    public static ImmutableArray<FormRule> All { get; } =
    [
        Rule("ND30-701", Article + "a", FormSeverity.Warning, "Văn bản có chỉ dẫn về phụ lục kèm theo", "The text speaks of its appendix", Mentioned),
        Rule("ND30-702", Article + "a", FormSeverity.Warning, "Từ hai phụ lục trở lên đánh số La Mã; một phụ lục không đánh số", "Two or more appendices in Roman numerals, a single one without", Numbers, fix: true),
        Rule("ND30-703", Article + "b", FormSeverity.Warning, "“Phụ lục I” in thường, cỡ chữ 14, đứng, đậm, canh giữa", "“Phụ lục I” 14 pt, bold, centred, not in capitals", LabelLook, fix: true),
        Rule("ND30-704", Article + "b", FormSeverity.Warning, "Tên phụ lục in hoa, cỡ chữ 13–14, đứng, đậm, canh giữa", "The appendix's title in capitals, 13–14 pt, bold, centred", TitleLook, fix: true),
        Rule("ND30-705", Article + "c", FormSeverity.Warning, "Phụ lục có dòng “(Kèm theo … số … ngày … của …)”", "The appendix says which document it belongs to", ReferenceMissing),
        Rule("ND30-706", Article + "c", FormSeverity.Warning, "Dòng “(Kèm theo …)” cỡ chữ 13–14, nghiêng, canh giữa", "“(Kèm theo …)” 13–14 pt, italic, centred", view => Appendices(view).SelectMany(appendix => Letters(view, FormArea.Appendix, appendix.Reference, ReferenceLook)), fix: true),
        Rule("ND30-707", Article + "c; S-024, S-040", FormSeverity.Error, "Số, ký hiệu trong “(Kèm theo …)” đúng với văn bản", "Number and symbol in “(Kèm theo …)” are the document's", Symbol, fix: true),
        Rule("ND30-708", Article + "c; S-121", FormSeverity.Error, "Ngày trong “(Kèm theo …)” đúng với văn bản", "The date in “(Kèm theo …)” is the document's", Date),
        Rule("ND30-709", Article + "đ", FormSeverity.Hint, "Số trang của phụ lục đánh riêng từ 1", "Each appendix has its own page numbers", Pages, fix: true),
    ];

    private static ImmutableArray<FormAppendix> Appendices(FormView view) => view.Layout.Appendices;

    private static IEnumerable<Hit> Mentioned(FormView view)
    {
        var labelled = Appendices(view).FirstOrDefault(appendix => appendix.Label is not null);
        if (labelled is null || view.Layout.IsAppendixOnly) yield break;

        var first = labelled.Paragraphs[0].Number;
        var isMentioned = view.Document.WithText.TakeWhile(paragraph => paragraph.Number < first).Any(paragraph => Mention().IsMatch(paragraph.Text));
        if (!isMentioned) yield return new Hit(view.Place(FormArea.Appendix, labelled.Label!), "trong văn bản không có chỉ dẫn về phụ lục", "“… (Phụ lục kèm theo)”");
    }

    private static IEnumerable<Hit> Numbers(FormView view)
    {
        if (view.Layout.IsAppendixOnly) yield break;

        var labels = Appendices(view).Select(appendix => appendix.Label).OfType<FormLine>().ToList();
        for (var index = 0; index < labels.Count; index++)
        {
            var match = Words.AppendixLabel().Match(labels[index].Text);
            var written = match.Groups["n"].Value;
            var right = labels.Count == 1 ? "" : NumberingSheet.Roman(index + 1);
            if (written == right) continue;

            var isCapitals = Vietnamese.IsCapitals(labels[index].Text);
            var words = $"{(isCapitals ? "PHỤ LỤC" : "Phụ lục")} {right}".TrimEnd();
            yield return new Hit(view.Place(FormArea.Appendix, labels[index]), $"“{labels[index].Text}”", right.Length == 0 ? "chỉ có một phụ lục nên không đánh số" : $"“Phụ lục {right}”") { Fix = Words($"Sửa thành “{words}”", labels[index], words) };
        }
    }

    private static IEnumerable<Hit> LabelLook(FormView view)
    {
        foreach (var label in Appendices(view).Select(appendix => appendix.Label).OfType<FormLine>())
        {
            var words = label.Text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words is ["PHỤ", "LỤC", ..])
            {
                var right = string.Join(' ', ["Phụ", "lục", .. words[2..]]);
                yield return new Hit(view.Place(FormArea.Appendix, label), $"“{label.Text}” in hoa", $"“{right}”") { Fix = Words($"Sửa thành “{right}”", label, right) };
            }

            foreach (var hit in Letters(view, FormArea.Appendix, [label], Label)) yield return hit;
        }
    }

    private static IEnumerable<Hit> TitleLook(FormView view)
    {
        foreach (var appendix in Appendices(view))
        {
            // What is issued with a decision has a kind and a subject of its own; only a phụ lục has its title in capitals.
            foreach (var line in appendix.Label is null ? [] : appendix.Title.Where(line => !Vietnamese.IsCapitals(line.Shown)))
            {
                yield return new Hit(view.Place(FormArea.Appendix, line), "tên phụ lục không in hoa", "in hoa") { Fix = Words("Đổi sang chữ in hoa", line, line.Text.ToUpperInvariant()) };
            }

            if (appendix.Label is null && appendix.Reference.Length == 0) continue;
            foreach (var hit in Letters(view, FormArea.Appendix, appendix.Title, Title)) yield return hit;
        }
    }

    private static IEnumerable<Hit> ReferenceMissing(FormView view) => Appendices(view).Where(appendix => appendix is { Label: not null, Reference: [] })
        .Select(appendix => new Hit(view.Place(FormArea.Appendix, appendix.Label!), "không có dòng “(Kèm theo …)”", "“(Kèm theo Quyết định số …/QĐ-… ngày … tháng … năm … của …)”"));

    /// <summary>The reference as one text, and where each of its lines begins in it.</summary>
    private static string Joined(FormAppendix appendix) => string.Join(' ', appendix.Reference.Select(line => line.Text));

    private static IEnumerable<Hit> Symbol(FormView view)
    {
        if (view.Layout.Number is null || NumberRules.Read(view.Layout.Number) is not { Groups.Length: > 0 } own) yield break;

        var symbol = string.Join('-', own.Groups);
        foreach (var appendix in Appendices(view).Where(appendix => appendix.Reference.Length > 0))
        {
            if (Cited().Match(Joined(appendix)) is not { Success: true } match) continue;

            var written = match.Groups["s"].Value.TrimEnd('-');
            var number = match.Groups["n"].Value.Trim(' ', '.', '…', '_');
            var line = appendix.Reference.First(line => line.Text.Contains(written, StringComparison.Ordinal) || line == appendix.Reference[^1]);
            if (written != symbol && !written.Contains('…', StringComparison.Ordinal))
            {
                var at = line.Text.IndexOf(written, StringComparison.Ordinal);
                yield return new Hit(view.Place(FormArea.Appendix, line), $"ký hiệu “{written}”", $"ký hiệu của văn bản là “{symbol}”") { Fix = at < 0 ? null : Words($"Sửa thành “{symbol}”", line.Paragraph, line.Start + at, written.Length, symbol) };
            }

            if (number.Length > 0 && own.Number.Length > 0 && number.TrimStart('0') != own.Number.TrimStart('0'))
            {
                var at = line.Text.IndexOf(number, StringComparison.Ordinal);
                yield return new Hit(view.Place(FormArea.Appendix, line), $"số “{number}”", $"số của văn bản là “{own.Number}”") { Fix = at < 0 ? null : Words($"Sửa thành “{own.Number}”", line.Paragraph, line.Start + at, number.Length, own.Number) };
            }
        }
    }

    private static IEnumerable<Hit> Date(FormView view)
    {
        if (view.Layout.Date is not { } heading || Words.DateLine().Match(heading.Text) is not { Success: true } own) yield break;

        foreach (var appendix in Appendices(view).Where(appendix => appendix.Reference.Length > 0))
        {
            var text = Joined(appendix);
            var match = InWords().Match(text);
            if (!match.Success) match = InDigits().Match(text);
            if (!match.Success) continue;

            foreach (var (group, name) in ((string, string)[])[("d", "ngày"), ("m", "tháng"), ("y", "năm")])
            {
                if (Value(own, group) is not { } right || Value(match, group) is not { } written || right == written) continue;

                var line = appendix.Reference.FirstOrDefault(line => line.Text.Contains("ngày", StringComparison.Ordinal)) ?? appendix.Reference[0];
                yield return new Hit(view.Place(FormArea.Appendix, line), $"{name} {written}", $"{name} của văn bản là {right}");
            }
        }

        static int? Value(Match match, string group) => int.TryParse(match.Groups[group].ValueSpan.Trim(" .…_"), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    private static IEnumerable<Hit> Pages(FormView view)
    {
        if (view.Layout.IsAppendixOnly || !view.Document.Margins.Any(margin => margin.Paragraph.PageNumber is not null)) yield break;

        foreach (var appendix in Appendices(view).Where(appendix => appendix.Label is not null))
        {
            var section = view.Document.Sections[appendix.Paragraphs[0].Section];
            if (section.Number > 1 && section.FirstNumber == 1) continue;

            yield return new Hit(view.Place(FormArea.Appendix, appendix.Label!), "số trang của phụ lục nối tiếp văn bản", "số trang đánh riêng theo từng phụ lục")
            {
                Fix = section.Number == 1 || section.Xml is null ? null : new Fix("Đánh số trang phụ lục từ 1") { Looks = [Edits.Section(section, xml => xml.Need("pgNumType").Set("start", "1"))] },
            };
        }
    }

    [GeneratedRegex(@"phụ\s+lục|kèm\s+theo|đính\s+kèm", Options | RegexOptions.IgnoreCase)]
    private static partial Regex Mention();

    [GeneratedRegex(@"\bsố\s*:?(?<n>[\s0-9.…_]*)/\s*((19|20)[0-9]{2}/)?(?<s>[\p{L}0-9&…]+(-[\p{L}0-9&…]+)*)", Options | RegexOptions.IgnoreCase)]
    private static partial Regex Cited();

    [GeneratedRegex(@"ngày(?<d>[\s.…_0-9]*)tháng(?<m>[\s.…_0-9]*)năm(?<y>[\s.…_0-9]*)", Options | RegexOptions.IgnoreCase)]
    private static partial Regex InWords();

    [GeneratedRegex(@"ngày(?<d>[\s.…_0-9]*)/(?<m>[\s.…_0-9]*)/(?<y>\s*(19|20)[0-9]{2})", Options | RegexOptions.IgnoreCase)]
    private static partial Regex InDigits();
}
