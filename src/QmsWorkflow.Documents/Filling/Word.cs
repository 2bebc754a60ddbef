namespace QmsWorkflow.Documents.Filling;

/// <summary>The vocabularies of Word files.</summary>
internal static class Word
{
    public const string Main = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    public const string Word2010 = "http://schemas.microsoft.com/office/word/2010/wordml";
    public const string Compatibility = "http://schemas.openxmlformats.org/markup-compatibility/2006";
    public const string Drawing = "http://schemas.openxmlformats.org/drawingml/2006/main";
    public const string Placement = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing";
    public const string Picture = "http://schemas.openxmlformats.org/drawingml/2006/picture";
    public const string Relationships = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    public const string PackageRelationships = "http://schemas.openxmlformats.org/package/2006/relationships";
    public const string ContentTypes = "http://schemas.openxmlformats.org/package/2006/content-types";
    public const string Strict = "http://purl.oclc.org/ooxml/wordprocessingml/main";
    public const string Xmlns = "http://www.w3.org/2000/xmlns/";

    /// <summary>Switched on: there, and not said to be off.</summary>
    public static bool IsOn(XmlElement? flag) => flag is not null && flag.Value() is not ("0" or "false" or "off");
}
