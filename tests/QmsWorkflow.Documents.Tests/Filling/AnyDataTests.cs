using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using QmsWorkflow.Documents.Tests.Fuzz;
using QmsWorkflow.Documents.Tests.Support;

namespace QmsWorkflow.Documents.Tests.Filling;

/// <summary>Whatever data a schema allows makes a document that Word takes, with all texts in the order of the template.</summary>
public sealed class AnyDataTests
{
    private static readonly string[] Words = ["Kế hoạch", "a < b & c > d", "\"ngoặc\"", "𠀋", "hai\ndòng", "tab\tgiữa", " đầu và cuối ", "**đậm** và *nghiêng*", "1. một\n2. hai", "", "]]>", "mục\u00A0tiêu"];

    public static TheoryData<string> All => [.. Repository.Templates()];

    [Theory]
    [MemberData(nameof(All))]
    public void Any_data_of_the_schema_makes_a_valid_document(string name)
    {
        var template = DocxTemplate.Open(Repository.Template(name), name);
        var schema = TemplateSchema.Parse(File.ReadAllText(Repository.Path("templates", name + ".schema.json")));

        Check.One(Config.QuickThrowOnFailure.WithMaxTest(6), Prop.ForAll(Gen.Choose(0, 1_000_000).ToArbitrary(), seed =>
        {
            var data = (JsonObject)Data(schema.Root, new Random(seed), 0)!;

            var filled = template.Fill(data, schema);

            filled.Problems.ShouldBeEmpty();
            Word.Objections(filled.Docx!).ShouldBeEmpty();
            template.Fill(data).Docx.ShouldBe(filled.Docx);
        }));
    }

    [Fact]
    public void A_template_with_one_of_everything_makes_a_valid_document()
    {
        var filled = DocxTemplate.Open(RichTemplate.Docx()).Fill(RichTemplate.Data());

        filled.Problems.ShouldBeEmpty();
        // The text box stands without its shape here: what the validator says of that is of the template.
        Word.Objections(filled.Docx!).ShouldBe(Word.Objections(RichTemplate.Docx()), ignoreOrder: true);
    }

    [Fact]
    public void All_texts_are_there_in_the_order_of_the_template()
    {
        var template = DocxTemplate.Open(Word.Docx(
            Word.P(Word.Control("title", Word.R("x"))) + Word.Control("each:rows", Word.P(Word.Control("head", Word.R("x"), 3)) + Word.Table(Word.Control("each:cells", Word.Row(Word.P(Word.Control(".", Word.R("x"), 5)), Word.P(Word.Control("title", Word.R("x"), 6))), 4)) + Word.P(""), 2)
            + Word.Control("rich:text", Word.P(Word.R("x")), 7)));

        Check.One(Config.QuickThrowOnFailure.WithMaxTest(200), Prop.ForAll(Gen.Choose(0, 1_000_000).ToArbitrary(), seed =>
        {
            var random = new Random(seed);
            var rows = Enumerable.Range(0, random.Next(4)).Select(row => (Head: $"mục {seed} {row} {Text(random)}", Cells: Enumerable.Range(0, random.Next(4)).Select(cell => $"ô {cell} {Text(random)}").ToArray())).ToArray();
            var (title, text) = ("tên " + Text(random), "thân *một* " + random.Next());

            var filled = template.Fill(new JsonObject
            {
                ["title"] = title,
                ["text"] = text,
                ["rows"] = new JsonArray([.. rows.Select(row => (JsonNode)new JsonObject { ["head"] = row.Head, ["cells"] = new JsonArray([.. row.Cells.Select(cell => (JsonNode)cell)]) })]),
            });

            string[] expected = [title, .. rows.SelectMany(row => row.Cells.SelectMany(cell => new[] { cell, title }).Prepend(row.Head)), text.Replace("*", "")];
            DocxText.Read(filled.Docx!).Select(block => block.Text).ShouldBe(expected.Select(Shown));
        }));
    }

    private static string Text(Random random) => Words[random.Next(Words.Length)];

    /// <summary>Line breaks and tabs are white space for a reader.</summary>
    private static string Shown(string text) => text.Replace('\n', ' ').Replace('\t', ' ').Trim();

    private static JsonNode? Data(SchemaNode node, Random random, int depth) => node.Type switch
    {
        "object" => Group(node, random, depth),
        "array" => new JsonArray([.. Enumerable.Range(0, Count(node, random, depth)).Select(_ => Data(node.Items!, random, depth + 1))]),
        "boolean" => random.Next(2) == 0,
        "integer" => random.Next(1000),
        "number" => random.NextDouble() * 1000,
        _ => Text(node, random),
    };

    private static int Count(SchemaNode node, Random random, int depth) =>
        Math.Min(random.Next(node.MinItems, node.MinItems + (depth > 2 ? 2 : 5)), node.MaxItems ?? int.MaxValue);

    private static JsonObject Group(SchemaNode node, Random random, int depth)
    {
        var group = new JsonObject();
        foreach (var name in node.Order) group[name] = Data(node.Properties[name], random, depth);
        return group;
    }

    private static string Text(SchemaNode node, Random random)
    {
        if (node.Choices.Length > 0) return node.Choices[random.Next(node.Choices.Length)];
        if (node.Format == TextFormat.Image) return random.Next(2) == 0 ? "" : Pictures.Png(random.Next(1, 500), random.Next(1, 500));
        if (node.Format == TextFormat.Date) return random.Next(2) == 0 ? "" : "21/11/2026";

        var text = Text(random);
        return text.Length <= (node.MaxLength ?? int.MaxValue) ? text : "";
    }
}
