using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace QmsWorkflow.Server.Tests.Documents;

/// <summary>
/// Cuts a text into its sentences, headings and table cells and hashes them, so that a real document can be recognised in a generated one
/// without being kept. Differences of typing (white space, kinds of dash and quote, place of the tone mark) do not count, nor do the number and
/// day of issue, which the originals leave blank.
/// </summary>
internal static partial class SeedText
{
    private static readonly (string From, string To)[] Tones =
        [("oà", "òa"), ("oá", "óa"), ("oả", "ỏa"), ("oã", "õa"), ("oạ", "ọa"), ("uỷ", "ủy"), ("uý", "úy"), ("OÀ", "ÒA"), ("OÁ", "ÓA"), ("OẢ", "ỎA"), ("UỶ", "ỦY")];

    /// <summary>The items of a seed's plain text.</summary>
    public static IReadOnlyList<string> OfSeed(string text) => [.. Blocks(Unfold(text)).SelectMany(Sentences)];

    /// <summary>The items of a generated document's paragraphs and cells.</summary>
    public static IReadOnlyList<string> OfDocument(IEnumerable<string> blocks) => [.. blocks.SelectMany(Sentences)];

    public static string Hash(string item) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(item)))[..16];

    /// <summary>The two-column heads are read names first, then number and date, which stand on one line; scans add a running head that is no part of the document.</summary>
    private static string Unfold(string text)
    {
        text = Normal(Marked(text.ReplaceLineEndings("\n")));
        text = text.Replace("Mục tiêu chất lượng Sở LĐTBXH\n", "", StringComparison.Ordinal);
        text = WithoutRepeatedHeads(text);
        text = Head().Replace(text, "\n\n${superior}\n\n${a} ${b}\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n\nĐộc lập - Tự do - Hạnh phúc\n\n${number}\n\n${date}\n\n");
        return text;
    }

    /// <summary>
    /// Marks of the transcription: a heading of several lines is one; a name in italics above the same name is the drawn signature (S-190); a tick is
    /// how the scan read "./.".
    /// </summary>
    private static string Marked(string text)
    {
        text = DrawnName().Replace(text, "");
        text = BoldLines().Replace(text, match => SignedFor().IsMatch(match.Value) ? match.Value : match.Value.Replace('\n', ' '));
        text = text.Replace(". ✓", "./.", StringComparison.Ordinal).Replace("## ", "", StringComparison.Ordinal);
        return text.Replace("<b>", "", StringComparison.Ordinal).Replace("</b>", "\t", StringComparison.Ordinal).Replace("*", "", StringComparison.Ordinal);
    }

    /// <summary>A table that goes on over a page repeats its head there.</summary>
    private static string WithoutRepeatedHeads(string text)
    {
        var (kept, head) = (new List<string>(), "");
        foreach (var line in text.Split('\n'))
        {
            var isHead = TableHead().IsMatch(line);
            if (isHead && line == head) continue;

            if (isHead) head = line;
            else if (line.Trim().Length > 0 && !line.Contains('\t', StringComparison.Ordinal)) head = "";
            kept.Add(line);
        }

        return string.Join('\n', kept);
    }

    private static IEnumerable<string> Blocks(string text)
    {
        var blocks = new List<string>();
        foreach (var block in BlankLine().Split(text))
        {
            var joined = new StringBuilder();
            var before = "";
            foreach (var line in block.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            {
                if (joined.Length > 0) joined.Append(StartsAnew(before, line) ? '\t' : ' ');
                joined.Append(line);
                before = line;
            }

            // A page or line of the scan may end in the middle of a sentence.
            var whole = joined.ToString().Trim();
            if (blocks.Count > 0 && whole.Length > 0 && char.IsLower(whole[0]) && !whole.StartsWith("a)", StringComparison.Ordinal) && !Ended(blocks[^1])) blocks[^1] += " " + whole;
            else blocks.Add(whole);
        }

        return blocks.SelectMany(block => block.Split('\t', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
    }

    private static bool StartsAnew(string before, string line) =>
        line.Contains('\t', StringComparison.Ordinal) || before.Contains('\t', StringComparison.Ordinal) || OwnLine().IsMatch(line) || IsCapital(line) || IsCapital(before)
        || (ListMark().IsMatch(line) && Ended(before));

    private static bool IsCapital(string line) => line.Any(char.IsLetter) && !line.Any(char.IsLower);

    private static bool Ended(string line) => line.Length > 0 && line[^1] is '.' or ';' or ':' or ')';

    private static IEnumerable<string> Sentences(string block) => SentenceEnd().Split(Normal(block))
        .Select(part => Marker().Replace(part, "").Trim()).Where(part => part.Any(char.IsLetterOrDigit));

    private static string Normal(string text)
    {
        text = text.Normalize(NormalizationForm.FormC);
        foreach (var (from, to) in Tones) text = text.Replace(from, to, StringComparison.Ordinal);
        text = text.Replace('–', '-').Replace('—', '-').Replace('“', '"').Replace('”', '"').Replace("**", "", StringComparison.Ordinal);
        text = Spaces().Replace(text, " ");
        text = Dash().Replace(text, "-");
        text = text.Replace("9001: 2015", "9001:2015", StringComparison.Ordinal).Replace("VT,VP", "VT, VP", StringComparison.Ordinal);
        text = IssuedDay().Replace(text, ", ngày tháng");
        text = IssuedNumber().Replace(text, "Số: /");
        text = IssuedReference().Replace(text, "(${head} số /${symbol} ngày /${month}/${year}");
        return BlankNumber().Replace(text, "${word} /");
    }

    [GeneratedRegex(@"[ \u00A0]+", RegexOptions.NonBacktracking)]
    private static partial Regex Spaces();

    // "Lao động - Thương binh" and "Lao động –Thương binh" are one; a dash that opens a line is a list mark.
    [GeneratedRegex(@"(?<=\S) ?- ?(?=\S)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Dash();

    [GeneratedRegex(@", ngày [0-9]{1,2} tháng(?= [0-9]{1,2} năm [0-9]{4}$)", RegexOptions.ExplicitCapture | RegexOptions.Multiline, 1000)]
    private static partial Regex IssuedDay();

    [GeneratedRegex(@"Số: ?[0-9]+/", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex IssuedNumber();

    [GeneratedRegex(@"^\*[^*\n]+\*\s*\n(?=\*\*[^*\n]+\*\*\s*$)", RegexOptions.ExplicitCapture | RegexOptions.Multiline, 1000)]
    private static partial Regex DrawnName();

    [GeneratedRegex(@"\*\*[^*]+\*\*|\*\([^*]+\)\*", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex BoldLines();

    [GeneratedRegex(@"^\*\*(TM|KT)\.", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex SignedFor();

    [GeneratedRegex(@"^S?TT\t", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex TableHead();

    [GeneratedRegex(@"\((?<head>(Ban hành k|K)èm theo? Quyết định) số ?[0-9]* ?/(?<symbol>\S+) ngày ?[0-9]*(/| tháng )(?<month>[0-9]+)(/| năm )(?<year>[0-9]{4})", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex IssuedReference();

    [GeneratedRegex(@"(?<word>Số:|số|ngày) ?/", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex BlankNumber();

    [GeneratedRegex(@"\n\s*\n", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex BlankLine();

    [GeneratedRegex(@"^(?:\(|-{4,})", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex OwnLine();

    [GeneratedRegex(@"^(?:- |\d+\. )", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ListMark();

    [GeneratedRegex(@"(?<=[.;:)]) +", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex SentenceEnd();

    [GeneratedRegex(@"^(?:- ?|\(|-{4,})", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Marker();

    [GeneratedRegex(
        @"\s*(?<superior>UBND TỈNH [^\n]*?) CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\s*(?<a>SỞ [^\n]*?)\s*\n\s*(?<b>VÀ XÃ HỘI)\s*\n?\s*Độc lập ?- ?Tự do ?- ?Hạnh phúc\s*(?<number>Số:[^\n]*?)?\s*(?<date>Hải Dương, ngày[^\n]*)",
        RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Head();
}
