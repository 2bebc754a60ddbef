using System.Text.Json.Nodes;
using QmsWorkflow.Documents.Tests.Support;
using static QmsWorkflow.Documents.Tests.Support.Word;

namespace QmsWorkflow.Documents.Tests.Filling;

/// <summary>What a template says of pages, tables, lists and notes is kept, however deep the blocks stand in each other.</summary>
public sealed class LayoutTests
{
    [Fact]
    public void Blocks_repeat_three_deep_with_tables_inside_tables()
    {
        var inner = Table(Control("each:lines", Row(P(Control("text", R("x"), 31)), P(Control("unit", R("x"), 32))), 3));
        var template = Docx(Control("each:parts", P(Control("name", R("x"), 11)) + Table(Control("each:rows", Row(P(Control("no", R("x"), 21)), inner + P("")), 2)) + P(""), 1));

        var filled = Fill(template, """
            {"unit":"Văn phòng","parts":[
              {"name":"A","rows":[{"no":"1","lines":[{"text":"a"},{"text":"b"}]},{"no":"2","lines":[]}]},
              {"name":"B","rows":[]},
              {"name":"C","rows":[{"no":"1","lines":[{"text":"c","unit":"Thanh tra"}]}]}]}
            """);

        DocxText.Read(filled).Select(block => block.Text).Where(text => text.Length > 0).ShouldBe(["A", "1", "a", "Văn phòng", "b", "Văn phòng", "2", "B", "C", "1", "c", "Thanh tra"]);
        Objections(filled).ShouldBeEmpty();
    }

    [Fact]
    public void Cells_and_words_may_be_conditional_too()
    {
        var row = $"<w:tr>{Control("if:numbered", Cell(P(R("số"))), 1)}{Cell(P(R("Ông ") + Control("if:doctor", R("TS. "), 2) + Control("name", R("x"), 3)))}</w:tr>";

        Word.Text(Fill(Docx(Table(row)), """{"numbered":true,"doctor":true,"name":"Hà"}""")).ShouldBe("số\tÔng TS. Hà");
        Word.Text(Fill(Docx(Table(row)), """{"numbered":false,"doctor":false,"name":"Hà"}""")).ShouldBe("Ông Hà");
    }

    [Fact]
    public void Rows_may_be_conditional_inside_repeated_rows()
    {
        var rows = Control("each:rows", Row(P(Control("no", R("x"), 2)), P("")) + Control("if:note", Row(P(R("ghi chú")), P(Control("note", R("x"), 4))), 3), 1);

        var filled = Fill(Docx(Table(rows)), """{"rows":[{"no":"1","note":"gấp"},{"no":"2","note":""}]}""");

        Word.Text(filled).ShouldBe("1\t\nghi chú\tgấp\n2\t");
        Objections(filled).ShouldBeEmpty();
    }

    [Fact]
    public void Footers_text_boxes_and_headers_are_filled_and_checked()
    {
        var box = "<w:r><mc:AlternateContent xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\"><mc:Choice Requires=\"w14\"><w:txbxContent>" + P(Control("boxed", R("x"))) +
            "</w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent>" + P(Control("boxed", R("x"))) + "</w:txbxContent></mc:Fallback></mc:AlternateContent></w:r>";
        var template = Docx(P(R("thân") + box) + P("""<w:pPr><w:sectPr><w:footerReference w:type="default" r:id="rId9"/></w:sectPr></w:pPr>"""),
            ("word/footer1.xml", $"<w:ftr {Namespaces}>{P(Control("note", R("x")))}</w:ftr>"),
            PartsOf.Relationships(("rId9", "footer", "footer1.xml")), PartsOf.ContentTypes(("footer1", "footer")));

        DocxTemplate.Open(template).Check(TemplateSchema.Parse("""{"type":"object"}""")).Select(problem => $"{problem.Place}: {problem.Field}")
            .ShouldBe(["thân văn bản, khung chữ, đoạn 2: boxed", "chân trang, đoạn 1: note"]);
        var filled = Fill(template, """{"boxed":"trong khung","note":"cuối"}""");
        Body(filled).ToString().Split("trong khung").Length.ShouldBe(3, "the drawing and the one for older programs");
        Parts(filled)["word/footer1.xml"].ShouldContain("cuối");
        DocxTemplate.Open(template).Fill([]).Problems.Select(problem => problem.Field).ShouldBe(["boxed", "note"]);
    }

