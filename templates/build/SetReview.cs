using static QmsWorkflow.TemplateBuilder.Column;
using static QmsWorkflow.TemplateBuilder.Forms;

namespace QmsWorkflow.TemplateBuilder;

/// <summary>Management review and the year's end (ISO 9001:2015, 9.3; QĐ 19/2014/QĐ-TTg, Điều 4).</summary>
internal static class SetReview
{
    public static IReadOnlyList<ShippedTemplate> All { get; } =
    [
        new("management-review/bao-cao", Report),
        new("management-review/thong-bao-ket-luan", Conclusion),
        new("management-review/xac-nhan-hieu-luc", Validity),
        new("management-review/cong-bo", Declaration),
    ];

    /// <summary>Báo cáo xem xét của lãnh đạo: the inputs 9.3.2 a–f in their order, then what is proposed to decide (9.3.3).</summary>
    private static Page Report() => new Page()
        .AddAll(Nd30.Header(withNumber: true)).AddAll(Nd30.Title()).AddAll(Addressee())
        .Add(
            Rich("intro"),
            Line("Kỳ xem xét: ", "period"),
            Line("Thời gian chốt số liệu: ", "cutOff"),
            Heading("I. TÌNH TRẠNG CÁC HÀNH ĐỘNG TỪ LẦN XEM XÉT TRƯỚC"), Gap(),
            List("previousActions",
                Centred("TT", "ordinal", 620), new("Nội dung", "content", 3950), new("Đơn vị thực hiện", "responsible", 1800), Centred("Thời hạn", "deadline", 1300), Centred("Kết quả", "status", 1400)),
            Heading("II. THAY ĐỔI CỦA CÁC VẤN ĐỀ NỘI BỘ VÀ BÊN NGOÀI"), Rich("changes"),
            Heading("III. KẾT QUẢ VÀ HIỆU LỰC CỦA HỆ THỐNG"),
            Heading("1. Sự hài lòng của tổ chức, cá nhân và phản hồi"), Rich("satisfaction"),
            Heading("2. Mức độ đạt được mục tiêu chất lượng"), Gap(),
            SetReports.Objectives())
        .AddAll(SetReports.Missed("Mục tiêu chưa đạt, nguyên nhân gốc rễ và hành động khắc phục", withRootCause: true))
        .Add(
            Heading("3. Kết quả thực hiện quá trình và sự phù hợp của dịch vụ"), Rich("processes"),
            Heading("4. Sự không phù hợp và hành động khắc phục"), Rich("nonconformity"),
            Optional("nonconformities", Gap(),
                List("nonconformities",
                    Centred("TT", "ordinal", 620), new("Sự không phù hợp", "content", 2900), new("Đơn vị", "unit", 1500), new("Hành động khắc phục", "action", 2550), Centred("Tình trạng", "status", 1500))),
            Heading("5. Kết quả theo dõi và đo lường"), Rich("measurements"),
            Heading("6. Kết quả đánh giá"), Rich("audits"),
            Heading("7. Kết quả của nhà cung cấp bên ngoài"), Rich("providers"),
            Heading("IV. SỰ ĐẦY ĐỦ CỦA NGUỒN LỰC"), Rich("resources"),
            Heading("V. HÀNH ĐỘNG GIẢI QUYẾT RỦI RO VÀ CƠ HỘI"), Gap(),
            List("risks",
                Centred("TT", "ordinal", 620), new("Rủi ro, cơ hội", "content", 2900), new("Hành động đã thực hiện", "action", 3150), new("Hiệu lực", "effect", 2400)),
            Heading("VI. CƠ HỘI CẢI TIẾN"), Rich("improvements"),
            Heading("VII. KIẾN NGHỊ LÃNH ĐẠO XEM XÉT, QUYẾT ĐỊNH"), Rich("proposals"),
            Field("closing"))
        .AddAll(Nd30.Closing());

    /// <summary>Thông báo kết luận (Mẫu 1.4): the decisions of 9.3.3 a–c, each with who and until when.</summary>
    private static Page Conclusion() => new Page()
        .AddAll(Nd30.Header(withNumber: true)).AddAll(Nd30.Title())
        .Add(
            Rich("intro"),
            Heading("I. ĐÁNH GIÁ CHUNG"), Rich("assessment"),
            Heading("II. KẾT LUẬN"),
            Heading("1. Cơ hội cải tiến"), Rich("improvements"),
            Heading("2. Nhu cầu thay đổi Hệ thống quản lý chất lượng"), Rich("changes"),
            Heading("3. Nhu cầu về nguồn lực"), Rich("resources"),
            Heading("III. PHÂN CÔNG THỰC HIỆN"), Gap(),
            List("decisions",
                Centred("TT", "ordinal", 620), new("Nội dung", "content", 3650), new("Chủ trì", "responsible", 1700), new("Phối hợp", "cooperation", 1700), Centred("Thời hạn", "deadline", 1400)),
            Field("closing"))
        .AddAll(Nd30.Closing());

    /// <summary>Quyết định xác nhận hiệu lực: the head confirms the QMS (QĐ 19/2014, Điều 4.2d).</summary>
    private static Page Validity() => new Page()
        .AddAll(Nd30.Header(withNumber: true)).AddAll(Nd30.Title())
        .AddAll(Decision())
        .AddAll(Nd30.Closing());

    /// <summary>Công bố (QĐ 19/2014, Điều 4.3 and the form of its Phụ lục I, a decision): the standard, and in the appendix the activities it covers.</summary>
    private static Page Declaration() => new Page()
        .AddAll(Nd30.Header(withNumber: true)).AddAll(Nd30.Title())
        .AddAll(Decision())
        .AddAll(Nd30.Closing())
        .Add(Page.SectionEnd())
        .AddAll(AppendixHead())
        .Add(Groups("areas", "activities", 13,
            Centred("TT", "ordinal", 700), new("Hoạt động, thủ tục hành chính", "name", 5320), Centred("Mã quy trình", "code", 1850), new("Đơn vị", "unit", 1200)));
}
