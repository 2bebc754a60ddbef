using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace QmsWorkflow.Documents.Tests.Seeds;

/// <summary>
/// Makes texts comparable: words and signs without regard to white space, kinds of dash and quote, mark-up, the place of tone marks
/// (HOÀ, HÒA), and the blanks of a draft (number, day of issue) which an issued document has filled in.
/// </summary>
public static partial class SeedText
{
    private static readonly (string Old, string New)[] ToneMarks =
        [.. from vowels in (string[])["oa", "oe", "uy"] from tone in "\u0300\u0301\u0303\u0309\u0323" from pair in Pairs(vowels, tone) select pair];

    /// <summary>The words and signs of a text, in order.</summary>
    public static IReadOnlyList<string> Tokens(string text)
    {
        text = text.Normalize(NormalizationForm.FormC);
        text = Markup().Replace(text, "");
        text = text.Replace('–', '-').Replace('—', '-').Replace('‑', '-').Replace('“', '"').Replace('”', '"').Replace('’', '\'');
        foreach (var (old, now) in ToneMarks) text = text.Replace(old, now, StringComparison.Ordinal);
        text = NumberLine().Replace(text, "Số: /");
        text = PlaceDate().Replace(text, match => $", ngày tháng {Month(match)} năm {match.Groups["y"].Value}");
        text = AppendixReference().Replace(text, match => $"{match.Groups["head"].Value} số /{match.Groups["symbol"].Value} ngày tháng {Month(match)} năm {match.Groups["y"].Value}");
        return [.. Token().Matches(text).Select(match => match.Value)];
    }

    private static string Month(Match match) => int.Parse(match.Groups["m"].Value, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture);

    /// <summary>"oà" and "òa" are the same sound in two spellings; also in capitals.</summary>
    private static IEnumerable<(string Old, string New)> Pairs(string vowels, char tone)
    {
        foreach (var form in (string[])[vowels, vowels.ToUpperInvariant(), char.ToUpperInvariant(vowels[0]) + vowels[1..]])
        {
            yield return ($"{form}{tone}".Normalize(NormalizationForm.FormC), $"{form[0]}{tone}{form[1]}".Normalize(NormalizationForm.FormC));
        }
    }

    [GeneratedRegex(@"\*\*|</?b>|^#+ ", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Markup();

    [GeneratedRegex(@"Số:\s*[0-9]*\s*/", RegexOptions.CultureInvariant)]
    private static partial Regex NumberLine();

    [GeneratedRegex(@",\s*ngày\s*[0-9]*\s*tháng\s*(?<m>[0-9]+)\s*năm\s*(?<y>[0-9]{4})", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex PlaceDate();

    [GeneratedRegex(@"(?<head>\((Ban hành k|K)èm the\w?\s+\w+\s+\w+)\s+số\s*[0-9]*\s*/(?<symbol>\S+)\s+ngày\s*[0-9]*\s*(/|tháng)\s*(?<m>[0-9]+)\s*(/|năm)\s*(?<y>[0-9]{4})", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex AppendixReference();

    [GeneratedRegex(@"[\p{L}\p{M}\p{Nd}]+|[^\s\p{L}\p{M}\p{Nd}]", RegexOptions.CultureInvariant)]
    private static partial Regex Token();
}
