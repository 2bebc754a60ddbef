using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using QmsWorkflow.Documents.Tests.Support;

namespace QmsWorkflow.Documents.Tests.Seeds;

/// <summary>Cuts the text of a seed into sentences, headings and cells, and keeps their hashes.</summary>
internal static partial class SeedHashes
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>Slips of the pen that the samples do not repeat: seed, row of the seed extract, what is wrong, what is right.</summary>
    private static readonly (string Seed, string Row, string Wrong, string Right)[] Slips =
    [
        ("000", "S-039", "Mục tiêu chất lượng năm 2023", "Mục tiêu chất lượng năm 2024"),
        ("000", "S-040", "QĐ-LDTB&XH", "QĐ-LĐTĐ&XH"),
        ("000", "S-042", "(đề b/cáo)", "(để b/cáo)"),
        ("000", "S-042", "trực thuộc thuộc Sở", "trực thuộc Sở"),
        ("001", "S-068", "chất lượng TCVN 9001:2015", "chất lượng TCVN ISO 9001:2015"),
        ("001", "S-068", "Ban hành kèm the ", "Ban hành kèm theo "),
        ("001", "S-068", "tiếp túc", "tiếp xúc"),
        ("002", "S-097", "103/SKHHCN-CCTĐC", "103/SKHCN-CCTĐC"),
        ("002", "S-097", "tiêu chuẩn quốc gia 9001:2015", "tiêu chuẩn quốc gia TCVN ISO 9001:2015"),
        ("002", "S-097", "tổ chức công dân", "tổ chức, công dân"),
        ("002", "S-097", "Báo cáo tình thực hiện", "Báo cáo tình hình thực hiện"),
    ];

    /// <summary>Makes the expectation of the seeds 000, 001 and 002.</summary>
    /// <param name="folder">Where the seed texts lie.</param>
    public static int Make(string folder)
    {
        foreach (var seed in (string[])["000", "001", "002"])
        {
            var file = Directory.EnumerateFiles(folder, seed + "_*.txt").Single();
            var units = Cut(File.ReadAllText(file)).Select(unit => (Unit: WithSlip(seed, unit.Unit, unit.Text), unit.Text)).ToList();
            var lines = units.Select(unit => "  " + JsonSerializer.Serialize(unit.Unit, Json));
            File.WriteAllText(Repository.Path("tests", "QmsWorkflow.Documents.Tests", "Seeds", seed + ".hashes.json"), $"[\n{string.Join(",\n", lines)}\n]\n");
            for (var index = 0; index < units.Count; index++) Console.WriteLine($"{seed} {index,3} {units[index].Unit.Kind,-8} {units[index].Unit.Slip,-5} {units[index].Text}");
        }

        return 0;
    }

    public static IEnumerable<(SeedUnit Unit, string Text)> Cut(string text)
    {
        foreach (var (kind, part) in Parts(HeaderInReadingOrder(text)))
        {
            foreach (var sentence in kind == "cell" ? [part] : Sentences(part))
            {
                var unit = Unit(kind, sentence);
                if (unit.Length > 0) yield return (unit, sentence);
            }
        }
    }

    private static SeedUnit Unit(string kind, string sentence)
    {
        var tokens = SeedText.Tokens(Ending().Replace(sentence, ""));
        return new SeedUnit(kind, tokens.Count, SeedCoverage.Hash(tokens));
    }

    private static SeedUnit WithSlip(string seed, SeedUnit unit, string sentence)
    {
        var found = Slips.Where(slip => slip.Seed == seed && sentence.Contains(slip.Wrong, StringComparison.Ordinal)).ToList();
        if (found.Count == 0) return unit;

        var right = found.Aggregate(sentence, (text, slip) => text.Replace(slip.Wrong, slip.Right, StringComparison.Ordinal));
        return unit with { Slip = found[0].Row, Correct = Unit(unit.Kind, right) };
    }

    /// <summary>The text of a page image runs across the two columns of the header block; a document is read cell by cell.</summary>
    private static IEnumerable<string> HeaderInReadingOrder(string text)
    {
        var right = new List<string>();
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n').Select(line => Markup().Replace(line, "").Trim(' ')).Where(line => !Furniture().IsMatch(line)))
        {
            // The number stands on one line with the date, below the names of both columns.
            if (right.Count > 0 && line.StartsWith("Số:", StringComparison.Ordinal)) foreach (var piece in Apart(right)) yield return piece;

            if (RightColumn().Match(line) is not { Success: true } match)
            {
                // Blank lines of the page image inside the header block part nothing.
                if (right.Count == 0 || line.Length > 0) yield return line;
                continue;
            }

            if (match.Index > 0) yield return line[..match.Index].Trim();
            right.Add(match.Value);
            if (!match.Value.Contains("ngày", StringComparison.Ordinal)) continue;

            foreach (var piece in Apart(right)) yield return piece;
        }

        right.ShouldBeEmpty("a header block ends with place and date");
    }

    private static List<string> Apart(List<string> pieces)
    {
        List<string> apart = [.. pieces.SelectMany(piece => (string[])["", piece]), ""];
        pieces.Clear();
        return apart;
    }

    /// <summary>Paragraphs, put together from their lines, and table cells.</summary>
    private static IEnumerable<(string Kind, string Text)> Parts(IEnumerable<string> lines)
    {
        var open = "";
        var isAfterBlank = false;
        foreach (var line in lines)
        {
            if (line.Length == 0)
            {
                isAfterBlank = true;
                continue;
            }

            var isContinued = open.Length > 0 && !open.Contains('\t', StringComparison.Ordinal) && !StartsAnew().IsMatch(line) && !IsHeading(open) && !IsHeading(line)
                && (!isAfterBlank || char.IsLower(line[0]));
            isAfterBlank = false;
            if (isContinued)
            {
                open += " " + line;
                continue;
            }

            foreach (var part in Close(open)) yield return part;
            open = line;
        }

        foreach (var part in Close(open)) yield return part;
    }

    private static IEnumerable<(string Kind, string Text)> Close(string open)
    {
        if (open.Contains('\t', StringComparison.Ordinal)) return open.Split('\t').Where(cell => cell.Length > 0).Select(cell => ("cell", cell));
        return open.Length == 0 ? [] : [(IsHeading(open) ? "heading" : "sentence", open)];
    }

    private static bool IsHeading(string line) => line.Any(char.IsUpper) && !line.Any(char.IsLower);

    private static string[] Sentences(string paragraph)
    {
        if (IsHeading(paragraph)) return [paragraph];
        var head = Article().Match(paragraph);
        return head.Success ? [head.Value, .. SentenceEnd().Split(paragraph[head.Length..])] : SentenceEnd().Split(paragraph);
    }

    [GeneratedRegex(@"\*\*|</?b>|^#+ ", RegexOptions.CultureInvariant)]
    private static partial Regex Markup();

    /// <summary>Rules, ticks and the running head of a page are no text of the document.</summary>
    [GeneratedRegex(@"^(-{3,}|✓|Mục tiêu chất lượng Sở LĐTBXH)$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Furniture();

    [GeneratedRegex(@"CỘNG HO\w XÃ HỘI CHỦ NGHĨA VIỆT NAM|^Độc lập - Tự do - Hạnh phúc|\p{Lu}\p{Ll}[\p{L} -]*, ngày\s*[0-9]*\s*tháng\s*[0-9]+\s*năm\s*[0-9]{4}$", RegexOptions.CultureInvariant)]
    private static partial Regex RightColumn();

    [GeneratedRegex(@"^(- |[0-9]+\. |[IVX]+\. |[a-zđ]\) |\(|Điều [0-9]|Mục tiêu [0-9]|Số:|Nơi nhận)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex StartsAnew();

    [GeneratedRegex(@"^(Điều|Mục tiêu) [0-9]+[.:]", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Article();

    [GeneratedRegex(@"(?<=[^0-9IVX][.])\s+(?=\p{Lu})", RegexOptions.CultureInvariant)]
    private static partial Regex SentenceEnd();

    /// <summary>How a sentence or list item ends is a matter of form, not of content: ";" , "," , "." and "./." are alike.</summary>
    [GeneratedRegex(@"[\s.,;:]*(\./\.)?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Ending();
}
