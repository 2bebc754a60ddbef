using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using QmsWorkflow.Documents.Checking.Reading;
using static QmsWorkflow.Documents.Checking.Rules.RuleParts;

namespace QmsWorkflow.Documents.Checking.Rules;

/// <summary>Slips of words: years, doubled words, usual mistypings, the name of the standard (DOMAIN: the inconsistencies of the seeds).</summary>
internal static partial class WordRules
{
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking;

    /// <summary>Words that are said twice on purpose.</summary>
    private static readonly FrozenSet<string> Doubled = ((string[])
    [
        "luôn", "thường", "người", "nhà", "ngày", "từ", "đều", "dần", "rất", "mãi", "song", "ngang", "chung", "riêng", "vừa", "lần", "đời", "ai", "nơi", "lâu", "hay", "mỗi", "sẵn", "nhiều", "ba", "hằng", "thôi", "đâu", "ngành", "đủ",
    ]).ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Words whose first half may follow the same half of another: "phân công công chức" is no slip.</summary>
    private static readonly FrozenSet<string> Compounds = (
        "công chức,công việc,công tác,công dân,công khai,công bố,công nhận,công nghệ,công trình,công vụ,giá trị,giá cả,tin học,tin tức,quan trọng,quan hệ,quan tâm,diện tích,hiện nay,hiện trạng,hiện hành,"
        + "lượng hóa,gia đình,gia hạn,trí tuệ,sự nghiệp,sự việc,sự cố,sự phối,sự hài,sự tham,sự không,thống nhất,thống kê,pháp luật,pháp lý,pháp nhân,nghị quyết,nghị định,kiến nghị,kiến thức,chức năng,chức danh,"
        + "chức vụ,vụ việc,vị trí,chính xác,chính thức,chính quyền,chính sách,chính trị,hợp đồng,hợp lý,hợp pháp,hợp tác,lý do,lý lịch,tra cứu,định kỳ,định hướng,định mức,quyết định,quyết toán,đồng bộ,đồng thời,"
        + "đồng chí,thời hạn,thời gian,thời điểm,hạn chế,hạn mức,hành vi,hành chính,hành động,vi phạm,phạm vi,bảo đảm,bảo vệ,trình tự,trình độ,trình bày,kê khai,khai báo,khai thác,báo cáo,cải cách,thực hiện,thực tế,"
        + "hội nghị,hội đồng,nhân dân,nhân viên,nhân sự,dân tộc,dân chủ,viên chức,đánh giá,kết quả,kết luận,kết thúc,kết hợp,quả thực,tự kiểm,tự đánh,sử dụng,tài liệu,tài chính,liệu có,bộ phận,bộ máy,phận sự,giao dịch,dịch vụ,hàng năm,hàng quý,hàng hóa")
        .Split(',').ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    public static ImmutableArray<FormRule> All { get; } =
    [
        Rule("ND30-901", "S-039", FormSeverity.Warning, "Năm trong văn bản là năm của chu trình", "Years are the cycle's", Years, records: true),
        Rule("ND30-902", "S-042", FormSeverity.Warning, "Không lặp từ", "No doubled words", Repeated, fix: true, records: true),
        Rule("ND30-903", "S-042, S-068, S-097, S-175", FormSeverity.Warning, "Không có lỗi chính tả thường gặp", "No usual mistypings", Mistyped, fix: true, records: true),
        Rule("ND30-904", "S-068, S-097", FormSeverity.Warning, "Tên tiêu chuẩn viết “TCVN ISO 9001:2015”", "The standard is written “TCVN ISO 9001:2015”", Standard, fix: true, records: true),
        Rule("ND30-905", "Quy tắc gõ văn bản", FormSeverity.Hint, "Không có khoảng trắng trước dấu câu", "No space before punctuation", Spaces, fix: true, records: true),
        Rule("ND30-906", "QĐ 101/QĐ-BKHCN; S-105", FormSeverity.Hint, "Phiên bản tiêu chuẩn đang áp dụng là 2015", "The standard's edition in use is 2015", Edition, records: true),
    ];

