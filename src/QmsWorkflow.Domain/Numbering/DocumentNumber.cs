using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;

namespace QmsWorkflow.Domain.Numbering;

/// <summary>Number and symbol of a document (S-197): "589/QĐ-UBND", "/QĐ-SLĐTBXH" (draft), "103/SKHHCN-CCTĐC" (công văn), "06/2022/QĐ-UBND" (law).</summary>
/// <param name="Number">The number in its series; null while it is a draft.</param>
/// <param name="Symbol">The symbol.</param>
/// <param name="Year">The year, written for legal normative documents only.</param>
public sealed partial record DocumentNumber(int? Number, DocumentSymbol Symbol, int? Year = null)
{
    private const string Blank = "        ";
    private const int LargestNumber = 999_999;

    private static readonly ImmutableHashSet<string> LawAbbreviations = ["NĐ", "TT", "TTLT", "L", "PL", "LCT", "NQLT", "NĐLT"];

    /// <summary>Whether it is still a draft: numbers are given after signing (NĐ 30/2020 Đ15.2).</summary>
    public bool IsDraft => Number is null;

    /// <summary>Whether it is a legal normative document, numbered with its year.</summary>
    public bool IsNormative => Year is not null;

    /// <summary>The administrative kind, or null for law.</summary>
    public DocumentKind? Kind => IsNormative ? null : Symbol.Kind;

    /// <summary>"589/QĐ-UBND"; a draft is "/QĐ-UBND". Numbers below 10 get a leading zero (NĐ 30/2020, Phụ lục I, I.3c).</summary>
    public override string ToString()
    {
        var number = Number?.ToString("00", CultureInfo.InvariantCulture) ?? "";
        return Year is { } year ? $"{number}/{year.ToString(CultureInfo.InvariantCulture)}/{Symbol}" : $"{number}/{Symbol}";
    }

    /// <summary>The line under the agency's name: "Số: 589/QĐ-UBND", for a draft with room for the number: "Số:        /QĐ-UBND".</summary>
    public string ToHeaderLine() => IsDraft ? $"Số:{Blank}{this}" : $"Số: {this}";

    /// <summary>Reads a number and symbol as people write it, with or without "Số:"; spaces around "/" and "-" are forgiven (see <see cref="Deviations"/>).</summary>
    public static ParseOutcome<DocumentNumber> Parse(string text)
    {
        var composed = ComposedText.Of(text);
        var match = Form().Match(composed);
        if (!match.Success) { return Problem(composed, 0, "số/KÝ-HIỆU", "số/năm/KÝ-HIỆU", "CQ-ĐV (công văn)"); }

        int? number = null;
        if (match.Groups["n"].Value is { Length: > 0 } digits)
        {
            number = int.Parse(digits, CultureInfo.InvariantCulture);
            if (number is < 1 or > LargestNumber) { return Problem(composed, match.Groups["n"].Index, "1…999999"); }
        }

        int? year = match.Groups["y"].Success ? int.Parse(match.Groups["y"].Value, CultureInfo.InvariantCulture) : null;
        var groups = match.Groups["s"].Value.Split('-', StringSplitOptions.TrimEntries);
        if (Array.FindIndex(groups, group => !DocumentSymbol.IsGroup(group)) is >= 0)
        {
            return Problem(composed, match.Groups["s"].Index, "chữ viết tắt nối bằng “-”, không cách chữ");
        }

        var symbol = SymbolOf(groups, year is not null);
        return symbol is null
            ? Problem(composed, match.Groups["s"].Index, "chữ viết tắt tên loại và tên cơ quan, ví dụ QĐ-UBND")
            : new(new(number, symbol, year), null);
    }

    /// <summary>What NĐ 30/2020 writes otherwise in a number that could be read, in Vietnamese; empty when it is right.</summary>
    public static ImmutableArray<string> Deviations(string text)
    {
        if (Parse(text).Value is not { } number) { return ["Không đọc được số, ký hiệu."]; }
        var written = Prefix().Replace(ComposedText.Of(text), "").Trim();
        var found = ImmutableArray.CreateBuilder<string>();
        if (written.Any(char.IsWhiteSpace)) { found.Add("Số, ký hiệu viết liền, không có khoảng trắng (NĐ 30/2020, Phụ lục I, I.3c)."); }
        if (number.Number is < 10 && !written.StartsWith('0')) { found.Add("Số nhỏ hơn 10 phải ghi thêm số 0 phía trước (NĐ 30/2020, Phụ lục I, I.3c)."); }
        if (number.Number is >= 10 && written.StartsWith('0')) { found.Add("Không ghi thêm số 0 trước số từ 10 trở lên."); }
        return found.ToImmutable();
    }

    private static DocumentSymbol? SymbolOf(string[] groups, bool normative)
    {
        var isKind = DocumentKinds.ByAbbreviation(groups[0]) is not null || LawAbbreviations.Contains(groups[0]);
        return (isKind, groups.Length) switch
        {
            (true, 1) => null,
            (true, _) => new(groups[0], groups[1], groups.Length > 2 ? string.Join('-', groups[2..]) : null),
            // Laws and resolutions of the National Assembly carry its term only: 45/2019/QH14.
            (false, 1) => new(null, groups[0]),
            (false, _) when normative => null,
            (false, _) => new(null, groups[0], string.Join('-', groups[1..])),
        };
    }

    private static ParseOutcome<DocumentNumber> Problem(string text, int position, params string[] allowed) =>
        new(null, new(position, text.Length - position, text[position..], [.. allowed]));

    [GeneratedRegex(@"^\s*([Ss]ố\s*:?)?\s*(?<n>[0-9]{0,9})\s*/\s*((?<y>(19|20)[0-9]{2})\s*/\s*)?(?<s>\p{L}[^/\s]*(\s*-\s*[^/\s-]+)*)\s*$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Form();

    [GeneratedRegex(@"^\s*[Ss]ố\s*:?\s*", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Prefix();
}
