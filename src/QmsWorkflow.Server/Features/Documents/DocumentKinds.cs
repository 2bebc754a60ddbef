using System.Collections.Frozen;

namespace QmsWorkflow.Server.Features.Documents;

/// <summary>The kinds of document this product drafts: which template, which register series, and how they are addressed.</summary>
internal sealed record DocumentKindInfo
{
    public required string Kind { get; init; }

    /// <summary>The abbreviation of NĐ 30/2020, Phụ lục III; null for công văn, and for a QMS record that is no administrative document (S-192).</summary>
    public string? Abbreviation { get; init; }

    /// <summary>Công văn: the symbol names the agency and the drafting unit, not the kind (NĐ 30/2020, Phụ lục I, II.3b).</summary>
    public bool IsLetter { get; init; }

    /// <summary>The template below <c>templates/</c>, without its ending.</summary>
    public required string Template { get; init; }

    /// <summary>Other layouts of the same kind, by the name that the wording gives them.</summary>
    public IReadOnlyDictionary<string, string> Layouts { get; init; } = FrozenDictionary<string, string>.Empty;

    public required string NameVi { get; init; }

    public required string NameEn { get; init; }

    /// <summary>Whether people may compose it freely; the others are made by the product from what it knows.</summary>
    public bool IsComposed { get; init; }

    /// <summary>A QMS record gets no number.</summary>
    public bool IsNumbered => IsLetter || Abbreviation is not null;

    /// <summary>The series of numbers in which it counts.</summary>
    public string Series => IsLetter ? "CV" : Abbreviation ?? Kind;

    /// <summary>The process of the yearly cycle that it belongs to: the folder of its template.</summary>
    public string Process => Template[..Template.IndexOf('/', StringComparison.Ordinal)];

    /// <summary>The name as the document prints it: that of the decree, in capitals; a record's own name.</summary>
    public string Heading => (Abbreviation is null ? NameVi : QmsWorkflow.Domain.Numbering.DocumentKinds.ByAbbreviation(Abbreviation)!.NameVi).ToUpperInvariant();

    /// <summary>All its templates, the usual one first.</summary>
    public IEnumerable<string> Templates => [Template, .. Layouts.Values.Order(StringComparer.Ordinal)];

    /// <summary>The symbol behind the number; empty for records that get none.</summary>
    /// <param name="issuer">The symbol of the agency or of the committee that issues it.</param>
    /// <param name="unit">The code of the drafting unit; only công văn names it.</param>
    public string SymbolOf(string issuer, string? unit) =>
        IsLetter ? string.IsNullOrEmpty(unit) ? issuer : $"{issuer}-{unit}" : Abbreviation is null ? "" : $"{Abbreviation}-{issuer}";

