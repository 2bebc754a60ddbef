using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Server.Features.Approvals;
using QmsWorkflow.Server.Features.Documents;
using QmsWorkflow.Server.Tests.Runtime;
using QmsWorkflow.Server.Tests.Support;

namespace QmsWorkflow.Server.Tests.Tasks;

/// <summary>What may not be done is refused on the page with a clear sentence, and nothing typed or stored is lost.</summary>
public sealed class RefusalPageTests(TestCluster cluster)
{
    [Fact]
    public async Task A_task_done_in_another_tab_says_who_was_first()
    {
        await using var world = await World.CreateAsync(cluster);
        await world.PublishAsync(new Flow("w").Task("a", "head").Task("b", "clerk").Go("a", "Done", "b"));
        await world.StartAsync("w");
        var task = await world.OpenTaskAsync("a");
        await using var pages = await Pages.OpenAsync(world, "giamdoc");
        var stale = await pages.GetAsync($"/work/{task.Id}");
        await pages.SubmitAsync(await pages.GetAsync($"/work/{task.Id}"), "form", "complete:Done");

        var page = await pages.SubmitAsync(stale, "form", "complete:Done", ("comment", "lần hai"));

        page.QuerySelector("#errors")!.TextContent.ShouldContain("QMS301");
        page.QuerySelector("#errors")!.TextContent.ShouldContain("Trần Giám Đốc");
        (await world.TasksAsync("b")).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_decision_posted_by_somebody_else_is_refused_and_not_written()
    {
        await using var world = await World.CreateAsync(cluster);
        await world.PublishAsync(new Flow("w").Approval("ok", "head"), new Flow("own").Approval("mine", "deputy"));
        await world.StartAsync("w");
        await world.StartAsync("own");
        var (foreign, own) = (await world.OpenTaskAsync("ok"), await world.OpenTaskAsync("mine"));
        await using var pages = await Pages.OpenAsync(world, "phogiamdoc");
        (await pages.GetAsync($"/approvals/{foreign.Id}")).QuerySelector("button[value=approve]").ShouldBeNull();

        var page = await pages.ForgeAsync(await pages.GetAsync($"/approvals/{own.Id}"), $"/approvals/{foreign.Id}", ("act", "approve"));

        page.QuerySelector("#errors")!.TextContent.ShouldContain("QMS302");
        page.QuerySelector("#errors")!.TextContent.ShouldContain("Trần Giám Đốc");
        (await world.ReadAsync(db => db.ApprovalDecisions.CountAsync())).ShouldBe(0);
    }

    [Fact]
    public async Task A_document_that_changed_while_the_page_stood_open_is_not_approved()
    {
        await using var world = await World.CreateAsync(cluster);
        var document = await world.AddDocumentAsync();
        await world.PublishAsync(new Flow("w").Approval("ok", "head", ("document", document.ToString())));
        await world.StartAsync("w", inCycle: true);
        var task = await world.OpenTaskAsync("ok");
        await using var pages = await Pages.OpenAsync(world, "giamdoc");
        var stale = await pages.GetAsync($"/approvals/{task.Id}");
        await world.WriteAsync(async db => (await db.Documents.SingleAsync()).ContentVersion = 2);

        var page = await pages.SubmitAsync(stale, "form", "approve", ("comment", "Đồng ý"));

        page.QuerySelector("#errors")!.TextContent.ShouldContain("QMS303");
        page.QuerySelector("#comment")!.TextContent.ShouldBe("Đồng ý");
        page.QuerySelector("input[name=version]")!.GetAttribute("value").ShouldBe("2", "what is pressed next is about what is shown now");
        (await world.ReadAsync(db => db.ApprovalDecisions.CountAsync())).ShouldBe(0);
    }

    [Fact]
    public async Task A_deadline_in_a_year_without_a_calendar_is_shown_as_provisional()
    {
        await using var world = await World.CreateAsync(cluster);
        world.Clock.MoveTo(ManualClock.At(new DateOnly(2028, 2, 24), 9));
        await world.PublishAsync(new Flow("w").Task("a", "head", ("due", "10 working days after task.opened")));
        await world.StartAsync("w");
        var task = await world.OpenTaskAsync("a");
        await using var pages = await Pages.OpenAsync(world, "giamdoc");

        (await pages.GetAsync("/work")).QuerySelector("#work-list")!.TextContent.ShouldContain("tạm tính");
        (await pages.GetAsync($"/work/{task.Id}")).Body!.TextContent.ShouldContain("tạm tính");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("{ \"name\": \"f\", \"fields\": [ ")]
    public async Task A_form_that_was_taken_away_or_broken_later_is_said_and_what_was_typed_is_kept(string? later)
    {
        await using var world = await World.CreateAsync(cluster);
        var form = Path.Combine(world.FormFolder, "f.form.json");
        await File.WriteAllTextAsync(form, """{ "name": "f", "fields": [ { "name": "nd", "labelVi": "Nội dung", "labelEn": "Content", "type": "text" } ] }""");
        await world.PublishAsync(new Flow("w").Task("a", "head", ("form", "f")));
        await world.StartAsync("w");
        var task = await world.OpenTaskAsync("a");
        await using var pages = await Pages.OpenAsync(world, "giamdoc");
        var opened = await pages.GetAsync($"/work/{task.Id}");
        await pages.SubmitAsync(opened, "form", "save", ("f.nd", "đang viết"));

        if (later is null) File.Delete(form);
        else await File.WriteAllTextAsync(form, later);
        File.SetLastWriteTimeUtc(Path.GetDirectoryName(form)!, DateTime.UnixEpoch);
        var page = await pages.SubmitAsync(opened, "form", "complete:Done", ("f.nd", "đang viết"));

        page.StatusCode.ShouldBe(System.Net.HttpStatusCode.OK);
        page.QuerySelector("#errors")!.TextContent.ShouldContain("QMS237");
        (await pages.GetAsync($"/work/{task.Id}")).Body!.TextContent.ShouldContain("QMS237");
        (await world.OpenTaskAsync("a")).Answer!.ShouldContain("đang viết");
    }
}
