using System.Collections.Immutable;
using QmsWorkflow.Documents.Checking.Reading;
using static QmsWorkflow.Documents.Checking.Rules.RuleParts;

namespace QmsWorkflow.Documents.Checking.Rules;

/// <summary>Quốc hiệu, Tiêu ngữ and the names of the agencies (NĐ 30/2020, Phụ lục I, mục II.1, II.2).</summary>
internal static class HeadingRules
{
    private const string Nation = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM";
    private const string Motto = "Độc lập - Tự do - Hạnh phúc";
    private const string Article1 = "NĐ 30/2020, Phụ lục I, Phần I, mục II.1";
    private const string Article2 = "NĐ 30/2020, Phụ lục I, Phần I, mục II.2";
    private static readonly LetterSpec NationLook = new(12, 13) { Bold = true, Italic = false, Align = "center" };
    private static readonly LetterSpec MottoLook = new(13, 14) { Bold = true, Italic = false, Align = "center", Usual = 13 };
    private static readonly LetterSpec AgencyLook = new(12, 13) { Bold = true, Italic = false, Align = "center" };
    private static readonly LetterSpec SuperiorLook = new(12, 13) { Bold = false, Italic = false, Align = "center" };

    public static ImmutableArray<FormRule> All { get; } =
    [
        Rule("ND30-201", Article1 + "a", FormSeverity.Error, "Có Quốc hiệu", "Quốc hiệu is there", view => Missing(view, view.Layout.Nation, "không có Quốc hiệu", Nation)),
        Rule("ND30-202", Article1 + "a", FormSeverity.Error, "Quốc hiệu đúng chữ, in hoa", "Quốc hiệu is worded right, in capitals", NationWords, fix: true),
        Rule("ND30-203", Article1 + "a", FormSeverity.Error, "Quốc hiệu cỡ chữ 12–13, đứng, đậm, canh giữa", "Quốc hiệu 12–13 pt, bold, upright, centred", view => Letters(view, FormArea.Heading, Lines(view.Layout.Nation), NationLook), fix: true),
        Rule("ND30-204", Article1 + "a", FormSeverity.Error, "Quốc hiệu ở phía trên, bên phải trang đầu", "Quốc hiệu stands at the top right", NationPlace),
        Rule("ND30-205", Article1 + "b", FormSeverity.Error, "Có Tiêu ngữ", "Tiêu ngữ is there", view => view.Layout.Nation is null ? [] : Missing(view, view.Layout.Motto, "không có Tiêu ngữ", Motto)),
        Rule("ND30-206", Article1 + "b", FormSeverity.Error, "Tiêu ngữ đúng chữ: chữ cái đầu các cụm từ viết hoa, gạch nối có cách chữ", "Tiêu ngữ is worded right, hyphens with spaces", MottoWords, fix: true),
        Rule("ND30-207", Article1 + "b", FormSeverity.Error, "Tiêu ngữ cỡ chữ 13–14, đứng, đậm, canh giữa", "Tiêu ngữ 13–14 pt, bold, upright, centred", view => Letters(view, FormArea.Heading, Lines(view.Layout.Motto), MottoLook), fix: true),
        Rule("ND30-208", Article1 + "b", FormSeverity.Warning, "Dưới Tiêu ngữ có đường kẻ dài bằng dòng chữ", "A line as long as the words below Tiêu ngữ", view => HeadingLines.Check(view, FormArea.Heading, Lines(view.Layout.Motto), isFull: true), fix: true),
        Rule("ND30-211", Article2 + "a", FormSeverity.Error, "Có tên cơ quan ban hành", "The agency's name is there", AgencyMissing),
        Rule("ND30-212", Article2 + "b", FormSeverity.Error, "Tên cơ quan in hoa", "Names of agencies in capitals", AgencyCapitals, fix: true),
        Rule("ND30-213", Article2 + "b", FormSeverity.Error, "Tên cơ quan ban hành cỡ chữ 12–13, đứng, đậm, canh giữa", "The agency's name 12–13 pt, bold, upright, centred", view => Letters(view, FormArea.Heading, view.Layout.Agency, AgencyLook), fix: true),
        Rule("ND30-214", Article2 + "b", FormSeverity.Warning, "Tên cơ quan chủ quản cỡ chữ 12–13, đứng, không đậm, canh giữa", "The superior agency's name 12–13 pt, regular, centred", view => Letters(view, FormArea.Heading, view.Layout.Superior, SuperiorLook), fix: true),
        Rule("ND30-215", Article2 + "b", FormSeverity.Warning, "Dưới tên cơ quan ban hành có đường kẻ dài 1/3–1/2 dòng chữ", "A line of 1/3–1/2 of the words below the agency's name", view => HeadingLines.Check(view, FormArea.Heading, view.Layout.Agency, isFull: false), fix: true),
        Rule("ND30-216", Article2 + "a", FormSeverity.Warning, "Tên cơ quan đúng tên chính thức trong hệ thống", "The agency's name is the registered one", AgencyName),
    ];

