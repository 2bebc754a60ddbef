using static QmsWorkflow.TemplateBuilder.Column;
using static QmsWorkflow.TemplateBuilder.Forms;
using static QmsWorkflow.TemplateBuilder.Parts;

namespace QmsWorkflow.TemplateBuilder;

/// <summary>Survey of satisfaction (ISO 9001:2015, 9.1.2; S-083, S-160, S-161).</summary>
internal static class SetSurvey
{
    public static IReadOnlyList<ShippedTemplate> All { get; } =
    [
        new("satisfaction-survey/ke-hoach", Plan),
        new("satisfaction-survey/bao-cao", Report),
    ];

    /// <summary>Kế hoạch khảo sát (NĐ 30/2020, Phụ lục III, Mẫu 1.4): whom, how many, what is asked, when.</summary>
    private static Page Plan() => new Page()
        .AddAll(Nd30.Header(withNumber: true)).AddAll(Nd30.Title())
        .AddAll(Nd30.Bases(withProposer: false))
        .Add(
            Rich("intro"),
            Heading("I. MỤC ĐÍCH, YÊU CẦU"), Rich("purpose"),
            Heading("II. ĐỐI TƯỢNG, PHẠM VI VÀ THỜI GIAN"),
            Line("1. Đối tượng: ", "respondents"),
            Line("2. Phạm vi: ", "scope"),
            Line("3. Thời gian khảo sát: ", "period"),
            Heading("III. PHƯƠNG PHÁP VÀ CỠ MẪU"), Rich("method"), Gap(),
            List("samples",
                Centred("TT", "ordinal", 620), new("Lĩnh vực", "field", 3450), Centred("Số hồ sơ đã giải quyết", "population", 1500),
                Centred("Số phiếu", "sample", 1200), new("Hình thức thu phiếu", "channel", 2300)),
            Heading("IV. NỘI DUNG KHẢO SÁT"),
            Field("scale"), Gap(),
            List("dimensions",
                Centred("TT", "ordinal", 620), new("Nội dung đánh giá", "name", 4750), Centred("Số câu hỏi", "questions", 1300), Centred("Chỉ tiêu", "target", 2400)),
            Heading("V. TIẾN ĐỘ THỰC HIỆN"), Gap(),
            List("rows", Centred("TT", "ordinal", 620), new("Nội dung", "content", 4150), new("Thời gian", "timing", 2000), new("Đơn vị thực hiện", "responsible", 2300)),
            Heading("VI. TỔ CHỨC THỰC HIỆN"), Rich("duties"),
            Field("closing"))
        .AddAll(Nd30.Closing());

    /// <summary>Báo cáo khảo sát: sample, responses, result per dimension and field, the formula stated (DOMAIN C5), cause and action where missed (S-151).</summary>
    private static Page Report() => new Page()
        .AddAll(Nd30.Header(withNumber: true)).AddAll(Nd30.Title()).AddAll(Addressee())
        .Add(
            Rich("intro"),
            Heading("I. TỔ CHỨC KHẢO SÁT"),
            Line("1. Đối tượng, phạm vi: ", "scope"),
            Line("2. Thời gian khảo sát: ", "period"),
            Line("3. Thời gian chốt số liệu: ", "cutOff"),
            Paragraph(Look.Body with { KeepNext = true }, "4. Số phiếu phát ra, thu về:"), Gap(),
            List("channels",
                Centred("TT", "ordinal", 620), new("Hình thức", "channel", 3450), Centred("Phát ra", "issued", 1250), Centred("Thu về", "returned", 1250),
                Centred("Hợp lệ", "valid", 1250), Centred("Tỷ lệ", "rate", 1250)),
            Heading("II. KẾT QUẢ"),
            Line("Cách tính: ", "formula"),
            Paragraph(Look.Body with { KeepNext = true }, "1. Theo nội dung đánh giá:"), Gap(),
            List("dimensions",
                Centred("TT", "ordinal", 620), new("Nội dung đánh giá", "name", 2750), Centred("Ý kiến hài lòng/ trả lời", "value", 1700),
                Centred("Tỷ lệ", "rate", 1150), Centred("Chỉ tiêu", "target", 1500), Centred("Đánh giá", "assessment", 1350)),
            Optional("fields",
                Paragraph(Look.Body with { KeepNext = true }, "2. Theo lĩnh vực:"), Gap(),
                List("fields",
                    Centred("TT", "ordinal", 620), new("Lĩnh vực", "field", 4550), Centred("Ý kiến hài lòng/ trả lời", "value", 2300), Centred("Tỷ lệ", "rate", 1600))),
            Optional("comments",
                Heading("III. Ý KIẾN GÓP Ý, PHẢN ÁNH"), Gap(),
                List("comments",
                    Centred("TT", "ordinal", 620), new("Nội dung", "content", 4150), new("Kênh tiếp nhận", "channel", 1700), new("Xử lý", "handling", 2600))),
            Heading("IV. NỘI DUNG CHƯA ĐẠT VÀ HÀNH ĐỘNG KHẮC PHỤC"),
            Block("ifnot:missed", Paragraph(Look.Body, "Không có nội dung chưa đạt.")),
            Optional("missed", Gap(),
                List("missed",
                    Centred("TT", "ordinal", 620), new("Nội dung", "name", 1750), new("Nguyên nhân", "cause", 2400),
                    new("Hành động khắc phục", "action", 2400), new("Đơn vị, thời hạn", "responsible", 1900))),
            Heading("V. ĐÁNH GIÁ CHUNG, KIẾN NGHỊ"), Rich("conclusion"),
            Field("closing"))
        .AddAll(Nd30.Closing());
}