    private static IEnumerable<Hit> Years(FormView view)
    {
        if ((view.Context.Year ?? TitleYear(view)) is not { } year) yield break;

        foreach (var paragraph in view.Document.WithText.Where(paragraph => view.Layout.AreaOf(paragraph) is not (FormArea.Bases or FormArea.Heading)))
        {
            if (!paragraph.Text.Contains("20", StringComparison.Ordinal)) continue;

            foreach (Match match in Dated().Matches(paragraph.Text).Concat(Timed().Matches(paragraph.Text)))
            {
                var found = int.Parse(match.Groups["y"].ValueSpan, CultureInfo.InvariantCulture);
                // A plan, and what rolls a cycle over, is made in December of the year before (S-008).
                var isPlanning = found == year - 1 && match.Groups["m"].Value.EndsWith("12", StringComparison.Ordinal);
                if (found == year || isPlanning || IsComparison(paragraph.Text, match.Index)) continue;

                // Reviews and minutes look ahead to the next year; a year that is past was copied.
                yield return new Hit(view.Place(paragraph), $"“{match.Value.Trim()}” trong văn bản của năm {year}", $"năm {year}; kiểm tra có phải sót lại từ văn bản cũ") { Severity = found == year + 1 ? FormSeverity.Hint : null };
            }
        }
    }

    /// <summary>The year that the title names.</summary>
    private static int? TitleYear(FormView view) => view.Layout.Subject.Concat(view.Layout.KindLine is { } line ? [line] : (FormLine[])[])
        .Select(line => TitleNames().Match(line.Shown)).Where(match => match.Success).Select(match => (int?)int.Parse(match.Groups["y"].ValueSpan, CultureInfo.InvariantCulture)).FirstOrDefault();

    /// <summary>"so với năm 2023", "thay thế Mục tiêu chất lượng năm 2023", "giai đoạn 2021 - 2025" speak of other years on purpose.</summary>
    private static bool IsComparison(string text, int at)
    {
        var before = text[Math.Max(0, at - 120)..at];
        var sentence = before[(before.LastIndexOfAny(['.', ';']) + 1)..];
        return Comparison().IsMatch(sentence);
    }

    private static IEnumerable<Hit> Repeated(FormView view)
    {
        foreach (var paragraph in view.Document.WithText)
        {
            var text = paragraph.Text;
            var words = Word().Matches(text);
            for (var index = 1; index < words.Count; index++)
            {
                var (first, second) = (words[index - 1], words[index]);
                if (!first.ValueSpan.Equals(second.ValueSpan, StringComparison.OrdinalIgnoreCase) || first.Length < 2 || Doubled.Contains(first.Value)) continue;

                var between = text.AsSpan(first.Index + first.Length, second.Index - first.Index - first.Length);
                // Two capitals may be an abbreviation and a name; a tab or a break parts cells of a form.
                if (between.Length == 0 || between.IndexOfAnyExcept(' ', '\u00A0') >= 0 || Vietnamese.IsCapitals(first.Value) || char.IsUpper(second.Value[0])) continue;

                if (index + 1 < words.Count && Compounds.Contains($"{second.Value} {words[index + 1].Value}")) continue;

                yield return new Hit(view.Place(paragraph), $"“{first.Value} {second.Value}”", $"“{first.Value}”") { Fix = Words("Bỏ từ lặp", paragraph, first.Index + first.Length, second.Index + second.Length - first.Index - first.Length, "") };
            }
        }
    }

    private static IEnumerable<Hit> Mistyped(FormView view)
    {
        foreach (var paragraph in view.Document.WithText)
        {
            foreach (var (start, wrong, right) in Confusions.Find(paragraph.Text))
            {
                yield return new Hit(view.Place(paragraph), $"“{wrong}”", $"“{right}”") { Fix = Words($"Sửa thành “{right}”", paragraph, start, wrong.Length, right) };
            }
        }
    }

