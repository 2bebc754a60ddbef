using System.Collections.Immutable;

namespace QmsWorkflow.Domain.Numbering;

/// <summary>The 29 kinds of administrative document of NĐ 30/2020 Đ7, and the three kinds of copy of its Phụ lục III.</summary>
public enum DocumentKind
{
    /// <summary>Nghị quyết (cá biệt).</summary>
    Resolution,

    /// <summary>Quyết định (cá biệt).</summary>
    Decision,

    /// <summary>Chỉ thị.</summary>
    Directive,

    /// <summary>Quy chế.</summary>
    Statute,

    /// <summary>Quy định.</summary>
    Regulation,

    /// <summary>Thông cáo.</summary>
    Communique,

    /// <summary>Thông báo.</summary>
    Notice,

    /// <summary>Hướng dẫn.</summary>
    Guidance,

    /// <summary>Chương trình.</summary>
    Programme,

    /// <summary>Kế hoạch.</summary>
    Plan,

    /// <summary>Phương án.</summary>
    Option,

    /// <summary>Đề án.</summary>
    Scheme,

    /// <summary>Dự án.</summary>
    Project,

    /// <summary>Báo cáo.</summary>
    Report,

    /// <summary>Biên bản.</summary>
    Minutes,

    /// <summary>Tờ trình.</summary>
    Submission,

    /// <summary>Hợp đồng.</summary>
    Contract,

    /// <summary>Công văn: a letter; its symbol has no abbreviation of the kind.</summary>
    OfficialLetter,

    /// <summary>Công điện.</summary>
    Telegram,

    /// <summary>Bản ghi nhớ.</summary>
    Memorandum,

    /// <summary>Bản thỏa thuận.</summary>
    Agreement,

    /// <summary>Giấy ủy quyền.</summary>
    Authorisation,

    /// <summary>Giấy mời.</summary>
    Invitation,

    /// <summary>Giấy giới thiệu.</summary>
    Introduction,

    /// <summary>Giấy nghỉ phép.</summary>
    LeavePermit,

    /// <summary>Phiếu gửi.</summary>
    DispatchSlip,

    /// <summary>Phiếu chuyển.</summary>
    TransferSlip,

    /// <summary>Phiếu báo.</summary>
    InformationSlip,

    /// <summary>Thư công: has no number.</summary>
    OfficialNote,

    /// <summary>Bản sao y.</summary>
    TrueCopy,

    /// <summary>Bản trích sao.</summary>
    ExtractCopy,

    /// <summary>Bản sao lục.</summary>
    CopyOfCopy,
}

/// <summary>The words of a kind of document.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="NameVi">Its name in Vietnamese.</param>
/// <param name="NameEn">Its name in English.</param>
/// <param name="Abbreviation">What stands for it in symbols (NĐ 30/2020, Phụ lục III); null for công văn and thư công.</param>
public sealed record DocumentKindInfo(DocumentKind Kind, string NameVi, string NameEn, string? Abbreviation)
{
    /// <summary>Whether it is a copy and not one of the 29 kinds of Đ7.</summary>
    public bool IsCopy => Kind is DocumentKind.TrueCopy or DocumentKind.ExtractCopy or DocumentKind.CopyOfCopy;

    /// <summary>The name as the heading prints it, in capitals; null for công văn, which has none.</summary>
    public string? Heading => Kind == DocumentKind.OfficialLetter ? null : NameVi.ToUpperInvariant();
}

/// <summary>The table of kinds (NĐ 30/2020 Đ7 and Phụ lục III).</summary>
public static class DocumentKinds
{
    /// <summary>All kinds in the order of the decree, copies last.</summary>
    public static ImmutableArray<DocumentKindInfo> All { get; } =
    [
        new(DocumentKind.Resolution, "Nghị quyết", "Resolution", "NQ"),
        new(DocumentKind.Decision, "Quyết định", "Decision", "QĐ"),
        new(DocumentKind.Directive, "Chỉ thị", "Directive", "CT"),
        new(DocumentKind.Statute, "Quy chế", "Statute", "QC"),
        new(DocumentKind.Regulation, "Quy định", "Regulation", "QyĐ"),
        new(DocumentKind.Communique, "Thông cáo", "Communiqué", "TC"),
        new(DocumentKind.Notice, "Thông báo", "Notice", "TB"),
        new(DocumentKind.Guidance, "Hướng dẫn", "Guidance", "HD"),
        new(DocumentKind.Programme, "Chương trình", "Programme", "CTr"),
        new(DocumentKind.Plan, "Kế hoạch", "Plan", "KH"),
        new(DocumentKind.Option, "Phương án", "Option paper", "PA"),
        new(DocumentKind.Scheme, "Đề án", "Scheme", "ĐA"),
        new(DocumentKind.Project, "Dự án", "Project", "DA"),
        new(DocumentKind.Report, "Báo cáo", "Report", "BC"),
        new(DocumentKind.Minutes, "Biên bản", "Minutes", "BB"),
        new(DocumentKind.Submission, "Tờ trình", "Submission", "TTr"),
        new(DocumentKind.Contract, "Hợp đồng", "Contract", "HĐ"),
        new(DocumentKind.OfficialLetter, "Công văn", "Official letter", null),
        new(DocumentKind.Telegram, "Công điện", "Telegram", "CĐ"),
        new(DocumentKind.Memorandum, "Bản ghi nhớ", "Memorandum", "BGN"),
        new(DocumentKind.Agreement, "Bản thỏa thuận", "Agreement", "BTT"),
        new(DocumentKind.Authorisation, "Giấy ủy quyền", "Authorisation", "GUQ"),
        new(DocumentKind.Invitation, "Giấy mời", "Invitation", "GM"),
        new(DocumentKind.Introduction, "Giấy giới thiệu", "Letter of introduction", "GGT"),
        new(DocumentKind.LeavePermit, "Giấy nghỉ phép", "Leave permit", "GNP"),
        new(DocumentKind.DispatchSlip, "Phiếu gửi", "Dispatch slip", "PG"),
        new(DocumentKind.TransferSlip, "Phiếu chuyển", "Transfer slip", "PC"),
        new(DocumentKind.InformationSlip, "Phiếu báo", "Information slip", "PB"),
        new(DocumentKind.OfficialNote, "Thư công", "Official note", null),
        new(DocumentKind.TrueCopy, "Bản sao y", "True copy", "SY"),
        new(DocumentKind.ExtractCopy, "Bản trích sao", "Extract copy", "TrS"),
        new(DocumentKind.CopyOfCopy, "Bản sao lục", "Copy of a copy", "SL"),
    ];

    /// <summary>The words of a kind.</summary>
    public static DocumentKindInfo Of(DocumentKind kind) => All[(int)kind];

    /// <summary>The kind an abbreviation stands for, exactly as written; null when none.</summary>
    public static DocumentKindInfo? ByAbbreviation(string abbreviation) =>
        All.FirstOrDefault(info => string.Equals(info.Abbreviation, abbreviation, StringComparison.Ordinal));

    /// <summary>The kind with this Vietnamese name, in any case; null when none (S-192).</summary>
    public static DocumentKindInfo? ByName(string nameVi) =>
        All.FirstOrDefault(info => string.Equals(info.NameVi, ComposedText.Of(nameVi).Trim(), StringComparison.OrdinalIgnoreCase));
}
