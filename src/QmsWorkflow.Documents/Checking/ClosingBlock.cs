using System.Collections.Immutable;
using QmsWorkflow.Documents.Checking.Reading;

namespace QmsWorkflow.Documents.Checking;

/// <summary>Nơi nhận and the signature, side by side in a table or one after the other.</summary>
internal sealed record ClosingBlock(FormLine? Heading, ImmutableArray<FormLine> Recipients, ImmutableArray<FormLine> Titles, FormLine? Signer, ImmutableArray<FormLine> All)
{
    private const int MostSignatureLines = 10;

    public static ClosingBlock None { get; } = new(null, [], [], null, []);

    /// <summary>The last paragraph of the document proper; null when nothing closes it.</summary>
    public FormParagraph? Last { get; init; }

    public static ClosingBlock Find(ImmutableArray<FormLine> lines, int from)
    {
        for (var index = from; index < lines.Length; index++)
        {
            // "Nơi nhận, trang 3" in a table of corrections is no heading.
            if (Words.Recipients().Match(lines[index].Text) is { Success: true } match && lines[index].Text[match.Length..].TrimStart() is "" or ['-', ..]) return WithRecipients(lines, index);
        }

        return WithoutRecipients(lines, from);
    }

    private static ClosingBlock WithRecipients(ImmutableArray<FormLine> lines, int index)
    {
        var heading = lines[index];
        if (heading.Paragraph.Cell is { } cell)
        {
            var table = lines.Where(line => line.Paragraph.Cell?.Table == cell.Table).ToList();
            // In minutes the secretary signs above Nơi nhận, in the same cell.
            var recipients = table.SkipWhile(line => line != heading).Skip(1).Where(line => line.Paragraph.Cell!.Column == cell.Column).ToImmutableArray();
            return Signed(heading, recipients, [.. table.Where(line => line.Paragraph.Cell!.Column > cell.Column && line.Paragraph.Cell.Row >= cell.Row)], table[^1]);
        }

        var list = lines.Skip(index + 1).TakeWhile(line => line.Text.StartsWith('-') || line.Paragraph.IsBullet || (!Vietnamese.IsCapitals(line.Shown) && (line.Text.EndsWith(';') || line.Text.StartsWith("Lưu", StringComparison.Ordinal)))).ToImmutableArray();
        var after = lines.Skip(index + 1 + list.Length).Take(MostSignatureLines).TakeWhile(line => line.Paragraph.Section == heading.Paragraph.Section && !Words.AppendixLabel().IsMatch(line.Text)).ToList();
        var block = Block(after);
        if (block.Count == 0) block = Before(lines, index);
        return Signed(heading, list, block, block.Count > 0 && lines.IndexOf(block[^1]) > index ? block[^1] : list.Length > 0 ? list[^1] : heading);
    }

    /// <summary>A signature alone: the last lines that name an office, with a name after them.</summary>
    private static ClosingBlock WithoutRecipients(ImmutableArray<FormLine> lines, int from)
    {
        for (var index = lines.Length - 1; index >= from; index--)
        {
            var line = lines[index];
            if (!Vietnamese.IsCapitals(line.Shown) || line.Text.Length > 60 || !Words.Office().IsMatch(Vietnamese.Plain(line.Text))) continue;

            var first = index;
            while (first > from && lines[first - 1] is var above && Vietnamese.IsCapitals(above.Shown) && above.Text.Length <= 60 && above.Paragraph.Cell == line.Paragraph.Cell && Words.Office().IsMatch(Vietnamese.Plain(above.Text))) first--;
            var block = Block([.. lines.Skip(first).Take(MostSignatureLines)]);
            if (block.Count > 1 && block.Any(IsName)) return Signed(null, [], block, block[^1]);
        }

        return None;
    }

    private static ClosingBlock Signed(FormLine? heading, ImmutableArray<FormLine> recipients, List<FormLine> block, FormLine last)
    {
        var plain = block.Where(line => !line.Text.StartsWith('(')).ToList();
        var signer = plain.LastOrDefault(IsName) ?? (plain.Count > 1 && !Words.Office().IsMatch(Vietnamese.Plain(plain[^1].Text)) ? plain[^1] : null);
        var titles = plain.TakeWhile(line => line != signer).Where(line => Vietnamese.IsCapitals(line.Shown) || Words.Office().IsMatch(Vietnamese.Plain(line.Text))).ToImmutableArray();
        return new ClosingBlock(heading, recipients, titles, signer, [.. block]) { Last = last.Paragraph };
    }

    /// <summary>Titles in capitals, then a name; what comes after the name is no part of it.</summary>
    private static List<FormLine> Block(List<FormLine> lines)
    {
        var end = lines.FindIndex(IsName);
        if (end >= 0) return lines[..(end + 1)];

        return [.. lines.TakeWhile(line => Vietnamese.IsCapitals(line.Shown) || line.Text.StartsWith('('))];
    }

    private static List<FormLine> Before(ImmutableArray<FormLine> lines, int index)
    {
        List<FormLine> block = [];
        for (var at = index - 1; at >= 0 && block.Count < MostSignatureLines; at--)
        {
            if (!IsName(lines[at]) && !(Vietnamese.IsCapitals(lines[at].Shown) && Words.Office().IsMatch(Vietnamese.Plain(lines[at].Text)))) break;

            block.Insert(0, lines[at]);
        }

        return block;
    }

    /// <summary>Two to seven words that begin with capitals: a person's name, with a degree before it or not.</summary>
    private static bool IsName(FormLine line)
    {
        var words = line.Text.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        return words.Length is >= 2 and <= 8 && !Vietnamese.IsCapitals(line.Shown) && words.All(word => char.IsUpper(word[0])) && !line.Text.Any(c => char.IsDigit(c) || c is ';' or ':' or '/') && !line.Text.EndsWith('.');
    }
}
