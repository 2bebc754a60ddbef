using System.Net;
using QmsWorkflow.Server.Runtime;
using QmsWorkflow.Server.Tests.Journeys;
using QmsWorkflow.Server.Tests.Runtime;
using QmsWorkflow.Server.Tests.Support;
using QmsWorkflow.Server.Tests.Tasks;

namespace QmsWorkflow.Server.Tests.Workflows;

public sealed class WorkflowPageTests(TestCluster cluster)
{
    [Fact]
    public async Task Every_shipped_workflow_can_be_read_in_words()
    {
        await using var world = await World.CreateAsync(cluster);
        var shipped = await PublishShippedAsync(world);
        await using var pages = await Pages.OpenAsync(world, "giamdoc");

        var list = await pages.GetAsync("/workflows");
        list.QuerySelectorAll("#workflow-list tbody a").Select(a => a.GetAttribute("href")!["/workflows/".Length..]).Order(StringComparer.Ordinal).ShouldBe(shipped.Keys.Order(StringComparer.Ordinal));
        shipped.Count.ShouldBeGreaterThanOrEqualTo(6);
        foreach (var (id, steps) in shipped)
        {
            var page = await pages.GetAsync($"/workflows/{id}");

            page.StatusCode.ShouldBe(HttpStatusCode.OK, id);
            page.QuerySelectorAll("#steps > li").Select(li => li.Id!["step-".Length..]).Order(StringComparer.Ordinal).ShouldBe(steps.Order(StringComparer.Ordinal), id);
            page.QuerySelectorAll("svg rect").Length.ShouldBe(steps.Count, id);
            var types = page.QuerySelectorAll("#steps .badge").Select(b => b.TextContent).ToList();
            types.ShouldAllBe(name => !name.StartsWith("Elsa.") && !name.StartsWith("Qms."), id);
        }
    }

    [Fact]
    public async Task A_deadline_of_a_step_stands_there_as_a_sentence_and_its_outcomes_lead_on()
    {
        await using var world = await World.CreateAsync(cluster);
        await PublishShippedAsync(world);
        await using var pages = await Pages.OpenAsync(world, "giamdoc");

        var page = await pages.GetAsync("/workflows/annual-plan");

        page.QuerySelector("#steps > li")!.Id.ShouldBe("step-start");
        var review = page.QuerySelector("#step-review")!.TextContent;
        review.ShouldContain("5 ngày làm việc");
        review.ShouldContain("Văn phòng");
        review.ShouldContain("Duyệt →");
        review.ShouldContain("Trả lại →");
        page.QuerySelector("#step-draft")!.TextContent.ShouldContain("Thư ký ISO");
    }

    [Fact]
    public async Task What_a_loop_repeats_stands_inside_it_with_all_its_words()
    {
        await using var world = await World.CreateAsync(cluster);
        await PublishShippedAsync(world);
        await using var pages = await Pages.OpenAsync(world, "giamdoc");

        var step = (await pages.GetAsync("/workflows/dissemination")).QuerySelector("#step-units #step-tell")!.TextContent;

        step.ShouldContain("Trưởng đơn vị phổ biến");
        step.ShouldContain("5 ngày làm việc");
        step.ShouldContain("Biểu mẫu");
    }

    [Fact]
    public async Task A_workflow_that_is_used_stands_as_one_step_with_the_way_to_its_own_page()
    {
        await using var world = await World.CreateAsync(cluster);
        var check = System.Text.Json.Nodes.JsonNode.Parse(new Flow("check").Task("first", "clerk").Json)!;
        (check["name"], check["usableAsActivity"]) = ("Double check", true);
        await world.PublishAsync(("check.json", check.ToJsonString()), ("w.json", new Flow("w").Step("own", "DoubleCheck").Task("after", "head").Json));
        var id = await world.StartAsync("w");
        await using var pages = await Pages.OpenAsync(world, "giamdoc");

        var step = (await pages.GetAsync("/workflows/w")).QuerySelector("#step-own")!;
        step.TextContent.ShouldContain("Double check");
        step.QuerySelector("a[href='/workflows/check']").ShouldNotBeNull();
        step.TextContent.ShouldNotContain("Elsa.");
        var instance = await pages.GetAsync($"/instances/{id}");
        instance.QuerySelector("#waits")!.TextContent.ShouldContain("first");
        instance.QuerySelector("#steps")!.TextContent.ShouldNotContain("Workflow1");
    }

