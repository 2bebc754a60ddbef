using System.Text.Json.Nodes;
using static QmsWorkflow.Documents.Tests.Support.Word;

namespace QmsWorkflow.Documents.Tests.Filling;

public sealed class SchemaTests
{
    private const string Schema = """
        {"type":"object","properties":{
          "title":{"type":"string"},"note":{"type":"string","format":"rich"},"isUrgent":{"type":"boolean"},
          "rows":{"type":"array","items":{"type":"object","properties":{"text":{"type":"string"},"notes":{"type":"array","items":{"type":"string"}}},"required":["text"]}},
          "appendix":{"type":"object","properties":{"heading":{"type":"string"}},"required":["heading"]}},
         "required":["title","rows","appendix"]}
        """;

    private static readonly string Right = P(Control("title", R("x"))) + P(Control("appendix.heading", R("x")))
        + Control("each:rows", P(Control("text", R("x")) + Control("title", R("x"))) + Control("each:notes", P(Control(".", R("x")))));

    [Fact]
    public void A_template_that_fits_has_no_problems() => Check(Right).ShouldBeEmpty();

    [Fact]
    public void An_unknown_field_is_named_with_its_place()
    {
        var problem = Check(Right + Table(Row(P(R("a")), P(Control("titel", R("x")))))).ShouldHaveSingleItem();

        problem.Field.ShouldBe("titel");
        problem.Place.ShouldBe("mẫu thu, thân văn bản, bảng 1, hàng 1, ô 2");
        problem.Message.ShouldContain("không có trong dữ liệu. Có: appendix, isUrgent, note, rows, title");
    }

    [Theory]
    [InlineData("each:title", "lặp lại")]
    [InlineData("rows", "như chữ")]
    [InlineData("appendix", "như chữ")]
    [InlineData("isUrgent", "như chữ")]
    [InlineData("note", "rich:")]
    [InlineData("each:appendix.heading", "lặp lại")]
    public void A_field_of_the_wrong_kind_is_explained(string tag, string message) =>
        Check(Right + Control(tag, P(R("x")))).ShouldHaveSingleItem().Message.ShouldContain(message);

    [Fact]
    public void A_required_field_that_the_template_does_not_print_is_missing() =>
        Check(P(Control("title", R("x"))) + Control("each:rows", P(R("x")))).Select(problem => problem.Field).ShouldBe(["appendix.heading", "rows[].text"], ignoreOrder: true);

    [Fact]
    public void An_unknown_kind_of_tag_is_found_by_the_check() => Check(Right + Control("loop:rows", P(R("x")))).ShouldHaveSingleItem().Field.ShouldBe("loop:rows");

    [Theory]
    [InlineData("""{"title":"a","rows":[],"appendix":{"heading":"b"}}""", "")]
    [InlineData("""{"title":"a","rows":[],"appendix":{"heading":"b"},"more":1}""", "")]
    [InlineData("""{"rows":[{}],"appendix":{}}""", "appendix.heading rows[0].text title")]
    [InlineData("""{"title":["a"],"rows":{},"appendix":"b"}""", "appendix rows title")]
    [InlineData("""{"title":"a","rows":[{"text":"a","notes":["a",{}]}],"appendix":{"heading":null}}""", "appendix.heading rows[0].notes[1]")]
    public void Data_is_compared_with_the_schema(string data, string fields) =>
        string.Join(' ', TemplateSchema.Parse(Schema).Validate((JsonObject)JsonNode.Parse(data)!).Select(problem => problem.Field).Order(StringComparer.Ordinal)).ShouldBe(fields);

    [Theory]
    [InlineData("{", "không phải JSON")]
    [InlineData("[]", "$ phải là nhóm")]
    [InlineData("""{"type":"string"}""", "$ phải có")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"text"}}}""", "$.properties.a phải là nhóm có")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"array"}}}""", "$.properties.a.items")]
    [InlineData("""{"type":"object","properties":{},"required":["a"]}""", "\"a\" không có trong properties")]
    public void A_broken_schema_is_refused_with_its_place(string json, string message) =>
        Should.Throw<DocxException>(() => TemplateSchema.Parse(json)).Message.ShouldContain(message);

    [Fact]
    public void A_schema_from_a_sample_knows_all_fields_of_all_items_and_requires_none()
    {
        var schema = TemplateSchema.FromSample((JsonObject)JsonNode.Parse("""{"title":"a","rows":[{"text":"a"},{"notes":["b"]}],"appendix":{"heading":"c"}}""")!);

        DocxTemplate.Open(Docx(Right)).Check(schema).ShouldBeEmpty();
        DocxTemplate.Open(Docx(P(Control("title", R("x"))))).Check(schema).ShouldBeEmpty();
        DocxTemplate.Open(Docx(Control("each:rows", P(Control("no", R("x")))))).Check(schema).ShouldHaveSingleItem().Field.ShouldBe("rows[].no");
    }

    [Fact]
    public void Fields_are_listed_in_the_order_of_the_text_with_full_names() =>
        DocxTemplate.Open(Docx(Right)).Fields.Select(field => $"{field.Kind} {field.Name}")
            .ShouldBe(["Text title", "Text appendix.heading", "Repeat rows", "Text rows[].text", "Text rows[].title", "Repeat rows[].notes", "Text rows[].notes[]"]);

    private static System.Collections.Immutable.ImmutableArray<FillProblem> Check(string body) => DocxTemplate.Open(Docx(body), "thu").Check(TemplateSchema.Parse(Schema));
}
