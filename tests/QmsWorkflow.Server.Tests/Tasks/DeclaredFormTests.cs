using QmsWorkflow.Server.Features.Tasks;
using QmsWorkflow.Server.Tests.Journeys;
using QmsWorkflow.Server.Tests.Runtime;

namespace QmsWorkflow.Server.Tests.Tasks;

public sealed class DeclaredFormTests
{
    [Theory]
    [InlineData("""{ "name": "x", "fields": [ { "name": "a b", "labelVi": "A", "labelEn": "A", "type": "text" } ] }""", "$.fields[0]")]
    [InlineData("""{ "name": "x", "fields": [ { "name": "a", "labelVi": "A", "labelEn": "A", "type": "choice" } ] }""", "$.fields[0]")]
    [InlineData("""{ "name": "x", "fields": [ { "name": "a", "labelVi": "A", "labelEn": "A", "type": "colour" } ] }""", "$.fields[0].type")]
    [InlineData("""{ "name": "x", "fields": [ { "name": "a", "labelVi": "A", "labelEn": "A", "type": "text", "colour": 1 } ] }""", "colour")]
    [InlineData("""{ "name": "x", "fields": [ { "name": "a", "labelVi": "A", "labelEn": "A", "type": "text" }, { "name": "a", "labelVi": "B", "labelEn": "B", "type": "text" } ] }""", "lặp lại")]
    [InlineData("""{ "name": "x" """, "x.form.json")]
    public void A_wrong_form_says_where(string json, string place) =>
        Should.Throw<FormatException>(() => DeclaredForm.Read(json, "x.form.json")).Message.ShouldContain(place);

    [Fact]
    public void Every_shipped_form_can_be_read()
    {
        var files = Directory.GetFiles(Path.Combine(Repository.Root, "workflows", "forms"), "*.form.json");

        files.ShouldNotBeEmpty();
        foreach (var file in files) $"{DeclaredForm.Read(File.ReadAllText(file), file).Name}.form.json".ShouldBe(Path.GetFileName(file));
    }

    [Fact]
    public void Every_kind_of_field_is_read_as_people_type_it()
    {
        var form = DeclaredForm.Read("""
            { "name": "x", "fields": [
              { "name": "t", "labelVi": "T", "labelEn": "T", "type": "text", "required": true }, { "name": "n", "labelVi": "N", "labelEn": "N", "type": "number" },
              { "name": "d", "labelVi": "D", "labelEn": "D", "type": "date" }, { "name": "c", "labelVi": "C", "labelEn": "C", "type": "checkbox" },
              { "name": "e", "labelVi": "E", "labelEn": "E", "type": "textarea" } ] }
            """, "x.form.json");

        var (answer, problems) = form.Fill(World.Posted(("f.t", " Nội dung "), ("f.n", "1.234,5"), ("f.d", "2024-02-29"), ("f.c", "true")));

        problems.ShouldBeEmpty();
        answer.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping })
            .ShouldBe("""{"t":"Nội dung","n":1234.5,"d":"2024-02-29","c":true}""");
    }
}