    [Fact]
    public async Task An_instance_shows_what_it_waits_for_and_where_it_stands()
    {
        await using var world = await World.CreateAsync(cluster);
        await world.PublishAsync(new Flow("w").Task("first", "clerk").Task("second", "head").Go("first", "Done", "second"));
        var id = await world.StartAsync("w");
        (await world.CompleteAsync("vanthu", "first")).ShouldBeDone();
        var task = await world.OpenTaskAsync("second");
        await using var pages = await Pages.OpenAsync(world, "giamdoc");

        var page = await pages.GetAsync($"/instances/{id}");

        page.QuerySelector("#waits a")!.GetAttribute("href").ShouldBe($"/work/{task.Id}");
        page.QuerySelectorAll("#events tbody tr").Length.ShouldBe(2);
        page.QuerySelector("#events tbody tr")!.TextContent.ShouldContain("Phạm Văn Thư");
        page.QuerySelector("#steps")!.TextContent.ShouldContain("Đã xong");
        page.QuerySelector("#variables").ShouldBeNull("the head repairs nothing");
        (await pages.GetAsync("/workflows/w")).QuerySelector($"a[href='/instances/{id}']").ShouldNotBeNull();
    }

    [Fact]
    public async Task Other_roles_read_neither_workflows_nor_instances_nor_files()
    {
        await using var world = await World.CreateAsync(cluster);
        await PublishShippedAsync(world);
        await world.PublishAsync(new Flow("w").Task("first", "clerk"));
        var id = await world.StartAsync("w");
        await using var pages = await Pages.OpenAsync(world, "phogiamdoc");

        foreach (var url in new[] { "/workflows", "/workflows/annual-plan", $"/instances/{id}" })
        {
            var page = await pages.GetAsync(url);

            page.StatusCode.ShouldBe(HttpStatusCode.Forbidden, url);
            page.Body!.TextContent.ShouldNotContain("Soạn kế hoạch năm");
            page.QuerySelector("#steps").ShouldBeNull(url);
        }

        (await pages.GetAsync("/workflows/annual-plan/file")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task What_is_not_there_is_not_found()
    {
        await using var world = await World.CreateAsync(cluster);
        await using var pages = await Pages.OpenAsync(world, "giamdoc");

        (await pages.GetAsync("/workflows/none")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await pages.GetAsync($"/instances/{Guid.CreateVersion7()}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await pages.GetAsync("/workflows")).QuerySelector(".empty-title")!.TextContent.ShouldBe("Chưa có quy trình nào");
    }

    /// <summary>Publishes the shipped files as they are; the checks of a publication are not wanted here.</summary>
    private static async Task<Dictionary<string, List<string>>> PublishShippedAsync(World world)
    {
        var shipped = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Repository.Root, "workflows"), "*.json", SearchOption.AllDirectories).Where(f => !f.EndsWith(".form.json", StringComparison.Ordinal)))
        {
            var json = await File.ReadAllTextAsync(file);
            var definition = Engine.Definitions.WorkflowDefinition.Read(json, file).Definition!;
            shipped[definition.DefinitionId] = [.. definition.Root.Children.Select(c => c.Id)];
            await world.WriteAsync(db =>
            {
                db.WorkflowDefinitions.Add(new DefinitionRow
                {
                    Id = Guid.CreateVersion7(),
                    DefinitionId = definition.DefinitionId,
                    Version = 1,
                    Name = definition.Name!,
                    Source = Path.GetFileName(file),
                    Json = json,
                    Sha256 = new string('a', 64),
                    PublishedAt = world.Clock.GetUtcNow(),
                    IsCurrent = true,
                });
                return Task.CompletedTask;
            });
        }

        return shipped;
    }
}
