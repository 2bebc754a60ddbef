using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using QmsWorkflow.Documents.Checking.Reading;
using static QmsWorkflow.Documents.Checking.Rules.RuleParts;

namespace QmsWorkflow.Documents.Checking.Rules;

/// <summary>Căn cứ, thẩm quyền ban hành (NĐ 30/2020, Phụ lục I, mục II.6a–b; Mẫu 1.1–1.3).</summary>
internal static partial class BasisRules
{
    private const string Article = "NĐ 30/2020, Phụ lục I, Phần I, mục II.6a";
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking;
    private static readonly LetterSpec Italic = new(13, 14) { Italic = true, Bold = false };
    private static readonly LetterSpec Authority = new(13, 14) { Bold = true, Italic = false, Align = "center" };

    public static ImmutableArray<FormRule> All { get; } =
    [
        Rule("ND30-401", Article, FormSeverity.Error, "Căn cứ cỡ chữ 13–14, kiểu chữ nghiêng", "Căn cứ 13–14 pt, italic", Looks, fix: true),
        Rule("ND30-402", Article, FormSeverity.Error, "Sau mỗi căn cứ có dấu chấm phẩy, dòng cuối dấu chấm", "Each căn cứ ends with “;”, the last with “.”", Ends, fix: true),
        Rule("ND30-403", "Thông lệ soạn thảo: hiệu lực pháp lý từ cao xuống thấp", FormSeverity.Hint, "Căn cứ xếp theo hiệu lực pháp lý từ cao đến thấp", "Căn cứ in the order of legal force", Order),
        Rule("ND30-404", Article + ", mục II.4b; S-043", FormSeverity.Hint, "Ngày trong căn cứ viết “ngày … tháng … năm …”", "Dates of căn cứ in words", Dates, fix: true),
        Rule("ND30-405", Article, FormSeverity.Warning, "Căn cứ ghi đủ tên loại, số, ký hiệu, cơ quan, ngày, trích yếu", "Căn cứ names kind, number, issuer, date and subject", Complete),
        Rule("ND30-406", "Luật Ban hành văn bản quy phạm pháp luật; sổ căn cứ", FormSeverity.Warning, "Căn cứ còn hiệu lực", "Căn cứ are in force", InForce),
        Rule("ND30-407", "NĐ 30/2020, Phụ lục III, Mẫu 1.1–1.3", FormSeverity.Warning, "Quyết định, nghị quyết có dòng thẩm quyền ban hành", "Decisions and resolutions have a line of authority", AuthorityMissing),
        Rule("ND30-408", "NĐ 30/2020, Phụ lục III, Mẫu 1.1–1.3", FormSeverity.Warning, "Thẩm quyền ban hành in hoa, đậm, canh giữa", "The line of authority in capitals, bold, centred", view => Letters(view, FormArea.Bases, view.Layout.Authority, Authority), fix: true),
        Rule("ND30-409", "NĐ 30/2020, Phụ lục III, Mẫu 1.1–1.3", FormSeverity.Warning, "Sau căn cứ có “QUYẾT ĐỊNH:” / “QUYẾT NGHỊ:” in hoa, đậm, canh giữa", "“QUYẾT ĐỊNH:” after the căn cứ", Enacting, fix: true),
    ];

    private static IEnumerable<FormLine> BasisLines(FormView view) => view.Layout.Bases.Where(basis => basis.Lines.Length > 0).Select(basis => new FormLine(basis, basis.Lines[0].Start, basis.Text.Trim()));

    private static IEnumerable<Hit> Looks(FormView view) => Letters(view, FormArea.Bases, BasisLines(view), Italic);