    private static IEnumerable<Hit> Missing(FormView view, FormLine? line, string found, string required) =>
        line is null && !view.Layout.IsAppendixOnly ? [new Hit(view.Missing(FormArea.Heading), found, $"“{required}”")] : [];

    private static IEnumerable<Hit> NationWords(FormView view)
    {
        if (view.Layout.Nation is not { } line) yield break;

        // HÒA and HOÀ are both printed by the decree itself (mục II.1a and mục V).
        var isRight = line.Shown is Nation or "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM";
        if (!isRight) yield return new Hit(view.Place(FormArea.Heading, line), $"“{line.Text}”", $"“{Nation}”") { Fix = Words("Sửa Quốc hiệu", line, Nation) };
    }

    private static IEnumerable<Hit> NationPlace(FormView view)
    {
        if (view.Layout.Nation is not { } nation) yield break;

        var isLeft = nation.Paragraph.Cell is { Column: 1 } cell && view.Document.Paragraphs.Any(other => other.Cell is { Column: > 1 } right && right.Table == cell.Table && !other.IsEmpty);
        if (isLeft) yield return new Hit(view.Place(FormArea.Heading, nation), "Quốc hiệu ở bên trái", "Quốc hiệu ở bên phải, tên cơ quan ở bên trái");
    }

    private static IEnumerable<Hit> MottoWords(FormView view)
    {
        if (view.Layout.Motto is not { } line || line.Text == Motto) yield break;

        yield return new Hit(view.Place(FormArea.Heading, line), $"“{line.Text}”", $"“{Motto}”") { Fix = Words("Sửa Tiêu ngữ", line, Motto) };
    }

    private static IEnumerable<Hit> AgencyMissing(FormView view)
    {
        if (view.Layout.Nation is null || view.Layout.Agency.Length > 0) yield break;

        yield return new Hit(view.Place(FormArea.Heading, view.Layout.Nation), "không có tên cơ quan ban hành bên trái Quốc hiệu", "tên cơ quan, tổ chức ban hành văn bản");
    }

    private static IEnumerable<Hit> AgencyCapitals(FormView view) => view.Layout.Superior.Concat(view.Layout.Agency).Where(line => !Vietnamese.IsCapitals(line.Shown))
        .Select(line => new Hit(view.Place(FormArea.Heading, line), "tên cơ quan không in hoa", "in hoa") { Fix = Words("Đổi sang chữ in hoa", line, Vietnamese.Composed(line.Text).ToUpperInvariant()) });

    private static IEnumerable<Hit> AgencyName(FormView view)
    {
        if (view.Context.Agency is not { } agency || view.Layout.Agency.Length == 0) yield break;

        var written = Letters(string.Concat(view.Layout.Agency.Select(line => line.Text)));
        var registered = Letters(agency.Name);
        // A committee of the agency may issue documents of its own, and a superior's name may be run together with the agency's.
        var isKnown = written.Contains(registered, StringComparison.Ordinal) || registered.EndsWith(written, StringComparison.Ordinal) || registered.StartsWith(written, StringComparison.Ordinal) || agency.OtherSymbols.Length > 0;
        if (!isKnown) yield return new Hit(view.Place(FormArea.Heading, view.Layout.Agency[0]), $"“{string.Join(' ', view.Layout.Agency.Select(line => line.Text))}”", $"“{agency.Name.ToUpperInvariant()}”");

        static string Letters(string text) => string.Concat(Vietnamese.Plain(text).Where(char.IsLetterOrDigit));
    }
}
