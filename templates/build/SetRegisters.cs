using static QmsWorkflow.TemplateBuilder.Column;
using static QmsWorkflow.TemplateBuilder.Forms;
using static QmsWorkflow.TemplateBuilder.Parts;

namespace QmsWorkflow.TemplateBuilder;

/// <summary>Sổ đăng ký văn bản đi and đến: cover, then the ten columns of NĐ 30/2020, Phụ lục IV, mục I and VI.</summary>
internal static class SetRegisters
{
    private const int Points = 12;

    public static IReadOnlyList<ShippedTemplate> All { get; } =
    [
        new("registers/so-van-ban-di", () => Register("SỔ ĐĂNG KÝ VĂN BẢN ĐI",
            Centred("Số, ký hiệu văn bản", "number", 1500), Centred("Ngày tháng văn bản", "date", 1330), new("Tên loại và trích yếu nội dung văn bản", "subject", 3200),
            new("Người ký", "signer", 1350), new("Nơi nhận văn bản", "sentTo", 1600), new("Đơn vị, người nhận bản lưu", "keptBy", 1150), Centred("Số lượng bản", "copies", 850),
            Centred("Ngày chuyển", "sentOn", 1330), Centred("Ký nhận", "receipt", 790), new("Ghi chú", "note", 900))),
        new("registers/so-van-ban-den", () => Register("SỔ ĐĂNG KÝ VĂN BẢN ĐẾN",
            Centred("Ngày đến", "arrivedOn", 1330), Centred("Số đến", "arrivalNumber", 700), new("Tác giả", "author", 1500), Centred("Số, ký hiệu văn bản", "number", 1400),
            Centred("Ngày tháng văn bản", "date", 1330), new("Tên loại và trích yếu nội dung văn bản", "subject", 3150), new("Đơn vị hoặc người nhận", "receiver", 1400),
            Centred("Ngày chuyển", "sentOn", 1330), Centred("Ký nhận", "receipt", 760), new("Ghi chú", "note", 1100))),
    ];

    private static Page Register(string name, params Column[] columns)
    {
        var line = Look.Centre with { Points = 14, Before = 120 };
        return new Page(PageShape.Landscape)
            .Add(
                Framed(Nd30.LandscapeWidth, 9000,
                    Block("if:superior", Paragraph(Look.Centre with { Points = 14, Before = 200 }, Piece.Field("superior"))),
                    Paragraph(Look.Centre with { Points = 14, Bold = true }, Piece.Field("agency")),
                    Rule(2400, Nd30.LandscapeWidth - 240),
                    Paragraph(Look.Centre with { Points = 26, Bold = true, Before = 1500, After = 500 }, name),
                    Paragraph(line with { Bold = true }, "Năm: ", Piece.Field("year")),
                    Paragraph(line, "Từ ngày ", Piece.Field("fromDate"), " đến ngày ", Piece.Field("toDate")),
                    Paragraph(line, "Từ số ", Piece.Field("fromNumber"), " đến số ", Piece.Field("toNumber")),
                    Paragraph(line with { Before = 1500 }, "Quyển số: ", Piece.Field("volume"))),
                Page.SectionEnd(PageShape.Landscape),
                // LibreOffice begins the count of a section anew at a paragraph, not at a table.
                Space(1),
                Forms.Register("rows", Points, columns));
    }
}
