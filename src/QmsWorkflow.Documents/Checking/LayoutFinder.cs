using System.Collections.Immutable;
using QmsWorkflow.Documents.Checking.Reading;

namespace QmsWorkflow.Documents.Checking;

/// <summary>Recognises the elements of an administrative document by their place and words.</summary>
internal sealed class LayoutFinder(FormDocument document)
{
    /// <summary>Heading, title and căn cứ stand at the start; further down the same words mean something else.</summary>
    private const int MostHeadingLines = 60;
    private const int MostSubjectLines = 6;

    private readonly ImmutableArray<FormLine> lines = [.. document.Paragraphs.SelectMany(paragraph => paragraph.Lines).Where(line => !line.IsLowLine)];
    private readonly Dictionary<FormParagraph, FormArea> areas = [];

    public FormLayout Find()
    {
        var isAppendixOnly = lines.Length > 0 && Words.AppendixLabel().IsMatch(lines[0].Text);
        var start = isAppendixOnly ? 0 : MostHeadingLines;
        var nation = Find(0, start, line => Words.IsNation(line.Text));
        var motto = Find(Index(nation), start, line => Words.IsMotto(line.Text));
        var header = HeaderLines(nation, start);
        var (superior, agency) = Names(header);
        var number = header.FirstOrDefault(line => Words.NumberLine().IsMatch(line.Text));
        var date = header.FirstOrDefault(line => Words.DateLine().IsMatch(line.Text) && !line.Text.StartsWith('(') && line != number) ?? SameLineDate(number);
        var letter = LetterSubject(header);
        Mark(FormArea.Heading, header);

        var bodyStart = header.Length == 0 ? 0 : lines.IndexOf(header[^1]) + 1;
        var (kindLine, kind) = isAppendixOnly ? (null, null) : Title(bodyStart, letter.Length > 0);
        var at = kindLine is null ? bodyStart : lines.IndexOf(kindLine) + 1;
        var subject = kindLine is null ? [] : Subject(at);
        at += subject.Length;
        Mark(FormArea.Title, [.. subject, .. kindLine is null ? [] : (FormLine[])[kindLine], .. letter]);
        var (addressee, list) = Addressee(at);
        if (addressee is not null) at = Math.Max(at, lines.IndexOf(list.Length > 0 ? list[^1] : addressee) + 1);
        var (authority, bases, enacting) = isAppendixOnly ? ([], [], null) : Bases(at, kind);

        var closing = isAppendixOnly ? ClosingBlock.None : ClosingBlock.Find(lines, Math.Max(at, 1));
        Mark(FormArea.Recipients, closing.Heading is null ? closing.Recipients : [closing.Heading, .. closing.Recipients]);
        Mark(FormArea.Signature, closing.All);
        var end = closing.Last is { } last ? document.Paragraphs.IndexOf(last) : -1;
        var appendices = Appendices(isAppendixOnly ? 0 : end + 1, end < 0 && !isAppendixOnly);
        var firstOfAppendix = appendices.Length > 0 ? document.Paragraphs.IndexOf(appendices[0].Paragraphs[0]) : document.Paragraphs.Length;
        return new FormLayout
        {
            Nation = nation,
            Motto = motto,
            Superior = superior,
            Agency = agency,
            Number = number,
            Date = date,
            KindLine = kindLine,
            Kind = kind ?? (kindLine is null && (letter.Length > 0 || addressee is not null) ? FormKind.Letter : null),
            Subject = subject,
            LetterSubject = letter,
            Addressee = addressee,
            AddresseeList = list,
            Authority = authority,
            Bases = bases,
            Enacting = enacting,
            Body = [.. document.Paragraphs.Take(firstOfAppendix).Where(paragraph => paragraph is { IsEmpty: false, Cell: null, IsInTextBox: false, IsLowLine: false } && !areas.ContainsKey(paragraph))],
            RecipientsHeading = closing.Heading,
            Recipients = closing.Recipients,
            SignatureLines = closing.Titles,
            Signer = closing.Signer,
            Appendices = appendices,
            Urgency = Find(0, MostHeadingLines, line => Words.Urgency().IsMatch(line.Text)),
            IsAppendixOnly = isAppendixOnly,
            Areas = areas,
        };
    }

