using System.Net;
using System.Text;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Server.Features.People;
using QmsWorkflow.Server.Runtime;
using QmsWorkflow.Server.Tests.Runtime;
using QmsWorkflow.Server.Tests.Support;
using QmsWorkflow.Server.Tests.Tasks;

namespace QmsWorkflow.Server.Tests.Workflows;

/// <summary>The pages on which a workflow is drafted, published, moved and cleared up.</summary>
public sealed class VersionPageTests(TestCluster cluster)
{
    private static Flow One => new Flow("w").Task("a", "clerk").Task("b", "clerk");
    private static Flow Two => new Flow("w").Task("a", "clerk").Task("c", "head");

    private static (string, string, byte[]) File(string json) => ("File", "w.json", Encoding.UTF8.GetBytes(json));

    /// <summary>Only those who sign have a password in this world, so the head keeps the system too.</summary>
    private static async Task<World> WorldAsync(TestCluster cluster, bool isAdmin = true)
    {
        var world = await World.CreateAsync(cluster);
        if (isAdmin)
        {
            await world.WriteAsync(db => Task.FromResult(db.RoleAssignments.Add(new()
            {
                Id = Guid.CreateVersion7(),
                AgencyId = world.AgencyId,
                PersonId = world.Id("giamdoc"),
                Role = Data.Role.Admin,
                ValidFrom = new DateOnly(2020, 1, 1),
            })));
        }

        await world.PublishAsync(One);
        return world;
    }

