using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using QmsWorkflow.Documents.Checking.Reading;
using static QmsWorkflow.Documents.Checking.Rules.RuleParts;

namespace QmsWorkflow.Documents.Checking.Rules;

/// <summary>Phần, chương, mục, điều, khoản, điểm (NĐ 30/2020, Phụ lục I, mục II.6d–đ).</summary>
internal static partial class ArticleRules
{
    private const string Article = "NĐ 30/2020, Phụ lục I, Phần I, mục II.6đ";
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking;

    public static ImmutableArray<FormRule> All { get; } =
    [
        Rule("ND30-521", Article + "; S-041", FormSeverity.Error, "Điều viết “Điều 1.”: sau số thứ tự có dấu chấm", "“Điều 1.”: a full stop after the number", Form, fix: true),
        Rule("ND30-522", Article, FormSeverity.Error, "Các điều đánh số liên tục từ 1", "Articles are numbered from 1 without gaps", Order),
        Rule("ND30-523", Article, FormSeverity.Warning, "“Điều 1.” kiểu chữ đứng, đậm", "“Điều 1.” is bold and upright", Look, fix: true),
        Rule("ND30-524", Article, FormSeverity.Warning, "Khoản đánh số Ả Rập, sau có dấu chấm", "Khoản: Arabic number and full stop", ClauseForm, fix: true),
        Rule("ND30-525", Article, FormSeverity.Warning, "Khoản đánh số liên tục", "Khoản are numbered without gaps", ClauseOrder),
        Rule("ND30-526", Article, FormSeverity.Warning, "Điểm dùng chữ cái, sau có dấu đóng ngoặc đơn: “a)”", "Điểm: letter and bracket, “a)”", PointForm, fix: true),
        Rule("ND30-527", Article, FormSeverity.Warning, "Điểm theo thứ tự bảng chữ cái tiếng Việt: a, b, c, d, đ, e, g…", "Điểm in the Vietnamese order: a, b, c, d, đ, e, g…", PointOrder),
        Rule("ND30-528", Article, FormSeverity.Warning, "Phần, chương đánh số La Mã; mục, tiểu mục đánh số Ả Rập", "Phần and chương in Roman, mục in Arabic numerals", PartNumbers),
        Rule("ND30-529", "NĐ 30/2020, Phụ lục I, Phần I, mục II.6c", FormSeverity.Warning, "Các mục I, II, III đánh số liên tục", "Sections I, II, III are numbered without gaps", SectionOrder),
    ];

    private static ImmutableArray<FormParagraph> Body(FormView view) => view.Layout.IsAppendixOnly ? [] : view.Layout.Body;

    /// <summary>"Điều 5 của Luật …" in running text is no heading.</summary>
    private static IEnumerable<(FormParagraph Paragraph, Match Match)> Articles(FormView view) => Body(view)
        .Select(paragraph => (paragraph, Match: Words.Article().Match(paragraph.Full)))
        .Where(item => item.Match.Success && (item.Match.Groups["after"].Length > 0 || item.paragraph.Spans.FirstOrDefault(span => span.Text.Any(char.IsLetter))?.Look.IsBold == true));

    private static IEnumerable<Hit> Form(FormView view)
    {
        foreach (var (paragraph, match) in Articles(view))
        {
            var written = match.Value.TrimEnd();
            if (char.IsLetter(written[^1])) written = written[..^1].TrimEnd();
            var right = $"Điều {match.Groups["n"].Value}.";
            if (written == right) continue;

            var at = paragraph.Text.IndexOf(written, StringComparison.Ordinal);
            yield return new Hit(view.Place(FormArea.Body, paragraph), $"“{written}”", $"“{right}”") { Fix = paragraph.Label.Length > 0 || at < 0 ? null : Words($"Sửa thành “{right}”", paragraph, at, written.Length, right) };
        }
    }

    private static IEnumerable<Hit> Order(FormView view)
    {
        var expected = 1;
        foreach (var (paragraph, match) in Articles(view))
        {
            var number = int.Parse(match.Groups["n"].ValueSpan, CultureInfo.InvariantCulture);
            if (number != expected) yield return new Hit(view.Place(FormArea.Body, paragraph), $"Điều {number}", $"Điều {expected}");
            expected = number + 1;
        }
    }

    private static IEnumerable<Hit> Look(FormView view)
    {
        foreach (var (paragraph, match) in Articles(view).Where(item => item.Paragraph.Label.Length == 0))
        {
            var start = paragraph.Text.Length - paragraph.Text.TrimStart().Length;
            var length = match.Groups["after"].Index + match.Groups["after"].Length;
            var label = new FormLine(paragraph, start, paragraph.Text.Substring(start, Math.Min(length, paragraph.Text.Length - start)));
            var isRight = label.Spans.All(span => span.Look is { IsBold: true, IsItalic: false });
            if (!isRight) yield return new Hit(view.Place(FormArea.Body, paragraph), $"“{label.Text}” không đậm hoặc nghiêng", "kiểu chữ đứng, đậm") { Fix = new Fix("Đặt kiểu chữ đứng, đậm") { Looks = [Edits.Letters(label, new RunChange { Bold = true, Italic = false })] } };
        }
    }

