using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Wordprocessing;

namespace QmsWorkflow.Documents;

/// <summary>Finds the content controls of a template and what their tags mean.</summary>
internal static class TemplateFieldReader
{
    public static IEnumerable<TemplateField> Read(OpenXmlElement root, string place) => Read(root, "", place);

    private static IEnumerable<TemplateField> Read(OpenXmlElement parent, string path, string place)
    {
        foreach (var child in parent.ChildElements)
        {
            if (child is not SdtElement control)
            {
                foreach (var field in Read(child, path, place)) yield return field;
                continue;
            }

            var (kind, name) = Split(TagOf(control));
            var full = name.Length == 0 ? path : name == "." ? $"{path}." : $"{path}{name}";
            if (name.Length > 0)
            {
                yield return new TemplateField(full, kind switch { "each" => FieldKind.Repeat, "if" or "ifnot" => FieldKind.Condition, _ => FieldKind.Text }, place);
            }

            if (ContentOf(control) is not { } content || kind.Length == 0) continue;

            foreach (var field in Read(content, kind == "each" ? full + "[]." : path, place)) yield return field;
        }
    }

    public static string TagOf(SdtElement control) => control.SdtProperties?.GetFirstChild<Tag>()?.Val?.Value?.Trim() ?? "";

    /// <summary><c>each:rows</c> → (each, rows); <c>title</c> → ("", title).</summary>
    public static (string Kind, string Name) Split(string tag)
    {
        var colon = tag.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? ("", tag) : (tag[..colon].Trim(), tag[(colon + 1)..].Trim());
    }

    public static OpenXmlElement? ContentOf(SdtElement control) =>
        control.ChildElements.FirstOrDefault(child => child is SdtContentBlock or SdtContentRun or SdtContentRow or SdtContentCell);
}
