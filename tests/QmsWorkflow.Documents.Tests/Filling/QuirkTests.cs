using System.Text.Json.Nodes;
using QmsWorkflow.Documents.Tests.Support;
using static QmsWorkflow.Documents.Tests.Support.Word;

namespace QmsWorkflow.Documents.Tests.Filling;

/// <summary>What Word itself makes of a control: pieces, placeholders, bindings and wrappers that no one typed.</summary>
public sealed class QuirkTests
{
    [Fact]
    public void An_example_that_Word_cut_into_runs_is_replaced_whole()
    {
        var pieces = R("«", "<w:b/>") + "<w:proofErr w:type=\"spellStart\"/>" + R("tit", "<w:b/>") + """<w:bookmarkStart w:id="0" w:name="_GoBack"/><w:bookmarkEnd w:id="0"/>""" + R("le»", "<w:b/>") + "<w:proofErr w:type=\"spellEnd\"/>";

        var filled = Fill(Docx(P(Control("title", pieces))), """{"title":"KẾ HOẠCH"}""");

        Word.Text(filled).ShouldBe("KẾ HOẠCH");
        Body(filled).Descendants(W("r")).ShouldHaveSingleItem().Descendants(W("b")).ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("PlaceholderText", "Placeholder Text")]
    [InlineData("VnbanChdanhsn", "Placeholder Text")]
    public void The_grey_of_a_placeholder_is_not_kept_in_any_language_of_Word(string style, string name)
    {
        var control = Properties("<w:showingPlcHdr/>", R("Bấm để nhập", $"<w:rStyle w:val=\"{style}\"/><w:b/>"));
        var template = Docx(P(control),
            ("word/styles.xml", $"<w:styles {Namespaces}><w:style w:type=\"character\" w:styleId=\"{style}\"><w:name w:val=\"{name}\"/></w:style></w:styles>"),
            PartsOf.Relationships(("rId1", "styles", "styles.xml")), PartsOf.ContentTypes(("styles", "styles")));

        var run = Body(Fill(template, """{"title":"KẾ HOẠCH"}""")).Descendants(W("r")).ShouldHaveSingleItem();

        run.Value.ShouldBe("KẾ HOẠCH");
        run.Descendants(W("rStyle")).ShouldBeEmpty();
        run.Descendants(W("b")).ShouldHaveSingleItem();
    }

    [Fact]
    public void The_look_that_waits_behind_a_placeholder_is_used()
    {
        var control = Properties("<w:rPr><w:i/><w:sz w:val=\"26\"/></w:rPr><w:showingPlcHdr/>", R("Bấm để nhập", "<w:rStyle w:val=\"PlaceholderText\"/>"));

        var run = Body(Fill(Docx(P(control)), """{"title":"x"}""")).Descendants(W("r")).ShouldHaveSingleItem();

        run.Element(W("rPr"))!.Elements().Select(property => property.Name.LocalName).ShouldBe(["i", "sz"]);
    }

    [Fact]
    public void A_control_bound_to_data_of_its_own_shows_ours_and_is_no_control_afterwards()
    {
        var control = Properties("""<w:dataBinding w:xpath="/x" w:storeItemID="{00000000-0000-0000-0000-000000000000}"/><w:text/>""", R("cũ"));

        var filled = Fill(Docx(P(control)), """{"title":"mới"}""");

        Word.Text(filled).ShouldBe("mới");
        Parts(filled)["word/document.xml"].ShouldNotContain("dataBinding");
    }

    [Fact]
    public void A_control_around_a_cell_fills_the_cell()
    {
        var row = $"<w:tr>{Control("left", Cell(P(R("x", "<w:b/>")) + P(R("y"))), 1)}{Cell(P(R("giữa")))}{Control("each:right", Cell(P(Control(".", R("x"), 3))), 2)}</w:tr>";

        var filled = Fill(Docx(Table(row)), """{"left":"trái","right":["a","b"]}""");

        Word.Text(filled).ShouldBe("trái\tgiữa\ta\tb");
        Body(filled).Descendants(W("tc")).Count().ShouldBe(4);
        Body(filled).Descendants(W("b")).ShouldHaveSingleItem();
    }

    [Fact]
    public void Controls_inside_controls_and_around_them_do_no_harm()
    {
        var wrapped = Control("", Control("", P(R("Ông ") + Control("", Control("name", Control("", R("x"), 5), 4), 3)), 2), 1);

        Word.Text(Fill(Docx(wrapped), """{"name":"Hà"}""")).ShouldBe("Ông Hà");
        Word.Text(Fill(Docx(Control("name", P(Control("inner", R("x"), 7)) + P(R("thừa")), 6)), """{"name":"Hà"}""")).ShouldBe("Hà");
    }

    [Fact]
    public void Controls_of_other_kinds_keep_what_they_show()
    {
        var dropDown = """<w:sdt><w:sdtPr><w:dropDownList><w:listItem w:value="a"/></w:dropDownList></w:sdtPr><w:sdtContent>""" + R("đã chọn") + "</w:sdtContent></w:sdt>";
        var empty = "<w:sdt><w:sdtPr/></w:sdt>";

        Word.Text(Fill(Docx(P(dropDown + empty + "<w:sdt><w:sdtPr/><w:sdtContent/></w:sdt>")), "{}")).ShouldBe("đã chọn");
    }

    [Fact]
    public void An_empty_control_is_filled_all_the_same() =>
        Word.Text(Fill(Docx(P(Control("a", "")) + Control("b", "") + Table(Row(Control("c", "")))), """{"a":"1","b":"2","c":"3"}""")).ShouldBe("1\n2\n3");

    [Fact]
    public void Prefixes_and_namespaces_of_another_program_are_kept()
    {
        const string xml = """<x:document xmlns:x="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><x:body><x:sdt xmlns:y="urn:khac"><x:sdtPr><x:tag x:val="each:a"/></x:sdtPr><x:sdtContent><x:p y:note="1"><x:sdt><x:sdtPr><x:tag x:val="."/></x:sdtPr><x:sdtContent><x:r><x:t>x</x:t></x:r></x:sdtContent></x:sdt></x:p></x:sdtContent></x:sdt></x:body></x:document>""";

        var filled = Fill(Docx("", ("word/document.xml", xml)), """{"a":["một","hai"]}""");

        Word.Text(filled).ShouldBe("một\nhai");
        Body(filled).Descendants(W("p")).Select(paragraph => (string?)paragraph.Attribute(System.Xml.Linq.XName.Get("note", "urn:khac"))).ShouldBe(["1", "1"]);
    }

    [Fact]
    public void White_space_between_elements_is_no_text_and_in_words_it_is()
    {
        var filled = Fill(Docx($"\n  {P($"\n  {R(" đầu ")}\n  {Control("title", R("x"))}\n")}\n"), """{"title":" giữa "}""");

        Body(filled).Descendants(W("t")).Select(text => text.Value).ShouldBe([" đầu ", " giữa "]);
    }

    private static string Properties(string settings, string content) =>
        $"""<w:sdt><w:sdtPr><w:alias w:val="Trích yếu"/><w:tag w:val="title"/><w:id w:val="7"/>{settings}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>""";

    private static byte[] Fill(byte[] template, string data)
    {
        var filled = DocxTemplate.Open(template).Fill((JsonObject)JsonNode.Parse(data)!);
        filled.Problems.ShouldBeEmpty();
        return filled.Docx!;
    }
}