    private FormLine? Find(int from, int to, Func<FormLine, bool> matches)
    {
        for (var index = Math.Max(from, 0); index < Math.Min(to, lines.Length); index++)
        {
            if (matches(lines[index])) return lines[index];
        }

        return null;
    }

    private int Index(FormLine? line) => line is null ? 0 : lines.IndexOf(line);

    /// <summary>The lines of the table that Quốc hiệu stands in; without one, those before the title.</summary>
    private ImmutableArray<FormLine> HeaderLines(FormLine? nation, int most)
    {
        if (nation?.Paragraph.Cell is { } cell)
        {
            var table = lines.Take(most).Where(line => line.Paragraph.Cell?.Table == cell.Table).ToImmutableArray();
            // Number and date may stand in a table, or in lines, of their own right below.
            var after = lines.IndexOf(table[^1]) + 1;
            var more = lines.Skip(after).Take(4).TakeWhile(line => IsNumberOrDate(line) || Words.LetterSubject().IsMatch(line.Text));
            return [.. table, .. more];
        }

        var found = Find(0, most, line => FormKind.ByName(line.Shown) is not null || Words.Addressee().IsMatch(line.Text) || Words.RealBasis().IsMatch(line.Text) || Words.Article().IsMatch(line.Text));
        var before = lines.Take(found is null ? 0 : lines.IndexOf(found)).ToImmutableArray();
        if (nation is not null || before.Any(IsNumberOrDate)) return before.Length > 0 ? before : [.. lines.Take(Index(nation) + 2)];

        return [.. lines.Take(6).TakeWhile(IsNumberOrDate)];
    }

    private static bool IsNumberOrDate(FormLine line) => Words.NumberLine().IsMatch(line.Text) || (Words.DateLine().IsMatch(line.Text) && line.Text.Length < 80);

    private static FormLine? SameLineDate(FormLine? number)
    {
        if (number is null) return null;

        // "Số: 05/QĐ-SNV        Hải Dương, ngày …" on one line.
        var gap = number.Text.IndexOfAny(['\t']);
        if (gap < 0) gap = number.Text.IndexOf("   ", Math.Min(number.Text.IndexOf('/', StringComparison.Ordinal) + 1, number.Text.Length), StringComparison.Ordinal);
        if (gap < 0 || !Words.DateLine().IsMatch(number.Text)) return null;

        var rest = number.Text[gap..];
        var start = gap + rest.Length - rest.TrimStart().Length;
        return number.Part(start, number.Text.Length - start);
    }

    /// <summary>Cơ quan chủ quản above, cơ quan ban hành below; either may take several lines.</summary>
    private static (ImmutableArray<FormLine> Superior, ImmutableArray<FormLine> Agency) Names(ImmutableArray<FormLine> header)
    {
        var names = header.Where(line => !Words.IsNation(line.Text) && !Words.IsMotto(line.Text) && !IsNumberOrDate(line) && !line.Text.StartsWith('(') && !IsMark(line.Text))
            .TakeWhile(line => !Words.LetterSubject().IsMatch(line.Text)).Where(line => line.Paragraph.Cell is null or { Column: 1 }).ToList();
        names = [.. names.TakeWhile(line => Vietnamese.IsCapitals(line.Shown) || line == names[0] || line == names[^1])];
        if (names.Count < 2) return ([], [.. names]);

        var bold = names.FindIndex(IsBold);
        if (bold > 0 && names.Skip(bold).All(IsBold)) return ([.. names.Take(bold)], [.. names.Skip(bold)]);

        var second = names.FindIndex(1, line => Words.Body().IsMatch(Vietnamese.Plain(line.Text)));
        return second > 0 ? ([.. names.Take(second)], [.. names.Skip(second)]) : ([], [.. names]);
    }

