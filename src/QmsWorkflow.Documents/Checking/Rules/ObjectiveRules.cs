using System.Collections.Immutable;
using System.Text.RegularExpressions;
using QmsWorkflow.Documents.Checking.Reading;
using static QmsWorkflow.Documents.Checking.Rules.RuleParts;

namespace QmsWorkflow.Documents.Checking.Rules;

/// <summary>What documents say of objectives: comparisons, completeness, numbering, timing (ISO 9001 6.2; the seeds).</summary>
internal static partial class ObjectiveRules
{
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking;
    private const RegexOptions AnyCase = Options | RegexOptions.IgnoreCase;

    /// <summary>Each claim is compared with those before it; a document of more is no list of objectives.</summary>
    private const int MostClaims = 100;

    public static ImmutableArray<FormRule> All { get; } =
    [
        Rule("ND30-951", "ISO 9001:2015, 6.2; S-173", FormSeverity.Warning, "Cách so sánh của một chỉ tiêu giống nhau trong cả văn bản (trên 95% khác 95% trở lên)", "A target's comparison is the same throughout (trên 95% is not 95% trở lên)", Comparators, records: true),
        Rule("ND30-952", "ISO 9001:2015, 6.2.2; S-069", FormSeverity.Hint, "Mục tiêu có đơn vị chịu trách nhiệm, nguồn số liệu, kỳ báo cáo", "Objectives name who is responsible, the source and the period", Complete, records: true),
        Rule("ND30-953", "S-176", FormSeverity.Hint, "Các mục tiêu đánh số cùng một cách", "Objectives are numbered one way", Numbering, fix: true, records: true),
        Rule("ND30-954", "S-098", FormSeverity.Warning, "Việc sau không kết thúc trước việc trước nó", "A later step does not end before the one it needs", Schedule, records: true),
        Rule("ND30-955", "S-193", FormSeverity.Hint, "Chỉ tiêu hài lòng 100% khó đạt: một phiếu không hài lòng là hỏng", "A satisfaction target of 100% fails by a single reply", Feasible, records: true),
        Rule("ND30-956", "S-174", FormSeverity.Hint, "Một quy định không nêu hai lần với mức độ khác nhau", "A rule is not told twice with different force", ToldTwice, records: true),
    ];

    /// <summary>A table row, or a paragraph outside tables, as one text.</summary>
    private sealed record Statement(FormParagraph Paragraph, string Text, ImmutableArray<FormParagraph> Cells);

    private static List<Statement> Statements(FormView view)
    {
        List<Statement> found = [];
        foreach (var group in view.Document.WithText.GroupBy(paragraph => paragraph.Cell is null ? (object)paragraph : (paragraph.Cell.Table, paragraph.Cell.Row)))
        {
            var cells = group.ToImmutableArray();
            found.Add(new Statement(cells[0], string.Join(" | ", cells.Select(cell => cell.Full)), cells));
        }

        return found;
    }

    private sealed record Claim(FormParagraph Paragraph, string Value, string Comparator, string Words, string Text)
    {
        public HashSet<string> Topic => field ??= Topic(Text);
    }

    private static IEnumerable<Hit> Comparators(FormView view)
    {
        var claims = Statements(view).Where(statement => statement.Text.Contains('%', StringComparison.Ordinal)).SelectMany(Claims).ToList();
        foreach (var group in claims.GroupBy(claim => claim.Value, StringComparer.Ordinal))
        {
            List<Claim> before = [];
            foreach (var claim in group.Take(MostClaims))
            {
                if (before.FirstOrDefault(other => !Agree(other.Comparator, claim) && AreAlike(other.Topic, claim.Topic)) is { } other)
                {
                    yield return new Hit(view.Place(claim.Paragraph), $"“{claim.Words}” ({claim.Comparator}) trong khi đoạn {other.Paragraph.Number} viết “{other.Words}” ({other.Comparator})", "một cách so sánh cho cùng một chỉ tiêu");
                }

                before.Add(claim);
            }
        }

        foreach (var claim in claims)
        {
            var known = view.Context.Objectives.FirstOrDefault(objective => Compact(objective.Target) == claim.Value && !Agree(objective.Comparator, claim) && AreAlike(Topic(objective.Statement), claim.Topic));
            if (known is not null) yield return new Hit(view.Place(claim.Paragraph), $"“{claim.Words}” ({claim.Comparator})", $"mục tiêu đã đăng ký: {known.Comparator} {known.Target}");
        }
    }

