using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Wordprocessing;
using static QmsWorkflow.TemplateBuilder.Parts;

namespace QmsWorkflow.TemplateBuilder;

/// <summary>Parts of QMS records: sheets that are filled in and kept as evidence, no administrative documents (S-192; ISO 9001:2015, 7.5.3).</summary>
internal static class Records
{
    private const int Half = Nd30.TextWidth / 2;
    private static readonly Look Mark = Look.Centre with { Bold = true, Points = 13 };

    /// <summary>Agency and unit on the left, the identity of the form on the right: code, issue and number of the sheet (ISO 9001:2015, 7.5.2a).</summary>
    public static IEnumerable<OpenXmlElement> Head()
    {
        var name = Look.Centre with { Points = 12, Left = 60, Right = 60 };
        var code = Look.Cell with { Points = 12, Left = 350, Before = 0, After = 20 };
        yield return Invisible(
            [4870, Nd30.TextWidth - 4870],
            [
                [
                    [Block("if:superior", Paragraph(name, Piece.Field("superior"))), Paragraph(name with { Bold = true }, Piece.Field("agency")), Rule(1300, 4870)],
                    [
                        Paragraph(code, "Mã số biểu mẫu: ", Piece.Field("formCode")),
                        Paragraph(code, "Lần ban hành: ", Piece.Field("formIssue")),
                        Paragraph(code, "Số phiếu: ", Piece.Field("code")),
                    ],
                ],
            ]);
    }

    /// <summary>The name of the sheet and, in brackets, what it belongs to.</summary>
    public static IEnumerable<OpenXmlElement> Name(params string[] lines)
    {
        for (var index = 0; index < lines.Length; index++) yield return Paragraph(Look.Centre with { Bold = true, Before = index == 0 ? 300 : 0 }, lines[index]);
        yield return Paragraph(Look.Centre with { Italic = true, Points = 13, After = 160 }, Piece.Field("subtitle"));
    }

    /// <summary>Two people sign side by side; the block stays with what it is about.</summary>
    public static IEnumerable<OpenXmlElement> Signatures(string leftTitle, string leftName, string rightTitle, string rightName, int room = 1000)
    {
        yield return Space(8, keepNext: true);
        yield return Invisible([Half, Nd30.TextWidth - Half], [[Signature(leftTitle, leftName, room), Signature(rightTitle, rightName, room)]]);
    }

    /// <summary>A heading between parts of a sheet.</summary>
    public static Paragraph Heading(string text) => Paragraph(Look.Body with { FirstLine = 0, Bold = true, Points = 13, Before = 200, After = 80, KeepNext = true }, text);

    private static OpenXmlElement[] Signature(string title, string name, int room) =>
    [
        Paragraph(Mark, title),
        Paragraph(Look.Centre with { Italic = true, Points = 12 }, "(Ký, ghi rõ họ tên)"),
        Paragraph(Mark with { Before = room }, Piece.Field(name)),
    ];
}
