using DocumentFormat.OpenXml.Wordprocessing;
using static QmsWorkflow.TemplateBuilder.Cells;
using static QmsWorkflow.TemplateBuilder.Parts;

namespace QmsWorkflow.TemplateBuilder;

/// <summary>Internal audit (ISO 9001:2015, 9.2; DOMAIN rows 69–73).</summary>
internal static class SetAudit
{
    private static readonly Look Bold = Look.Body with { Bold = true, KeepNext = true, Align = JustificationValues.Left };
    private static readonly Look Head = Look.Centre with { Points = 12, Bold = true, Before = 40, After = 40 };
    private static readonly Look Text = Look.Cell with { Points = 12 };
    private static readonly Look Middle = Text with { Align = JustificationValues.Center };

    public static IReadOnlyList<ShippedTemplate> All { get; } =
    [
        new("internal-audit/quyet-dinh", Decision),
        new("internal-audit/ke-hoach", Plan),
        new("internal-audit/phieu-ghi-chep", Notes),
        new("internal-audit/bao-cao", Report),
    ];

    /// <summary>Quyết định on the audit and its team; the list of the team is an appendix (NĐ 30/2020, Phụ lục III, Mẫu 1.2, 2.1).</summary>
    private static Page Decision() => new Page()
        .AddAll(Decisions.Text())
        .Add(Page.SectionEnd())
        .AddAll(Decisions.AppendixHead())
        .Add(Block("each:appendix.intro", Paragraph(Look.Body, Piece.Field("."))), Space(6), Team("each:appendix.members"));

    /// <summary>Kế hoạch: purpose, scope, criteria, team, schedule by unit and clause, method (ISO 19011:2018, 6.3.2).</summary>
    private static Page Plan()
    {
        int[] widths = [1750, 2150, 3270, 1900];
        return new Page()
            .AddAll(Nd30.Header(withNumber: true)).AddAll(Nd30.Title())
            .AddAll(Nd30.Bases(withProposer: false))
            .Add(
                Paragraph(Look.Body, Piece.Field("intro")),
                Heading("I. MỤC ĐÍCH"), Paragraphs("purposes"),
                Heading("II. PHẠM VI ĐÁNH GIÁ"), Paragraphs("scope"),
                Heading("III. CHUẨN MỰC ĐÁNH GIÁ"), Paragraphs("criteria"),
                Paragraph(Bold with { After = 120 }, "IV. ĐOÀN ĐÁNH GIÁ"),
                Team("each:members"),
                Space(6),
                Block("each:independence", Paragraph(Look.Body, Piece.Field("."))),
                Paragraph(Bold with { After = 120 }, "V. LỊCH ĐÁNH GIÁ"),
                Grid(widths, Head, ["Thời gian", "Đơn vị được đánh giá", "Nội dung, điều khoản", "Đánh giá viên"],
                    Row("each:schedule", Row(widths,
                        Paragraph(Middle, Piece.Field("time")), Paragraph(Text, Piece.Field("unit")),
                        Paragraph(Text, Piece.Field("content")), Paragraph(Text, Piece.Field("auditors"))))),
                Space(6),
                Heading("VI. PHƯƠNG PHÁP ĐÁNH GIÁ"), Paragraphs("methods"),
                Heading("VII. TỔ CHỨC THỰC HIỆN"), Paragraphs("organisation"),
                Paragraph(Look.Body, Piece.Field("closing")))
            .AddAll(Nd30.Closing());
    }

    /// <summary>The auditor's notes: clause, question, evidence, conclusion (ISO 19011:2018, 6.4.7); signed by both sides (DOMAIN row 71).</summary>
    private static Page Notes()
    {
        int[] widths = [600, 1150, 2700, 3420, 1200];
        return new Page()
            .AddAll(Records.Head()).AddAll(Records.Name("PHIẾU GHI CHÉP ĐÁNH GIÁ NỘI BỘ"))
            .Add(
                Form(3000,
                    ("Đơn vị được đánh giá", [Entry("unit")]),
                    ("Thời gian, địa điểm", [Entry("timePlace")]),
                    ("Đánh giá viên", [Entry("auditors")]),
                    ("Đại diện đơn vị", [Entry("representatives")]),
                    ("Chuẩn mực đánh giá", [Entry("criteria")])),
                Records.Heading("1. Nội dung đánh giá"),
                Grid(widths, Head, ["TT", "Điều khoản", "Nội dung, câu hỏi", "Bằng chứng khách quan", "Kết luận"],
                    Row("each:rows", Row(widths,
                        Paragraph(Middle, Piece.Field("ordinal")), Paragraph(Middle, Piece.Field("clause")), Paragraph(Text, Piece.Field("question")),
                        Paragraph(Text, Piece.Field("evidence")), Paragraph(Middle with { Bold = true }, Piece.Field("conclusion"))))),
                Paragraph(Look.Body with { FirstLine = 0, Points = 12, Italic = true, Before = 80 }, "Ghi chú: C – phù hợp; NC – không phù hợp; OBS – điểm cần lưu ý."),
                Records.Heading("2. Tổng hợp"),
                Form(3000,
                    ("Số điểm phù hợp (C)", [Entry("conforming")]),
                    ("Số điểm không phù hợp (NC)", [Entry("nonconforming")]),
                    ("Số điểm lưu ý (OBS)", [Entry("observations")]),
                    ("Nhận xét chung", [Entry("remark")])))
            .AddAll(Records.Signatures("ĐẠI DIỆN ĐƠN VỊ", "unitSigner", "ĐÁNH GIÁ VIÊN", "auditorSigner"));
    }