    private static IEnumerable<Claim> Claims(Statement statement)
    {
        // What stands in brackets narrows another number: "(trong đó 80% …)".
        foreach (Match match in Compared().Matches(statement.Text))
        {
            var (front, back) = (match.Groups["front"].Value.ToLowerInvariant(), match.Groups["back"].Value.ToLowerInvariant());
            var comparator = (front, back) switch
            {
                (_, "trở lên") or ("ít nhất" or "tối thiểu" or "không dưới" or "không ít hơn" or "không thấp hơn" or "≥" or ">=", _) => "≥",
                (_, "trở xuống") or ("không quá" or "không vượt" or "không vượt quá" or "không hơn" or "không trên" or "tối đa" or "nhiều nhất" or "≤" or "<=", _) => "≤",
                ("trên" or "hơn" or "vượt" or "cao hơn" or ">", _) => ">",
                ("dưới" or "thấp hơn" or "ít hơn" or "<", _) => "<",
                ("bằng" or "đúng bằng" or "=", _) => "=",
                _ => null,
            };
            if (comparator is null) continue;

            var cell = statement.Cells.FirstOrDefault(cell => cell.Full.Contains(match.Value.Trim(), StringComparison.Ordinal)) ?? statement.Paragraph;
            yield return new Claim(cell, Compact(match.Groups["v"].Value), comparator, match.Value.Trim(), statement.Text);
        }
    }

    /// <summary>"100% trở lên" says no more than "100%".</summary>
    private static bool Agree(string comparator, Claim claim) => comparator == claim.Comparator || (claim.Value is "100%" && comparator is "=" or "≥" && claim.Comparator is "=" or "≥");

    private static string Compact(string value) => string.Concat(value.Where(c => !char.IsWhiteSpace(c))).Replace('.', ',');

    /// <summary>The words that say what is spoken of; short forms are read as the words they stand for.</summary>
    private static HashSet<string> Topic(string text) => [.. Letters().Matches(Vietnamese.Plain(text).Replace("TTHC", "THỦ TỤC HÀNH CHÍNH", StringComparison.Ordinal)).Select(match => match.Value).Where(word => word.Length > 1)];

    private static bool AreAlike(HashSet<string> one, HashSet<string> other)
    {
        var smaller = Math.Min(one.Count, other.Count);
        return smaller >= 3 && one.Count(other.Contains) * 10 >= smaller * 6;
    }

    private static IEnumerable<Hit> Complete(FormView view)
    {
        var isOfObjectives = view.Layout.Subject.Concat(view.Layout.Appendices.SelectMany(appendix => appendix.Title)).Concat(view.Layout.KindLine is { } kind ? [kind] : (FormLine[])[])
            .Any(line => Vietnamese.Plain(line.Text).Contains("MỤC TIÊU CHẤT LƯỢNG", StringComparison.Ordinal));
        if (!isOfObjectives) yield break;

        var statements = Statements(view).Where(statement => view.Layout.AreaOf(statement.Paragraph) is FormArea.Body or FormArea.Appendix).ToList();
        var measured = statements.Where(statement => Percent().IsMatch(statement.Text) && statement.Text.Length > 30).ToList();
        if (measured.Count == 0) yield break;

        var first = measured[0].Paragraph.Number;
        var text = string.Join('\n', statements.Where(statement => statement.Paragraph.Number >= first - 12).Select(statement => statement.Text));
        List<string> missing = [];
        if (!Responsible().IsMatch(text)) missing.Add("đơn vị chịu trách nhiệm");
        if (!Source().IsMatch(text)) missing.Add("nguồn số liệu, cách tính");
        if (!Period().IsMatch(text)) missing.Add("kỳ báo cáo");
        if (missing.Count > 0) yield return new Hit(view.Place(measured[0].Paragraph), $"{measured.Count} mục tiêu không nêu {string.Join("; ", missing)}", "mỗi mục tiêu nêu đơn vị chịu trách nhiệm, nguồn số liệu, kỳ báo cáo");
    }

    private static IEnumerable<Hit> Numbering(FormView view)
    {
        var headings = view.Document.WithText.Select(paragraph => (paragraph, match: Heading().Match(paragraph.Text))).Where(item => item.match.Success).ToList();
        if (headings.Count < 2) yield break;

        string Form(Match match) => $"{match.Groups["name"].Value.ToUpperInvariant()}|{match.Groups["so"].Success}";
        var usual = headings.GroupBy(item => Form(item.match), StringComparer.Ordinal).OrderByDescending(group => group.Count()).First();
        foreach (var (paragraph, match) in headings.Where(item => Form(item.match) != usual.Key))
        {
            var example = usual.First().match;
            var right = $"{match.Groups["name"].Value} {(example.Groups["so"].Success ? "số " : "")}{match.Groups["n"].Value}";
            var written = match.Groups["all"];
            var isSameName = string.Equals(match.Groups["name"].Value, example.Groups["name"].Value, StringComparison.OrdinalIgnoreCase);
            yield return new Hit(view.Place(paragraph), $"“{written.Value}”", $"đánh số như “{example.Groups["all"].Value}”") { Fix = isSameName ? Words($"Sửa thành “{right}”", paragraph, written.Index, written.Length, right) : null };
        }
    }

