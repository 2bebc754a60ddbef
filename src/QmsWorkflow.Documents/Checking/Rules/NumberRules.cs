using System.Collections.Immutable;
using System.Text.RegularExpressions;
using QmsWorkflow.Documents.Checking.Reading;
using static QmsWorkflow.Documents.Checking.Rules.RuleParts;

namespace QmsWorkflow.Documents.Checking.Rules;

/// <summary>Số, ký hiệu của văn bản (NĐ 30/2020, Phụ lục I, mục II.3).</summary>
internal static partial class NumberRules
{
    private const string Article = "NĐ 30/2020, Phụ lục I, Phần I, mục II.3";
    private static readonly LetterSpec Look = new(13, 13) { Bold = false, Italic = false, Align = "center" };

    public static ImmutableArray<FormRule> All { get; } =
    [
        Rule("ND30-221", Article + "; Điều 8; S-192", FormSeverity.Error, "Có dòng số, ký hiệu", "Number and symbol are there", Missing),
        Rule("ND30-222", Article + "c", FormSeverity.Error, "Dạng “Số: 15/QĐ-BNV”: dấu hai chấm, gạch chéo, gạch nối, không cách chữ", "Form “Số: 15/QĐ-BNV”, no spaces", Form, fix: true),
        Rule("ND30-223", Article + "c", FormSeverity.Error, "Số nhỏ hơn 10 thêm số 0 phía trước; số từ 10 không thêm", "Numbers below 10 with a leading 0, others without", Padding, fix: true),
        Rule("ND30-224", Article + "b; Phụ lục III, mục I", FormSeverity.Error, "Chữ viết tắt tên loại trong ký hiệu đúng với tên loại", "The symbol's abbreviation fits the kind", KindAbbreviation, fix: true),
        Rule("ND30-225", Article + "c", FormSeverity.Warning, "Số, ký hiệu cỡ chữ 13, đứng, canh giữa", "Number 13 pt, regular, centred", view => Letters(view, FormArea.Heading, NumberOnly(view), Look with { Align = view.Layout.HasHeaderTable ? "center" : null }), fix: true),
        Rule("ND30-226", Article + "b; S-040, S-068", FormSeverity.Warning, "Ký hiệu cơ quan đúng với ký hiệu đã quy định", "The agency's symbol is the registered one", AgencySymbol, fix: true),
        Rule("ND30-227", Article + "c", FormSeverity.Error, "Ký hiệu in hoa, đủ dấu", "The symbol is in capitals", Capitals),
    ];

