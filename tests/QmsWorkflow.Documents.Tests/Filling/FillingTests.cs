using System.Text.Json.Nodes;
using System.Xml.Linq;
using QmsWorkflow.Documents.Tests.Support;
using static QmsWorkflow.Documents.Tests.Support.Word;

namespace QmsWorkflow.Documents.Tests.Filling;

public sealed class FillingTests
{
    [Fact]
    public void A_text_takes_the_place_of_the_example_with_its_formatting()
    {
        var template = Docx(P(R("Ông ") + Control("name", R("«tên»", "<w:b/><w:color w:val=\"FF0000\"/>") + R("mẫu"))));

        var filled = Fill(template, """{"name":"Trần Văn Hà"}""");

        Word.Text(filled).ShouldBe("Ông Trần Văn Hà");
        var run = Body(filled).Descendants(W("r")).Last();
        run.Descendants(W("b")).ShouldHaveSingleItem();
        run.Descendants(W("color")).Single().Attribute(W("val"))!.Value.ShouldBe("FF0000");
        Body(filled).Descendants(W("sdt")).ShouldBeEmpty();
    }

    [Fact]
    public void A_line_break_in_a_text_stays_inside_its_paragraph()
    {
        var filled = Fill(Docx(P(Control("name", R("x")))), """{"name":"một\nhai"}""");

        Body(filled).Descendants(W("p")).ShouldHaveSingleItem();
        Body(filled).Descendants(W("br")).ShouldHaveSingleItem();
    }

    [Fact]
    public void Rich_text_becomes_paragraphs_with_bold_and_italic_words()
    {
        var template = Docx(Control("rich:text", "<w:p><w:pPr><w:jc w:val=\"center\"/></w:pPr>" + R("ví dụ") + "</w:p>" + P(R("đoạn ví dụ thứ hai"))));

        var filled = Fill(template, """{"text":"theo mô hình **5S** và *nghiêm túc*\n\n3 * 4 = 12"}""");

        Word.Text(filled).ShouldBe("theo mô hình 5S và nghiêm túc\n3 * 4 = 12");
        var body = Body(filled);
        body.Descendants(W("jc")).Count().ShouldBe(2);
        body.Descendants(W("r")).Single(run => run.Descendants(W("b")).Any()).Value.ShouldBe("5S");
        body.Descendants(W("r")).Single(run => run.Descendants(W("i")).Any()).Value.ShouldBe("nghiêm túc");
    }

    [Fact]
    public void Empty_rich_text_leaves_no_paragraph() =>
        Word.Text(Fill(Docx(P(R("trước")) + Control("rich:text", P(R("x"))) + P(R("sau"))), """{"text":""}""")).ShouldBe("trước\nsau");

    [Fact]
    public void Rows_are_repeated_for_each_item_and_look_outwards_for_names()
    {
        var row = Control("each:rows", Row(P(Control("no", R("1"))), P(Control("text", R("x")) + R(" ") + Control("year", R("2000")))));

        var filled = Fill(Docx(Table(Row(P(R("TT")), P(R("Nội dung"))), row)), """{"year":2022,"rows":[{"no":"1","text":"Kế hoạch"},{"no":"2","text":"Mục tiêu"}]}""");

        Word.Text(filled).ShouldBe("TT\tNội dung\n1\tKế hoạch 2022\n2\tMục tiêu 2022");
    }

    [Fact]
    public void Blocks_repeat_inside_blocks()
    {
        var template = Docx(Control("each:sections", P(Control("heading", R("h"))) + Control("each:paragraphs", P(Control(".", R("p"))), 2), 3));

        var filled = Fill(template, """{"sections":[{"heading":"I","paragraphs":["a","b"]},{"heading":"II","paragraphs":[]},{"heading":"III","paragraphs":["c"]}]}""");

        Word.Text(filled).ShouldBe("I\na\nb\nII\nIII\nc");
    }

    [Theory]
    [InlineData("true", "có")]
    [InlineData("false", "không")]
    [InlineData("\"\"", "không")]
    [InlineData("\"x\"", "có")]
    [InlineData("[]", "không")]
    [InlineData("[1]", "có")]
    [InlineData("null", "không")]
    public void A_block_is_shown_on_a_condition(string value, string expected) =>
        Word.Text(Fill(Docx(Control("if:flag", P(R("có"))) + Control("ifnot:flag", P(R("không")))), $$"""{"flag":{{value}}}""")).ShouldBe(expected);

