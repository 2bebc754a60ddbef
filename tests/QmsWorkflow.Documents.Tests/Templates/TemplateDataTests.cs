using System.Text.Json.Nodes;
using QmsWorkflow.Documents.Tests.Support;

namespace QmsWorkflow.Documents.Tests.Templates;

/// <summary>For every shipped template: all fields of its schema are printed, and wrong data name field and template and make no document.</summary>
public sealed class TemplateDataTests
{
    /// <summary>What every numbered administrative document calls the same.</summary>
    private static readonly string[] Common =
        ["superior", "agency", "numberLine", "placeDate", "kindName", "title", "authority", "bases", "proposer", "addressee", "addressees", "urgency", "qr", "closing", "recipients", "signatureLines", "signer"];

    public static TheoryData<string> All => [.. Repository.Templates()];

    [Theory]
    [MemberData(nameof(All))]
    public void Every_field_of_the_schema_is_printed(string name)
    {
        var made = new SchemaData();
        var data = made.Group(Schema(name).Root);

        var filled = Open(name).Fill(data, Schema(name));

        filled.Problems.ShouldBeEmpty();
        var words = Word.Text(filled.Docx!);
        foreach (var text in made.Texts) words.ShouldContain(text);
        Word.Names(filled.Docx!).Any(part => part.StartsWith("word/media/", StringComparison.Ordinal)).ShouldBe(Schema(name).Root.Properties.ContainsKey("qr"));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Each_required_field_that_is_missing_is_named(string name) =>
        EachIsNamed(name, field => field.Group.Needed.Contains(field.Name), (group, field) => group.Remove(field.Name));

    [Theory]
    [MemberData(nameof(All))]
    public void Each_text_that_is_too_long_is_named(string name) =>
        EachIsNamed(name, field => field.Node.MaxLength is not null, (group, field) => group[field.Name] = new string('ơ', field.Node.MaxLength!.Value + 1));

    [Theory]
    [MemberData(nameof(All))]
    public void Each_value_of_a_wrong_type_is_named(string name) =>
        EachIsNamed(name, _ => true, (group, field) => group[field.Name] = field.Node.Type is "array" or "object" ? "chữ" : new JsonArray());

    [Theory]
    [MemberData(nameof(All))]
    public void Each_empty_list_that_needs_items_is_named(string name) =>
        EachIsNamed(name, field => field.Node.MinItems > 0, (group, field) => group[field.Name] = new JsonArray());

    [Theory]
    [MemberData(nameof(All))]
    public void Each_word_outside_the_choice_is_named(string name) =>
        EachIsNamed(name, field => field.Node.Choices.Length > 0, (group, field) => group[field.Name] = "KHÔNG CÓ TRONG DANH SÁCH");

    [Theory]
    [MemberData(nameof(All))]
    public void Each_field_has_a_label_and_each_text_a_limit(string name)
    {
        foreach (var field in SchemaData.Fields(Schema(name).Root))
        {
            field.Node.Title.ShouldNotBeNullOrWhiteSpace(field.Path);
            if (field.Node is { Type: "string", Format: not TextFormat.Image }) field.Node.MaxLength.ShouldNotBeNull(field.Path);
            if (field.Node.Items is { Type: "string" } item) item.MaxLength.ShouldNotBeNull(field.Path);
        }
    }

    [Fact]
    public void The_fields_that_administrative_documents_share_are_the_same_in_all()
    {
        var documents = Repository.Templates().Select(Schema).Where(schema => schema.Root.Properties.ContainsKey("numberLine")).ToList();

        foreach (var field in Common)
        {
            documents.Where(schema => schema.Root.Properties.ContainsKey(field))
                .Select(schema => schema.Root.Properties[field]).Select(node => (node.Type, node.Title)).Distinct().Count()
                .ShouldBeLessThanOrEqualTo(1, field);
        }
    }

    private static void EachIsNamed(string name, Func<(string Path, string Name, SchemaNode Node, SchemaNode Group, Func<JsonObject, JsonObject> In), bool> which,
        Action<JsonObject, (string Path, string Name, SchemaNode Node, SchemaNode Group, Func<JsonObject, JsonObject> In)> spoil)
    {
        var (template, schema) = (Open(name), Schema(name));
        foreach (var field in SchemaData.Fields(schema.Root).Where(which))
        {
            var data = new SchemaData().Group(schema.Root);
            spoil(field.In(data), field);

            var filled = template.Fill(data, schema);

            filled.Docx.ShouldBeNull(field.Path);
            filled.Problems.ShouldContain(problem => problem.Field == field.Path && problem.Place.StartsWith("mẫu " + name, StringComparison.Ordinal), field.Path);
        }
    }

    private static DocxTemplate Open(string name) => DocxTemplate.Open(Repository.Template(name), name);

    private static TemplateSchema Schema(string name) => TemplateSchema.Parse(File.ReadAllText(Repository.Path("templates", name + ".schema.json")));
}
