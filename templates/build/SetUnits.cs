using DocumentFormat.OpenXml.Wordprocessing;
using static QmsWorkflow.TemplateBuilder.Parts;

namespace QmsWorkflow.TemplateBuilder;

/// <summary>What a unit draws up on its objectives.</summary>
internal static class SetUnits
{
    private static readonly Look Bold = Look.Body with { Bold = true, KeepNext = true };
    private static readonly Look Head = Look.Centre with { Points = 12, Bold = true, Before = 40, After = 40 };
    private static readonly Look Text = Look.Cell with { Points = 12 };
    private static readonly Look Middle = Text with { Align = JustificationValues.Center };

    public static IReadOnlyList<ShippedTemplate> All { get; } = [new("department-objectives/ke-hoach-thuc-hien", ActionPlan)];

    /// <summary>Kế hoạch: what is done, with what resources, who, when, and how the result is judged (ISO 9001:2015, 6.2.2; S-153).</summary>
    private static Page ActionPlan()
    {
        int[] targets = [700, 4970, 1700, 1700];
        int[] widths = [700, 3470, 1650, 1650, 1600];
        return new Page()
            .AddAll(Nd30.Header(withNumber: true)).AddAll(Nd30.Title())
            .AddAll(Nd30.Bases(withProposer: false))
            .Add(
                Paragraph(Look.Body, Piece.Field("intro")),
                Paragraph(Bold with { After = 120 }, "I. MỤC TIÊU CHẤT LƯỢNG"),
                Grid(targets, Head, ["STT", "Mục tiêu", "Chỉ tiêu", "Kỳ báo cáo"],
                    Row("each:objectives", Row(targets,
                        Paragraph(Middle, Piece.Field("ordinal")), Paragraph(Text, Piece.Field("statement")),
                        Paragraph(Middle, Piece.Field("target")), Paragraph(Text, Piece.Field("period"))))),
                Space(6),
                Paragraph(Bold, "II. NỘI DUNG THỰC HIỆN"),
                Block("each:plans",
                    Paragraph(Bold with { After = 120 }, Piece.Field("heading")),
                    Grid(widths, Head, ["STT", "Nội dung công việc", "Chủ trì thực hiện", "Phối hợp thực hiện", "Thời gian thực hiện"],
                        Row("each:actions", Row(widths,
                            Paragraph(Middle, Piece.Field("ordinal")), Paragraph(Text, Piece.Field("content")), Paragraph(Text, Piece.Field("lead")),
                            Paragraph(Text, Piece.Field("cooperation")), Paragraph(Text, Piece.Field("timing"))))),
                    Space(4),
                    Paragraph(Look.Body, "Nguồn lực: ", Piece.Field("resources")),
                    Paragraph(Look.Body, "Đánh giá kết quả: ", Piece.Field("evaluation"))),
                Paragraph(Bold with { Before = 200 }, "III. TỔ CHỨC THỰC HIỆN"),
                Block("each:organisation", Paragraph(Look.Body, Piece.Field("."))),
                Paragraph(Look.Body, Piece.Field("closing")))
            .AddAll(Nd30.Closing());
    }
}
