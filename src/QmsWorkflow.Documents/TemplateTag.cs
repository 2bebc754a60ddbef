using QmsWorkflow.Documents.Filling;

namespace QmsWorkflow.Documents;

/// <summary>What the tag of a content control says: <c>title</c> is (Text, title), <c>each:rows</c> is (Repeat, rows).</summary>
internal readonly record struct TemplateTag(FieldKind Kind, string Name, bool IsNegated)
{
    /// <summary>A control without a tag is not ours: its text stays.</summary>
    public bool IsForeign => Name.Length == 0;

    /// <summary>What to say of a tag that cannot be used.</summary>
    public static string Problem(string tag) => tag.StartsWith('«')
        ? "ô điều khiển có chữ như một trường nhưng không có thẻ: hãy ghi tên trường vào ô Tag (LibreOffice 7.4 làm mất thẻ khi lưu)."
        : "loại thẻ không có. Được dùng: tên trường, each:, if:, ifnot:, rich:, image:.";

    public static string TextOf(XmlElement control) => control.Child("sdtPr")?.Child("tag")?.Value()?.Trim() ?? "";

    public static TemplateTag Of(XmlElement control) => Parse(TextOf(control));

    public static TemplateTag Parse(string tag)
    {
        var colon = tag.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0) return new TemplateTag(FieldKind.Text, tag, IsNegated: false);

        var name = tag[(colon + 1)..].Trim();
        return tag[..colon].Trim() switch
        {
            "each" => new TemplateTag(FieldKind.Repeat, name, IsNegated: false),
            "if" => new TemplateTag(FieldKind.Condition, name, IsNegated: false),
            "ifnot" => new TemplateTag(FieldKind.Condition, name, IsNegated: true),
            "rich" => new TemplateTag(FieldKind.Rich, name, IsNegated: false),
            "image" => new TemplateTag(FieldKind.Image, name, IsNegated: false),
            _ => new TemplateTag(FieldKind.Unknown, tag, IsNegated: false),
        };
    }
}