    private static bool IsMark(string text) => Words.Urgency().IsMatch(text) || Words.Circulation().IsMatch(text);

    private static bool IsBold(FormLine line) => line.Spans.Any() && line.Spans.All(span => span.Look.IsBold);

    private static ImmutableArray<FormLine> LetterSubject(ImmutableArray<FormLine> header)
    {
        var start = header.FirstOrDefault(line => Words.LetterSubject().IsMatch(line.Text));
        if (start is null) return [];

        return [.. header.SkipWhile(line => line != start).TakeWhile(line => line == start || (line.Paragraph.Cell == start.Paragraph.Cell && !IsNumberOrDate(line)))];
    }

    /// <summary>The tên loại; a heading in capitals that is none of the 29 kinds is still the title (S-192).</summary>
    private (FormLine? Line, FormKind? Kind) Title(int from, bool isLetter)
    {
        var to = Math.Min(lines.Length, from + 12);
        for (var index = from; index < to; index++)
        {
            var line = lines[index];
            if (FormKind.ByName(line.Shown) is { } kind && (line.Paragraph.Cell is null || Vietnamese.IsCapitals(line.Shown))) return (line, kind);
            if (line.Text.Length > 40 && Words.Basis().IsMatch(line.Text)) break;
        }

        if (isLetter) return (null, null);

        var unknown = lines.Skip(from).Take(5).TakeWhile(line => !Words.Addressee().IsMatch(line.Text) && !Words.Basis().IsMatch(line.Text) && !Words.Article().IsMatch(line.Text))
            .FirstOrDefault(line => Vietnamese.IsCapitals(line.Shown) && line.Text.Length is > 4 and < 160 && !IsMark(line.Text) && line.Paragraph.Cell is null);
        return (unknown, null);
    }

    private ImmutableArray<FormLine> Subject(int from)
    {
        var subject = ImmutableArray.CreateBuilder<FormLine>();
        for (var index = from; index < lines.Length && subject.Count < MostSubjectLines; index++)
        {
            var line = lines[index];
            var isBasis = Words.Basis().IsMatch(line.Text) && line.Paragraph.Look.Align != "center";
            var ends = isBasis || Words.Addressee().IsMatch(line.Text) || Words.Article().IsMatch(line.Text) || Words.Enacting().IsMatch(line.Shown)
                || line.Paragraph.Cell is not null || line.Text.StartsWith('(') || line.Text.EndsWith(':');
            // What stands in capitals right above the căn cứ is the line of authority.
            var isAuthority = Vietnamese.IsCapitals(line.Shown) && (subject.Count > 0 || (index + 1 < lines.Length && Words.RealBasis().IsMatch(lines[index + 1].Text)));
            if (ends || isAuthority) break;
            if (line.Paragraph.Look.Align != "center" && !(subject.Count == 0 && IsBold(line))) break;
            // A rule drawn above, or a free line in between, ends the title.
            if (subject.Count > 0 && line.Paragraph.Look.HasTopBorder && line.Paragraph != subject[^1].Paragraph) break;

            subject.Add(line);
        }

        return subject.ToImmutable();
    }

    private (FormLine? Line, ImmutableArray<FormLine> List) Addressee(int from)
    {
        var line = Find(Math.Max(0, from - 4), Math.Min(from + 12, lines.Length), line => Words.Addressee().IsMatch(line.Text) && !areas.ContainsKey(line.Paragraph));
        if (line is null) return (null, []);

        var index = lines.IndexOf(line);
        var isAlone = line.Text.TrimEnd().EndsWith(':') || Words.Addressee().Match(line.Text).Length == line.Text.Length;
        List<FormLine> list = [];
        if (isAlone || line.Text.EndsWith(';'))
        {
            foreach (var next in lines.Skip(index + 1).Take(30))
            {
                var isItem = next.Text.StartsWith('-') || next.Paragraph.IsBullet || (next.Paragraph.Cell is not null && next.Paragraph.Cell == line.Paragraph.Cell) || (next.Paragraph.Row is not null && next.Paragraph.Row == line.Paragraph.Row);
                if (!isItem) break;

                list.Add(next);
                if (next.Text.EndsWith('.')) break;
            }
        }

        Mark(FormArea.Title, [line, .. list]);
        return (line, [.. list]);
    }