    private static IEnumerable<Hit> ClauseForm(FormView view)
    {
        foreach (var paragraph in Body(view).Where(paragraph => paragraph.Label.Length == 0))
        {
            if (Clause().Match(paragraph.Text) is not { Success: true } match || match.Groups["mark"].Value == ".") continue;

            var at = match.Groups["mark"].Index;
            yield return new Hit(view.Place(FormArea.Body, paragraph), $"“{match.Groups["n"].Value}{match.Groups["mark"].Value}”", $"“{match.Groups["n"].Value}.”") { Fix = Words("Sửa thành dấu chấm", paragraph, at, match.Groups["mark"].Length, ".") };
        }
    }

    private static IEnumerable<Hit> ClauseOrder(FormView view)
    {
        // A list that begins anew stands inside the one before, which may go on after it.
        var lists = new Stack<int>();
        foreach (var paragraph in Body(view))
        {
            if (IsBoundary(paragraph)) lists.Clear();
            if (Clause().Match(paragraph.Full) is not { Success: true } match) continue;

            var number = int.Parse(match.Groups["n"].ValueSpan, CultureInfo.InvariantCulture);
            var last = lists.TryPeek(out var open) ? open : 0;
            if (number != 1 && number != last + 1)
            {
                if (!lists.Contains(number - 1)) yield return new Hit(view.Place(FormArea.Body, paragraph), $"khoản {number} sau khoản {last}", $"khoản {last + 1}");
                while (lists.Count > 1 && lists.Peek() != number - 1) lists.Pop();
            }

            if (number != 1 && lists.Count > 0) lists.Pop();
            lists.Push(number);
        }
    }

    private static IEnumerable<Hit> PointForm(FormView view)
    {
        foreach (var paragraph in Body(view).Where(paragraph => paragraph.Label.Length == 0))
        {
            if (Point().Match(paragraph.Text) is not { Success: true } match || match.Groups["mark"].Value == ")") continue;

            yield return new Hit(view.Place(FormArea.Body, paragraph), $"“{match.Groups["l"].Value}{match.Groups["mark"].Value}”", $"“{match.Groups["l"].Value})”") { Fix = Words("Sửa thành dấu đóng ngoặc đơn", paragraph, match.Groups["mark"].Index, match.Groups["mark"].Length, ")") };
        }
    }

    private static IEnumerable<Hit> PointOrder(FormView view)
    {
        var last = -1;
        foreach (var paragraph in Body(view))
        {
            if (IsBoundary(paragraph) || Clause().IsMatch(paragraph.Full)) last = -1;
            if (Point().Match(paragraph.Full) is not { Success: true } match) continue;

            var index = Vietnamese.Alphabet.IndexOf(match.Groups["l"].Value, StringComparison.Ordinal);
            if (index != last + 1 && index != 0)
            {
                var expected = last + 1 < Vietnamese.Alphabet.Length ? Vietnamese.Alphabet[last + 1] : 'a';
                yield return new Hit(view.Place(FormArea.Body, paragraph), last < 0 ? $"điểm “{match.Groups["l"].Value})” ở đầu" : $"điểm “{match.Groups["l"].Value})” sau điểm “{Vietnamese.Alphabet[last]})”", $"điểm “{expected})”");
            }

            last = index < 0 ? last + 1 : index;
        }
    }

    private static bool IsBoundary(FormParagraph paragraph) => Words.Article().IsMatch(paragraph.Full) || Roman().IsMatch(paragraph.Full) || Part().IsMatch(paragraph.Full);

    private static IEnumerable<Hit> PartNumbers(FormView view)
    {
        foreach (var paragraph in Body(view))
        {
            if (Part().Match(paragraph.Full) is not { Success: true } match) continue;

            var isRoman = match.Groups["n"].Value.All(letter => letter is 'I' or 'V' or 'X' or 'L');
            var mustBeRoman = match.Groups["word"].Value.ToUpperInvariant() is "PHẦN" or "CHƯƠNG";
            if (isRoman != mustBeRoman) yield return new Hit(view.Place(FormArea.Body, paragraph), $"“{match.Value.Trim()}”", mustBeRoman ? "số thứ tự dùng chữ số La Mã" : "số thứ tự dùng chữ số Ả Rập");
        }
    }

    private static IEnumerable<Hit> SectionOrder(FormView view)
    {
        var expected = 1;
        foreach (var paragraph in Body(view))
        {
            if (Part().IsMatch(paragraph.Full)) expected = 1;
            if (Roman().Match(paragraph.Full) is not { Success: true } match) continue;

            var right = NumberingSheet.Roman(expected);
            var written = match.Groups["r"].Value;
            if (written != right && written != "I") yield return new Hit(view.Place(FormArea.Body, paragraph), $"mục {written}", $"mục {right}");
            var position = Enumerable.Range(1, 40).FirstOrDefault(number => NumberingSheet.Roman(number) == written);
            expected = (position == 0 ? expected : position) + 1;
        }
    }

    [GeneratedRegex(@"^\s*(?<n>[0-9]{1,2})(?<mark>[.)/])\s+\S", Options)]
    private static partial Regex Clause();

    [GeneratedRegex(@"^\s*(?<l>[a-zđ])(?<mark>[).:/])\s+\S", Options)]
    private static partial Regex Point();

    [GeneratedRegex(@"^(?<r>[IVX]{1,6})\.\s+\p{Lu}", Options)]
    private static partial Regex Roman();

    [GeneratedRegex(@"^(?<word>Phần|Chương|Mục|Tiểu mục|PHẦN|CHƯƠNG|MỤC|TIỂU MỤC)\s+(?<n>[IVXL]+|[0-9]{1,2})\s*[.:]?$", Options)]
    private static partial Regex Part();
}
