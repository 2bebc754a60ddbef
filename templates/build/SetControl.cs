using DocumentFormat.OpenXml.Wordprocessing;
using static QmsWorkflow.TemplateBuilder.Column;
using static QmsWorkflow.TemplateBuilder.Forms;
using static QmsWorkflow.TemplateBuilder.Parts;

namespace QmsWorkflow.TemplateBuilder;

/// <summary>Lists of the documents and records of the QMS (ISO 9001:2015, 7.5).</summary>
internal static class SetControl
{
    public static IReadOnlyList<ShippedTemplate> All { get; } =
    [
        new("document-control/danh-muc-tai-lieu", Documents),
        new("document-control/danh-muc-ho-so", Records),
    ];

    /// <summary>Danh mục tài liệu: which edition is in force, since when, who keeps it and where it is used (7.5.3).</summary>
    private static Page Documents() => new Page(PageShape.Landscape)
        .AddAll(Nd30.Header(withNumber: false, width: Nd30.LandscapeWidth)).AddAll(Nd30.Title(Nd30.LandscapeWidth))
        .Add(
            Paragraph(Look.Body with { FirstLine = 0, After = 120, Align = JustificationValues.Left }, "Cập nhật đến ngày: ", Piece.Field("updatedOn")),
            Groups("groups", "items", 12,
                Centred("TT", "ordinal", 650), Centred("Mã số", "code", 1700), new("Tên tài liệu", "name", 4600), Centred("Lần ban hành", "edition", 1150),
                Centred("Ngày hiệu lực", "effectiveOn", 1600), new("Đơn vị quản lý", "keeper", 2100), new("Nơi phân phối, sử dụng", "usedAt", 2200)),
            Paragraph(Look.Body, "Danh mục này có ", Piece.Field("total"), " tài liệu đang có hiệu lực./."))
        .AddAll(Pair("NGƯỜI LẬP", "preparer", "PHÊ DUYỆT", withRecipients: false, Nd30.LandscapeWidth));

    /// <summary>Danh mục hồ sơ (NĐ 30/2020, Phụ lục V, mục II): exactly its five columns, then how many are kept for ever.</summary>
    private static Page Records() => new Page()
        .AddAll(Nd30.Header(withNumber: false, withDate: false))
        .Add(
            Paragraph(Look.Centre with { Bold = true }, Piece.Field("kindName")),
            Paragraph(Look.Centre with { Bold = true }, "Năm ", Piece.Field("year")),
            Paragraph(Look.Centre with { Italic = true }, Piece.Field("reference")),
            Rule(1600, Nd30.TextWidth), Space(8),
            RegisterGroups("groups", "items", 13,
                Centred("Số và ký hiệu hồ sơ", "code", 1350), new("Tên đề mục và tiêu đề hồ sơ", "name", 3500), Centred("Thời hạn bảo quản", "retention", 1250),
                new("Người lập hồ sơ", "keeper", 1900), new("Ghi chú", "note", 1070)),
            Paragraph(Look.Body with { KeepNext = true }, "Danh mục hồ sơ này có ", Piece.Field("total"), " hồ sơ, bao gồm:"),
            Paragraph(Look.Body with { KeepNext = true }, Piece.Field("permanent"), " hồ sơ bảo quản vĩnh viễn;"),
            Paragraph(Look.Body, Piece.Field("limited"), " hồ sơ bảo quản có thời hạn./."))
        .AddAll(SignedRight());
}