    private (ImmutableArray<FormLine> Authority, ImmutableArray<FormParagraph> Bases, FormLine? Enacting) Bases(int from, FormKind? kind)
    {
        var enacting = Find(from, Math.Min(lines.Length, from + 60), line => Words.Enacting().IsMatch(line.Shown));
        var to = enacting is null ? Math.Min(lines.Length, from + 40) : lines.IndexOf(enacting);
        var between = lines[from..Math.Max(from, to)];
        var first = between.FirstOrDefault(line => Words.RealBasis().IsMatch(line.Text) && !IsSentence(line.Paragraph));
        var authority = kind?.IsDecision == true
            ? between.TakeWhile(line => line != first).Where(line => Vietnamese.IsCapitals(line.Shown) && line.Paragraph.Cell is null).ToImmutableArray()
            : [];
        Mark(FormArea.Bases, authority);
        var bases = first is null
            ? []
            : between.SkipWhile(line => line != first).Select(line => line.Paragraph).Distinct()
                .TakeWhile(paragraph => Words.Basis().IsMatch(paragraph.Full) && !IsSentence(paragraph) && !Words.Article().IsMatch(paragraph.Full)).ToImmutableArray();
        foreach (var basis in bases) areas.TryAdd(basis, FormArea.Bases);
        if (enacting is not null) Mark(FormArea.Bases, [enacting]);
        return (authority, bases, enacting);
    }

    /// <summary>"Căn cứ Kế hoạch số …, Sở báo cáo như sau:" begins the text; it is no line of the căn cứ.</summary>
    private static bool IsSentence(FormParagraph paragraph) => paragraph.Text.TrimEnd().EndsWith(':') || paragraph.Cell is not null;

    private ImmutableArray<FormAppendix> Appendices(int from, bool onlyLabelled)
    {
        var found = ImmutableArray.CreateBuilder<FormAppendix>();
        List<FormParagraph> current = [];
        var rest = document.Paragraphs.Skip(from).ToList();
        var breaks = !onlyLabelled;
        var isOpen = false;
        for (var index = 0; index < rest.Count; index++)
        {
            var paragraph = rest[index];
            var before = index > 0 ? rest[index - 1] : from > 0 ? document.Paragraphs[from - 1] : null;
            var isLabel = paragraph.Lines is [{ } label, ..] && Words.AppendixLabel().IsMatch(label.Text) && paragraph.Look.Align != "both";
            var isNewPage = breaks && (before is null || before.Section != paragraph.Section || before.HasPageBreak || paragraph.Look.StartsPage || (paragraph.HasPageBreak && paragraph.IsEmpty));
            if (isLabel || (isNewPage && !isOpen))
            {
                if (isLabel && isOpen && current.Any(known => !known.IsEmpty)) found.Add(AppendixReader.Read([.. current]));
                if (isLabel) current = [];
                isOpen = true;
            }

            if (isOpen) current.Add(paragraph);
        }

        if (current.Any(paragraph => !paragraph.IsEmpty)) found.Add(AppendixReader.Read([.. current]));
        foreach (var paragraph in found.SelectMany(appendix => appendix.Paragraphs)) areas.TryAdd(paragraph, FormArea.Appendix);
        return found.ToImmutable();
    }

    private void Mark(FormArea area, IEnumerable<FormLine> found)
    {
        foreach (var line in found) areas.TryAdd(line.Paragraph, area);
    }
}
