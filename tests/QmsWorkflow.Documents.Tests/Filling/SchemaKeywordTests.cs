using System.Text.Json.Nodes;
using QmsWorkflow.Documents.Tests.Support;

namespace QmsWorkflow.Documents.Tests.Filling;

/// <summary>Limits, choices and formats of a schema: data that break them are named, a schema that misuses them is refused.</summary>
public sealed class SchemaKeywordTests
{
    private const string Schema = """
        {"type":"object","properties":{
          "title":{"type":"string","title":"Trích yếu","description":"một câu","maxLength":5},
          "urgency":{"type":"string","enum":["","KHẨN"]},
          "day":{"type":"string","format":"date"},
          "qr":{"type":"string","format":"image"},
          "text":{"type":"string","format":"rich"},
          "rows":{"type":"array","minItems":1,"maxItems":2,"items":{"type":"string"}}},
         "required":["title"]}
        """;

    [Theory]
    [InlineData("""{"title":"Chữ 5"}""", "")]
    [InlineData("""{"title":"Kế hoạch"}""", "title: dài 8 ký tự, nhiều nhất 5.")]
    [InlineData("""{"title":"a","urgency":""}""", "")]
    [InlineData("""{"title":"a","urgency":"khẩn"}""", "urgency: là \"khẩn\", phải là một trong: , KHẨN.")]
    [InlineData("""{"title":"a","day":"2026-02-28"}""", "")]
    [InlineData("""{"title":"a","day":"28/02/2026"}""", "")]
    [InlineData("""{"title":"a","day":""}""", "")]
    [InlineData("""{"title":"a","day":"30/02/2026"}""", "day: là \"30/02/2026\", phải là một ngày: 2026-11-21 hoặc 21/11/2026.")]
    [InlineData("""{"title":"a","rows":[]}""", "rows: có 0 mục, cần ít nhất 1.")]
    [InlineData("""{"title":"a","rows":["1","2"]}""", "")]
    [InlineData("""{"title":"a","rows":["1","2","3"]}""", "rows: có 3 mục, nhiều nhất 2.")]
    [InlineData("""{"title":"a","qr":""}""", "")]
    [InlineData("""{"title":"a","qr":"http://example.org/a.png"}""", "qr: phải là hình dạng data:image/png;base64,… hoặc data:image/jpeg;base64,….")]
    [InlineData("""{"title":"a","qr":"data:image/png;base64,@@"}""", "qr: hình không phải base64 hợp lệ.")]
    [InlineData("""{"title":"a","qr":"data:image/png;base64,AAAA"}""", "qr: hình không phải tệp PNG hợp lệ.")]
    [InlineData("""{"title":"a","qr":"data:image/jpeg;base64,/9j/4AAQ"}""", "qr: hình không phải tệp JPEG hợp lệ.")]
    public void Data_is_held_to_the_limits(string data, string problem) =>
        string.Join(' ', TemplateSchema.Parse(Schema).Validate((JsonObject)JsonNode.Parse(data)!).Select(found => $"{found.Field}: {found.Message}")).ShouldBe(problem);

    [Fact]
    public void A_picture_of_absurd_size_is_refused()
    {
        Problem(Pictures.Png(100_000, 10)).ShouldContain("100000 × 10 điểm");
        Problem(Pictures.Png(9_000, 9_000)).ShouldContain("40 triệu điểm");
        Problem(Pictures.Png(-5, 10)).ShouldContain("không phải tệp PNG");
        Problem("data:image/png;base64," + Convert.ToBase64String(new byte[3 * 1024 * 1024])).ShouldContain("lớn hơn 2 MB");
        TemplateSchema.Parse(Schema).Validate(new JsonObject { ["title"] = "a", ["qr"] = Pictures.Png(30, 30) }).ShouldBeEmpty();
        TemplateSchema.Parse(Schema).Validate(new JsonObject { ["title"] = "a", ["qr"] = Pictures.Jpeg(640, 480) }).ShouldBeEmpty();

        static string Problem(string picture) => TemplateSchema.Parse(Schema).Validate(new JsonObject { ["title"] = "a", ["qr"] = picture }).ShouldHaveSingleItem().Message;
    }

    [Fact]
    public void A_form_finds_labels_limits_and_the_order_of_fields()
    {
        var root = TemplateSchema.Parse(Schema).Root;

        root.Order.ShouldBe(["title", "urgency", "day", "qr", "text", "rows"]);
        var title = root.Properties["title"];
        (title.Title, title.Description, title.MaxLength).ShouldBe(("Trích yếu", "một câu", 5));
        root.Properties["urgency"].Choices.ShouldBe(["", "KHẨN"]);
        root.Properties["day"].Format.ShouldBe(TextFormat.Date);
        (root.Properties["rows"].MinItems, root.Properties["rows"].MaxItems, root.Properties["rows"].Items!.Type).ShouldBe((1, 2, "string"));
    }

    [Theory]
    [InlineData("""{"type":"string","format":"markdown"}""", "$.properties.a.format là \"markdown\"")]
    [InlineData("""{"type":"array","format":"rich","items":{"type":"string"}}""", "$.properties.a.format chỉ dùng")]
    [InlineData("""{"type":"string","maxLength":-1}""", "$.properties.a.maxLength phải là số nguyên")]
    [InlineData("""{"type":"string","maxLength":1.5}""", "$.properties.a.maxLength phải là số nguyên")]
    [InlineData("""{"type":"string","maxItems":1}""", "$.properties.a.maxItems chỉ dùng")]
    [InlineData("""{"type":"array","minItems":3,"maxItems":2,"items":{"type":"string"}}""", "$.properties.a.minItems lớn hơn maxItems")]
    [InlineData("""{"type":"string","enum":[]}""", "$.properties.a.enum phải là danh sách")]
    [InlineData("""{"type":"string","enum":["a",1]}""", "$.properties.a.enum phải là danh sách")]
    [InlineData("""{"type":"boolean","enum":["a"]}""", "$.properties.a.enum chỉ dùng")]
    [InlineData("""{"type":"string","title":1}""", "$.properties.a.title phải là chữ")]
    public void A_schema_that_misuses_a_keyword_is_refused_with_its_place(string field, string message) =>
        Should.Throw<DocxException>(() => TemplateSchema.Parse("""{"type":"object","properties":{"a":""" + field + "}}")).Message.ShouldContain(message);
}
