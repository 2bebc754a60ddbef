using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using QmsWorkflow.Documents;
using QmsWorkflow.Server.Features.Documents;
using QmsWorkflow.Server.Tests.Journeys;
using QmsWorkflow.Server.Tests.Support;

namespace QmsWorkflow.Server.Tests.Documents;

/// <summary>A template is checked and read once, and filled as often as it is needed.</summary>
public sealed class OpenTemplatesTests(TestCluster cluster)
{
    private static readonly string Folder = Path.Combine(Repository.Root, "templates");

    [Fact]
    public void The_same_file_is_opened_once_and_a_changed_one_anew()
    {
        var templates = new OpenTemplates();

        var first = templates.Open(Read("annual-plan/ke-hoach"), "annual-plan/ke-hoach");
        var again = templates.Open(Read("annual-plan/ke-hoach"), "annual-plan/ke-hoach");
        var other = templates.Open(Read("agency-objectives/to-trinh"), "annual-plan/ke-hoach");
        var renamed = templates.Open(Read("annual-plan/ke-hoach"), "mau-rieng");

        again.ShouldBeSameAs(first);
        other.ShouldNotBeSameAs(first);
        // Its name stands in its problems.
        renamed.ShouldNotBeSameAs(first);
        templates.Count.ShouldBe(3);
    }

    [Fact]
    public void What_was_not_used_for_the_longest_goes_first_and_the_bounds_hold()
    {
        var file = Read("annual-plan/ke-hoach");
        var size = DocxTemplate.Open(file).Size;
        var (few, small, tiny) = (new OpenTemplates(most: 2), new OpenTemplates(mostBytes: (2 * size) + 1), new OpenTemplates(mostBytes: size - 1));

        foreach (var templates in new[] { few, small })
        {
            var (a, b) = (templates.Open(file, "a"), templates.Open(file, "b"));
            templates.Open(file, "a").ShouldBeSameAs(a);
            templates.Open(file, "c");
            templates.Count.ShouldBe(2);
            templates.Open(file, "a").ShouldBeSameAs(a);
            templates.Open(file, "b").ShouldNotBeSameAs(b);
        }

        tiny.Open(file, "a").Fields.ShouldNotBeEmpty();
        tiny.Count.ShouldBe(0);
    }

    [Fact]
    public void A_broken_file_is_refused_every_time_and_not_kept()
    {
        var templates = new OpenTemplates();

        for (var time = 0; time < 2; time++) Should.Throw<DocxException>(() => templates.Open([1, 2, 3, 4], "hong"));

        templates.Count.ShouldBe(0);
    }

    [Fact]
    public void Many_who_fill_the_same_open_template_at_once_get_what_one_alone_gets()
    {
        var templates = new OpenTemplates();
        foreach (var name in new[] { "agency-objectives/quyet-dinh", "management-review/bao-cao", "periodic-reports/bao-cao-dinh-ky" })
        {
            var (file, sample) = (Read(name), File.ReadAllText(Path.Combine(Folder, name + ".sample.json")));
            var alone = DocxTemplate.Open(file, name).Fill((JsonObject)JsonNode.Parse(sample)!).Docx.ShouldNotBeNull();

            var filled = new byte[48][];
            Parallel.For(0, filled.Length, new ParallelOptions { MaxDegreeOfParallelism = 8 }, i => filled[i] = templates.Open(file, name).Fill((JsonObject)JsonNode.Parse(sample)!).Docx!);

            foreach (var docx in filled) docx.ShouldBe(alone);
        }
    }

    [Fact]
    public async Task Drafting_a_document_a_second_time_opens_no_template()
    {
        await using var app = await ProductApp.CreateAsync(cluster);
        await app.DraftAsync("hai-duong", "plan");
        var templates = app.Services.GetRequiredService<OpenTemplates>();
        var before = templates.Count;

        await app.DraftAsync("hai-duong", "plan");

        before.ShouldBeGreaterThan(0);
        templates.Count.ShouldBe(before);
    }

    private static byte[] Read(string template) => File.ReadAllBytes(Path.Combine(Folder, template + ".docx"));
}