    [Fact]
    public void A_footnote_of_a_repeated_row_has_the_data_of_that_row()
    {
        var template = PartsOf.WithFootnotes(
            $"""<w:footnote w:id="2">{P(R("Nguồn: ") + Control("source", R("x")))}</w:footnote><w:footnote w:id="3">{P(R("không ai nhắc đến"))}</w:footnote>""",
            Control("each:items", P(Control("text", R("x")) + "<w:r><w:footnoteReference w:id=\"2\"/></w:r>")));

        DocxTemplate.Open(template).Fields.Select(field => $"{field.Place}: {field.Name}").Last().ShouldBe("thân văn bản, chú thích cuối trang, đoạn 1: items[].source");
        var filled = Fill(template, """{"items":[{"text":"a","source":"A"},{"text":"b","source":"B"}]}""");

        var ids = Body(filled).Descendants(W("footnoteReference")).Select(mark => (int)mark.Attribute(W("id"))!).ToList();
        ids.ShouldBe([2, 4]);
        var notes = System.Xml.Linq.XDocument.Parse(Parts(filled)["word/footnotes.xml"]).Root!.Elements().ToList();
        notes.Select(note => ((int)note.Attribute(W("id"))!, note.Value)).ShouldBe([(-1, ""), (2, "Nguồn: A"), (4, "Nguồn: B")]);
        Objections(filled).ShouldBeEmpty();
        DocxTemplate.Open(template).Fill((JsonObject)JsonNode.Parse("""{"items":[{"text":"a"}]}""")!).Problems.ShouldHaveSingleItem().Place.ShouldBe("thân văn bản, chú thích cuối trang, items mục 1");
    }

    [Fact]
    public void Repeated_header_rows_and_landscape_sections_stay()
    {
        var head = "<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>" + Cell(P(R("TT"))) + Cell(P(R("Nội dung"))) + "</w:tr>";
        var wide = """<w:p><w:pPr><w:sectPr><w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/></w:sectPr></w:pPr></w:p>""";

        var body = Body(Fill(Docx(P(R("a")) + Table(head + Control("each:rows", Row(P(Control(".", R("x"))), P("")))) + wide), """{"rows":["1","2","3"]}"""));

        body.Descendants(W("tr")).Count().ShouldBe(4);
        body.Descendants(W("tblHeader")).ShouldHaveSingleItem().Ancestors(W("tr")).Single().ElementsBeforeSelf(W("tr")).ShouldBeEmpty();
        ((string)body.Descendants(W("pgSz")).Single().Attribute(W("orient"))!).ShouldBe("landscape");
    }

    [Theory]
    [InlineData("một\\nhai", "một|hai", 2)]
    [InlineData("1. một\\n2. hai", "một|hai", 2)]
    [InlineData("a) một\\nb) hai\\nc) ba", "một|hai|ba", 3)]
    [InlineData("1. một\\ntiếp\\n2. hai", "một|tiếp|hai", 2)]
    [InlineData("3. ba\\n5. năm", "3. ba|5. năm", 0)]
    public void Rich_paragraphs_of_a_numbered_list_are_counted_by_Word_and_not_twice(string text, string expected, int numbered)
    {
        var filled = Fill(Docx(Control("rich:text", "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr><w:jc w:val=\"both\"/></w:pPr>" + R("x") + "</w:p>")), $$"""{"text":"{{text}}"}""");

        Word.Text(filled).ShouldBe(expected.Replace('|', '\n'));
        Body(filled).Descendants(W("numPr")).Count().ShouldBe(numbered);
        Body(filled).Descendants(W("jc")).Count().ShouldBe(expected.Split('|').Length);
    }

    [Fact]
    public void Numbers_typed_where_Word_does_not_count_stay_as_typed() =>
        Word.Text(Fill(Docx(Control("rich:text", P(R("x")))), """{"text":"1. một\n2. hai\na) ba"}""")).ShouldBe("1. một\n2. hai\na) ba");

    [Fact]
    public void The_last_row_before_a_signature_block_is_kept_with_it()
    {
        var opener = "<w:p><w:pPr><w:keepNext/></w:pPr></w:p>";
        var body = Body(Fill(Docx(Table(Control("each:rows", Row(P(Control(".", R("x"))), P("")))) + opener + Table(Row(P(R("Nơi nhận")), P(R("Ký"))))), """{"rows":["1","2"]}"""));

        body.Descendants(W("tr")).Select(row => row.Descendants(W("keepNext")).Count()).ShouldBe([0, 2, 0]);
    }

    [Fact]
    public void A_list_of_an_outer_block_may_be_repeated_inside_another()
    {
        var template = DocxTemplate.Open(Docx(Control("each:rows", P(Control("no", R("x"), 2)) + Control("each:people", P(Control(".", R("x"), 4)), 3), 1)));

        template.Check(TemplateSchema.Parse("""{"type":"object","properties":{"people":{"type":"array","items":{"type":"string"}},"rows":{"type":"array","items":{"type":"object","properties":{"no":{"type":"string"}}}}}}""")).ShouldBeEmpty();
        Word.Text(template.Fill((JsonObject)JsonNode.Parse("""{"people":["Hà","Lan"],"rows":[{"no":"1"},{"no":"2"}]}""")!).Docx!).ShouldBe("1\nHà\nLan\n2\nHà\nLan");
    }

    private static byte[] Fill(byte[] template, string data)
    {
        var filled = DocxTemplate.Open(template).Fill((JsonObject)JsonNode.Parse(data)!);
        filled.Problems.ShouldBeEmpty();
        return filled.Docx!;
    }
}
