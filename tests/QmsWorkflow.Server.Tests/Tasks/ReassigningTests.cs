using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Server.Features.Tasks;
using QmsWorkflow.Server.Tests.Runtime;
using QmsWorkflow.Server.Tests.Support;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Tests.Tasks;

public sealed class ReassigningTests(TestCluster cluster)
{
    [Fact]
    public async Task A_units_head_gives_work_to_the_units_people_only()
    {
        await using var world = await OpenedAsync();
        var task = await world.OpenTaskAsync("a");

        (await ReassignAsync(world, "truong1", task.Id, "can2")).ShouldBeRefused("QMS313");
        (await ReassignAsync(world, "truong2", task.Id, "can2")).ShouldBeRefused("QMS302");
        (await ReassignAsync(world, "can1", task.Id, "can1")).ShouldBeRefused("QMS302");
        (await ReassignAsync(world, "truong1", task.Id, "can1")).ShouldBeDone();

        (await world.OpenTaskAsync("a")).AssigneeId.ShouldBe(world.Id("can1"));
        (await world.NoticesOfAsync("can1", "task-reassigned")).Single().ShouldBe("Hoàng Trưởng Một giao cho bạn: Việc a");
        (await world.CompleteAsync("truong1", "a")).ShouldBeRefused("QMS302");
        (await world.CompleteAsync("can1", "a")).ShouldBeDone();
    }

    [Fact]
    public async Task The_iso_secretary_and_administrators_give_work_to_anybody_active()
    {
        await using var world = await OpenedAsync();
        var task = await world.OpenTaskAsync("a");

        (await ReassignAsync(world, "thuky", task.Id, "nghi")).ShouldBeRefused("QMS313");
        (await ReassignAsync(world, "thuky", task.Id, "can2")).ShouldBeDone();
        (await ReassignAsync(world, "quantri", task.Id, "can1")).ShouldBeDone();

        var entries = await world.ReadAsync(db => db.Set<TrailEntry>().Where(e => e.Action == "task.reassigned").OrderBy(e => e.Sequence).ToListAsync());
        entries.Count.ShouldBe(2);
        entries[1].Before!.ShouldContain(world.Id("can2").ToString());
        entries[1].After!.ShouldContain(world.Id("can1").ToString());
    }

    [Fact]
    public async Task An_approval_is_not_given_to_somebody_else()
    {
        await using var world = await World.CreateAsync(cluster);
        await world.PublishAsync(new Flow("w").Approval("ok", "head"));
        await world.StartAsync("w");
        var task = await world.OpenTaskAsync("ok");

        (await ReassignAsync(world, "thuky", task.Id, "can1")).ShouldBeRefused("QMS314");
    }

    [Fact]
    public async Task A_comment_reaches_whoever_does_the_work()
    {
        await using var world = await OpenedAsync();
        var task = await world.OpenTaskAsync("a");

        (await CommentAsync(world, "thuky", task.Id, "Nhớ dẫn căn cứ")).ShouldBeDone();
        (await CommentAsync(world, "thuky", task.Id, "  ")).ShouldBeRefused("QMS221");
        (await CommentAsync(world, "can2", task.Id, "Tôi xem được không?")).ShouldBeRefused("QMS302");

        (await world.NoticesOfAsync("truong1", "task-comment")).Single().ShouldStartWith("Nguyễn Thư Ký có ý kiến");
        (await world.ReadAsync(db => db.TaskComments.SingleAsync())).Text.ShouldBe("Nhớ dẫn căn cứ");
    }

    private static Task<Outcome> ReassignAsync(World world, string by, Guid taskId, string to) =>
        world.ActAsync<ReassignTask>(by, (verb, actor) => verb.ExecuteAsync(new ReassignInput(taskId, world.Id(to), "bận"), actor, default));

    private static Task<Outcome> CommentAsync(World world, string by, Guid taskId, string text) =>
        world.ActAsync<CommentOnTask>(by, (verb, actor) => verb.ExecuteAsync(taskId, text, actor, default));

    private async Task<World> OpenedAsync()
    {
        var world = await World.CreateAsync(cluster);
        await world.PublishAsync(new Flow("w").Task("a", "unit-head"));
        await world.StartAsync("w", world.Planning);
        return world;
    }
}
