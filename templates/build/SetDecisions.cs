using DocumentFormat.OpenXml.Wordprocessing;
using static QmsWorkflow.TemplateBuilder.Cells;
using static QmsWorkflow.TemplateBuilder.Parts;

namespace QmsWorkflow.TemplateBuilder;

/// <summary>The decisions that attach the agency's objectives as a table.</summary>
internal static class SetDecisions
{
    private static readonly Look Bold = Look.Body with { Bold = true, KeepNext = true, Align = JustificationValues.Left };
    private static readonly Look Head = Look.Centre with { Points = 12, Bold = true, Before = 40, After = 40 };
    private static readonly Look Text = Look.Cell with { Points = 12 };
    private static readonly Look Middle = Text with { Align = JustificationValues.Center };

    public static IReadOnlyList<ShippedTemplate> All { get; } =
    [
        new("agency-objectives/quyet-dinh-bang", ByUnits),
        new("agency-objectives/quyet-dinh-nhom", ByGroups),
    ];

    /// <summary>An objective may have a target for each unit; a table of actions follows for each objective (S-124, S-125, S-153).</summary>
    private static Page ByUnits()
    {
        int[] widths = [700, 1550, 1150, 1900, 1890, 1880];
        int[] actionWidths = [700, 3470, 1650, 1650, 1600];
        CellPart[] Columns(params string[] texts) =>
            [.. texts.Select((text, index) => new CellPart(widths[index], Paragraph(index is 0 or 2 ? Middle : Text, text.Length == 0 ? "" : Piece.Field(text))))];
        var first = Columns("ordinal", "statement", "target", "unit", "method", "measures");
        var more = Columns("", "", "target", "unit", "", "");
        foreach (var column in (int[])[0, 1, 4, 5]) (first[column], more[column]) = (first[column] with { IsMergeStart = true }, more[column] with { IsMerged = true });
        return new Page()
            .AddAll(Decisions.Text())
            .Add(Page.SectionEnd())
            .AddAll(Decisions.AppendixHead())
            .Add(
                Block("each:appendix.intro", Paragraph(Look.Body, Piece.Field("."))),
                Block("if:appendix.motto", Paragraph(Look.Centre with { Bold = true, Before = 120 }, Piece.Field("appendix.motto"))),
                Block("each:appendix.lead", Paragraph(Look.Body, Piece.Field("."))),
                Paragraph(Bold with { After = 120 }, Piece.Field("appendix.tableHeading")),
                Grid(widths, Head,
                    ["STT", "Nội dung", "Mục tiêu đề ra", "CQCM, đơn vị theo dõi và báo cáo", "Phương pháp tính toán kết quả thực hiện", "Biện pháp thực hiện"],
                    Rows("each:appendix.objectives", Line(first), Row("each:others", Line(more)))),
                Space(6),
                Block("each:appendix.notes", Paragraph(Look.Body, Piece.Field("."))),
                Block("if:appendix.plans", Paragraph(Bold with { Before = 240 }, Piece.Field("appendix.planHeading"))),
                Block("each:appendix.plans",
                    Paragraph(Bold with { After = 120 }, Piece.Field("heading")),
                    Grid(actionWidths, Head, ["STT", "Nội dung công việc", "Chủ trì thực hiện", "Phối hợp thực hiện", "Thời gian thực hiện"],
                        Row("each:actions", Row(actionWidths,
                            Paragraph(Middle, Piece.Field("ordinal")), Paragraph(Text, Piece.Field("content")), Paragraph(Text, Piece.Field("lead")),
                            Paragraph(Text, Piece.Field("cooperation")), Paragraph(Text, Piece.Field("timing"))))),
                    Space(6)),
                Block("each:appendix.closing", Paragraph(Look.Body, Piece.Field("."))));
    }

    /// <summary>The objectives in groups, those of the agency and those of its divisions; the declaration may be signed itself (S-180, S-190).</summary>
    private static Page ByGroups()
    {
        int[] widths = [560, 3010, 1150, 2650, 1700];
        return new Page()
            .AddAll(Decisions.Text())
            .Add(Page.SectionEnd())
            .AddAll(Decisions.AppendixHead())
            .Add(
                Block("each:appendix.intro", Paragraph(Look.Body with { After = 120 }, Piece.Field("."))),
                Grid(widths, Head, ["TT", "Nội dung mục tiêu", "Chỉ tiêu thực hiện", "Biện pháp và trách nhiệm", "Thời gian"],
                    Rows("each:appendix.groups",
                        Line(new CellPart(widths.Sum(), Paragraph(Text with { Bold = true, KeepNext = true }, Piece.Field("name"))) { Span = widths.Length }),
                        Row("each:items", Row(widths,
                            Paragraph(Middle, Piece.Field("ordinal")), Paragraph(Text, Piece.Field("statement")), Paragraph(Middle, Piece.Field("target")),
                            Paragraph(Text, Piece.Field("measures")), Paragraph(Text, Piece.Field("timing")))))),
                Space(6),
                Block("each:appendix.closing", Paragraph(Look.Body, Piece.Field("."))),
                Block("if:appendix.signed", [.. Nd30.SignatureOnly()]));
    }
}