    private static IEnumerable<Hit> Schedule(FormView view)
    {
        var year = view.Context.Year ?? 2000;
        foreach (var table in view.Document.WithText.Where(paragraph => paragraph.Cell is not null).GroupBy(paragraph => paragraph.Cell!.Table))
        {
            var rows = table.GroupBy(paragraph => paragraph.Cell!.Row).Select(row => PlanRow.Read([.. row], year)).OfType<PlanRow>().ToList();
            foreach (var later in rows)
            {
                foreach (var earlier in rows.Where(row => later.MustFollow(row)))
                {
                    if (later.To < earlier.To) yield return new Hit(view.Place(later.Timing), $"“{later.Name}” xong {later.Timing.Text.Trim()}, trước khi “{earlier.Name}” xong ({earlier.Timing.Text.Trim()})", "việc sau kết thúc sau việc trước");
                    else if (later.From <= earlier.To && (later.From, later.To) != (earlier.From, earlier.To))
                        yield return new Hit(view.Place(later.Timing), $"“{later.Name}” bắt đầu khi “{earlier.Name}” chưa xong ({earlier.Timing.Text.Trim()})", "khoảng thời gian của việc sau bắt đầu sau việc trước") { Severity = FormSeverity.Hint };
                }
            }
        }
    }

    private static IEnumerable<Hit> Feasible(FormView view)
    {
        foreach (var statement in Statements(view).Where(statement => Satisfaction().IsMatch(statement.Text) && All100().IsMatch(statement.Text)))
        {
            var cell = statement.Cells.First(cell => Satisfaction().IsMatch(cell.Text));
            yield return new Hit(view.Place(cell), "chỉ tiêu hài lòng 100%: chỉ một phiếu không hài lòng là không đạt", "cân nhắc mức có thể đạt, ví dụ “95% trở lên”");
        }
    }

    private static IEnumerable<Hit> ToldTwice(FormView view)
    {
        Dictionary<(string Start, bool IsStrict), FormParagraph> rules = [];
        foreach (var paragraph in view.Document.WithText.Where(paragraph => paragraph.Text.Length > 80))
        {
            var text = Item().Replace(paragraph.Text.Trim(), "");
            var start = Vietnamese.Plain(text[..Math.Min(60, text.Length)]);
            var isStrict = Strict().IsMatch(text);
            if (rules.TryGetValue((start, !isStrict), out var other)) yield return new Hit(view.Place(paragraph), $"lặp lại quy định ở đoạn {other.Number} với mức độ khác", "nêu một lần, một mức độ bắt buộc");
            rules.TryAdd((start, isStrict), paragraph);
        }
    }

    [GeneratedRegex(@"((?<front>không (dưới|ít hơn|thấp hơn|quá|vượt quá|vượt|hơn|trên)|ít nhất|tối thiểu|tối đa|nhiều nhất|cao hơn|thấp hơn|ít hơn|trên|hơn|vượt|dưới|đúng bằng|bằng|≥|>=|>|≤|<=|<|=)\s*)?(?<v>[0-9]{1,3}([.,][0-9]{1,2})?\s*%)(\s+(?<back>trở lên|trở xuống))?", AnyCase)]
    private static partial Regex Compared();

    [GeneratedRegex(@"\p{L}+", Options)]
    private static partial Regex Letters();

    [GeneratedRegex(@"[0-9]\s*%", Options)]
    private static partial Regex Percent();

    [GeneratedRegex(@"chủ trì|đơn vị (theo dõi|thực hiện|chịu trách nhiệm)|trách nhiệm|phụ trách|theo dõi", AnyCase)]
    private static partial Regex Responsible();

    [GeneratedRegex(@"phương pháp (tính|đánh giá|đo)|nguồn (số liệu|dữ liệu)|căn cứ vào|cách tính|phần mềm|sổ theo dõi|phiếu|biện pháp|so sánh", AnyCase)]
    private static partial Regex Source();

    [GeneratedRegex(@"h[àằ]ng (tháng|quý|năm)|6 tháng|9 tháng|định kỳ|báo cáo (tháng|quý|năm|định kỳ)|kỳ báo cáo|thời gian báo cáo", AnyCase)]
    private static partial Regex Period();

    [GeneratedRegex(@"^\s*([0-9]{1,2}[.)]\s*)?(?<all>(?<name>Mục tiêu( chất lượng)?)\s+(?<so>số\s+)?(?<n>[0-9]{1,2}))\s*[.:]", AnyCase)]
    private static partial Regex Heading();

    [GeneratedRegex(@"hài lòng", AnyCase)]
    private static partial Regex Satisfaction();

    [GeneratedRegex(@"\b100\s*%", Options)]
    private static partial Regex All100();

    [GeneratedRegex(@"bắt buộc|gốc rễ", AnyCase)]
    private static partial Regex Strict();

    [GeneratedRegex(@"^[0-9a-zđ]{1,2}[.)]\s*", Options)]
    private static partial Regex Item();
}