    /// <summary>What the number line says: its number, its groups.</summary>
    public static (string Number, string[] Groups)? Read(FormLine? line)
    {
        if (line is null || Parts().Match(NumberText(line)) is not { Success: true } match) return null;

        return (match.Groups["n"].Value.Trim(' ', '.', '…', '_'), match.Groups["s"].Value.Split('-', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>The agency's part of the symbol of this document.</summary>
    public static string? SymbolOf(FormView view)
    {
        if (Read(view.Layout.Number) is not { } read || read.Groups.Length == 0) return null;

        return FormKind.ByAbbreviation(read.Groups[0]) is null ? read.Groups[0] : read.Groups.ElementAtOrDefault(1);
    }

    /// <summary>Number and symbol without what follows on the line.</summary>
    private static string NumberText(FormLine line)
    {
        var text = line.Text;
        var gap = text.IndexOf('\t', StringComparison.Ordinal);
        if (gap < 0 && text.IndexOf('/', StringComparison.Ordinal) is > 0 and var slash) gap = text.IndexOf("  ", slash, StringComparison.Ordinal);
        return gap > 0 ? text[..gap].TrimEnd() : text;
    }

    private static ImmutableArray<FormLine> NumberOnly(FormView view) => view.Layout.Number is { } line ? [line.Part(0, NumberText(line).Length)] : [];

    private static IEnumerable<Hit> Missing(FormView view)
    {
        if (view.Layout.Number is not null || view.Layout.IsAppendixOnly || view.Layout.Kind?.Name == "THƯ CÔNG") yield break;

        yield return new Hit(view.Missing(FormArea.Heading), "không có số, ký hiệu", "“Số: …/…-…” dưới tên cơ quan ban hành; nếu là hồ sơ của hệ thống quản lý chất lượng thì không phải văn bản hành chính");
    }

    private static IEnumerable<Hit> Form(FormView view)
    {
        if (view.Layout.Number is not { } line) yield break;

        var text = NumberText(line);
        if (Right().IsMatch(text) || IsBlank(text)) yield break;

        var match = Loose().Match(text);
        var fix = match.Success ? $"Số: {match.Groups["n"].Value.Trim()}{(match.Groups["n"].Value.Trim().Length == 0 ? "       " : "")}/{string.Concat(match.Groups["s"].Value.Where(c => !char.IsWhiteSpace(c))).Replace('–', '-').Replace('/', '-')}" : null;
        yield return new Hit(view.Place(FormArea.Heading, line), $"“{text}”", "“Số: 15/QĐ-BNV”, viết liền không cách chữ")
        {
            Fix = fix is not null && Right().IsMatch(fix) ? Words($"Sửa thành “{fix}”", line.Paragraph, line.Start, text.Length, fix) : null,
        };
    }

    /// <summary>Forms leave room for number or symbol: "Số:      /QĐ-…3…".</summary>
    private static bool IsBlank(string text) => text.Contains('…', StringComparison.Ordinal) || text.Contains("...", StringComparison.Ordinal);

    private static IEnumerable<Hit> Padding(FormView view)
    {
        if (view.Layout.Number is not { } line || Digits().Match(line.Text) is not { Success: true } match) yield break;

        var digits = match.Groups["n"];
        var plain = digits.Value.TrimStart('0');
        if (plain.Length == 0) yield break;

        var right = plain.PadLeft(2, '0');
        if (digits.Value == right) yield break;

        yield return new Hit(view.Place(FormArea.Heading, line), $"số “{digits.Value}”", $"“{right}”") { Fix = Words($"Ghi số “{right}”", line.Paragraph, line.Start + digits.Index, digits.Length, right) };
    }

    private static IEnumerable<Hit> KindAbbreviation(FormView view)
    {
        if (view.Layout.Number is not { } line || Read(line) is not { Groups: [var first, ..] groups } || view.Layout.Kind is not { } kind) yield break;

        if (kind == FormKind.Letter)
        {
            if (FormKind.ByAbbreviation(first) is { } wrong && groups.Length > 1)
            {
                yield return new Hit(view.Place(FormArea.Heading, line), $"công văn có chữ viết tắt tên loại “{wrong.Abbreviation}”", "ký hiệu công văn gồm chữ viết tắt tên cơ quan và đơn vị soạn thảo (“BNV-VP”)") { Severity = FormSeverity.Warning };
            }

            yield break;
        }

        if (kind.Abbreviation is not { } right || first == right || first.StartsWith('…') || first.StartsWith('.')) yield break;

        var at = line.Text.IndexOf(first, line.Text.IndexOf('/', StringComparison.Ordinal), StringComparison.Ordinal);
        // "QD", "TTR", "Ttr" for "QĐ", "TTr": the same letters written otherwise are mended, another kind is asked about.
        var isSame = at >= 0 && Vietnamese.Bare(first) == Vietnamese.Bare(right);
        yield return new Hit(view.Place(FormArea.Heading, line), $"ký hiệu “{first}” trong văn bản “{kind.Name}”", $"“{right}”") { Fix = isSame ? Words($"Sửa thành “{right}”", line.Paragraph, line.Start + at, first.Length, right) : null };
    }

    private static IEnumerable<Hit> AgencySymbol(FormView view)
    {
        if (view.Context.Agency is not { Symbol: { } registered } agency || SymbolOf(view) is not { } symbol || symbol == registered || agency.OtherSymbols.Contains(symbol)) yield break;
        if (view.Layout.Number is not { } line || symbol.Any(c => c is '…' or '.')) yield break;

        var at = line.Text.IndexOf(symbol, line.Text.IndexOf('/', StringComparison.Ordinal), StringComparison.Ordinal);
        yield return new Hit(view.Place(FormArea.Heading, line), $"ký hiệu “{symbol}”", $"ký hiệu của cơ quan là “{registered}”") { Fix = at < 0 ? null : Words($"Sửa thành “{registered}”", line.Paragraph, line.Start + at, symbol.Length, registered) };
    }

    private static IEnumerable<Hit> Capitals(FormView view)
    {
        if (view.Layout.Number is not { } line || Read(line) is not { } read) yield break;

        // TTr, CTr, QyĐ, TrS are written so by the decree.
        foreach (var group in read.Groups.Where((group, index) => group.Any(char.IsLower) && !(index == 0 && FormKind.All.Any(kind => Vietnamese.Plain(kind.Abbreviation ?? "") == Vietnamese.Plain(group)))))
        {
            yield return new Hit(view.Place(FormArea.Heading, line), $"“{group}” trong ký hiệu không in hoa", "ký hiệu in hoa") { Severity = FormSeverity.Warning };
        }
    }

    [GeneratedRegex(@"^Số\s*[:.]?\s*(?<n>[^/]*)/\s*((19|20)[0-9]{2}\s*/\s*)?(?<s>\p{L}.*)$", Options)]
    private static partial Regex Parts();

    [GeneratedRegex(@"^Số: {0,1}(?<n>[0-9]+|[\s.…_]*)/(?<s>[\p{Lu}][\p{L}0-9&]*(-[\p{L}0-9&]+)+|[\p{Lu}][\p{L}0-9&]*)$", Options)]
    private static partial Regex Right();

    [GeneratedRegex(@"^Số\s*[:.]?(?<n>[\s0-9]*)/\s*(?<s>\p{L}[\p{L}0-9&]*(\s*[-–/]\s*[\p{L}0-9&]+)*)\s*$", Options | RegexOptions.IgnoreCase)]
    private static partial Regex Loose();

    [GeneratedRegex(@"^Số\s*[:.]?\s*(?<n>[0-9]{1,6})\s*/", Options | RegexOptions.IgnoreCase)]
    private static partial Regex Digits();

    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking;
}