    private static IEnumerable<Hit> Ends(FormView view)
    {
        var lines = BasisLines(view).ToList();
        for (var index = 0; index < lines.Count; index++)
        {
            foreach (var hit in Endings.Check(view, FormArea.Bases, lines[index], index == lines.Count - 1 ? "." : ";"))
            {
                // Only decisions and resolutions set their căn cứ off; elsewhere a sentence goes on after them.
                yield return index == lines.Count - 1 && view.Layout.Kind?.IsDecision != true ? hit with { Severity = FormSeverity.Hint } : hit;
            }
        }
    }

    private static IEnumerable<Hit> Order(FormView view)
    {
        var highest = int.MinValue;
        foreach (var line in BasisLines(view).Where(line => Words.RealBasis().IsMatch(line.Text)))
        {
            var rank = Rank(line.Text);
            if (rank is null) continue;

            if (rank < highest) yield return new Hit(view.Place(FormArea.Bases, line), "căn cứ có hiệu lực pháp lý cao hơn căn cứ phía trên", "Luật, nghị quyết → nghị định → quyết định của Thủ tướng → thông tư → văn bản của địa phương, cơ quan");
            highest = Math.Max(highest, rank.Value);
        }
    }

    private static int? Rank(string text)
    {
        var cited = text.Length > 8 ? text[7..].Trim() : "";
        if (Law().IsMatch(cited)) return 1;
        if (Decree().IsMatch(cited)) return 2;
        if (Premier().IsMatch(cited)) return 3;
        if (Circular().IsMatch(cited)) return 4;
        return cited.StartsWith("Quyết định số", StringComparison.Ordinal) || cited.StartsWith("Kế hoạch số", StringComparison.Ordinal) || cited.StartsWith("Công văn số", StringComparison.Ordinal) ? 5 : null;
    }

    private static IEnumerable<Hit> Dates(FormView view)
    {
        foreach (var basis in view.Layout.Bases)
        {
            var edits = ImmutableArray.CreateBuilder<TextEdit>();
            foreach (Match match in Digits().Matches(basis.Text))
            {
                if (DateInWords(match) is { } words) edits.Add(new TextEdit(basis, match.Index, match.Length, words));
            }

            if (edits.Count > 0) yield return new Hit(view.Place(FormArea.Bases, basis), $"ngày viết bằng số “{basis.Text.Substring(edits[0].Start, edits[0].Length)}”", $"“{edits[0].Words}”") { Fix = new Fix("Viết ngày bằng chữ") { Words = edits.ToImmutable() } };
        }
    }

    /// <summary>"ngày 24/12/2019" as "ngày 24 tháng 12 năm 2019"; null when there is no such day.</summary>
    private static string? DateInWords(Match match)
    {
        var (day, month, year) = (Value("d"), Value("m"), Value("y"));
        if (month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month)) return null;

        return string.Create(CultureInfo.InvariantCulture, $"ngày {day:00} tháng {(month < 3 ? $"0{month}" : month)} năm {year}");

