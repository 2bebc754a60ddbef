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
            Centred("Số, ký hiệu văn bản", "number", 1550), Centred("Ngày tháng văn bản", "date", 1250), new("Tên loại và trích yếu nội dung văn bản", "subject", 3450),
            new("Người ký", "signer", 1300), new("Nơi nhận văn bản", "sentTo", 1750), new("Đơn vị, người nhận bản lưu", "keptBy", 1250), Centred("Số lượng bản", "copies", 750),
            Centred("Ngày chuyển", "sentOn", 1100), Centred("Ký nhận", "receipt", 700), new("Ghi chú", "note", 900))),
        new("registers/so-van-ban-den", () => Register("SỔ ĐĂNG KÝ VĂN BẢN ĐẾN",
            Centred("Ngày đến", "arrivedOn", 1100), Centred("Số đến", "arrivalNumber", 750), new("Tác giả", "author", 1700), Centred("Số, ký hiệu văn bản", "number", 1500),
            Centred("Ngày tháng văn bản", "date", 1200), new("Tên loại và trích yếu nội dung văn bản", "subject", 3450), new("Đơn vị hoặc người nhận", "receiver", 1500),
            Centred("Ngày chuyển", "sentOn", 1150), Centred("Ký nhận", "receipt", 750), new("Ghi chú", "note", 900))),
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
                Forms.Register("rows", Points, columns));
    }
}
