using static QmsWorkflow.TemplateBuilder.Column;
using static QmsWorkflow.TemplateBuilder.Forms;

namespace QmsWorkflow.TemplateBuilder;

/// <summary>What mends or takes back a document that has been sent (NĐ 30/2020, Điều 18).</summary>
internal static class SetCorrections
{
    public static IReadOnlyList<ShippedTemplate> All { get; } =
    [
        new("corrections/cong-van-dinh-chinh", Correction),
        new("corrections/quyet-dinh-thu-hoi", Recall),
    ];

    /// <summary>Công văn đính chính (Mẫu 1.5): faults of form only; a fault of content wants a document of the same kind.</summary>
    private static Page Correction() => new Page()
        .AddAll(Nd30.Header(withNumber: true, isLetter: true)).Add(Urgency()).AddAll(Addressee())
        .Add(
            Rich("intro"), Gap(),
            List("corrections", Centred("TT", "ordinal", 620), new("Vị trí", "place", 2150), new("Đã in là", "printed", 3150), new("Nay đính chính thành", "corrected", 3150)),
            Rich("content"),
            Field("closing"))
        .AddAll(Nd30.Closing());

    /// <summary>Quyết định thu hồi văn bản (Mẫu 1.2).</summary>
    private static Page Recall() => new Page()
        .AddAll(Nd30.Header(withNumber: true)).Add(Urgency()).AddAll(Nd30.Title())
        .AddAll(Decision())
        .AddAll(Nd30.Closing());
}
