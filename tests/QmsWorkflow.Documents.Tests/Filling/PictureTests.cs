using System.IO.Compression;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using QmsWorkflow.Documents.Tests.Support;
using static QmsWorkflow.Documents.Tests.Support.Word;

namespace QmsWorkflow.Documents.Tests.Filling;

public sealed class PictureTests
{
    private const long Centimetre = 360_000;

    [Fact]
    public void A_picture_takes_the_place_and_frame_of_the_example_without_being_distorted()
    {
        var filled = Fill(Pictured(P(Control("image:seal", Drawing(3 * Centimetre, 3 * Centimetre)))), "seal", Pictures.Png(200, 100));

        var body = Body(filled);
        body.Descendants(Wp("extent")).Select(extent => ((long)extent.Attribute("cx")!, (long)extent.Attribute("cy")!)).ShouldBe([(3 * Centimetre, 3 * Centimetre / 2)]);
        body.Descendants(A("ext")).Select(extent => ((long)extent.Attribute("cx")!, (long)extent.Attribute("cy")!)).ShouldBe([(3 * Centimetre, 3 * Centimetre / 2)]);
        Shown(filled).ShouldHaveSingleItem().ShouldBe(Bytes(Pictures.Png(200, 100)));
        Objections(filled).ShouldBeEmpty();
    }

    [Fact]
    public void A_control_with_words_gets_a_picture_of_its_own_size_but_not_larger_than_30_mm()
    {
        var small = Fill(Docx(P(Control("image:qr", R("[QR]")))), "qr", Pictures.Png(40, 40));
        var large = Fill(Docx(Control("image:qr", P(R("[QR]")))), "qr", Pictures.Jpeg(4000, 2000));

        Body(small).Descendants(Wp("extent")).Select(extent => (int)extent.Attribute("cx")!).ShouldBe([40 * 9525]);
        Body(large).Descendants(Wp("extent")).Select(extent => ((int)extent.Attribute("cx")!, (int)extent.Attribute("cy")!)).ShouldBe([(1_080_000, 540_000)]);
        Objections(small).ShouldBeEmpty();
        Objections(large).ShouldBeEmpty();
        Word.Text(small).ShouldBe("");
        Parts(large).Keys.ShouldContain("word/media/qms1.jpeg");
        Parts(large)["[Content_Types].xml"].ShouldContain("image/jpeg");
    }

    [Theory]
    [InlineData("""{"qr":""}""")]
    [InlineData("""{"qr":null}""")]
    [InlineData("{}")]
    public void An_empty_picture_is_left_out(string data)
    {
        var filled = Fill(Pictured(P(R("trước ") + Control("image:qr", Drawing(1000, 1000)) + R("sau"))), data);

        Word.Text(filled).ShouldBe("trước sau");
        Body(filled).Descendants(W("drawing")).ShouldBeEmpty();
        Objections(filled).ShouldBeEmpty();
    }

    [Fact]
    public void The_same_picture_in_many_rows_is_stored_once_and_each_drawing_has_its_own_id()
    {
        var template = Pictured(Control("each:people", P(Control("image:sign", Drawing(Centimetre, Centimetre)) + Control("name", R("x")))));
        var (one, other) = (Pictures.Png(10, 10), Pictures.Png(20, 10));
        var data = new JsonObject { ["people"] = new JsonArray([.. new[] { one, other, one }.Select((sign, index) => (JsonNode)new JsonObject { ["sign"] = sign, ["name"] = $"ông {index}" })]) };

        var filled = DocxTemplate.Open(template).Fill(data).Docx.ShouldNotBeNull();

        Parts(filled).Keys.Count(name => name.StartsWith("word/media/qms", StringComparison.Ordinal)).ShouldBe(2);
        Shown(filled).ShouldBe([Bytes(one), Bytes(other), Bytes(one)]);
        Body(filled).Descendants(Wp("docPr")).Select(drawing => (int)drawing.Attribute("id")!).ShouldBeUnique();
        Objections(filled).ShouldBeEmpty();
    }

