using DocumentFormat.OpenXml.Wordprocessing;
using QmsWorkflow.TemplateBuilder;
using static QmsWorkflow.TemplateBuilder.Parts;

// Makes the shipped templates. They are ordinary Word files afterwards: an office may edit them in Word or LibreOffice.
if (args is not [var folder])
{
    Console.Error.WriteLine("Usage: dotnet run --project templates/build -- templates");
    return 2;
}

var bold = Look.Body with { Bold = true };
int[] planWidths = [650, 4720, 1900, 1800];
var head = Look.Centre with { Points = 13, Bold = true, Before = 40, After = 40 };

new Page()
    .AddAll(Nd30.Header(withNumber: true)).AddAll(Nd30.Title()).Add(Paragraph(new Look { Points = 6 }, ""))
    .AddAll(Nd30.Bases(withProposer: false))
    .Add(
        Paragraph(Look.Body, Piece.Field("intro")),
        Block("each:purposes",
            Paragraph(bold with { KeepNext = true }, Piece.Field("heading")),
            Block("each:parts",
                Paragraph(bold with { KeepNext = true }, Piece.Field("heading")),
                Block("each:paragraphs", Paragraph(Look.Body, Piece.Field("."))))),
        Paragraph(bold with { KeepNext = true, After = 120 }, Piece.Field("contentHeading")),
        Grid(planWidths, head, ["TT", "Nội dung", "Thời gian triển khai", "Đơn vị thực hiện"],
            Row("each:rows", Row(planWidths,
                Paragraph(Look.Cell with { Align = JustificationValues.Center }, Piece.Field("ordinal")), Paragraph(Look.Cell, Piece.Field("content")),
                Paragraph(Look.Cell, Piece.Field("timing")), Paragraph(Look.Cell, Piece.Field("responsible"))))),
        Block("each:organisation",
            Paragraph(bold with { KeepNext = true }, Piece.Field("heading")),
            Block("each:parts",
                Paragraph(bold with { KeepNext = true }, Piece.Field("heading")),
                Block("each:paragraphs", Paragraph(Look.Body, Piece.Field("."))))),
        Paragraph(Look.Body, Piece.Field("closing")))
    .AddAll(Nd30.Closing())
    .Save(Path.Combine(folder, "annual-plan", "ke-hoach.docx"));

new Page()
    .AddAll(Nd30.Header(withNumber: true)).AddAll(Nd30.Title())
    .Add(Paragraph(Look.Centre with { Before = 240 }, "Kính gửi: ", Piece.Field("addressee")))
    .AddAll(Nd30.Bases(withProposer: false))
    .Add(
        Block("each:paragraphs", Paragraph(Look.Body, Piece.Field("."))),
        Block("each:objectives", Paragraph(Look.Body, Piece.Field("."))),
        Paragraph(Look.Body, Piece.Field("closing")))
    .AddAll(Nd30.Closing())
    .Save(Path.Combine(folder, "agency-objectives", "to-trinh.docx"));

new Page()
    .AddAll(Nd30.Header(withNumber: true)).AddAll(Nd30.Title())
    .Add(Paragraph(Look.Centre with { Bold = true, Before = 240 }, Piece.Field("authority")), Paragraph(new Look { Points = 6 }, ""))
    .AddAll(Nd30.Bases(withProposer: true))
    .Add(
        Paragraph(Look.Centre with { Bold = true, Before = 240, After = 60, KeepNext = true }, "QUYẾT ĐỊNH:"),
        Block("each:articles",
            Paragraph(Look.Body, Piece.Field("heading") with { Bold = true }, " ", Piece.Field("text")),
            Block("each:paragraphs", Paragraph(Look.Body, Piece.Field(".")))))
    .AddAll(Nd30.Closing())
    .Add(Page.SectionEnd())
    .Add(Block("if:appendix.ownHeader", [.. Nd30.Header(withNumber: false)]))
    .Add(
        Block("if:appendix.label", Paragraph(Look.Centre with { Bold = true }, Piece.Field("appendix.label"))),
        Paragraph(Look.Centre with { Bold = true, Before = 240 }, Piece.Field("appendix.heading")),
        Paragraph(Look.Centre with { Italic = true }, Piece.Field("appendix.reference")),
        Rule(2400, 9070),
        Block("each:appendix.intro", Paragraph(Look.Body, Piece.Field("."))),
        Block("each:appendix.items", Paragraph(Look.Body, Piece.Field("number") with { Bold = true }, " ", Piece.Field("text")),
            Block("each:paragraphs", Paragraph(Look.Body, Piece.Field(".")))),
        Block("each:appendix.closing", Paragraph(Look.Body, Piece.Field("."))),
        Paragraph(new Look { Points = 2 }, ""))
    .Save(Path.Combine(folder, "agency-objectives", "quyet-dinh.docx"));

