using QmsWorkflow.Documents;

namespace QmsWorkflow.Server.Features.Compose;

/// <summary>Which fields of a template people type; the others come from the agency, the signer, and the issue.</summary>
internal static class ComposeFields
{
    private static readonly HashSet<string> Given = new(StringComparer.Ordinal)
    {
        "superior", "agency", "numberLine", "placeDate", "kindName", "signatureLines", "signer", "appendix.reference", "appendices.reference",
    };

    /// <param name="path">Without the indices of lists.</param>
    public static bool IsTyped(string path, SchemaNode node) => node.Format != TextFormat.Image && !Given.Contains(path) && !IsOrdinal(path);

    /// <summary>Rows are numbered by their place.</summary>
    public static bool IsOrdinal(string path) => path.EndsWith(".ordinal", StringComparison.Ordinal);

    /// <summary>Whether something must be written: the schema wants the field, and its description does not say that it may stay empty.</summary>
    public static bool MustBeFilled(SchemaNode group, string name) =>
        group.Needed.Contains(name) && group.Properties[name] is { Type: "string" or "number" or "integer" or "array" } node && node.Description?.Contains("rỗng", StringComparison.Ordinal) != true;

    /// <summary>How people call the field.</summary>
    public static string Label(SchemaNode node, string name)
    {
        if (node.Title is { } title) return title;
        if (node.Description is not { } words) return name;

        var end = words.IndexOfAny([':', ';', '(', ',']);
        return (end > 0 ? words[..end] : words).Trim();
    }

    /// <summary>The id of the element that the path is typed in.</summary>
    public static string IdOf(string path) => "f-" + path.Replace('.', '-');

    /// <summary>A text longer than a line is typed in an area.</summary>
    public static bool IsLong(SchemaNode node) => node.MaxLength is null or > 120;
}