    /// <summary>Báo cáo: findings by unit and grade, strengths, what became of the last findings, conclusion (ISO 19011:2018, 6.5.1; DOMAIN row 73).</summary>
    private static Page Report()
    {
        int[] counts = [600, 3870, 1150, 1150, 1150, 1150];
        int[] widths = [1600, 1400, 900, 2890, 1080, 1200];
        return new Page()
            .AddAll(Nd30.Header(withNumber: true)).AddAll(Nd30.Title())
            .Add(Block("if:addressee", Paragraph(Look.Centre with { Before = 240, After = 120 }, "Kính gửi: ", Piece.Field("addressee"))))
            .Add(
                Paragraph(Look.Body, Piece.Field("intro")),
                Heading("I. THÔNG TIN CHUNG"), Paragraphs("general"),
                Paragraph(Bold with { After = 120 }, "II. KẾT QUẢ ĐÁNH GIÁ"),
                Grid(counts, Head, ["TT", "Đơn vị được đánh giá", "Phù hợp", "NC nặng", "NC nhẹ", "Lưu ý"],
                    Row("each:results", Row(counts,
                        Paragraph(Middle, Piece.Field("ordinal")), Paragraph(Text, Piece.Field("unit")), Paragraph(Middle, Piece.Field("conforming")),
                        Paragraph(Middle, Piece.Field("major")), Paragraph(Middle, Piece.Field("minor")), Paragraph(Middle, Piece.Field("observations"))))),
                Space(6),
                Heading("III. ĐIỂM MẠNH"), Paragraphs("strengths"),
                Paragraph(Bold with { After = 120 }, "IV. ĐIỂM KHÔNG PHÙ HỢP VÀ ĐIỂM LƯU Ý"),
                Block("ifnot:findings", Paragraph(Look.Body, "Không có điểm không phù hợp, không có điểm lưu ý.")),
                Block("if:findings",
                    Grid(widths, Head, ["Số phiếu", "Đơn vị", "Điều khoản", "Mô tả", "Mức độ", "Hạn khắc phục"],
                        Row("each:findings", Row(widths,
                            Paragraph(Middle, Piece.Field("code")), Paragraph(Text, Piece.Field("unit")), Paragraph(Middle, Piece.Field("clause")),
                            Paragraph(Text, Piece.Field("description")), Paragraph(Middle, Piece.Field("grade")), Paragraph(Middle, Piece.Field("deadline"))))),
                    Space(6)),
                Heading("V. KẾT QUẢ KHẮC PHỤC LẦN ĐÁNH GIÁ TRƯỚC"), Paragraphs("followUp"),
                Heading("VI. KẾT LUẬN"), Paragraphs("conclusions"),
                Heading("VII. KIẾN NGHỊ"), Paragraphs("recommendations"),
                Paragraph(Look.Body, Piece.Field("closing")))
            .AddAll(Nd30.Closing());
    }

    /// <summary>The team with the unit that each may not audit: nobody audits their own work (ISO 9001:2015, 9.2.2c; DOMAIN row 70).</summary>
    private static Table Team(string tag)
    {
        int[] widths = [600, 2150, 2670, 1650, 2000];
        var kept = Text with { KeepNext = true };
        return Grid(widths, Head, ["TT", "Họ và tên", "Chức vụ, đơn vị công tác", "Nhiệm vụ", "Không đánh giá"],
            Row(tag, Row(widths,
                Paragraph(Middle with { KeepNext = true }, Piece.Field("ordinal")), Paragraph(kept, Piece.Field("name")), Paragraph(kept, Piece.Field("position")),
                Paragraph(kept, Piece.Field("duty")), Paragraph(kept, Piece.Field("excluded")))));
    }

    private static Paragraph Heading(string text) => Paragraph(Bold, text);

    private static SdtBlock Paragraphs(string name) => Block($"each:{name}", Paragraph(Look.Body, Piece.Field(".")));

    private static Paragraph Entry(string name) => Paragraph(Look.Cell, Piece.Field(name));
}
