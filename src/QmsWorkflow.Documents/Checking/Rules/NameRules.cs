using System.Collections.Immutable;
using System.Text.RegularExpressions;
using QmsWorkflow.Documents.Checking.Reading;
using static QmsWorkflow.Documents.Checking.Rules.RuleParts;

namespace QmsWorkflow.Documents.Checking.Rules;

/// <summary>Names of places and units, symbols of agencies: one spelling in one document, that of the register.</summary>
internal static partial class NameRules
{
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking;

    /// <summary>Short forms and what they stand for; the same name is written in several of these ways (S-177).</summary>
    private static readonly (string Short, string Long)[] ShortForms =
    [
        ("LĐTB&XH", "LAO ĐỘNG THƯƠNG BINH VÀ XÃ HỘI"), ("LĐTBXH", "LAO ĐỘNG THƯƠNG BINH VÀ XÃ HỘI"), ("LĐ-TB&XH", "LAO ĐỘNG THƯƠNG BINH VÀ XÃ HỘI"), ("TB&XH", "THƯƠNG BINH VÀ XÃ HỘI"), ("HĐND", "HỘI ĐỒNG NHÂN DÂN"),
        ("UBND", "ỦY BAN NHÂN DÂN"), ("KH&CN", "KHOA HỌC VÀ CÔNG NGHỆ"), ("KHCN", "KHOA HỌC VÀ CÔNG NGHỆ"), ("TN&MT", "TÀI NGUYÊN VÀ MÔI TRƯỜNG"), ("GD&ĐT", "GIÁO DỤC VÀ ĐÀO TẠO"), ("VH&TT", "VĂN HÓA VÀ THÔNG TIN"),
    ];

    public static ImmutableArray<FormRule> All { get; } =
    [
        Rule("ND30-921", "S-175", FormSeverity.Warning, "Tên địa danh viết một cách trong cả văn bản", "A place's name is spelled one way", Places, fix: true, records: true),
        Rule("ND30-922", "S-177", FormSeverity.Hint, "Tên đơn vị viết một cách trong cả văn bản, đúng với sổ đơn vị", "A unit's name is written one way, as registered", Units, fix: true, records: true),
        Rule("ND30-923", "S-040, S-068", FormSeverity.Hint, "Ký hiệu của cùng một cơ quan viết một cách", "An agency's symbol is written one way", Symbols, records: true),
    ];

    private static IEnumerable<Hit> Places(FormView view)
    {
        var known = new Dictionary<string, string>(StringComparer.Ordinal);
        if (view.Context.Agency?.Place is { } place) known[Vietnamese.Bare(Bare(place))] = Bare(place);
        var found = view.Document.WithText.SelectMany(paragraph => Named().Matches(paragraph.Text).Select(match => (Paragraph: paragraph, Name: match.Groups["name"])))
            .Concat(DateLinePlace(view)).ToList();
        foreach (var group in found.GroupBy(item => Vietnamese.Bare(item.Name.Value), StringComparer.Ordinal))
        {
            var spellings = group.GroupBy(item => Vietnamese.Plain(item.Name.Value), StringComparer.Ordinal).ToList();
            if (spellings.Count < 2 && !known.ContainsKey(group.Key)) continue;

            // The register's spelling; else the date line's; else the one used most.
            var right = known.GetValueOrDefault(group.Key) ?? DateLinePlace(view).Where(item => Vietnamese.Bare(item.Name.Value) == group.Key).Select(item => item.Name.Value).FirstOrDefault()
                ?? spellings.OrderByDescending(spelling => spelling.Count()).First().First().Name.Value;
            foreach (var (paragraph, name) in group.Where(item => Vietnamese.Plain(item.Name.Value) != Vietnamese.Plain(right)))
            {
                var words = Vietnamese.IsCapitals(name.Value) ? right.ToUpperInvariant() : right;
                yield return new Hit(view.Place(paragraph), $"“{name.Value}”", $"“{words}” như ở nơi khác trong văn bản") { Fix = Words($"Sửa thành “{words}”", paragraph, name.Index, name.Length, words) };
            }
        }
    }

    private static string Bare(string place) => Kind().Replace(place.Trim(), "");

    private static IEnumerable<(FormParagraph Paragraph, Group Name)> DateLinePlace(FormView view)
    {
        if (view.Layout.Date is not { } line || line.Start > 0 || DatePlace().Match(line.Paragraph.Text) is not { Success: true } match) yield break;

        yield return (line.Paragraph, match.Groups["name"]);
    }

    private static IEnumerable<Hit> Units(FormView view)
    {
        foreach (var hit in Aliases(view)) yield return hit;

        var known = view.Context.Units.Select(unit => unit.Name).ToHashSet(StringComparer.Ordinal);
        var found = view.Document.WithText.Where(paragraph => view.Layout.AreaOf(paragraph) is not (FormArea.Heading or FormArea.Recipients or FormArea.Signature))
            .SelectMany(paragraph => Office().Matches(paragraph.Text).Concat(Department().Matches(paragraph.Text)).Select(match => (paragraph, match.Value))).ToList();
        var expanded = found.Select(item => item.Value).Distinct(StringComparer.Ordinal).ToDictionary(name => name, Expanded, StringComparer.Ordinal);
        foreach (var group in found.GroupBy(item => expanded[item.Value], StringComparer.Ordinal))
        {
            var ways = group.GroupBy(item => string.Join(' ', item.Value.Split(' ', StringSplitOptions.RemoveEmptyEntries)), StringComparer.OrdinalIgnoreCase).ToList();
            if (ways.Count < 2) continue;

            var other = ways[1].First();
            yield return new Hit(view.Place(other.paragraph), $"cùng một tên viết nhiều cách: {string.Join(", ", ways.Take(5).Select(way => $"“{way.Key}”"))}", "viết một cách thống nhất" + (known.Count > 0 ? ", đúng tên trong sổ đơn vị" : ""));
        }
    }

