using System.Collections.Immutable;
using QmsWorkflow.Documents.Checking.Reading;
using static QmsWorkflow.Documents.Checking.Rules.RuleParts;

namespace QmsWorkflow.Documents.Checking.Rules;

/// <summary>Urgency and circulation marks (NĐ 30/2020, Phụ lục I, mục III.2).</summary>
internal static class MarkRules
{
    private const string Article = "NĐ 30/2020, Phụ lục I, Phần I, mục III.2";
    private static readonly LetterSpec Look = new(13, 14) { Bold = true, Italic = false };

    public static ImmutableArray<FormRule> All { get; } =
    [
        Rule("ND30-801", Article + "b", FormSeverity.Warning, "Dấu mức độ khẩn “HOẢ TỐC”, “THƯỢNG KHẨN”, “KHẨN” in hoa, cỡ chữ 13–14, đứng, đậm", "Urgency marks in capitals, 13–14 pt, bold", view => Check(view, Lines(view.Layout.Urgency)), fix: true),
        Rule("ND30-802", Article + "c", FormSeverity.Warning, "Chỉ dẫn lưu hành in hoa, cỡ chữ 13–14, đứng, đậm", "Circulation marks in capitals, 13–14 pt, bold", view => Check(view, view.Document.WithText.Take(40).SelectMany(paragraph => paragraph.Lines).Where(line => Words.Circulation().IsMatch(line.Text))), fix: true),
    ];

    private static IEnumerable<Hit> Check(FormView view, IEnumerable<FormLine> lines)
    {
        foreach (var line in lines)
        {
            if (!Vietnamese.IsCapitals(line.Shown)) yield return new Hit(view.Place(FormArea.Heading, line), $"“{line.Text}” không in hoa", "in hoa") { Fix = Words("Đổi sang chữ in hoa", line, line.Text.ToUpperInvariant()) };
            foreach (var hit in Letters(view, FormArea.Heading, [line], Look)) yield return hit;
        }
    }
}
