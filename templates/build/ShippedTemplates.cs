using DocumentFormat.OpenXml.Wordprocessing;
using static QmsWorkflow.TemplateBuilder.Parts;

namespace QmsWorkflow.TemplateBuilder;

/// <summary>The templates that come with the product. What data each wants is in its <c>.schema.json</c>.</summary>
public static class ShippedTemplates
{
    private static readonly Look Bold = Look.Body with { Bold = true };
    private static readonly Look Head = Look.Centre with { Points = 13, Bold = true, Before = 40, After = 40 };
    private static readonly Look Ordinal = Look.Cell with { Align = JustificationValues.Center };

    /// <summary>The plan, the objectives and their decision.</summary>
    private static readonly IReadOnlyList<ShippedTemplate> Objectives =
    [
        new("annual-plan/ke-hoach", Plan),
        new("agency-objectives/to-trinh", Submission),
        new("agency-objectives/quyet-dinh", Decision),
        new("department-objectives/muc-tieu-don-vi", UnitObjectives),
    ];

    private static IReadOnlyList<ShippedTemplate> All { get; } =
    [
        .. Objectives,
        .. SetDecisions.All,
        .. SetUnits.All,
        .. SetAudit.All,
        .. SetCorrectiveAction.All,
        .. SetSurvey.All,
        .. SetMeetings.All,
        .. SetReports.All,
        .. SetReview.All,
        .. SetControl.All,
        .. SetRegisters.All,
        .. SetCorrections.All,
        .. SetCopies.All,
    ];

    /// <summary>Their files, without ending, below the folder of templates.</summary>
    public static IEnumerable<string> Names => All.Select(template => template.File);

    /// <summary>Writes all templates below a folder.</summary>
    /// <returns>How many they are.</returns>
    public static int Build(string folder)
    {
        foreach (var (file, page) in All) page().Save(Path.Combine([folder, .. (file + ".docx").Split('/')]));
        return All.Count;
    }

    /// <summary>Kế hoạch năm (NĐ 30/2020, Phụ lục III, Mẫu 1.4; S-073, S-087).</summary>
    private static Page Plan()
    {
        int[] widths = [620, 4350, 2100, 2000];
        return new Page()
            .AddAll(Nd30.Header(withNumber: true)).AddAll(Nd30.Title())
            .AddAll(Nd30.Bases(withProposer: false))
            .Add(
                Paragraph(Look.Body, Piece.Field("intro")),
                Sections("purposes"),
                Paragraph(Bold with { KeepNext = true, After = 120 }, Piece.Field("contentHeading")),
                Grid(widths, Head, ["TT", "Nội dung", "Thời gian triển khai", "Đơn vị thực hiện"],
                    Row("each:rows", Row(widths,
                        Paragraph(Ordinal, Piece.Field("ordinal")), Paragraph(Look.Cell, Piece.Field("content")),
                        Paragraph(Look.Cell, Piece.Field("timing")), Paragraph(Look.Cell, Piece.Field("responsible"))))),
                Space(6),
                Sections("organisation"),
                Paragraph(Look.Body, Piece.Field("closing")))
            .AddAll(Nd30.Closing());
    }

    /// <summary>Tờ trình (NĐ 30/2020, Phụ lục III, Mẫu 1.4; S-109).</summary>
    private static Page Submission() => new Page()
        .AddAll(Nd30.Header(withNumber: true)).AddAll(Nd30.Title())
        .Add(Paragraph(Look.Centre with { Before = 240, After = 120 }, "Kính gửi: ", Piece.Field("addressee")))
        .AddAll(Nd30.Bases(withProposer: false))
        .Add(
            Block("each:paragraphs", Paragraph(Look.Body, Piece.Field("."))),
            Block("each:objectives", Paragraph(Look.Body, Piece.Field("."))),
            Paragraph(Look.Body, Piece.Field("closing")))
        .AddAll(Nd30.Closing());

    /// <summary>Quyết định with the objectives attached: as an appendix (S-024) or as a declaration with a header of its own (S-060).</summary>
    private static Page Decision() => new Page()
        .AddAll(Decisions.Text())
        .Add(Page.SectionEnd())
        .AddAll(Decisions.AppendixHead())
        .Add(
            Block("each:appendix.intro", Paragraph(Look.Body, Piece.Field("."))),
            Block("each:appendix.items",
                Paragraph(Look.Body, Piece.Field("number") with { Bold = true }, " ", Piece.Field("text")),
                Block("each:paragraphs", Paragraph(Look.Body, Piece.Field(".")))),
            Block("each:appendix.closing", Paragraph(Look.Body, Piece.Field("."))));

    /// <summary>A unit's objectives and its plan to reach them (S-012…S-016; columns of S-153).</summary>
    private static Page UnitObjectives()
    {
        int[] widths = [620, 4150, 1900, 2400];
        int[] actionWidths = [780, 3590, 1600, 1700, 1400];
        return new Page()
            .AddAll(Nd30.Header(withNumber: false)).AddAll(Nd30.Title())
            .Add(
                Paragraph(Look.Body with { Before = 240 }, Piece.Field("intro")),
                Paragraph(Bold with { KeepNext = true, After = 120 }, "I. MỤC TIÊU CHẤT LƯỢNG"),
                Grid(widths, Head, ["TT", "Mục tiêu", "Chỉ tiêu", "Theo dõi, đánh giá"],
                    Row("each:objectives", Row(widths,
                        Paragraph(Ordinal, Piece.Field("ordinal")), Paragraph(Look.Cell, Piece.Field("statement")),
                        Paragraph(Look.Cell, Piece.Field("target")), Paragraph(Look.Cell, Piece.Field("monitoring"))))),
                Paragraph(Bold with { KeepNext = true, Before = 240, After = 120 }, "II. KẾ HOẠCH THỰC HIỆN"),
                Grid(actionWidths, Head, ["STT", "Nội dung công việc", "Chủ trì thực hiện", "Phối hợp thực hiện", "Thời gian thực hiện"],
                    Row("each:actions", Row(actionWidths,
                        Paragraph(Ordinal, Piece.Field("ordinal")), Paragraph(Look.Cell, Piece.Field("content")),
                        Paragraph(Look.Cell, Piece.Field("lead")), Paragraph(Look.Cell, Piece.Field("cooperation")), Paragraph(Look.Cell, Piece.Field("timing"))))),
                Block("if:closing", Paragraph(Look.Body with { Before = 240 }, Piece.Field("closing"))))
            .AddAll(Nd30.Closing());
    }

    /// <summary>Sections with headings, their numbered parts with headings, and the paragraphs of these.</summary>
    private static SdtBlock Sections(string name) => Block($"each:{name}",
        Paragraph(Bold with { KeepNext = true }, Piece.Field("heading")),
        Block("each:parts",
            Paragraph(Bold with { KeepNext = true }, Piece.Field("heading")),
            Block("each:paragraphs", Paragraph(Look.Body, Piece.Field(".")))));
}

/// <param name="File">Folder and name below the folder of templates, without its ending.</param>
/// <param name="Page">Lays it out anew: a page is saved once.</param>
internal sealed record ShippedTemplate(string File, Func<Page> Page);
