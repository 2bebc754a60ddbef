using QmsWorkflow.Documents.Tests.Support;

namespace QmsWorkflow.Documents.Tests.Templates;

/// <summary>docs/reference/templates shows every shipped template as it is.</summary>
public sealed class TemplateListTests
{
    private const int MostBytes = 60 * 1024;

    private static readonly byte[] PngStart = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>Said once above the table, because most administrative documents have them.</summary>
    private static readonly string[] Shared =
        ["superior", "agency", "numberLine", "placeDate", "kindName", "title", "bases", "addressee", "addressees", "urgency", "qr", "closing", "recipients", "signatureLines", "signer"];

    private static readonly string[] List = File.ReadAllLines(Repository.Path("docs", "reference", "templates", "README.md"));

    public static TheoryData<string> All => [.. Repository.Templates()];

    [Theory]
    [MemberData(nameof(All))]
    public void A_template_has_a_schema_a_sample_a_picture_and_a_row_with_its_own_fields(string name)
    {
        File.Exists(Repository.Path("templates", name + ".schema.json")).ShouldBeTrue();
        File.Exists(Repository.Path("templates", name + ".sample.json")).ShouldBeTrue();
        var picture = File.ReadAllBytes(Repository.Path("docs", "reference", "templates", name.Replace('/', '-') + ".png"));
        picture.ShouldSatisfyAllConditions(() => picture[..8].ShouldBe(PngStart), () => picture.Length.ShouldBeLessThanOrEqualTo(MostBytes));

        var row = List.Where(line => line.Contains($"| `{name}`<br>", StringComparison.Ordinal)).ShouldHaveSingleItem();

        var root = TemplateSchema.Parse(File.ReadAllText(Repository.Path("templates", name + ".schema.json"))).Root;
        var fields = root.Order.Except(Shared).Select(field => root.Needed.Contains(field) ? $"`{field}`" : $"(`{field}`)");
        row.Split('|')[^2].Trim().ShouldBe(string.Join(' ', fields));
    }

    [Fact]
    public void The_list_names_no_template_and_no_picture_that_is_not_there()
    {
        var rows = List.Where(line => line.StartsWith("| <a ", StringComparison.Ordinal)).ToList();
        var pictures = Directory.EnumerateFiles(Repository.Path("docs", "reference", "templates"), "*.png").Select(Path.GetFileName).ToList();

        rows.Count.ShouldBe(Repository.Templates().Count());
        foreach (var picture in pictures) rows.Count(row => row.Contains($"src=\"{picture}\"", StringComparison.Ordinal)).ShouldBe(1, picture);
        rows.Sum(row => row.Split("src=\"").Length - 1).ShouldBe(pictures.Count);
    }
}
