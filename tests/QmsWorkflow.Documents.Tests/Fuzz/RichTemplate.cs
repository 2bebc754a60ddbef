using System.Text.Json.Nodes;
using QmsWorkflow.Documents.Tests.Support;
using static QmsWorkflow.Documents.Tests.Support.Word;

namespace QmsWorkflow.Documents.Tests.Fuzz;

/// <summary>A template with one of everything: header, footer, footnote, text box, picture, cross reference, nested blocks.</summary>
internal static class RichTemplate
{
    public static byte[] Docx() => Word.Docx(
        P("""<w:bookmarkStart w:id="3" w:name="so"/>""" + Control("number", R("15"), 1) + """<w:bookmarkEnd w:id="3"/>""") + P(Field(" REF so \\h ", "cũ") + "<w:r><w:footnoteReference w:id=\"2\"/></w:r>")
            + Control("each:rows", P(Control("title", R("x"), 3)) + Table(Control("each:cells", Row(P(Control(".", R("x"), 5)), P(Control("image:qr", Drawing, 6))), 4)) + P("") + P("<w:r><w:footnoteReference w:id=\"2\"/></w:r>"), 2)
            + Control("if:shown", P(R("có")), 7) + Control("rich:text", "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr>" + R("x") + "</w:p>", 8)
            + "<w:p><w:pPr><w:keepNext/></w:pPr></w:p>" + Table(Row(P(R("Nơi nhận")), P(Control("title", R("x"), 9))))
            + P("<w:r><mc:AlternateContent xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\"><mc:Choice Requires=\"w14\"><w:txbxContent>" + P(Control("title", R("x"), 10)) + "</w:txbxContent></mc:Choice><mc:Fallback/></mc:AlternateContent></w:r>")
            + """<w:p><w:pPr><w:sectPr><w:headerReference w:type="default" r:id="rId9"/><w:footerReference w:type="default" r:id="rId8"/></w:sectPr></w:pPr></w:p>""",
        ("word/header1.xml", $"<w:hdr {Namespaces}>{P(Control("title", R("x")))}</w:hdr>"),
        ("word/footer1.xml", $"<w:ftr {Namespaces}>{P(Control("image:qr", R("x")))}</w:ftr>"),
        ("word/footnotes.xml", $"""<w:footnotes {Namespaces}><w:footnote w:type="separator" w:id="-1"><w:p/></w:footnote><w:footnote w:id="2">{P(Control("title", R("x")))}</w:footnote></w:footnotes>"""),
        ("word/media/example.bin", "ví dụ"),
        PartsOf.Relationships(("rId9", "header", "header1.xml"), ("rId8", "footer", "footer1.xml"), ("rId5", "footnotes", "footnotes.xml"), ("rId7", "image", "media/example.bin")),
        ("[Content_Types].xml", PartsOf.ContentTypes(("header1", "header"), ("footer1", "footer"), ("footnotes", "footnotes")).Item2
            .Replace("<Default Extension=\"xml\"", "<Default Extension=\"bin\" ContentType=\"application/octet-stream\"/><Default Extension=\"xml\"", StringComparison.Ordinal)));

    public static JsonObject Data() => new()
    {
        ["number"] = "15",
        ["title"] = "Kế hoạch",
        ["shown"] = true,
        ["text"] = "1. một\n2. hai **đậm**",
        ["qr"] = Pictures.Dot,
        ["rows"] = new JsonArray(new JsonObject { ["cells"] = new JsonArray("a", "b") }, new JsonObject { ["cells"] = new JsonArray() }, new JsonObject { ["title"] = "riêng", ["cells"] = new JsonArray("c") }),
    };

    public static string Drawing => """
        <w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"><wp:extent cx="900000" cy="900000"/><wp:docPr id="5" name="hình"/><a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:nvPicPr><pic:cNvPr id="5" name="hình"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="rId7"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="900000" cy="900000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>
        """;

    private static string Field(string code, string result) =>
        $"""<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve">{code}</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>{R(result)}<w:r><w:fldChar w:fldCharType="end"/></w:r>""";
}
