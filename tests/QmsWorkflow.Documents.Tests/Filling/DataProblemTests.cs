using System.Text.Json.Nodes;
using static QmsWorkflow.Documents.Tests.Support.Word;

namespace QmsWorkflow.Documents.Tests.Filling;

/// <summary>Wrong data never makes a document; it says which field of which template, and what is wanted.</summary>
public sealed class DataProblemTests
{
    private static readonly string Rows = Table(Control("each:rows", Row(P(Control("no", R("1"))), P(Control("text", R("x"))))));

    [Fact]
    public void A_missing_text_names_field_template_and_place()
    {
        var filled = DocxTemplate.Open(Docx(P(Control("title", R("x")))), "annual-plan/ke-hoach").Fill([]);

        filled.Docx.ShouldBeNull();
        filled.Problems.ShouldHaveSingleItem().ToString().ShouldBe("mẫu annual-plan/ke-hoach, thân văn bản, trường \"title\": thiếu dữ liệu.");
    }

    [Theory]
    [InlineData("""{"title":["a"]}""", "phải là chữ, dữ liệu lại là danh sách.")]
    [InlineData("""{"title":{"a":1}}""", "phải là chữ, dữ liệu lại là nhóm trường.")]
    [InlineData("""{"title":true}""", "phải là chữ, dữ liệu lại là đúng/sai.")]
    [InlineData("""{"title":null}""", "để trống (null); nếu không có nội dung hãy ghi chuỗi rỗng.")]
    [InlineData("""{"title":"a\u0001b"}""", "có ký tự điều khiển không ghi được vào tệp Word.")]
    [InlineData("""{"title":"a\uFFFFb"}""", "có ký tự điều khiển không ghi được vào tệp Word.")]
    public void A_wrong_text_is_explained(string data, string message) => Problem(P(Control("title", R("x"))), data).Message.ShouldBe(message);

    [Theory]
    [InlineData("{}", "thiếu dữ liệu (cần một danh sách).")]
    [InlineData("""{"rows":"a"}""", "phải là danh sách, dữ liệu lại là chữ.")]
    [InlineData("""{"rows":{}}""", "phải là danh sách, dữ liệu lại là nhóm trường.")]
    [InlineData("""{"rows":null}""", "phải là danh sách, dữ liệu lại là trống (null).")]
    public void A_wrong_list_is_explained(string data, string message) => Problem(Rows, data).Message.ShouldBe(message);

    [Fact]
    public void A_problem_inside_a_list_names_the_item()
    {
        var problem = Problem(Rows, """{"rows":[{"no":"1","text":"a"},{"no":"2"}]}""");

        problem.Field.ShouldBe("text");
        problem.Place.ShouldBe("thân văn bản, rows mục 2");
    }

    [Fact]
    public void All_problems_are_told_at_once()
    {
        var filled = DocxTemplate.Open(Docx(P(Control("a", R("x"))) + P(Control("b", R("x"))) + Control("if:c", P(R("x"))))).Fill([]);

        filled.Problems.Select(problem => problem.Field).ShouldBe(["a", "b", "c"]);
    }

    [Fact]
    public void An_unknown_kind_of_tag_is_a_problem_of_the_template() =>
        Problem(Control("eech:rows", P(R("x"))), """{"rows":[]}""").Field.ShouldBe("eech:rows");

    [Fact]
    public void Lists_that_would_swell_the_document_are_refused()
    {
        var many = new JsonArray([.. Enumerable.Range(0, 20_001).Select(number => (JsonNode)"x")]);

        var filled = DocxTemplate.Open(Docx(Control("each:items", P(Control(".", R("x")))))).Fill(new JsonObject { ["items"] = many });

        filled.Problems.ShouldHaveSingleItem().Message.ShouldContain("20001 mục");
    }

    [Fact]
    public void A_letter_beyond_the_basic_plane_is_no_control_character() =>
        DocxTemplate.Open(Docx(P(Control("title", R("x"))))).Fill(new JsonObject { ["title"] = "𠀋 chữ Nôm" }).Problems.ShouldBeEmpty();

    private static FillProblem Problem(string body, string data)
    {
        var filled = DocxTemplate.Open(Docx(body)).Fill((JsonObject)JsonNode.Parse(data)!);
        filled.Docx.ShouldBeNull();
        return filled.Problems.ShouldHaveSingleItem();
    }
}
