using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Wordprocessing;
using static QmsWorkflow.TemplateBuilder.Parts;

namespace QmsWorkflow.TemplateBuilder;

/// <summary>The parts that every administrative document shares: header block, căn cứ, signature and recipients (NĐ 30/2020, Phụ lục I).</summary>
internal static class Nd30
{
    private const int LeftColumn = 3700;
    private const int RightColumn = 5370;

    /// <summary>Agency on the left; Quốc hiệu and Tiêu ngữ on the right; number; place and date.</summary>
    public static IEnumerable<OpenXmlElement> Header(bool withNumber)
    {
        var small = Look.Centre with { Points = 13 };
        yield return Invisible(
            [LeftColumn, RightColumn],
            [
                Paragraph(small, Piece.Field("superior")),
                Paragraph(small with { Bold = true }, Piece.Field("agency")),
                Rule(1300, LeftColumn),
                Paragraph(small with { Before = 60 }, withNumber ? Piece.Field("numberLine") : ""),
            ],
            [
                Paragraph(small with { Bold = true, Points = 12 }, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
                Paragraph(small with { Bold = true }, "Độc lập - Tự do - Hạnh phúc"),
                Rule(2900, RightColumn),
                Paragraph(small with { Italic = true, Before = 60 }, Piece.Field("placeDate")),
            ]);
    }

    /// <summary>Tên loại and trích yếu with the line below.</summary>
    public static IEnumerable<OpenXmlElement> Title()
    {
        yield return Paragraph(Look.Centre with { Bold = true, Before = 360 }, Piece.Field("kindName"));
        yield return Paragraph(Look.Centre with { Bold = true }, Piece.Field("title"));
        yield return Rule(2400, LeftColumn + RightColumn);
    }

    /// <summary>Căn cứ, one line each, italic, and who proposes.</summary>
    public static IEnumerable<OpenXmlElement> Bases(bool withProposer)
    {
        yield return Block("each:bases", Paragraph(Look.Body with { Italic = true }, Piece.Field(".")));
        if (withProposer) yield return Block("if:proposer", Paragraph(Look.Body with { Italic = true }, Piece.Field("proposer")));
    }

    /// <summary>Nơi nhận on the left, signature block on the right.</summary>
    public static IEnumerable<OpenXmlElement> Closing()
    {
        var mark = Look.Centre with { Bold = true };
        yield return Paragraph(new Look { Points = 6 }, "");
        yield return Invisible(
            [LeftColumn + 500, RightColumn - 500],
            [
                Paragraph(new Look { Points = 12, Bold = true, Italic = true, Align = JustificationValues.Left }, "Nơi nhận:"),
                Block("each:recipients", Paragraph(new Look { Points = 11, Align = JustificationValues.Left }, "- ", Piece.Field("."))),
            ],
            [
                Block("each:signatureLines", Paragraph(mark, Piece.Field("."))),
                Paragraph(mark with { Before = 1300 }, Piece.Field("signer")),
            ]);
    }
}
