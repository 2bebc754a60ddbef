namespace QmsWorkflow.Documents.Tests.Support;

/// <summary>Files of more parts than the body.</summary>
internal static class PartsOf
{
    private const string Wordprocessing = "application/vnd.openxmlformats-officedocument.wordprocessingml";

    public static (string, string) Relationships(params (string Id, string Type, string Target)[] all) => ("word/_rels/document.xml.rels",
        $"""<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{string.Concat(all.Select(one =>
            $"<Relationship Id=\"{one.Id}\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{one.Type}\" Target=\"{one.Target}\"/>"))}</Relationships>""");

    /// <param name="kinds">Header, footer, footnotes: each is the part of that name.</param>
    public static (string, string) ContentTypes(params (string Part, string Kind)[] kinds) => ("[Content_Types].xml",
        $"""<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="{Wordprocessing}.document.main+xml"/>{string.Concat(kinds.Select(kind =>
            $"<Override PartName=\"/word/{kind.Part}.xml\" ContentType=\"{Wordprocessing}.{kind.Kind}+xml\"/>"))}</Types>""");

    public static byte[] WithHeader(string header, string body) => Word.Docx(
        body + """<w:p><w:pPr><w:sectPr><w:headerReference w:type="default" r:id="rId9"/></w:sectPr></w:pPr></w:p>""",
        ("word/header1.xml", $"<w:hdr {Word.Namespaces}>{header}</w:hdr>"),
        Relationships(("rId9", "header", "header1.xml")), ContentTypes(("header1", "header")));

    public static byte[] WithFootnotes(string footnotes, string body) => Word.Docx(body,
        ("word/footnotes.xml", $"""<w:footnotes {Word.Namespaces}><w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>{footnotes}</w:footnotes>"""),
        Relationships(("rId9", "footnotes", "footnotes.xml")), ContentTypes(("footnotes", "footnotes")));
}