    [Fact]
    public void A_picture_in_a_page_header_belongs_to_the_header()
    {
        var template = PartsOf.WithHeader(P(Control("image:qr", R("[QR]"))), P(R("thân")));

        var filled = Fill(template, "qr", Pictures.Dot);

        Parts(filled)["word/_rels/header1.xml.rels"].ShouldContain("/word/media/qms1.png");
        Objections(filled).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("""{"qr":"QR"}""", "phải là hình")]
    [InlineData("""{"qr":["a"]}""", "phải là chữ")]
    [InlineData("""{"qr":"data:image/png;base64,iVBORw0KGgo="}""", "không phải tệp PNG hợp lệ")]
    public void What_is_no_picture_is_a_problem_with_field_and_template(string data, string message)
    {
        var problem = DocxTemplate.Open(Docx(P(Control("image:qr", R("x")))), "thu").Fill((JsonObject)JsonNode.Parse(data)!).Problems.ShouldHaveSingleItem();

        (problem.Field, problem.Place).ShouldBe(("qr", "mẫu thu, thân văn bản"));
        problem.Message.ShouldContain(message);
    }

    [Fact]
    public void The_check_tells_pictures_from_texts()
    {
        var schema = TemplateSchema.Parse("""{"type":"object","properties":{"qr":{"type":"string","format":"image"},"name":{"type":"string"}}}""");

        DocxTemplate.Open(Docx(P(Control("image:qr", R("x")) + Control("name", R("x"))))).Check(schema).ShouldBeEmpty();
        DocxTemplate.Open(Docx(P(Control("qr", R("x"))))).Check(schema).ShouldHaveSingleItem().Message.ShouldContain("hãy dùng thẻ image:");
        DocxTemplate.Open(Docx(P(Control("image:name", R("x"))))).Check(schema).ShouldHaveSingleItem().Message.ShouldContain("\"format\": \"image\"");
    }

    [Fact]
    public void Data_that_break_the_schema_make_no_document()
    {
        var schema = TemplateSchema.Parse("""{"type":"object","properties":{"name":{"type":"string","maxLength":3}}}""");

        var filled = DocxTemplate.Open(Docx(P(Control("name", R("x")))), "thu").Fill(new JsonObject { ["name"] = "quá dài" }, schema);

        filled.Docx.ShouldBeNull();
        filled.Problems.ShouldHaveSingleItem().ToString().ShouldBe("mẫu thu, dữ liệu, trường \"name\": dài 7 ký tự, nhiều nhất 3.");
        DocxTemplate.Open(Docx(P(Control("name", R("x")))), "thu").Fill(new JsonObject { ["name"] = "vừa" }, schema).Docx.ShouldNotBeNull();
    }

    private static byte[] Fill(byte[] template, string field, string picture) => Fill(template, new JsonObject { [field] = picture }.ToJsonString());

    private static byte[] Fill(byte[] template, string data)
    {
        var filled = DocxTemplate.Open(template).Fill((JsonObject)JsonNode.Parse(data)!);
        filled.Problems.ShouldBeEmpty();
        return filled.Docx!;
    }

    private static byte[] Pictured(string body) => Docx(body, PartsOf.Relationships(("rId7", "image", "media/example.bin")), ("word/media/example.bin", "ví dụ"));

    private static string Drawing(long width, long height) => $"""
        <w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"><wp:extent cx="{width}" cy="{height}"/><wp:docPr id="5" name="hình"/><a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:nvPicPr><pic:cNvPr id="5" name="hình"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="rId7"/><a:srcRect l="5000"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>
        """;

    /// <summary>The pictures that drawings show, in the order of the text.</summary>
    private static List<byte[]> Shown(byte[] docx)
    {
        using var zip = new ZipArchive(new MemoryStream(docx), ZipArchiveMode.Read);
        var targets = XDocument.Parse(Parts(docx)["word/_rels/document.xml.rels"]).Root!.Elements().ToDictionary(one => (string)one.Attribute("Id")!, one => (string)one.Attribute("Target")!);
        return [.. Body(docx).Descendants(A("blip")).Select(blip =>
        {
            using var stream = zip.GetEntry(targets[(string)blip.Attribute(XName.Get("embed", "http://schemas.openxmlformats.org/officeDocument/2006/relationships"))!].TrimStart('/'))!.Open();
            using var content = new MemoryStream();
            stream.CopyTo(content);
            return content.ToArray();
        })];
    }

    private static byte[] Bytes(string picture) => Convert.FromBase64String(picture[(picture.IndexOf(',', StringComparison.Ordinal) + 1)..]);

    private static XName Wp(string name) => XName.Get(name, "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing");

    private static XName A(string name) => XName.Get(name, "http://schemas.openxmlformats.org/drawingml/2006/main");
}
