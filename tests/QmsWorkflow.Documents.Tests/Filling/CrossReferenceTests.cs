using System.Text.Json.Nodes;
using QmsWorkflow.Documents.Tests.Support;
using static QmsWorkflow.Documents.Tests.Support.Word;

namespace QmsWorkflow.Documents.Tests.Filling;

/// <summary>A REF field shows the filled text of its bookmark, wherever the two stand: the file is right before anyone presses F9.</summary>
public sealed class CrossReferenceTests
{
    private static readonly string Number = P(R("Số: ") + Mark(7, "so", Control("number", R("…"), 5)) + R("/QĐ-SỞ"));

    [Fact]
    public void An_appendix_names_the_number_that_stands_before_it() =>
        Filled(Number + P(R("kèm theo Quyết định số ") + Ref("so", "cũ")), """{"number":"15"}""").ShouldBe("Số: 15/QĐ-SỞ\nkèm theo Quyết định số 15");

    [Fact]
    public void A_reference_may_stand_before_its_bookmark() =>
        Filled(P(R("theo số ") + Ref("so", "cũ") + R(" dưới đây")) + Number, """{"number":"15"}""").ShouldBe("theo số 15 dưới đây\nSố: 15/QĐ-SỞ");

    [Fact]
    public void A_page_header_shows_what_the_body_says() =>
        Word.Text(Fill(PartsOf.WithHeader(P(R("QĐ ") + Ref("so", "cũ")), Number), """{"number":"21"}""")).ShouldStartWith("QĐ 21\nSố: 21");

    [Fact]
    public void References_that_hang_on_each_other_settle() =>
        Filled(P(Mark(1, "b", Ref("a", "x") + Control("t", R("x")))) + P(Mark(2, "a", Ref("so", "y") + Control("t", R("x"), 9))) + Number, """{"number":"3","t":"!"}""").ShouldBe("3!!\n3!\nSố: 3/QĐ-SỞ");

    [Fact]
    public void The_result_keeps_its_look_and_the_field_stays_a_field()
    {
        var body = Body(Fill(Docx(Number + P(Ref("so", "cũ", "<w:b/>"))), """{"number":"15"}"""));

        var field = body.Descendants(W("p")).Last();
        field.Descendants(W("fldChar")).Select(mark => (string)mark.Attribute(W("fldCharType"))!).ShouldBe(["begin", "separate", "end"]);
        field.Descendants(W("instrText")).Single().Value.ShouldBe(" REF so \\h ");
        field.Descendants(W("t")).ShouldHaveSingleItem().Parent!.Descendants(W("b")).ShouldHaveSingleItem();
    }

    [Fact]
    public void A_result_that_Word_spread_over_runs_is_replaced_whole() =>
        Filled(Number + P(Ref("so", "một</w:t></w:r><w:r><w:t>phần")), """{"number":"8"}""").ShouldBe("Số: 8/QĐ-SỞ\n8");

    [Fact]
    public void A_simple_field_and_an_empty_result_are_filled_too() =>
        Filled(Number + P("<w:fldSimple w:instr=\" REF so \\h \"/>" + R(" và ") + Field(" REF so \\h ", "")), """{"number":"8"}""").ShouldBe("Số: 8/QĐ-SỞ\n8 và 8");

    [Fact]
    public void A_bookmark_inside_the_control_survives() =>
        Filled(P(Control("number", Mark(3, "trong", R("…")))) + P(Ref("trong", "cũ")), """{"number":"4"}""").ShouldBe("4\n4");

    [Fact]
    public void Each_copy_of_a_block_refers_to_its_own_bookmark()
    {
        var template = Docx(Control("each:items", P(Mark(1, "muc", Control("no", R("x"), 2))) + P(R("xem ") + Ref("muc", "cũ"))));

        var filled = Fill(template, """{"items":[{"no":"1"},{"no":"2"},{"no":"3"}]}""");

        Word.Text(filled).ShouldBe("1\nxem 1\n2\nxem 2\n3\nxem 3");
        Body(filled).Descendants(W("instrText")).Select(code => code.Value.Trim()).ShouldBe(["REF muc \\h", "REF muc_2 \\h", "REF muc_3 \\h"]);
        Objections(filled).ShouldBeEmpty();
    }

    [Fact]
    public void A_reference_whose_bookmark_is_hidden_is_a_problem()
    {
        var problem = DocxTemplate.Open(Docx(Control("if:shown", Number) + P(Ref("so", "cũ")))).Fill(new JsonObject { ["shown"] = false, ["number"] = "1" }).Problems.ShouldHaveSingleItem();

        problem.Field.ShouldBe("so");
        problem.Message.ShouldContain("bookmark");
    }

    [Theory]
    [InlineData(" PAGEREF so \\h ")]
    [InlineData(" REF so \\p \\h ")]
    [InlineData(" REF khac \\h ")]
    [InlineData(" DATE ")]
    public void Fields_that_show_something_else_are_let_be(string code) =>
        Filled(Number + P(R("trang ") + Field(code, "9")), """{"number":"1"}""").ShouldBe(code.Contains("PAGEREF") ? "Số: 1/QĐ-SỞ\ntrang" : "Số: 1/QĐ-SỞ\ntrang 9");

    private static string Filled(string body, string data)
    {
        var filled = Fill(Docx(body), data);
        Objections(filled).ShouldBeEmpty();
        return Word.Text(filled);
    }

    private static byte[] Fill(byte[] template, string data)
    {
        var filled = DocxTemplate.Open(template).Fill((JsonObject)JsonNode.Parse(data)!);
        filled.Problems.ShouldBeEmpty();
        return filled.Docx!;
    }

    private static string Mark(int id, string name, string inner) => $"""<w:bookmarkStart w:id="{id}" w:name="{name}"/>{inner}<w:bookmarkEnd w:id="{id}"/>""";

    private static string Ref(string bookmark, string result, string format = "") => Field($" REF {bookmark} \\h ", result, format);

    private static string Field(string code, string result, string format = "") =>
        "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText xml:space=\"preserve\">" + code + "</w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>"
        + (result.Length == 0 ? "" : R(result, format)) + "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>";
}
