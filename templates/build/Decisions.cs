using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Wordprocessing;
using static QmsWorkflow.TemplateBuilder.Parts;

namespace QmsWorkflow.TemplateBuilder;

/// <summary>What decisions share (NĐ 30/2020, Phụ lục III, Mẫu 1.2 and 1.3), and the head of what is attached to them.</summary>
internal static class Decisions
{
    /// <summary>From the header block to the signature.</summary>
    public static IEnumerable<OpenXmlElement> Text() =>
    [
        .. Nd30.Header(withNumber: true), .. Nd30.Title(),
        Paragraph(Look.Centre with { Points = 13, Bold = true, Before = 240, After = 120 }, Piece.Field("authority")),
        .. Nd30.Bases(withProposer: true),
        Paragraph(Look.Centre with { Bold = true, Before = 240, After = 60, KeepNext = true }, "QUYẾT ĐỊNH:"),
        Articles(),
        .. Nd30.Closing(),
    ];

    /// <summary>Điều, khoản, điểm; the name of an article is not left behind when its text goes to the next page.</summary>
    public static SdtBlock Articles() => Block("each:articles",
        Block("if:paragraphs", Paragraph(Look.Body with { KeepNext = true }, Piece.Field("heading") with { Bold = true }, " ", Piece.Field("text"))),
        Block("ifnot:paragraphs", Paragraph(Look.Body, Piece.Field("heading") with { Bold = true }, " ", Piece.Field("text"))),
        Block("each:paragraphs", Paragraph(Look.Body, Piece.Field("."))));

    /// <summary>
    /// Number of the appendix, its name and which document it belongs to (NĐ 30/2020, Phụ lục I, III.1), or a header block of its own (S-060).
    /// </summary>
    public static IEnumerable<OpenXmlElement> AppendixHead() =>
    [
        Block("if:appendix.ownHeader", [.. Nd30.Header(withNumber: false)]),
        Block("if:appendix.label",
            Paragraph(Look.Centre with { Bold = true }, Piece.Field("appendix.label")),
            Paragraph(Look.Centre with { Bold = true, Before = 60 }, Piece.Field("appendix.heading"))),
        Block("ifnot:appendix.label", Paragraph(Look.Centre with { Bold = true, Before = 240 }, Piece.Field("appendix.heading"))),
        Paragraph(Look.Centre with { Italic = true }, Piece.Field("appendix.reference")),
        Rule(2400, Nd30.TextWidth),
    ];
}