    private static IEnumerable<Hit> Aliases(FormView view)
    {
        foreach (var unit in view.Context.Units)
        {
            foreach (var alias in unit.Aliases.Where(alias => alias.Length > 3 && alias != unit.Name && !unit.Name.Contains(alias, StringComparison.Ordinal)))
            {
                foreach (var paragraph in view.Document.WithText.Where(paragraph => view.Layout.AreaOf(paragraph) is not (FormArea.Heading or FormArea.Recipients)))
                {
                    var at = paragraph.Text.IndexOf(alias, StringComparison.Ordinal);
                    var end = at + alias.Length;
                    if (at < 0 || (end < paragraph.Text.Length && char.IsLetterOrDigit(paragraph.Text[end]))) continue;

                    yield return new Hit(view.Place(paragraph), $"“{alias}”", $"tên trong sổ đơn vị: “{unit.Name}”") { Fix = Words($"Sửa thành “{unit.Name}”", paragraph, at, alias.Length, unit.Name) };
                }
            }
        }
    }

    /// <summary>With its short forms written out and its dashes as "và".</summary>
    private static string Expanded(string name)
    {
        var plain = Vietnamese.Plain(name);
        foreach (var (@short, @long) in ShortForms) plain = plain.Replace(@short, @long, StringComparison.Ordinal);
        plain = plain.Replace("HỘI ĐỒNG NHÂN DÂN-ỦY", "HỘI ĐỒNG NHÂN DÂN VÀ ỦY", StringComparison.Ordinal);
        return string.Join(' ', plain.Split([' ', '-', '–', ',', '&'], StringSplitOptions.RemoveEmptyEntries).Where(word => word != "CHÁNH"));
    }

    private static IEnumerable<Hit> Symbols(FormView view)
    {
        if (NumberRules.SymbolOf(view) is not { Length: > 2 } own || own.Any(c => c is '…' or '.')) yield break;

        var key = Key(own);
        foreach (var paragraph in view.Document.WithText.Where(paragraph => paragraph != view.Layout.Number?.Paragraph))
        {
            foreach (Match match in Cited().Matches(paragraph.Text))
            {
                var symbol = match.Groups["a"].Value;
                // The appendix's reference has a rule of its own.
                if (symbol == own || Key(symbol) != key || view.Context.Agency?.OtherSymbols.Contains(symbol) == true || view.Layout.Appendices.Any(appendix => appendix.Reference.Any(line => line.Paragraph == paragraph))) continue;

                yield return new Hit(view.Place(paragraph), $"ký hiệu “{symbol}”", $"văn bản này dùng “{own}”; kiểm tra có phải cùng một cơ quan");
            }
        }
    }

    /// <summary>Without marks, "&amp;" and the S of Sở: SLĐTBXH, LĐTB&amp;XH and LDTBXH are one.</summary>
    private static string Key(string symbol)
    {
        var bare = string.Concat(Vietnamese.Bare(symbol).Where(char.IsLetterOrDigit));
        return bare.Length > 4 && bare[0] == 'S' ? bare[1..] : bare;
    }

    [GeneratedRegex(@"\b([Tt]ỉnh|[Hh]uyện|[Tt]hành phố|[Tt]hị xã|[Xx]ã|[Pp]hường|[Qq]uận|[Tt]hị trấn|TỈNH|HUYỆN|THÀNH PHỐ|XÃ|PHƯỜNG)\s+(?<name>\p{Lu}\p{L}*(\s+\p{Lu}\p{L}*){1,2})", Options)]
    private static partial Regex Named();

    [GeneratedRegex(@"^\s*(?<name>\p{Lu}\p{L}+(\s+\p{Lu}\p{L}+){1,2})\s*,?\s*ngày", Options)]
    private static partial Regex DatePlace();

    [GeneratedRegex(@"^(tỉnh|huyện|thành phố|thị xã|xã|phường|quận|thị trấn)\s+", Options | RegexOptions.IgnoreCase)]
    private static partial Regex Kind();

    [GeneratedRegex(@"(Chánh\s+)?Văn phòng\s+(HĐND|Hội đồng nhân dân)\s*(và|-|–|,)\s*(UBND|Ủy ban nhân dân|Uỷ ban nhân dân)", Options)]
    private static partial Regex Office();

    [GeneratedRegex(@"\b(Sở|Phòng|Bộ)\s+(LĐTB&XH|LĐTBXH|LĐ-TB&XH|Lao động\s*[-–]\s*(TB&XH|Thương binh và Xã hội)|Lao động,? Thương binh và Xã hội)", Options)]
    private static partial Regex Department();

    [GeneratedRegex(@"[0-9]*\s*/\s*(QĐ|KH|TTr|BC|TB|CV|NQ)-(?<a>[\p{Lu}][\p{L}0-9&]+)", Options)]
    private static partial Regex Cited();
}
