using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using QmsWorkflow.Documents.Checking.Reading;
using static QmsWorkflow.Documents.Checking.Rules.RuleParts;

namespace QmsWorkflow.Documents.Checking.Rules;

/// <summary>Nơi nhận (NĐ 30/2020, Phụ lục I, mục II.9).</summary>
internal static partial class RecipientRules
{
    private const string Article = "NĐ 30/2020, Phụ lục I, Phần I, mục II.9";
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking;
    private static readonly LetterSpec Head = new(12, 12) { Bold = true, Italic = true };
    private static readonly LetterSpec Item = new(11, 11) { Bold = false, Italic = false };

    public static ImmutableArray<FormRule> All { get; } =
    [
        Rule("ND30-611", Article + "c", FormSeverity.Error, "Có nơi nhận", "Nơi nhận is there", Missing),
        Rule("ND30-612", Article + "d", FormSeverity.Error, "“Nơi nhận:” dòng riêng, cỡ chữ 12, nghiêng, đậm, có dấu hai chấm", "“Nơi nhận:” on its own line, 12 pt, bold italic, with a colon", Heading, fix: true),
        Rule("ND30-613", Article + "d", FormSeverity.Error, "Danh sách nơi nhận cỡ chữ 11, đứng", "Recipients 11 pt, regular", view => Letters(view, FormArea.Recipients, List(view), Item), fix: true),
        Rule("ND30-614", Article + "d", FormSeverity.Warning, "Mỗi nơi nhận một dòng: “- …;”, dòng cuối “.”", "A line for each: “- …;”, the last ends with “.”", Form, fix: true),
        Rule("ND30-615", Article + "d", FormSeverity.Error, "Dòng cuối “- Lưu: VT, <đơn vị soạn thảo>.”", "The last line “- Lưu: VT, <drafting unit>.”", Archive, fix: true),
        Rule("ND30-616", Article + "b", FormSeverity.Warning, "Văn bản có Kính gửi thì nơi nhận có “- Như trên;”", "With Kính gửi the first recipient is “Như trên”", AsAbove),
        Rule("ND30-617", "NĐ 30/2020, Phụ lục III, Mẫu 1.1–1.3", FormSeverity.Warning, "“Như Điều …” chỉ điều có trong văn bản", "“Như Điều …” names an article that exists", AsArticle),
    ];

    /// <summary>Down to "Lưu"; below it may stand the drafter's symbol.</summary>
    private static ImmutableArray<FormLine> List(FormView view)
    {
        var lines = view.Layout.Recipients;
        for (var index = 0; index < lines.Length; index++)
        {
            if (ArchiveLine().IsMatch(lines[index].Text)) return lines[..(index + 1)];
        }

        return lines;
    }

    private static IEnumerable<Hit> Missing(FormView view)
    {
        if (view.Layout.RecipientsHeading is not null || view.Layout.IsAppendixOnly) yield break;

        // The forms of minutes and slips may do without.
        yield return new Hit(view.Missing(FormArea.Recipients), "không có “Nơi nhận:”", "“Nơi nhận:” ngang hàng với quyền hạn, chức vụ người ký") { Severity = view.Layout.Kind is { IsSlip: true } or { Abbreviation: "HĐ" } ? FormSeverity.Hint : null };
    }

    private static IEnumerable<Hit> Heading(FormView view)
    {
        if (view.Layout.RecipientsHeading is not { } line) yield break;

        var match = Words.Recipients().Match(line.Text);
        var words = line.Part(0, match.Length);
        if (words.Text != "Nơi nhận:") yield return new Hit(view.Place(FormArea.Recipients, line), $"“{words.Text}”", "“Nơi nhận:”") { Fix = Words("Sửa thành “Nơi nhận:”", words, "Nơi nhận:") };
        else if (line.Text.Length > match.Length + 4) yield return new Hit(view.Place(FormArea.Recipients, line), "nơi nhận ghi cùng dòng với “Nơi nhận:”", "mỗi nơi nhận một dòng riêng") { Severity = FormSeverity.Warning };
        foreach (var hit in Letters(view, FormArea.Recipients, [words], Head)) yield return hit;
    }