    [Fact]
    public async Task A_draft_is_uploaded_looked_at_and_published_on_the_pages()
    {
        await using var world = await WorldAsync(cluster);
        await using var pages = await Pages.OpenAsync(world, "giamdoc");

        var draft = await pages.SubmitAsync(await pages.GetAsync("/workflows/w"), "#draft-upload", null, File(new Flow("w").Task("a", "sếp").Json));
        draft.Location.PathName.ShouldBe("/workflows/w/draft");
        draft.QuerySelector("#problems")!.TextContent.ShouldContain("$.root.activities[0].assignee");
        draft.QuerySelector("#publish").ShouldBeNull();
        var mended = await pages.SubmitAsync(draft, "#draft-upload", null, File(Two.Json));
        mended.QuerySelector("#problems").ShouldBeNull();
        mended.QuerySelectorAll("#changes [data-kind]").Select(li => li.GetAttribute("data-kind")).ShouldBe(["StepRemoved", "StepAdded", "ConnectionRemoved", "ConnectionAdded"]);
        (await pages.GetAsync("/workflows")).QuerySelector("#workflow-list a[href='/workflows/w/draft']").ShouldNotBeNull();
        var published = await pages.SubmitAsync(mended, "#publish", null);

        published.Body!.TextContent.ShouldContain("Đã phát hành bản nháp");
        published.QuerySelectorAll("#versions tbody tr").Length.ShouldBe(2);
        published.QuerySelector("#versions tbody tr")!.TextContent.ShouldContain("Hiện hành");
        published.QuerySelector("#step-c").ShouldNotBeNull();
        (await pages.GetAsync("/workflows/w?version=1")).QuerySelector("#step-b").ShouldNotBeNull();
        (await pages.GetAsync("/workflows/w/draft")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task An_unreadable_file_is_refused_on_the_page_and_a_new_workflow_begins_as_a_draft()
    {
        await using var world = await WorldAsync(cluster);
        await using var pages = await Pages.OpenAsync(world, "giamdoc");

        var refused = await pages.SubmitAsync(await pages.GetAsync("/workflows"), "#draft-upload", null, File("{ không"));
        refused.QuerySelector("[data-code]")!.GetAttribute("data-code").ShouldBe("QMS760");
        var draft = await pages.SubmitAsync(refused, "#draft-upload", null, File(new Flow("fresh").Task("a", "clerk").Json));
        draft.Location.PathName.ShouldBe("/workflows/fresh/draft");
        (await pages.GetAsync("/workflows")).QuerySelector("#new-drafts a[href='/workflows/fresh/draft']").ShouldNotBeNull();

        var gone = await pages.SubmitAsync(draft, "#discard form", null);

        gone.Body!.TextContent.ShouldContain("Đã bỏ bản nháp");
        gone.QuerySelector("#new-drafts").ShouldBeNull();
    }

    [Fact]
    public async Task Instances_are_previewed_chosen_and_moved_on_the_page()
    {
        await using var world = await WorldAsync(cluster);
        var (stuck, free) = (await world.StartAsync("w"), await world.StartAsync("w"));
        (await world.CompleteAsync("vanthu", (await world.TasksAsync("a")).Single(t => t.InstanceId == stuck).Id)).ShouldBeDone();
        await world.PublishAsync(Two);
        await using var pages = await Pages.OpenAsync(world, "giamdoc");

        (await pages.GetAsync("/workflows/w/versions/1")).QuerySelector("#move").ShouldNotBeNull();
        var preview = await pages.GetAsync("/workflows/w/move?from=1&to=2");
        var refused = preview.QuerySelector($"[data-instance='{stuck}']")!;
        refused.QuerySelector("[data-kind=StepGone]")!.TextContent.ShouldContain("không còn trong phiên bản mới");
        ((IHtmlInputElement)refused.QuerySelector("input[name=Move]")!).IsDisabled.ShouldBeTrue();
        var seen = preview.QuerySelector($"[data-instance='{free}'] input[name=Move]")!.GetAttribute("value")!;
        var done = await pages.SubmitAsync(preview, "form#move", null, ("Move", seen));

        done.Body!.TextContent.ShouldContain("Đã chuyển 1 lần thực hiện sang phiên bản 2");
        (await world.InstanceAsync(free)).DefinitionVersion.ShouldBe(2);
        (await world.InstanceAsync(stuck)).DefinitionVersion.ShouldBe(1);
        (await pages.GetAsync($"/instances/{stuck}")).QuerySelector($"a[href='/workflows/w/move?from=1&to=2&instance={stuck}']").ShouldNotBeNull();
        var stale = await pages.SubmitAsync(await pages.GetAsync("/workflows/w/move?from=1&to=2"), "form#move", null, ("Move", seen));
        stale.QuerySelector("#results")!.TextContent.ShouldContain("QMS770");
    }

    [Fact]
    public async Task A_version_is_taken_back_and_one_in_use_is_not_deleted()
    {
        await using var world = await WorldAsync(cluster);
        await world.StartAsync("w");
        await world.PublishAsync(Two);
        await using var pages = await Pages.OpenAsync(world, "giamdoc");
        var first = await pages.GetAsync("/workflows/w/versions/1");

        (await pages.SubmitAsync(first, "#delete form", null)).QuerySelector("[data-code]")!.GetAttribute("data-code").ShouldBe("QMS768");
        (await pages.SubmitAsync(first, "#again form", null)).QuerySelectorAll("#versions tbody tr").Length.ShouldBe(3);
        var deleted = await pages.SubmitAsync(await pages.GetAsync("/workflows/w/versions/2"), "#delete form", null);

        deleted.QuerySelectorAll("#versions tbody tr").Length.ShouldBe(2);
        (await world.ReadAsync(db => db.WorkflowDefinitions.CountAsync(d => d.Version == 2))).ShouldBe(0);
        (await pages.GetAsync("/workflows/w/versions/2")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await pages.GetAsync("/workflows/w/move?from=2&to=3")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Readers_see_versions_but_no_buttons_and_others_see_nothing()
    {
        await using var world = await WorldAsync(cluster, isAdmin: false);
        await world.StartAsync("w");
        await world.PublishAsync(Two);
        await using var head = await Pages.OpenAsync(world, "giamdoc");
        await using var deputy = await Pages.OpenAsync(world, "phogiamdoc");

        (await head.GetAsync("/workflows/w")).QuerySelector("#draft-upload").ShouldBeNull();
        var version = await head.GetAsync("/workflows/w/versions/1");
        version.QuerySelector("#changes").ShouldNotBeNull();
        version.QuerySelector("#move, #again, #delete").ShouldBeNull();
        (await head.GetAsync("/workflows/w/move?from=1&to=2")).QuerySelector("form#move button").ShouldBeNull();
        foreach (var url in new[] { "/workflows/w/versions/1", "/workflows/w/move?from=1&to=2", "/workflows/w/draft", "/workflows/w/draft/file", "/workflows/w/file?version=1" })
        {
            (await deputy.GetAsync(url)).StatusCode.ShouldBe(HttpStatusCode.Forbidden, url);
        }
    }
}
