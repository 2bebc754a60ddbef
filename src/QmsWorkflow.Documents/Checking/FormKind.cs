using System.Collections.Immutable;
using QmsWorkflow.Documents.Checking.Reading;

namespace QmsWorkflow.Documents.Checking;

/// <summary>A kind of administrative document (NĐ 30/2020, Điều 7) with its abbreviation (Phụ lục III, mục I).</summary>
/// <param name="Name">The name in capitals.</param>
/// <param name="Abbreviation">As symbols write it; null for công văn and thư công.</param>
internal sealed record FormKind(string Name, string? Abbreviation)
{
    public static FormKind Letter { get; } = new("CÔNG VĂN", null);

    public static ImmutableArray<FormKind> All { get; } =
    [
        new("NGHỊ QUYẾT", "NQ"), new("QUYẾT ĐỊNH", "QĐ"), new("CHỈ THỊ", "CT"), new("QUY CHẾ", "QC"), new("QUY ĐỊNH", "QyĐ"), new("THÔNG CÁO", "TC"), new("THÔNG BÁO", "TB"),
        new("HƯỚNG DẪN", "HD"), new("CHƯƠNG TRÌNH", "CTr"), new("KẾ HOẠCH", "KH"), new("PHƯƠNG ÁN", "PA"), new("ĐỀ ÁN", "ĐA"), new("DỰ ÁN", "DA"), new("BÁO CÁO", "BC"),
        new("BIÊN BẢN", "BB"), new("TỜ TRÌNH", "TTr"), new("HỢP ĐỒNG", "HĐ"), Letter, new("CÔNG ĐIỆN", "CĐ"), new("BẢN GHI NHỚ", "BGN"), new("BẢN THỎA THUẬN", "BTT"),
        new("GIẤY ỦY QUYỀN", "GUQ"), new("GIẤY MỜI", "GM"), new("GIẤY GIỚI THIỆU", "GGT"), new("GIẤY NGHỈ PHÉP", "GNP"), new("PHIẾU GỬI", "PG"), new("PHIẾU CHUYỂN", "PC"),
        new("PHIẾU BÁO", "PB"), new("THƯ CÔNG", null),
    ];

    /// <summary>Those who are decided by a person or a collective, with căn cứ and a line of authority (Mẫu 1.1–1.3).</summary>
    public bool IsDecision => Abbreviation is "QĐ" or "NQ";

    /// <summary>Those that may be addressed with "Kính gửi" (mục II.9b, d).</summary>
    public bool MayBeAddressed => this == Letter || Abbreviation is "TTr" or "BC";

    /// <summary>Short papers: their forms show no trích yếu, or no line, or their own lines of text (Mẫu 1.6–1.10).</summary>
    public bool IsSlip => Abbreviation is "CĐ" or "GM" or "GGT" or "GNP" or "BB" or "PG" or "PC" or "PB" or "GUQ" || Name == "THƯ CÔNG";

    public static FormKind? ByName(string text)
    {
        var plain = Vietnamese.Plain(text);
        return All.FirstOrDefault(kind => Vietnamese.Plain(kind.Name) == plain && kind != Letter);
    }

    public static FormKind? ByAbbreviation(string text) => All.FirstOrDefault(kind => kind.Abbreviation == text);
}