    private static IEnumerable<Hit> Form(FormView view)
    {
        var list = List(view);
        for (var index = 0; index < list.Length; index++)
        {
            var line = list[index];
            if (Blank().IsMatch(line.Text)) continue;

            // What goes on from the line above begins with no dash.
            var goesOn = index > 0 && !list[index - 1].Text.EndsWith(';') && !list[index - 1].Text.EndsWith('.');
            if (!line.Text.StartsWith('-') && !line.Paragraph.IsBullet && line.Paragraph.Lines.Length == 1 && !goesOn)
            {
                yield return new Hit(view.Place(FormArea.Recipients, line), "không có gạch đầu dòng", "“- …”") { Fix = Words("Thêm gạch đầu dòng", line.Paragraph, line.Start, 0, "- ") };
            }

            // "Lưu" has a rule of its own; a line that is broken by hand ends where it likes.
            if (ArchiveLine().IsMatch(line.Text) || line.Paragraph.Lines.Length > 1) continue;
            if (index + 1 < list.Length && !list[index + 1].Text.StartsWith('-') && !list[index + 1].Paragraph.IsBullet) continue;

            foreach (var hit in Endings.Check(view, FormArea.Recipients, line, ";")) yield return hit;
        }
    }

    private static IEnumerable<Hit> Archive(FormView view)
    {
        if (view.Layout.RecipientsHeading is null) yield break;

        var list = List(view);
        if (list is not [.., { } last] || !ArchiveLine().IsMatch(last.Text))
        {
            var place = list.Length > 0 ? view.Place(FormArea.Recipients, list[^1]) : view.Place(FormArea.Recipients, view.Layout.RecipientsHeading);
            yield return new Hit(place, "không có dòng “Lưu”", "“- Lưu: VT, <đơn vị soạn thảo>.” là dòng cuối");
            yield break;
        }

        if (RightArchive().IsMatch(last.Text) || last.Text.Contains("...", StringComparison.Ordinal) || last.Text.Contains('…', StringComparison.Ordinal)) yield break;

        var parts = ArchiveLine().Match(last.Text);
        var rest = last.Text[parts.Length..].Trim(' ', ':', '.', ';', ',');
        var units = rest.Split([',', ';'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var hasOffice = units is ["VT", ..];
        var dash = last.Text.StartsWith('-') ? "- " : "";
        var right = $"{dash}Lưu: {string.Join(", ", hasOffice ? units : ["VT", .. units])}.";
        yield return new Hit(view.Place(FormArea.Recipients, last), $"“{last.Text}”", $"“{right}”") { Fix = Words($"Sửa thành “{right}”", last, right) };
    }

    private static IEnumerable<Hit> AsAbove(FormView view)
    {
        if (view.Layout.Addressee is null || view.Layout.Kind?.MayBeAddressed != true || view.Layout.Recipients.Length == 0) yield break;
        if (view.Layout.Recipients.Any(line => Vietnamese.Plain(line.Text).Contains("NHƯ TRÊN", StringComparison.Ordinal) || Vietnamese.Plain(line.Text).Contains("KÍNH GỬI", StringComparison.Ordinal))) yield break;

        yield return new Hit(view.Place(FormArea.Recipients, view.Layout.Recipients[0]), "không có “Như trên”", "“- Như trên;” là dòng đầu");
    }

    private static IEnumerable<Hit> AsArticle(FormView view)
    {
        var articles = view.Layout.Body.Select(paragraph => Words.Article().Match(paragraph.Full)).Where(match => match.Success).Select(match => match.Groups["n"].Value).ToHashSet(StringComparer.Ordinal);
        foreach (var line in view.Layout.Recipients)
        {
            if (ByArticle().Match(line.Text) is { Success: true } match && !articles.Contains(match.Groups["n"].Value))
            {
                var last = articles.Count == 0 ? "văn bản không có điều" : $"Điều {articles.Max(number => int.Parse(number, CultureInfo.InvariantCulture))} là điều cuối";
                yield return new Hit(view.Place(FormArea.Recipients, line), $"“Điều {match.Groups["n"].Value}” không có trong văn bản", last);
            }
        }
    }

    [GeneratedRegex(@"^-?\s*Lưu\b\s*:?", Options | RegexOptions.IgnoreCase)]
    private static partial Regex ArchiveLine();

    [GeneratedRegex(@"^(- )?Lưu: VT(, [^,;.]+(\.[^,;.]+)*)*\.$", Options)]
    private static partial Regex RightArchive();

    [GeneratedRegex(@"^-?\s*Như\s+Điều\s+(?<n>[0-9]{1,3})\b", Options | RegexOptions.IgnoreCase)]
    private static partial Regex ByArticle();

    [GeneratedRegex(@"^-?[\s.…]*;?$", Options)]
    private static partial Regex Blank();
}