    /// <summary>In the order of the year.</summary>
    private static readonly DocumentKindInfo[] InOrder =
    [
        new() { Kind = "plan", Abbreviation = "KH", Template = "annual-plan/ke-hoach", NameVi = "Kế hoạch", NameEn = "Plan", IsComposed = true },
        new() { Kind = "submission", Abbreviation = "TTr", Template = "agency-objectives/to-trinh", NameVi = "Tờ trình", NameEn = "Submission letter", IsComposed = true },
        new()
        {
            Kind = "decision", Abbreviation = "QĐ", Template = "agency-objectives/quyet-dinh", NameVi = "Quyết định", NameEn = "Decision",
            Layouts = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["units"] = "agency-objectives/quyet-dinh-bang",
                ["groups"] = "agency-objectives/quyet-dinh-nhom",
            },
        },
        new() { Kind = "unit-objectives", Template = "department-objectives/muc-tieu-don-vi", NameVi = "Mục tiêu chất lượng của đơn vị", NameEn = "Unit objectives" },
        new() { Kind = "unit-action-plan", Abbreviation = "KH", Template = "department-objectives/ke-hoach-thuc-hien", NameVi = "Kế hoạch thực hiện mục tiêu của đơn vị", NameEn = "Unit action plan", IsComposed = true },
        new() { Kind = "posting-sheet", Template = "department-objectives/phieu-niem-yet", NameVi = "Phiếu niêm yết", NameEn = "Posting sheet" },
        new() { Kind = "audit-decision", Abbreviation = "QĐ", Template = "internal-audit/quyet-dinh", NameVi = "Quyết định đánh giá nội bộ", NameEn = "Internal audit decision", IsComposed = true },
        new() { Kind = "audit-plan", Abbreviation = "KH", Template = "internal-audit/ke-hoach", NameVi = "Kế hoạch đánh giá nội bộ", NameEn = "Internal audit plan", IsComposed = true },
        new() { Kind = "audit-notes", Template = "internal-audit/phieu-ghi-chep", NameVi = "Phiếu ghi chép đánh giá", NameEn = "Audit notes", IsComposed = true },
        new() { Kind = "audit-report", Abbreviation = "BC", Template = "internal-audit/bao-cao", NameVi = "Báo cáo đánh giá nội bộ", NameEn = "Internal audit report", IsComposed = true },
        new() { Kind = "corrective-action", Template = "corrective-action/phieu-kph-hdkp", NameVi = "Phiếu xử lý sự không phù hợp và hành động khắc phục", NameEn = "Nonconformity and corrective action report", IsComposed = true },
        new() { Kind = "survey-plan", Abbreviation = "KH", Template = "satisfaction-survey/ke-hoach", NameVi = "Kế hoạch khảo sát sự hài lòng", NameEn = "Satisfaction survey plan", IsComposed = true },
        new() { Kind = "survey-report", Abbreviation = "BC", Template = "satisfaction-survey/bao-cao", NameVi = "Báo cáo khảo sát sự hài lòng", NameEn = "Satisfaction survey report", IsComposed = true },
        new() { Kind = "nomination", IsLetter = true, Template = "training/cong-van-cu-can-bo", NameVi = "Công văn cử cán bộ", NameEn = "Nomination letter", IsComposed = true },
        new() { Kind = "attendance", Template = "training/danh-sach-diem-danh", NameVi = "Danh sách điểm danh", NameEn = "Attendance list", IsComposed = true },
        new() { Kind = "minutes", Abbreviation = "BB", Template = "meetings/bien-ban-hop", NameVi = "Biên bản họp", NameEn = "Minutes of a meeting", IsComposed = true },
        new() { Kind = "invitation", Abbreviation = "GM", Template = "meetings/giay-moi", NameVi = "Giấy mời", NameEn = "Invitation", IsComposed = true },
        new() { Kind = "periodic-report", Abbreviation = "BC", Template = "periodic-reports/bao-cao-dinh-ky", NameVi = "Báo cáo định kỳ", NameEn = "Periodic report", IsComposed = true },
        new() { Kind = "ad-hoc-report", Abbreviation = "BC", Template = "periodic-reports/bao-cao-dot-xuat", NameVi = "Báo cáo đột xuất", NameEn = "Ad-hoc report", IsComposed = true },
        new() { Kind = "review-report", Abbreviation = "BC", Template = "management-review/bao-cao", NameVi = "Báo cáo xem xét của lãnh đạo", NameEn = "Management review report", IsComposed = true },
        new() { Kind = "review-conclusion", Abbreviation = "TB", Template = "management-review/thong-bao-ket-luan", NameVi = "Thông báo kết luận xem xét của lãnh đạo", NameEn = "Notice of the review’s conclusions", IsComposed = true },
        new() { Kind = "validity-confirmation", Abbreviation = "QĐ", Template = "management-review/xac-nhan-hieu-luc", NameVi = "Quyết định xác nhận hiệu lực", NameEn = "Confirmation of validity", IsComposed = true },
        // The form of QĐ 19/2014/QĐ-TTg, Phụ lục I, is a decision.
        new() { Kind = "declaration", Abbreviation = "QĐ", Template = "management-review/cong-bo", NameVi = "Quyết định công bố hệ thống quản lý chất lượng", NameEn = "Decision declaring the quality management system", IsComposed = true },
        new() { Kind = "document-list", Template = "document-control/danh-muc-tai-lieu", NameVi = "Danh mục tài liệu", NameEn = "List of documents", IsComposed = true },
        new() { Kind = "records-list", Template = "document-control/danh-muc-ho-so", NameVi = "Danh mục hồ sơ", NameEn = "List of records", IsComposed = true },
        new() { Kind = "register-outgoing", Template = "registers/so-van-ban-di", NameVi = "Sổ đăng ký văn bản đi", NameEn = "Register of outgoing documents" },
        new() { Kind = "register-incoming", Template = "registers/so-van-ban-den", NameVi = "Sổ đăng ký văn bản đến", NameEn = "Register of incoming documents" },
        new() { Kind = "correction", IsLetter = true, Template = "corrections/cong-van-dinh-chinh", NameVi = "Công văn đính chính", NameEn = "Letter of correction", IsComposed = true },
        new() { Kind = "recall", Abbreviation = "QĐ", Template = "corrections/quyet-dinh-thu-hoi", NameVi = "Quyết định thu hồi văn bản", NameEn = "Decision to recall a document", IsComposed = true },
        new() { Kind = "copy", Template = "copies/ban-sao", NameVi = "Bản sao văn bản", NameEn = "Copy of a document" },
    ];

    private static readonly FrozenDictionary<string, DocumentKindInfo> Known = InOrder.ToFrozenDictionary(info => info.Kind, StringComparer.Ordinal);

    public static IReadOnlyList<DocumentKindInfo> Ordered => InOrder;

    public static IReadOnlyList<string> All { get; } = [.. Known.Keys.Order(StringComparer.Ordinal)];

    public static DocumentKindInfo? Find(string kind) => Known.GetValueOrDefault(kind);

    /// <summary>The kind that a template is for; null when none.</summary>
    public static DocumentKindInfo? OfTemplate(string template) => InOrder.FirstOrDefault(info => info.Templates.Contains(template, StringComparer.Ordinal));
}