int[] unitWidths = [650, 3500, 1500, 3420];
int[] actionWidths = [650, 3820, 1700, 1600, 1300];
new Page()
    .AddAll(Nd30.Header(withNumber: false)).AddAll(Nd30.Title())
    .Add(
        Paragraph(Look.Body with { Before = 240 }, Piece.Field("intro")),
        Paragraph(bold with { KeepNext = true, After = 120 }, "I. MỤC TIÊU CHẤT LƯỢNG"),
        Grid(unitWidths, head, ["TT", "Mục tiêu", "Chỉ tiêu", "Theo dõi, đánh giá"],
            Row("each:objectives", Row(unitWidths,
                Paragraph(Look.Cell with { Align = JustificationValues.Center }, Piece.Field("ordinal")), Paragraph(Look.Cell, Piece.Field("statement")),
                Paragraph(Look.Cell, Piece.Field("target")), Paragraph(Look.Cell, Piece.Field("monitoring"))))),
        Paragraph(bold with { KeepNext = true, After = 120 }, "II. KẾ HOẠCH THỰC HIỆN"),
        Grid(actionWidths, head, ["STT", "Nội dung công việc", "Chủ trì thực hiện", "Phối hợp thực hiện", "Thời gian thực hiện"],
            Row("each:actions", Row(actionWidths,
                Paragraph(Look.Cell with { Align = JustificationValues.Center }, Piece.Field("ordinal")), Paragraph(Look.Cell, Piece.Field("content")),
                Paragraph(Look.Cell, Piece.Field("lead")), Paragraph(Look.Cell, Piece.Field("cooperation")), Paragraph(Look.Cell, Piece.Field("timing"))))))
    .AddAll(Nd30.Closing())
    .Save(Path.Combine(folder, "department-objectives", "muc-tieu-don-vi.docx"));

int[] postingWidths = [900, 5670, 2500];
var big = Look.Cell with { Points = 16, Before = 100, After = 100 };
new Page()
    .Add(
        Paragraph(Look.Centre with { Points = 14 }, Piece.Field("agency")),
        Paragraph(Look.Centre with { Points = 14, Bold = true }, Piece.Field("unit")),
        Paragraph(Look.Centre with { Points = 24, Bold = true, Before = 480 }, Piece.Field("title")),
        Paragraph(Look.Centre with { Points = 14, Italic = true, After = 360 }, Piece.Field("reference")),
        Grid(postingWidths, head with { Points = 15 }, ["TT", "Mục tiêu", "Chỉ tiêu"],
            Row("each:objectives", Row(postingWidths,
                Paragraph(big with { Align = JustificationValues.Center }, Piece.Field("ordinal")), Paragraph(big, Piece.Field("statement")),
                Paragraph(big with { Bold = true, Align = JustificationValues.Center }, Piece.Field("target"))))),
        Paragraph(Look.Body with { Before = 360 }, "Thời gian thực hiện: ", Piece.Field("period")),
        Paragraph(Look.Body, "Niêm yết tại: ", Piece.Field("place")),
        Paragraph(Look.Body with { Italic = true }, Piece.Field("note")))
    .Save(Path.Combine(folder, "department-objectives", "phieu-niem-yet.docx"));

Console.WriteLine($"Đã tạo 5 mẫu trong {folder}.");
return 0;