        int Value(string group) => int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture);
    }

    private static IEnumerable<Hit> Complete(FormView view)
    {
        foreach (var line in BasisLines(view).Where(line => Words.RealBasis().IsMatch(line.Text)))
        {
            var match = Cited().Match(line.Text);
            if (!match.Success) continue;

            List<string> missing = [];
            if (!Numbered().IsMatch(line.Text)) missing.Add("số, ký hiệu");
            if (!Dated().IsMatch(line.Text)) missing.Add("ngày tháng năm ban hành");
            if (!line.Text.Contains(" của ", StringComparison.OrdinalIgnoreCase)) missing.Add("cơ quan ban hành");
            if (missing.Count > 0) yield return new Hit(view.Place(FormArea.Bases, line), $"căn cứ thiếu {string.Join(", ", missing)}", "tên loại, số, ký hiệu, cơ quan ban hành, ngày tháng năm và trích yếu");
        }
    }

    private static IEnumerable<Hit> InForce(FormView view)
    {
        var on = DateRules.Of(view) ?? view.Context.Today;
        if (on is not { } day) yield break;

        foreach (var basis in view.Context.Bases.Where(basis => basis.RepealedOn is { } end && end <= day))
        {
            foreach (var paragraph in view.Layout.Bases.Where(paragraph => Cites(paragraph.Text, basis.Number)))
            {
                var instead = basis.ReplacedBy is null ? "" : $"; văn bản thay thế: {basis.ReplacedBy}";
                yield return new Hit(view.Place(FormArea.Bases, paragraph), $"{basis.Number} hết hiệu lực từ ngày {basis.RepealedOn!.Value.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture)}", $"căn cứ còn hiệu lực{instead}");
            }
        }
    }

    /// <summary>The number as a whole: 1/2020/NĐ-CP is not cited by 61/2020/NĐ-CP.</summary>
    private static bool Cites(string text, string number)
    {
        for (var at = text.IndexOf(number, StringComparison.Ordinal); at >= 0; at = text.IndexOf(number, at + 1, StringComparison.Ordinal))
        {
            var after = at + number.Length;
            if ((at == 0 || !char.IsLetterOrDigit(text[at - 1])) && (after >= text.Length || !(char.IsLetterOrDigit(text[after]) || text[after] == '-'))) return true;
        }

        return false;
    }

    private static IEnumerable<Hit> AuthorityMissing(FormView view) => view.Layout is { Kind.IsDecision: true, Authority: [], KindLine: { } line, Bases.Length: > 0 }
        ? [new Hit(view.Place(FormArea.Title, line), "không có dòng thẩm quyền ban hành trước căn cứ", "chức vụ người đứng đầu hoặc tên cơ quan, tập thể, in hoa")]
        : [];

    private static IEnumerable<Hit> Enacting(FormView view)
    {
        if (view.Layout is not { Kind: { IsDecision: true } kind, KindLine: { } title }) yield break;

        var words = kind.Abbreviation == "QĐ" ? "QUYẾT ĐỊNH:" : "QUYẾT NGHỊ:";
        if (view.Layout.Enacting is not { } line)
        {
            yield return new Hit(view.Place(FormArea.Bases, title), $"không có “{words}” sau căn cứ", $"“{words}”");
            yield break;
        }

        if (!line.Text.EndsWith(':')) yield return new Hit(view.Place(FormArea.Bases, line), $"“{line.Text}”", $"“{words}”") { Fix = Words("Thêm dấu hai chấm", line.Paragraph, line.End, 0, ":") };
        foreach (var hit in Letters(view, FormArea.Bases, [line], Authority)) yield return hit;
    }

    [GeneratedRegex(@"^(Hiến pháp|Luật|Bộ luật|Pháp lệnh)\b", Options)]
    private static partial Regex Law();

    [GeneratedRegex(@"^(Nghị định|các Nghị định)\b", Options)]
    private static partial Regex Decree();

    [GeneratedRegex(@"^Quyết định số [0-9/]+QĐ-TTg\b", Options)]
    private static partial Regex Premier();

    [GeneratedRegex(@"^Thông tư\b", Options)]
    private static partial Regex Circular();

    [GeneratedRegex(@"ngày\s+(?<d>[0-9]{1,2})/(?<m>[0-9]{1,2})/(?<y>(19|20)[0-9]{2})", Options | RegexOptions.IgnoreCase)]
    private static partial Regex Digits();

    [GeneratedRegex(@"^(-\s*)?Căn cứ (Nghị định|Quyết định|Thông tư|Kế hoạch|Công văn|Thông báo|Chỉ thị|Tờ trình|Nghị quyết)\b", Options)]
    private static partial Regex Cited();

    [GeneratedRegex(@"\bsố\s*[0-9]+\s*/|[0-9]+/[\p{L}0-9/&-]+", Options)]
    private static partial Regex Numbered();

    [GeneratedRegex(@"ngày\s+[0-9]{1,2}(/|\s+tháng)", Options | RegexOptions.IgnoreCase)]
    private static partial Regex Dated();
}
