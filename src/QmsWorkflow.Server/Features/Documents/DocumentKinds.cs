using System.Collections.Frozen;

namespace QmsWorkflow.Server.Features.Documents;

/// <summary>The kinds of document this product drafts: which template, which register series, and how they are addressed.</summary>
internal sealed record DocumentKindInfo
{
    public required string Kind { get; init; }

    /// <summary>The abbreviation of NĐ 30/2020, Phụ lục III; null for a QMS record that is no administrative document (S-192): it gets no number.</summary>
    public required string? Abbreviation { get; init; }

    /// <summary>The template below <c>templates/</c>, without its ending.</summary>
    public required string Template { get; init; }

    public required string NameVi { get; init; }

    public bool IsNumbered => Abbreviation is not null;

    private static readonly FrozenDictionary<string, DocumentKindInfo> Known = new DocumentKindInfo[]
    {
        new() { Kind = "plan", Abbreviation = "KH", Template = "annual-plan/ke-hoach", NameVi = "Kế hoạch" },
        new() { Kind = "submission", Abbreviation = "TTr", Template = "agency-objectives/to-trinh", NameVi = "Tờ trình" },
        new() { Kind = "decision", Abbreviation = "QĐ", Template = "agency-objectives/quyet-dinh", NameVi = "Quyết định" },
        new() { Kind = "unit-objectives", Abbreviation = null, Template = "department-objectives/muc-tieu-don-vi", NameVi = "Mục tiêu chất lượng của đơn vị" },
        new() { Kind = "posting-sheet", Abbreviation = null, Template = "department-objectives/phieu-niem-yet", NameVi = "Phiếu niêm yết" },
    }.ToFrozenDictionary(info => info.Kind, StringComparer.Ordinal);

    public static IReadOnlyList<string> All { get; } = [.. Known.Keys.Order(StringComparer.Ordinal)];

    public static DocumentKindInfo? Find(string kind) => Known.GetValueOrDefault(kind);
}
