using DocumentFormat.OpenXml;
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

    public static IReadOnlyList<ShippedTemplate> All { get; } =
    [
        new("department-objectives/ke-hoach-thuc-hien", ActionPlan),
        new("department-objectives/phieu-niem-yet", PostingSheet),
    ];

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

    /// <summary>The sheet that hangs on the wall of the unit (S-079): large letters, read from a step away; one QR code opens the results (DOMAIN row 28), another the register entry (row 61).</summary>
    private static Page PostingSheet()
    {
        int[] widths = [800, 5670, 2600];
        var big = Look.Cell with { Points = 16, Before = 100, After = 100 };
        var fact = Look.Body with { FirstLine = 0, Align = JustificationValues.Left };
        return new Page()
            .Add(
                Paragraph(Look.Centre with { Points = 14 }, Piece.Field("agency")),
                Paragraph(Look.Centre with { Points = 14, Bold = true }, Piece.Field("unit")),
                Rule(1600, Nd30.TextWidth),
                Paragraph(Look.Centre with { Points = 24, Bold = true, Before = 480 }, Piece.Field("title")),
                Paragraph(Look.Centre with { Points = 14, Italic = true, After = 360 }, Piece.Field("reference")),
                Grid(widths, Head with { Points = 15 }, ["TT", "Mục tiêu", "Chỉ tiêu"],
                    Row("each:objectives", Row(widths,
                        Paragraph(big with { Align = JustificationValues.Center }, Piece.Field("ordinal")), Paragraph(big, Piece.Field("statement")),
                        Paragraph(big with { Align = JustificationValues.Center }, Piece.Field("target"))))),
                Space(16),
                Invisible(
                    [5070, 2000, 2000],
                    [
                        [
                            [
                                Paragraph(fact, new Piece("Thời gian thực hiện: ") { Bold = true }, Piece.Field("period")),
                                Paragraph(fact, new Piece("Niêm yết tại: ") { Bold = true }, Piece.Field("place")),
                                Paragraph(fact with { Italic = true, Right = 300 }, Piece.Field("note")),
                            ],
                            Code("resultsQr", "Quét mã để xem kết quả thực hiện"),
                            Code("qr", "Quét mã để kiểm tra hiệu lực"),
                        ],
                    ]));
    }

    /// <summary>A code where there is one; a cell must end with a paragraph.</summary>
    private static OpenXmlElement[] Code(string name, string caption) =>
    [
        Block($"if:{name}", Paragraph(Look.Centre, Piece.Field($"image:{name}")), Paragraph(Look.Centre with { Points = 11, Italic = true, Before = 40, Left = 100, Right = 100 }, caption)),
        new Paragraph(),
    ];
}
