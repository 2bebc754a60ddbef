using DocumentFormat.OpenXml.Wordprocessing;
using static QmsWorkflow.TemplateBuilder.Cells;
using static QmsWorkflow.TemplateBuilder.Parts;

namespace QmsWorkflow.TemplateBuilder;

/// <summary>Nonconformity and corrective action (ISO 9001:2015, 10.2; DOMAIN rows 76–79).</summary>
internal static class SetCorrectiveAction
{
    private const int Label = 2900;
    private static readonly Look Head = Look.Centre with { Points = 12, Bold = true, Before = 40, After = 40 };
    private static readonly Look Text = Look.Cell with { Points = 12 };
    private static readonly Look Middle = Text with { Align = JustificationValues.Center };

    public static IReadOnlyList<ShippedTemplate> All { get; } = [new("corrective-action/phieu-kph-hdkp", Sheet)];

    private static Page Sheet()
    {
        int[] whys = [1500, 7570];
        int[] actions = [600, 3420, 1700, 1350, 2000];
        return new Page()
            .AddAll(Records.Head()).AddAll(Records.Name("PHIẾU KIỂM SOÁT SỰ KHÔNG PHÙ HỢP", "VÀ HÀNH ĐỘNG KHẮC PHỤC"))
            .Add(
                Records.Heading("1. Mô tả sự không phù hợp"),
                Form(Label,
                    ("Đơn vị", [Entry("unit")]),
                    ("Nguồn phát hiện, ngày", [Entry("source")]),
                    ("Yêu cầu không được đáp ứng", [Entry("clause")]),
                    ("Mức độ", [Entry("grade")]),
                    ("Mô tả", [Rich("description")]),
                    ("Bằng chứng khách quan", [Rich("evidence")])))
            .AddAll(Records.Signatures("ĐẠI DIỆN ĐƠN VỊ", "unitSigner", "NGƯỜI PHÁT HIỆN", "finder", room: 800))
            .Add(
                Records.Heading("2. Khắc phục tức thời"),
                Form(Label,
                    ("Việc đã làm để xử lý", [Rich("correction")]),
                    ("Người thực hiện, ngày", [Entry("correctedBy")])),
                Records.Heading("3. Phân tích nguyên nhân (5 lần hỏi “Tại sao?”)"),
                Grid(whys, Head, ["Lần hỏi", "Trả lời"],
                    Row("each:whys", Row(whys, Paragraph(Middle, Piece.Field("question")), Paragraph(Look.Cell, Piece.Field("answer"))))),
                Space(6),
                Form(Label,
                    ("Nguyên nhân gốc rễ", [Rich("rootCause")]),
                    ("Nhóm nguyên nhân", [Entry("causeClass")]),
                    ("Có xảy ra ở nơi khác không?", [Entry("elsewhere")])),
                Records.Heading("4. Hành động khắc phục"),
                Grid(actions, Head, ["TT", "Hành động", "Người chịu trách nhiệm", "Thời hạn", "Kết quả, ngày hoàn thành"],
                    Row("each:actions", Row(actions,
                        Paragraph(Middle, Piece.Field("ordinal")), Paragraph(Text, Piece.Field("content")), Paragraph(Text, Piece.Field("owner")),
                        Paragraph(Middle, Piece.Field("deadline")), Paragraph(Text, Piece.Field("result"))))),
                Space(6),
                Form(Label,
                    ("Rủi ro, cơ hội và tài liệu phải cập nhật", [Entry("changes")])),
                Records.Heading("5. Kiểm tra hiệu lực (do người không thực hiện hành động khắc phục)"),
                Form(Label,
                    ("Ngày kiểm tra", [Entry("checkedOn")]),
                    ("Cách kiểm tra, bằng chứng", [Rich("checkEvidence")]),
                    ("Kết luận", [Paragraph(Look.Cell with { Bold = true }, Piece.Field("verdict"))]),
                    ("Phiếu mới (nếu chưa hiệu lực)", [Entry("nextCode")])))
            .AddAll(Records.Signatures("TRƯỞNG ĐƠN VỊ", "owner", "NGƯỜI KIỂM TRA HIỆU LỰC", "checker", room: 800));
    }

    private static Paragraph Entry(string name) => Paragraph(Look.Cell, Piece.Field(name));

    private static SdtBlock Rich(string name) => Block("rich:" + name, Paragraph(Look.Cell, $"«{name}»"));
}
