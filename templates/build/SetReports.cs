using DocumentFormat.OpenXml;
using static QmsWorkflow.TemplateBuilder.Column;
using static QmsWorkflow.TemplateBuilder.Forms;
using static QmsWorkflow.TemplateBuilder.Parts;

namespace QmsWorkflow.TemplateBuilder;

/// <summary>Reports of a period and on request (NĐ 09/2019; S-148…S-152).</summary>
internal static class SetReports
{
    public static IReadOnlyList<ShippedTemplate> All { get; } =
    [
        new("periodic-reports/bao-cao-dinh-ky", Periodic),
        new("periodic-reports/bao-cao-dot-xuat", AdHoc),
    ];

    /// <summary>
    /// Báo cáo quý, 6 tháng, 9 tháng, năm (S-148): period and cut-off are stated, because a year to 14/12 is not the calendar year (NĐ 09/2019, Điều 12);
    /// for each objective target, figures and whether it is met; cause and action for each that is missed (S-151). Figures by field in the appendix (S-140).
    /// </summary>
    private static Page Periodic() => new Page(PageShape.Landscape)
        .AddAll(Nd30.Header(withNumber: true)).AddAll(Nd30.Title()).AddAll(Addressee())
        .Add(
            Rich("intro"),
            Heading("I. KỲ BÁO CÁO"),
            Line("1. Kỳ báo cáo: ", "period"),
            Line("2. Thời gian chốt số liệu: ", "cutOff"),
            Line("3. Nguồn số liệu: ", "source"),
            Heading("II. KẾT QUẢ THỰC HIỆN MỤC TIÊU CHẤT LƯỢNG"),
            Paragraph(Look.Body, Piece.Field("summary")), Gap(),
            Objectives())
        .AddAll(Missed("III. MỤC TIÊU CHƯA ĐẠT VÀ HÀNH ĐỘNG KHẮC PHỤC", withRootCause: false))
        .Add(
            Optional("rows",
                Heading("IV. THỰC HIỆN KẾ HOẠCH DUY TRÌ, CẢI TIẾN HỆ THỐNG"), Gap(),
                List("rows", Centred("TT", "ordinal", 620), new("Nội dung", "content", 3750), Centred("Thời gian", "timing", 1500), new("Đơn vị thực hiện", "responsible", 1700), Centred("Kết quả", "status", 1500))),
            RichPart("V. KHÓ KHĂN, KIẾN NGHỊ", "difficulties"),
            Heading("VI. NHIỆM VỤ KỲ TIẾP THEO"), Rich("nextTasks"),
            Field("closing"))
        .AddAll(Nd30.Closing())
        .Add(Page.SectionEnd())
        .AddAll(AppendixHead(Nd30.LandscapeWidth))
        .Add(List("details",
            Centred("TT", "ordinal", 700), new("Lĩnh vực, đơn vị", "name", 4300), Centred("Tiếp nhận", "received", 1350), Centred("Đã giải quyết", "completed", 1350),
            Centred("Trước hạn", "early", 1250), Centred("Đúng hạn", "onTime", 1250), Centred("Quá hạn", "late", 1250), Centred("Tỷ lệ đúng hạn", "rate", 1250), Centred("Chỉ tiêu", "target", 1300)));

    /// <summary>Báo cáo đột xuất: at the request and by the deadline of who asks (S-150; NĐ 09/2019, Điều 8.5).</summary>
    private static Page AdHoc() => new Page()
        .AddAll(Nd30.Header(withNumber: true)).Add(Urgency()).AddAll(Nd30.Title()).AddAll(Addressee())
        .Add(
            Line("Thực hiện ", "request"),
            Rich("content"),
            Optional("objectives", Paragraph(Look.Body with { KeepNext = true }, "Kết quả thực hiện các mục tiêu có liên quan (", Piece.Field("cutOff"), "):"), Gap(), Objectives()),
            RichPart("Nguyên nhân và biện pháp khắc phục", "causes"),
            RichPart("Đề xuất, kiến nghị", "proposals"),
            Field("closing"))
        .AddAll(Nd30.Closing());

    /// <summary>Per objective: target, numerator over denominator, result, met or missed.</summary>
    public static OpenXmlElement Objectives() => List("objectives",
        Centred("TT", "ordinal", 620), new("Mục tiêu", "statement", 3000), Centred("Chỉ tiêu", "target", 1200), Centred("Số liệu", "value", 1700),
        Centred("Kết quả", "result", 1200), Centred("Đánh giá", "assessment", 1350));

    /// <summary>A missed objective has its cause and action (S-151), in the report on the QMS also its root cause (S-152).</summary>
    public static IEnumerable<OpenXmlElement> Missed(string heading, bool withRootCause)
    {
        Column[] columns = withRootCause
            ? [Centred("TT", "ordinal", 620), new("Mục tiêu chưa đạt", "statement", 1900), new("Nguyên nhân gốc rễ", "rootCause", 2300), new("Hành động khắc phục", "action", 2350), new("Đơn vị, thời hạn", "responsible", 1900)]
            : [Centred("TT", "ordinal", 620), new("Mục tiêu chưa đạt", "statement", 1900), new("Nguyên nhân", "cause", 2300), new("Hành động khắc phục", "action", 2350), new("Đơn vị, thời hạn", "responsible", 1900)];
        yield return Heading(heading);
        yield return Block("ifnot:missed", Paragraph(Look.Body, "Không có mục tiêu chưa đạt."));
        yield return Optional("missed", Gap(), List("missed", columns));
    }
}
