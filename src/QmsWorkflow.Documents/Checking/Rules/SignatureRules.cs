using System.Collections.Immutable;
using System.Text.RegularExpressions;
using QmsWorkflow.Documents.Checking.Reading;
using static QmsWorkflow.Documents.Checking.Rules.RuleParts;

namespace QmsWorkflow.Documents.Checking.Rules;

/// <summary>Quyền hạn, chức vụ, họ tên của người ký (NĐ 30/2020, Phụ lục I, mục II.7).</summary>
internal static partial class SignatureRules
{
    private const string Article = "NĐ 30/2020, Phụ lục I, Phần I, mục II.7";
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking;
    private static readonly LetterSpec Bold = new(13, 14) { Bold = true, Italic = false, Align = "center" };

    public static ImmutableArray<FormRule> All { get; } =
    [
        Rule("ND30-601", Article, FormSeverity.Error, "Có chức vụ, họ tên của người ký", "The signer's office and name are there", Missing),
        Rule("ND30-602", Article + "b", FormSeverity.Error, "Quyền hạn ký viết “TM.”, “Q.”, “KT.”, “TL.”, “TUQ.”", "Authority written “TM.”, “Q.”, “KT.”, “TL.”, “TUQ.”", Marks, fix: true),
        Rule("ND30-603", Article + "b", FormSeverity.Error, "“KT.” ghi trước chức vụ người đứng đầu, dưới là chức vụ cấp phó", "Below “KT.” and the head's office stands a deputy's", Deputy),
        Rule("ND30-604", Article + "b", FormSeverity.Warning, "“TM.” ghi trước tên tập thể lãnh đạo hoặc cơ quan", "“TM.” before the name of a collective", Collective),
        Rule("ND30-605", Article + "b; S-101", FormSeverity.Warning, "Văn bản của tập thể ký “TM.”", "Documents of a collective are signed “TM.”", CollectiveAuthority),
        Rule("ND30-606", Article + "đ", FormSeverity.Error, "Quyền hạn, chức vụ in hoa, cỡ chữ 13–14, đứng, đậm, canh giữa", "Authority and office in capitals, 13–14 pt, bold, centred", Looks, fix: true),
        Rule("ND30-607", Article + "đ", FormSeverity.Error, "Họ tên người ký in thường, cỡ chữ 13–14, đứng, đậm, canh giữa", "The signer's name 13–14 pt, bold, centred", NameLook, fix: true),
        Rule("ND30-608", Article + "c", FormSeverity.Error, "Trước họ tên không ghi học hàm, học vị, danh hiệu", "No academic or honorary titles before the name", Degrees, fix: true),
        Rule("ND30-609", Article + "b", FormSeverity.Warning, "“TL.”, “TUQ.” ghi trước chức vụ người đứng đầu, dưới là chức vụ người ký", "Below “TL.” or “TUQ.” stands the signer's own office", ByOrder),
    ];

    private static IEnumerable<Hit> Missing(FormView view)
    {
        if (view.Layout.IsAppendixOnly) yield break;

        // Minutes are signed by secretary and chair, each with their names; a form that is empty has none yet.
        if (view.Layout.SignatureLines.Length == 0) yield return new Hit(view.Missing(FormArea.Signature), "không có quyền hạn, chức vụ của người ký", "chức vụ in hoa, đậm ở cuối văn bản, bên phải");
        else if (view.Layout.Signer is null) yield return new Hit(view.Place(FormArea.Signature, view.Layout.SignatureLines[^1]), "không có họ tên người ký", "họ tên người ký dưới chức vụ") { Severity = FormSeverity.Warning };
    }

    private static IEnumerable<Hit> Marks(FormView view)
    {
        foreach (var line in view.Layout.SignatureLines)
        {
            if (Mark().Match(line.Text) is not { Success: true } match) continue;

            var letters = string.Concat(match.Groups["m"].Value.Where(char.IsLetter)).ToUpperInvariant();
            var right = $"{(letters == "QUYỀN" ? "Q" : letters)}. ";
            if (match.Value == right) continue;

            yield return new Hit(view.Place(FormArea.Signature, line), $"“{match.Value.Trim()}”", $"“{right.Trim()}” rồi cách chữ") { Fix = Words($"Sửa thành “{right.Trim()}”", line.Paragraph, line.Start, match.Length, right) };
        }
    }

    private static string? MarkOf(FormLine line) => Mark().Match(line.Text) is { Success: true } match ? string.Concat(match.Groups["m"].Value.Where(char.IsLetter)).ToUpperInvariant() : null;

    /// <summary>Each line with a mark and the line below it.</summary>
    private static IEnumerable<(FormLine Line, string Mark, FormLine? Below)> Marked(FormView view)
    {
        var lines = view.Layout.SignatureLines;
        for (var index = 0; index < lines.Length; index++)
        {
            if (MarkOf(lines[index]) is { } mark) yield return (lines[index], mark, index + 1 < lines.Length ? lines[index + 1] : null);
        }
    }

    private static IEnumerable<Hit> Deputy(FormView view) => Marked(view).Where(item => item.Mark == "KT" && !(item.Below is { } below && IsDeputy(below.Text)))
        .Select(item => new Hit(view.Place(FormArea.Signature, item.Line), item.Below is null ? "dưới “KT.” không có chức vụ người ký" : $"dưới “KT.” là “{item.Below.Text}”", "chức vụ cấp phó của người ký (“PHÓ GIÁM ĐỐC”)"));

    private static bool IsDeputy(string text) => Vietnamese.Plain(text) is var plain && (plain.StartsWith("PHÓ ", StringComparison.Ordinal) || plain.StartsWith("THỨ TRƯỞNG", StringComparison.Ordinal) || plain.Contains(" PHÓ", StringComparison.Ordinal));

