using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Wordprocessing;
using static QmsWorkflow.TemplateBuilder.Parts;

namespace QmsWorkflow.TemplateBuilder;

/// <summary>The parts that every administrative document shares: header block, căn cứ, signature and recipients (NĐ 30/2020, Phụ lục I).</summary>
internal static class Nd30
{
    /// <summary>210 mm less 30 and 20 mm, in twips.</summary>
    public const int TextWidth = 9070;

    public const int LeftColumn = 3900;
    /// <summary>A third of a whole line, 53 mm: right for trích yếu that are longer than 107 mm (mục II.5b: 1/3 to 1/2 of the words).</summary>
    private const int TitleRule = 3030;

    private const int RightColumn = TextWidth - LeftColumn;

    /// <summary>As long as the words "Độc lập - Tự do - Hạnh phúc" in 13 points bold (mục II.1b).</summary>
    private const int MottoLength = 3170;

    /// <summary>297 mm less 30 and 20 mm, in twips: the text of a landscape page.</summary>
    public const int LandscapeWidth = 14000;

    /// <summary>
    /// Agency on the left, Quốc hiệu and Tiêu ngữ on the right; below, on one line, number and date (mục II.4c). A công văn has its trích yếu
    /// below the number, 6 points away (mục II.5b); a biên bản has no date here (Phụ lục III, Mẫu 1.9).
    /// </summary>
    public static IEnumerable<OpenXmlElement> Header(bool withNumber, bool withDate = true, bool isLetter = false, int width = TextWidth)
    {
        var name = Look.Centre with { Points = 12 };
        var left = name with { Left = 60, Right = 60 };
        var line = Look.Centre with { Points = 13, Before = 120 };
        var (leftColumn, rightColumn) = (LeftColumn * width / TextWidth, width - LeftColumn * width / TextWidth);
        yield return Invisible(
            [leftColumn, rightColumn],
            [
                [
                    [Block("if:superior", Paragraph(left, Piece.Field("superior"))), Paragraph(left with { Bold = true }, Piece.Field("agency")), Rule(leftColumn > LeftColumn ? 1700 : 1240, leftColumn)],
                    [
                        Paragraph(name with { Bold = true }, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
                        Paragraph(name with { Bold = true, Points = 13 }, "Độc lập - Tự do - Hạnh phúc"),
                        Rule(MottoLength, rightColumn),
                    ],
                ],
                [
                    [
                        Paragraph(line, withNumber ? Piece.Field("numberLine") : ""),
                        .. isLetter ? [Paragraph(left with { Before = 120 }, "V/v ", Piece.Field("title"))] : Array.Empty<OpenXmlElement>(),
                    ],
                    [Paragraph(line with { Italic = true }, withDate ? Piece.Field("placeDate") : "")],
                ],
            ]);
    }

    /// <summary>Tên loại and trích yếu with the line below (mục II.5).</summary>
    public static IEnumerable<OpenXmlElement> Title(int width = TextWidth)
    {
        yield return Paragraph(Look.Centre with { Bold = true, Before = 360 }, Piece.Field("kindName"));
        yield return Paragraph(Look.Centre with { Bold = true }, Piece.Field("title"));
        yield return Rule(TitleRule, width);
        yield return Space(6);
    }

    /// <summary>Căn cứ, one line each, italic, and who proposes (mục II.6a).</summary>
    public static IEnumerable<OpenXmlElement> Bases(bool withProposer)
    {
        yield return Block("each:bases", Paragraph(Look.Body with { Italic = true }, Piece.Field(".")));
        if (withProposer) yield return Block("if:proposer", Paragraph(Look.Body with { Italic = true }, Piece.Field("proposer")));
    }

    /// <summary>
    /// Nơi nhận on the left, below it the code that opens the register entry, the signer's authority and name on the right; all stay on one page
    /// (mục II.7, II.9).
    /// </summary>
    public static IEnumerable<OpenXmlElement> Closing()
    {
        var mark = Look.Centre with { Bold = true };
        yield return Space(12, keepNext: true);
        yield return Invisible(
            [LeftColumn + 300, RightColumn - 300],
            [
                [
                    [
                        Paragraph(new Look { Points = 12, Bold = true, Italic = true, Align = JustificationValues.Left }, "Nơi nhận:"),
                        Block("each:recipients", Paragraph(new Look { Points = 11, Align = JustificationValues.Left }, "- ", Piece.Field("."))),
                        Pictures.Code("qr", 20, new Look { Before = 120, Align = JustificationValues.Left }),
                    ],
                    [
                        Block("each:signatureLines", Paragraph(mark, Piece.Field("."))),
                        Paragraph(mark with { Before = 1300 }, Piece.Field("signer")),
                    ],
                ],
            ]);
    }

    /// <summary>The signer's authority and name without recipients: what is attached goes where its document goes.</summary>
    public static IEnumerable<OpenXmlElement> SignatureOnly()
    {
        var mark = Look.Centre with { Bold = true };
        yield return Space(12, keepNext: true);
        yield return Invisible(
            [LeftColumn + 300, RightColumn - 300],
            [
                [
                    [new Paragraph()],
                    [
                        Block("each:signatureLines", Paragraph(mark, Piece.Field("."))),
                        Paragraph(mark with { Before = 1300 }, Piece.Field("signer")),
                    ],
                ],
            ]);
    }
}
