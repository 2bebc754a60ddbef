using DocumentFormat.OpenXml.Wordprocessing;
using static QmsWorkflow.TemplateBuilder.Forms;
using static QmsWorkflow.TemplateBuilder.Parts;

namespace QmsWorkflow.TemplateBuilder;

/// <summary>Sao y, sao lục, trích sao (NĐ 30/2020, Điều 25; Phụ lục I, phần II; Phụ lục III, Mẫu 3.1).</summary>
internal static class SetCopies
{
    public static IReadOnlyList<ShippedTemplate> All { get; } = [new("copies/ban-sao", Copy)];

    /// <summary>
    /// The copied text, where it is copied into this file, and below a line over the whole width who copied it, under a number of the one series
    /// of all copies. Without a copied text the sheet goes behind the pages of the document.
    /// </summary>
    private static Page Copy()
    {
        var name = Look.Centre with { Points = 12 };
        var line = Look.Centre with { Points = 13, Before = 120 };
        var (left, right) = (Nd30.LeftColumn, Nd30.TextWidth - Nd30.LeftColumn);
        return new Page()
            .Add(
                Optional("original", [
                    Invisible([left, right],
                    [
                        [
                            [Block("if:original.superior", Paragraph(name, Piece.Field("original.superior"))), Paragraph(name with { Bold = true }, Piece.Field("original.agency")), Rule(1300, left)],
                            [Paragraph(name with { Bold = true }, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), Paragraph(name with { Bold = true, Points = 13 }, "Độc lập - Tự do - Hạnh phúc"), Rule(3170, right)],
                        ],
                        [[Paragraph(line, Piece.Field("original.numberLine"))], [Paragraph(line with { Italic = true }, Piece.Field("original.placeDate"))]],
                    ]),
                    Paragraph(Look.Centre with { Bold = true, Before = 360 }, Piece.Field("original.kindName")),
                    Paragraph(Look.Centre with { Bold = true }, Piece.Field("original.title")),
                    Rule(2400, Nd30.TextWidth),
                    Space(6),
                    Rich("original.content"),
                    Space(12, keepNext: true),
                    Invisible([left + 300, right - 300],
                    [
                        [
                            [
                                Paragraph(new Look { Points = 12, Bold = true, Italic = true, Align = JustificationValues.Left }, "Nơi nhận:"),
                                Block("each:original.recipients", Paragraph(new Look { Points = 11, Align = JustificationValues.Left }, "- ", Piece.Field("."))),
                            ],
                            [
                                Block("each:original.signatureLines", Paragraph(Look.Centre with { Bold = true }, Piece.Field("."))),
                                Paragraph(Look.Centre with { Bold = true, Before = 400, Italic = true }, "(Đã ký)"),
                                Paragraph(Look.Centre with { Bold = true, Before = 400 }, Piece.Field("original.signer")),
                            ],
                        ],
                    ]),
                    Space(10, keepNext: true)]),
                Rule(Nd30.TextWidth, Nd30.TextWidth),
                Invisible([left, right],
                [
                    [[Paragraph(name with { Bold = true }, Piece.Field("agency")), Rule(1300, left)], [Paragraph(Look.Centre with { Bold = true }, Piece.Field("copyForm"))]],
                    [[Paragraph(line, Piece.Field("numberLine"))], [Paragraph(line with { Italic = true }, Piece.Field("placeDate"))]],
                ]),
                Optional("source", Paragraph(Look.Body, Piece.Field("copyForm"), " từ ", Piece.Field("source"), ".")))
            .AddAll(Nd30.Closing());
    }
}