    private static IEnumerable<Hit> Collective(FormView view)
    {
        foreach (var (line, mark, below) in Marked(view).Where(item => item.Mark == "TM"))
        {
            var name = Vietnamese.Plain(line.Text[Mark().Match(line.Text).Length..]);
            if (Head().IsMatch(name)) yield return new Hit(view.Place(FormArea.Signature, line), $"“TM.” trước chức vụ “{name}”", "“TM.” trước tên tập thể lãnh đạo hoặc tên cơ quan (“TM. ỦY BAN NHÂN DÂN”)");
            else if (below is null) yield return new Hit(view.Place(FormArea.Signature, line), "dưới “TM.” không có chức vụ người ký", "chức vụ người ký (“CHỦ TỊCH”)");
        }
    }

    private static IEnumerable<Hit> CollectiveAuthority(FormView view)
    {
        if (view.Layout.Authority is not [{ } authority, ..] || view.Layout.SignatureLines is not [{ } first, ..]) yield break;

        var name = Vietnamese.Plain(authority.Text);
        var isCollective = name.StartsWith("ỦY BAN NHÂN DÂN", StringComparison.Ordinal) || name.StartsWith("HỘI ĐỒNG", StringComparison.Ordinal) || name.StartsWith("UBND", StringComparison.Ordinal);
        if (isCollective && MarkOf(first) is not ("TM" or "TUQ" or "TL")) yield return new Hit(view.Place(FormArea.Signature, first), $"“{first.Text}” ký văn bản của {authority.Text}", "“TM. …” trước tên tập thể");
    }

    private static IEnumerable<Hit> ByOrder(FormView view) => Marked(view).Where(item => item.Mark is "TL" or "TUQ" && item.Below is null)
        .Select(item => new Hit(view.Place(FormArea.Signature, item.Line), $"dưới “{item.Mark}.” không có chức vụ người ký", "chức vụ của người ký (“CHÁNH VĂN PHÒNG”)"));

    private static IEnumerable<Hit> Looks(FormView view)
    {
        foreach (var line in view.Layout.SignatureLines.Where(line => !Vietnamese.IsCapitals(line.Shown)))
        {
            yield return new Hit(view.Place(FormArea.Signature, line), "chức vụ không in hoa", "in hoa") { Fix = Words("Đổi sang chữ in hoa", line, line.Text.ToUpperInvariant()) };
        }

        foreach (var hit in Letters(view, FormArea.Signature, view.Layout.SignatureLines, Bold)) yield return hit;
    }

    private static IEnumerable<Hit> NameLook(FormView view)
    {
        if (view.Layout.Signer is not { } line) yield break;

        if (Vietnamese.IsCapitals(line.Shown) && !line.Text.Contains('(', StringComparison.Ordinal))
        {
            yield return new Hit(view.Place(FormArea.Signature, line), "họ tên người ký in hoa", "in thường") { Severity = FormSeverity.Warning, Fix = Vietnamese.IsCapitals(line.Text) ? Words("Đổi sang chữ in thường", line, Proper(line.Text)) : null };
        }

        foreach (var hit in Letters(view, FormArea.Signature, [line], Bold)) yield return hit;
    }

    private static string Proper(string name) => string.Join(' ', name.Split(' ').Select(word => word.Length == 0 ? word : char.ToUpperInvariant(word[0]) + word[1..].ToLowerInvariant()));

    private static IEnumerable<Hit> Degrees(FormView view)
    {
        if (view.Layout.Signer is not { } line || Degree().Match(line.Text) is not { Success: true, Length: > 0 } match || match.Length >= line.Text.Length) yield break;

        // Schools, hospitals, science and the armed forces may have it otherwise by their own rules (mục II.7c).
        var isExempt = view.Layout.Agency.Any(name => Exempt().IsMatch(Vietnamese.Plain(name.Text)));
        yield return new Hit(view.Place(FormArea.Signature, line), $"“{match.Value.Trim()}” trước họ tên", "chỉ ghi họ, tên đệm và tên") { Severity = isExempt ? FormSeverity.Hint : null, Fix = Words("Bỏ học hàm, học vị", line.Paragraph, line.Start, match.Length, "") };
    }

    [GeneratedRegex(@"^(?<m>TM|T/M|T\.M|KT|K/T|K\.T|TL|T/L|T\.L|TUQ|T\.U\.Q|Q|QUYỀN)(\.\s*|\s+)", Options | RegexOptions.IgnoreCase)]
    private static partial Regex Mark();

    [GeneratedRegex(@"^(GIÁM ĐỐC|CHỦ TỊCH|TRƯỞNG|CHÁNH|BỘ TRƯỞNG|CỤC TRƯỞNG|CHI CỤC TRƯỞNG|HIỆU TRƯỞNG|THỦ TRƯỞNG)\b", Options)]
    private static partial Regex Head();

    [GeneratedRegex(@"^((PGS|GS|TSKH|TS|ThS|Th\.S|Ths|ThS\.BS|BSCKII|BSCKI|BS|DS|KS|CN|LS|NGƯT|NGND|NSƯT|TTƯT|AHLĐ|Giáo sư|Phó Giáo sư|Tiến sĩ|Thạc sĩ|Bác sĩ|Kỹ sư|Cử nhân|Luật sư)([.,]\s*|\s+))+", Options)]
    private static partial Regex Degree();

    [GeneratedRegex(@"\b(TRƯỜNG|VIỆN|BỆNH VIỆN|HỌC VIỆN|ĐẠI HỌC|CÔNG AN|QUÂN SỰ|QUÂN KHU|TRUNG TÂM Y TẾ|BỘ ĐỘI)\b", Options)]
    private static partial Regex Exempt();
}
