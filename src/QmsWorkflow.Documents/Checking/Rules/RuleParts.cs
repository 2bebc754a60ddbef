using System.Collections.Immutable;
using System.Globalization;
using QmsWorkflow.Documents.Checking.Reading;

namespace QmsWorkflow.Documents.Checking.Rules;

/// <summary>How an element must look.</summary>
/// <param name="Least">The smallest size in points.</param>
/// <param name="Most">The largest.</param>
internal sealed record LetterSpec(double Least, double Most)
{
    /// <summary>What a fix sets when the size is wrong.</summary>
    public double Usual { get; init; } = Most;
    public bool? Bold { get; init; }
    public bool? Italic { get; init; }

    /// <summary>center, both or left; null when any will do.</summary>
    public string? Align { get; init; }

    public string Say()
    {
        var size = Least.Equals(Most) ? $"cỡ chữ {RuleParts.Number(Least)}" : $"cỡ chữ {RuleParts.Number(Least)}–{RuleParts.Number(Most)}";
        var style = (Italic, Bold) switch
        {
            (true, true) => ", kiểu chữ nghiêng, đậm",
            (true, _) => ", kiểu chữ nghiêng",
            (false, true) => ", kiểu chữ đứng, đậm",
            (false, false) => ", kiểu chữ đứng, không đậm",
            (false, null) => ", kiểu chữ đứng",
            (null, true) => ", đậm",
            _ => "",
        };
        return size + style + (Align == "center" ? ", canh giữa" : "");
    }
}

/// <summary>What rules are made of.</summary>
internal static class RuleParts
{
    public static FormRule Rule(string code, string article, FormSeverity severity, string vi, string en, Func<FormView, IEnumerable<Hit>> check, bool fix = false, bool records = false) =>
        new(code, article, severity, vi, en, fix) { Check = check, IsForRecords = records };

    /// <summary>The lines whose letters do not look as they must, each with its fix.</summary>
    public static IEnumerable<Hit> Letters(FormView view, FormArea area, IEnumerable<FormLine> lines, LetterSpec spec)
    {
        foreach (var line in lines)
        {
            var spans = line.Spans.Where(span => !span.Look.IsRaised).ToList();
            if (spans.Count == 0) continue;

            List<string> faults = [];
            List<Action> looks = [];
            var sizes = spans.Select(span => span.Look.Points).Distinct().Where(points => points < spec.Least || points > spec.Most).ToList();
            if (sizes.Count > 0) faults.Add($"cỡ chữ {string.Join(", ", sizes.Select(Number))}");
            if (spec.Bold is { } bold && spans.Any(span => span.Look.IsBold != bold)) faults.Add(bold ? "chữ không đậm" : "chữ đậm");
            if (spec.Italic is { } italic && spans.Any(span => span.Look.IsItalic != italic)) faults.Add(italic ? "chữ đứng" : "chữ nghiêng");
            var isBold = spec.Bold is { } wantsBold && spans.Any(span => span.Look.IsBold != wantsBold) ? spec.Bold : null;
            var isItalic = spec.Italic is { } wantsItalic && spans.Any(span => span.Look.IsItalic != wantsItalic) ? spec.Italic : null;
            if (faults.Count > 0) looks.Add(Edits.Letters(line, new RunChange { Points = sizes.Count > 0 ? spec.Usual : null, Bold = isBold, Italic = isItalic }));
            if (spec.Align is { } align && line.Paragraph.Look.Align != align && !IsCentredByTabs(line, align))
            {
                faults.Add(align == "center" ? "không canh giữa" : "không canh đúng lề");
                looks.Add(Edits.Align(line.Paragraph, align));
            }

            if (faults.Count > 0) yield return new Hit(view.Place(area, line), string.Join("; ", faults), spec.Say()) { Fix = new Fix($"Đặt {spec.Say()}") { Looks = [.. looks] } };
        }
    }

    /// <summary>People centre with tabs and spaces, too; what stands in the middle is in the middle.</summary>
    private static bool IsCentredByTabs(FormLine line, string align) =>
        align == "center" && line.Paragraph.Text.StartsWith('\t') && line.Paragraph.Cell is null;

    public static Fix Words(string description, FormParagraph paragraph, int start, int length, string words) =>
        new(description) { Words = [new TextEdit(paragraph, start, length, words)] };

    public static Fix Words(string description, FormLine line, string words) => Words(description, line.Paragraph, line.Start, line.Text.Length, words);

    /// <summary>One finding for many paragraphs: the first is the place, one fix does them all.</summary>
    public static Hit? Together(FormView view, IReadOnlyList<FormParagraph> paragraphs, string found, string required, Fix? fix)
    {
        if (paragraphs.Count == 0) return null;

        var more = paragraphs.Count == 1 ? "" : $" ({paragraphs.Count} đoạn, đoạn {string.Join(", ", paragraphs.Select(paragraph => paragraph.Number).Distinct().Take(8))}{(paragraphs.Count > 8 ? ", …" : "")})";
        return new Hit(view.Place(paragraphs[0]), found + more, required) { Fix = fix };
    }

    public static IEnumerable<Hit> If(Hit? hit) => hit is null ? [] : [hit];

    public static string Number(double number) => number.ToString("0.##", CultureInfo.GetCultureInfo("vi-VN"));

    public static string Millimetres(int twips) => Number(Math.Round(twips / 1440.0 * 25.4, 1)) + " mm";

    public static int Twips(double millimetres) => (int)Math.Round(millimetres / 25.4 * 1440);

    public static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    public static ImmutableArray<FormLine> Lines(params ReadOnlySpan<FormLine?> lines)
    {
        var found = ImmutableArray.CreateBuilder<FormLine>();
        foreach (var line in lines)
        {
            if (line is not null) found.Add(line);
        }

        return found.ToImmutable();
    }
}
