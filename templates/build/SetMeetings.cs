using DocumentFormat.OpenXml.Wordprocessing;
using static QmsWorkflow.TemplateBuilder.Column;
using static QmsWorkflow.TemplateBuilder.Forms;
using static QmsWorkflow.TemplateBuilder.Parts;

namespace QmsWorkflow.TemplateBuilder;

/// <summary>Meetings and training of the QMS: all meetings have minutes, all courses a signed list (S-147).</summary>
internal static class SetMeetings
{
    public static IReadOnlyList<ShippedTemplate> All { get; } =
    [
        new("meetings/giay-moi", Invitation),
        new("meetings/bien-ban-hop", Minutes),
        new("training/cong-van-cu-can-bo", Nomination),
        new("training/danh-sach-diem-danh", Attendance),
    ];

    /// <summary>Giấy mời (NĐ 30/2020, Phụ lục III, Mẫu 1.7).</summary>
    private static Page Invitation() => new Page()
        .AddAll(Nd30.Header(withNumber: true)).Add(Urgency()).AddAll(Nd30.Title())
        .Add(
            Paragraph(Look.Body with { KeepNext = true }, Piece.Field("host"), " trân trọng kính mời:"),
            Block("each:invitees", Paragraph(Look.Body, "- ", Piece.Field("."))),
            Line("Tới dự: ", "meeting"),
            Line("Chủ trì: ", "chair"),
            Line("Thời gian: ", "time"),
            Line("Địa điểm: ", "place"),
            Rich("notes"),
            Field("closing"))
        .AddAll(Nd30.Closing());

    /// <summary>Biên bản họp (Mẫu 1.9): no date in its head; the secretary signs on the left, who presides on the right.</summary>
    private static Page Minutes() => new Page()
        .AddAll(Nd30.Header(withNumber: true, withDate: false)).AddAll(Nd30.Title())
        .Add(
            Line("Thời gian bắt đầu: ", "startedAt"),
            Line("Địa điểm: ", "place"),
            Paragraph(Look.Body with { KeepNext = true }, "Thành phần tham dự:"),
            Block("each:attendees", Paragraph(Look.Body, "- ", Piece.Field("."))),
            Optional("absentees", Line("Vắng mặt: ", "absentees")),
            Line("Chủ trì (chủ tọa): ", "chair"),
            Line("Thư ký (người ghi biên bản): ", "minuteTaker"),
            Heading("Nội dung:"),
            Block("each:topics",
                Paragraph(Look.Body with { KeepNext = true }, Piece.Field("heading") with { Bold = true }),
                Block("rich:content", Paragraph(Look.Body, "«content»"))),
            Heading("Kết luận:"),
            Rich("conclusion"),
            Optional("decisions",
                Paragraph(Look.Body with { KeepNext = true }, "Các việc được giao:"), Gap(),
                List("decisions",
                    Centred("TT", "ordinal", 620), new("Nội dung", "content", 4450), new("Đơn vị, người chịu trách nhiệm", "responsible", 2300), Centred("Thời hạn", "deadline", 1700))),
            Paragraph(Look.Body, "Cuộc họp kết thúc vào ", Piece.Field("endedAt"), "./."))
        .AddAll(Pair("THƯ KÝ", "secretary", "CHỦ TỌA", withRecipients: true));

    /// <summary>Công văn cử cán bộ đi đào tạo (Mẫu 1.5; S-085).</summary>
    private static Page Nomination() => new Page()
        .AddAll(Nd30.Header(withNumber: true, isLetter: true)).Add(Urgency()).AddAll(Addressee())
        .Add(
            Rich("intro"), Gap(),
            List("participants",
                Centred("TT", "ordinal", 620), new("Họ và tên", "name", 2420), new("Chức vụ", "position", 1930), new("Đơn vị", "unit", 2350), Centred("Số điện thoại", "phone", 1750)),
            Rich("content"),
            Field("closing"))
        .AddAll(Nd30.Closing());

    /// <summary>Danh sách điểm danh: everyone signs by hand, for each half of the day (S-147); the code opens its entry.</summary>
    private static Page Attendance() => new Page()
        .AddAll(Nd30.Header(withNumber: false)).AddAll(Nd30.Title())
        .Add(
            Invisible([6870, Nd30.TextWidth - 6870],
            [
                [
                    [Line("1. Nội dung: ", "topic"), Line("2. Thời gian: ", "time"), Line("3. Địa điểm: ", "place"), Line("4. Đơn vị tổ chức, giảng viên: ", "lecturer")],
                    [EntryCode()],
                ],
            ]),
            Gap(),
            Roomy(
                List("participants",
                    Centred("TT", "ordinal", 620), new("Họ và tên", "name", 2420), new("Chức vụ, đơn vị", "position", 2530),
                    Centred("Ký tên buổi sáng", "morning", 1300), Centred("Ký tên buổi chiều", "afternoon", 1300), new("Ghi chú", "note", 900)),
                560),
            Paragraph(Look.Body, "Danh sách có ", Piece.Field("registered"), " người thuộc phạm vi áp dụng được triệu tập; có mặt: ", Piece.Field("present"), " người./."))
        .AddAll(Pair("NGƯỜI LẬP", "preparer", "XÁC NHẬN", withRecipients: false));

    /// <summary>The code that opens the entry of the list, with its words; neither is there where the list has no entry.</summary>
    private static SdtBlock EntryCode()
    {
        var code = Pictures.Code("qr", 28, Look.Centre with { Before = 120 });
        code.SdtContentBlock!.AppendChild(Paragraph(Look.Centre with { Points = 11, Italic = true }, "Quét mã để tra cứu danh sách"));
        return code;
    }
}
