using DocumentFormat.OpenXml;
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
                Block("each:original", [.. Nd30.Header(withNumber: true), .. Nd30.Title(), Rich("content"), .. Signed(), Space(16)]),
                Rule(Nd30.TextWidth, Nd30.TextWidth),
                Invisible([left, right],
                [
                    [[Paragraph(name with { Bold = true }, Piece.Field("agency")), Rule(1400, left)], [Paragraph(Look.Centre with { Bold = true }, Piece.Field("copyForm"))]],
                    [[Paragraph(line, Piece.Field("numberLine"))], [Paragraph(line with { Italic = true }, Piece.Field("placeDate"))]],
                ]),
                Optional("source", Paragraph(Look.Body, Piece.Field("copyForm"), " từ ", Piece.Field("source"), ".")))
            .AddAll(Nd30.Closing());
    }

    /// <summary>Nơi nhận and signature of the copied document; a copy says in words that it was signed.</summary>
    private static IEnumerable<OpenXmlElement> Signed()
    {
        var mark = Look.Centre with { Bold = true };
        yield return Space(12, keepNext: true);
        yield return Invisible(
            [Nd30.LeftColumn + 300, Nd30.TextWidth - Nd30.LeftColumn - 300],
            [
                [
                    [.. Recipients()],
                    [
                        Block("each:signatureLines", Paragraph(mark, Piece.Field("."))),
                        Paragraph(Look.Centre with { Italic = true, Before = 400 }, "(Đã ký)"),
                        Paragraph(mark with { Before = 400 }, Piece.Field("signer")),
                    ],
                ],
            ]);
    }
}
