using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Server.Features.Tasks;
using QmsWorkflow.Server.Tests.Runtime;
using QmsWorkflow.Server.Tests.Support;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Tests.Tasks;

public sealed class ReadingTests(TestCluster cluster)
{
    [Fact]
    public async Task A_reading_is_opened_for_every_active_person_of_the_unit_and_for_nobody_else()
    {
        await using var world = await OpenedAsync("unit-staff");

        var readers = (await world.TasksAsync("read")).Select(t => t.AssigneeId).ToList();

        readers.ShouldBe([world.Id("can2"), world.Id("truong2")], ignoreOrder: true);
    }

    [Fact]
    public async Task All_in_scope_are_all_units_and_unit_heads_only_their_heads()
    {
        await using var all = await OpenedAsync("all-in-scope");
        await using var heads = await OpenedAsync("unit-heads");

        (await all.TasksAsync("read")).Count.ShouldBe(6);
        (await heads.TasksAsync("read")).Select(t => t.AssigneeId).ShouldBe([heads.Id("truong1"), heads.Id("truong2")], ignoreOrder: true);
    }

    [Fact]
    public async Task The_workflow_goes_on_when_the_last_person_has_read()
    {
        await using var world = await OpenedAsync("unit-staff");
        (await ReadAsync(world, "can2")).ShouldBeDone();
        (await world.TasksAsync("after")).ShouldBeEmpty();

        (await ReadAsync(world, "truong2")).ShouldBeDone();

        (await world.OpenTaskAsync("after")).ShouldNotBeNull();
        var rows = await world.ReadAsync(db => db.Acknowledgements.AsNoTracking().ToListAsync());
        rows.Select(r => (r.PersonId, r.ContentVersion)).ShouldBe([(world.Id("can2"), 1), (world.Id("truong2"), 1)], ignoreOrder: true);
        var raised = await world.ReadAsync(db => db.Set<Server.Runtime.EventRow>().Where(e => e.Kind == "WaitCompleted").Select(e => e.Body).SingleAsync());
        JsonNode.Parse(raised)!["Result"]!["count"]!.GetValue<int>().ShouldBe(2);
    }

    [Fact]
    public async Task The_box_must_be_ticked_and_the_version_be_the_one_shown()
    {
        await using var world = await OpenedAsync("unit-staff");

        (await ReadAsync(world, "can2", understood: false)).ShouldBeRefused("QMS222");
        (await ReadAsync(world, "can2", version: 7)).ShouldBeRefused("QMS303");
        (await ReadAsync(world, "can2")).ShouldBeDone();
        (await ReadAsync(world, "can2")).ShouldBeRefused("QMS301");
    }

    [Fact]
    public async Task Nobody_reads_for_somebody_else()
    {
        await using var world = await OpenedAsync("unit-staff");
        var task = (await world.TasksAsync("read")).Single(t => t.AssigneeId == world.Id("can2"));

        var outcome = await world.ActAsync<Acknowledge>("truong2", (verb, actor) => verb.ExecuteAsync(new AcknowledgeInput(task.Id, 1, true), actor, default));

        outcome.ShouldBeRefused("QMS302").Message.ShouldContain("Ngô Chuyên Viên");
    }

    [Fact]
    public async Task The_last_two_reading_at_once_let_the_workflow_go_on_once()
    {
        await using var world = await OpenedAsync("all-in-scope");

        var names = new[] { "thuky", "vanthu", "truong1", "truong2", "can1", "can2" };
        var outcomes = await Task.WhenAll(names.Select(name => ReadAsync(world, name)));

        outcomes.ShouldAllBe(outcome => outcome.IsDone);
        (await world.TasksAsync("after")).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Somebody_who_has_left_is_released_with_a_reason()
    {
        await using var world = await OpenedAsync("unit-staff");
        (await ReadAsync(world, "truong2")).ShouldBeDone();
        var task = (await world.TasksAsync("read")).Single(t => t.AssigneeId == world.Id("can2"));

        (await ReleaseAsync(world, "can1", task.Id, "Đã chuyển công tác")).ShouldBeRefused("QMS302");
        (await ReleaseAsync(world, "thuky", task.Id, " ")).ShouldBeRefused("QMS221");
        (await ReleaseAsync(world, "thuky", task.Id, "Đã chuyển công tác")).ShouldBeDone();

        (await world.OpenTaskAsync("after")).ShouldNotBeNull();
        (await world.ReadAsync(db => db.Set<TrailEntry>().SingleAsync(e => e.Action == "task.cancelled"))).Summary.ShouldContain("Đã chuyển công tác");
    }

    private static Task<Outcome> ReleaseAsync(World world, string by, Guid taskId, string why) =>
        world.ActAsync<ReleaseReader>(by, (verb, actor) => verb.ExecuteAsync(taskId, why, actor, default));

    private static async Task<Outcome> ReadAsync(World world, string userName, int version = 1, bool understood = true)
    {
        var task = (await world.TasksAsync("read")).Single(t => t.AssigneeId == world.Id(userName));
        return await world.ActAsync<Acknowledge>(userName, (verb, actor) => verb.ExecuteAsync(new AcknowledgeInput(task.Id, version, understood), actor, default));
    }

    private async Task<World> OpenedAsync(string audience)
    {
        var world = await World.CreateAsync(cluster);
        var document = await world.AddDocumentAsync("Quyết định thử");
        await world.PublishAsync(new Flow("w").Step("read", "Qms.Acknowledge", ("document", document.ToString()), ("audience", audience)).Task("after", "head"));
        await world.StartAsync("w", world.Labour);
        return world;
    }
}