    private static IEnumerable<Hit> Standard(FormView view)
    {
        foreach (var paragraph in view.Document.WithText.Where(paragraph => paragraph.Text.Contains("9001", StringComparison.Ordinal)))
        {
            foreach (Match match in Iso().Matches(paragraph.Text))
            {
                var edition = match.Groups["y"].Value;
                var head = match.Groups["head"].Value;
                var isTcvn = head.Contains("TCVN", StringComparison.OrdinalIgnoreCase) || match.Groups["quocgia"].Success;
                var right = $"{(match.Groups["quocgia"].Success ? match.Groups["quocgia"].Value.TrimEnd() + " " : "")}{(isTcvn ? "TCVN ISO" : "ISO")} 9001:{edition}";
                if (match.Value == right || (!isTcvn && !head.Contains("ISO", StringComparison.OrdinalIgnoreCase) && match.Groups["sep"].Value == ":")) continue;

                yield return new Hit(view.Place(paragraph), $"“{match.Value}”", $"“{right}”") { Fix = Words($"Sửa thành “{right}”", paragraph, match.Index, match.Length, right) };
            }
        }
    }

    private static IEnumerable<Hit> Edition(FormView view) => view.Document.WithText
        .Where(paragraph => view.Layout.AreaOf(paragraph) != FormArea.Bases && paragraph.Text.Contains("9001:2008", StringComparison.Ordinal))
        .Select(paragraph => new Hit(view.Place(paragraph), "phiên bản 9001:2008", "TCVN ISO 9001:2015"));

    private static IEnumerable<Hit> Spaces(FormView view)
    {
        foreach (var paragraph in view.Document.WithText.Where(paragraph => view.Layout.AreaOf(paragraph) is not FormArea.Heading))
        {
            var edits = SpaceBefore().Matches(paragraph.Text).Where(match => match.Groups["gap"].Length <= 2)
                .Select(match => new TextEdit(paragraph, match.Groups["gap"].Index, match.Groups["gap"].Length, "")).ToImmutableArray();
            if (edits.Length > 0) yield return new Hit(view.Place(paragraph), "có khoảng trắng trước dấu câu", "dấu câu viết sát chữ phía trước") { Fix = new Fix("Bỏ khoảng trắng trước dấu câu") { Words = edits } };
        }
    }

    [GeneratedRegex(@"(Mục tiêu chất lượng|MTCL|Kế hoạch|kế hoạch|mục tiêu|chỉ tiêu|chất lượng|nội bộ|khảo sát|báo cáo)(\s+(của\s+)?(cơ quan|đơn vị|Sở|phòng|huyện|tỉnh))?(\s+(thực hiện|công tác|áp dụng|duy trì|cải tiến|và|trong))*\s+năm\s+(?<m>)(?<y>20[0-9]{2})\b", Options | RegexOptions.IgnoreCase)]
    private static partial Regex Dated();

    [GeneratedRegex(@"(Quý\s+[IV1-4]{1,3}|tháng\s+(?<m>[0-9]{1,2}(\s*[-–]\s*[0-9]{1,2})?))\s*(/|\s+năm\s+)\s*(?<y>20[0-9]{2})\b", Options | RegexOptions.IgnoreCase)]
    private static partial Regex Timed();

    [GeneratedRegex(@"\b(năm|NĂM)\s+(?<y>20[0-9]{2})\b", Options)]
    private static partial Regex TitleNames();

    [GeneratedRegex(@"so\s+với|thay\s+thế|cùng\s+kỳ|kết\s+quả|giai\s+đoạn|đã\s+|trước\s+đây|ngày\s+[0-9]{0,2}\s*$|theo\s+(Quyết\s+định|Kế\s+hoạch|Báo\s+cáo|Công\s+văn)\s+số|năm\s+trước|từ\s+năm", Options | RegexOptions.IgnoreCase)]
    private static partial Regex Comparison();

    [GeneratedRegex(@"\p{L}+", Options)]
    private static partial Regex Word();

    [GeneratedRegex(@"((?<quocgia>tiêu chuẩn quốc gia\s+)|(?<head>\bTCVN\s*(ISO\s*)?|\bISO\s*))((?<head>TCVN\s*(ISO\s*)?|ISO\s*))?9001(?<sep>\s*[:–-]\s*)(?<y>20(08|15))", Options | RegexOptions.IgnoreCase)]
    private static partial Regex Iso();

    [GeneratedRegex(@"[\p{L}0-9)](?<gap> +)[,;:](\s|$)", Options)]
    private static partial Regex SpaceBefore();
}