    [Fact]
    public void A_cell_whose_only_block_is_hidden_keeps_an_empty_paragraph()
    {
        var filled = Fill(Docx(Table(Row(Control("if:flag", P(R("x"))), P(R("y")))) + P("")), """{"flag":false}""");

        Objections(filled).ShouldBeEmpty();
        Word.Text(filled).ShouldBe("\ty");
    }

    [Fact]
    public void A_table_whose_rows_are_all_gone_goes_too()
    {
        var filled = Fill(Docx(P(R("trước")) + Table(Control("each:rows", Row(P(Control(".", R("x"))), P("")))) + P("")), """{"rows":[]}""");

        Body(filled).Descendants(W("tbl")).ShouldBeEmpty();
        Objections(filled).ShouldBeEmpty();
    }

    [Fact]
    public void Copies_have_bookmarks_of_their_own_and_no_paragraph_ids_twice()
    {
        var paragraph = """<w:p w14:paraId="00000001" w14:textId="00000002"><w:bookmarkStart w:id="0" w:name="here"/>""" + Control(".", R("x")) + """<w:bookmarkEnd w:id="0"/></w:p>""";

        var body = Body(Fill(Docx(Control("each:items", paragraph)), """{"items":["a","b","c"]}"""));

        body.Descendants(W("bookmarkStart")).Select(mark => (string)mark.Attribute(W("name"))!).ShouldBe(["here", "here_2", "here_3"]);
        body.Descendants(W("bookmarkStart")).Select(mark => (int)mark.Attribute(W("id"))!).ShouldBeUnique();
        body.Descendants(W("bookmarkEnd")).Select(mark => (int)mark.Attribute(W("id"))!).ShouldBe(body.Descendants(W("bookmarkStart")).Select(mark => (int)mark.Attribute(W("id"))!));
        body.Descendants().Attributes().Where(attribute => attribute.Name.LocalName == "paraId").Select(attribute => attribute.Value).ShouldBeUnique();
    }

    [Fact]
    public void A_control_without_a_tag_keeps_its_text_and_its_fields_are_filled()
    {
        var template = Docx(Control("", P(R("Kính gửi: ") + Control("name", R("x")))));

        DocxTemplate.Open(template).Fields.Select(field => field.Name).ShouldBe(["name"]);
        Word.Text(Fill(template, """{"name":"Giám đốc"}""")).ShouldBe("Kính gửi: Giám đốc");
    }

    [Fact]
    public void The_same_data_gives_the_same_bytes()
    {
        var template = DocxTemplate.Open(Repository.Template("agency-objectives/quyet-dinh"));
        var data = Data("agency-objectives/quyet-dinh");

        var one = template.Fill(data).Docx!;
        var other = DocxTemplate.Open(Repository.Template("agency-objectives/quyet-dinh")).Fill((JsonObject)data.DeepClone()).Docx!;

        one.ShouldBe(other);
    }

    [Fact]
    public void Filling_changes_neither_the_template_nor_the_data()
    {
        var content = Repository.Template("annual-plan/ke-hoach");
        var (before, data) = (content.ToArray(), Data("annual-plan/ke-hoach"));
        var text = data.ToJsonString();

        DocxTemplate.Open(content).Fill(data).Problems.ShouldBeEmpty();

        content.ShouldBe(before);
        data.ToJsonString().ShouldBe(text);
    }

    [Fact]
    public void Fields_in_page_headers_are_filled()
    {
        var template = Docx(
            P(R("thân")) + """<w:sectPr><w:headerReference w:type="default" r:id="rId9"/></w:sectPr>""",
            ("word/header1.xml", $"<w:hdr {Namespaces}>{P(Control("agency", R("x")))}</w:hdr>"),
            ("word/_rels/document.xml.rels", """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId9" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/header" Target="header1.xml"/></Relationships>"""),
            ("[Content_Types].xml", """<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/word/header1.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"/></Types>"""));

        var blocks = DocxText.Read(Fill(template, """{"agency":"SỞ A"}"""));

        blocks.Select(block => (block.Part, block.Text)).ShouldBe([(TextPart.Header, "SỞ A"), (TextPart.Body, "thân")]);
    }

    private static byte[] Fill(byte[] template, string data)
    {
        var filled = DocxTemplate.Open(template).Fill((JsonObject)JsonNode.Parse(data)!);
        filled.Problems.ShouldBeEmpty();
        return filled.Docx!;
    }

    private static JsonObject Data(string template) => (JsonObject)JsonNode.Parse(File.ReadAllText(Repository.Path("templates", template + ".sample.json")))!;
}
