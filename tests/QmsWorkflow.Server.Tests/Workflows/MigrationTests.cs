using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using QmsWorkflow.Engine.Execution;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.Workflows;
using QmsWorkflow.Server.Runtime;
using QmsWorkflow.Server.Tests.Runtime;
using QmsWorkflow.Server.Tests.Support;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Tests.Workflows;

/// <summary>Running instances move to another version, each for itself; what does not fit stays where it is.</summary>
public sealed class MigrationTests(TestCluster cluster)
{
    private static Flow One => new Flow("w").Task("a", "clerk", ("due", "5 working days after task.opened"), ("remind", "1 working day before")).Task("b", "clerk");

    /// <summary>The first step stays, the second is another.</summary>
    private static Flow Two => new Flow("w").Task("a", "clerk", ("due", "5 working days after task.opened"), ("remind", "1 working day before")).Task("c", "head");

    private static async Task<World> WorldAsync(TestCluster cluster)
    {
        var world = await World.CreateAsync(cluster, services => services.AddWorkflows());
        await world.PublishAsync(One);
        return world;
    }

    private static async Task<Outcome> MoveAsync(World world, Guid instance, int to = 2, int? stateVersion = null, string by = "thuky", int from = 1)
    {
        var seen = stateVersion ?? (await world.InstanceAsync(instance)).StateVersion;
        return await world.ActAsync<MigrateInstance>(by, (verb, actor) => verb.ExecuteAsync(new MigrateInput(instance, from, to, seen), actor, default));
    }

    [Fact]
    public async Task What_fits_moves_with_its_open_work_and_deadline_and_goes_on_by_the_new_version()
    {
        await using var world = await WorldAsync(cluster);
        var instance = await world.StartAsync("w");
        var task = await world.OpenTaskAsync("a");
        var timers = await world.ReadAsync(db => db.Timers.AsNoTracking().Where(t => t.InstanceId == instance || t.SubjectId == task.Id).OrderBy(t => t.Id).Select(t => new { t.Id, t.DueAt }).ToListAsync());
        await world.PublishAsync(Two);

        (await MoveAsync(world, instance)).ShouldBeDone();

        var moved = await world.InstanceAsync(instance);
        (moved.DefinitionVersion, moved.SubStatus).ShouldBe((2, SubStatus.Suspended));
        (await world.OpenTaskAsync("a")).Id.ShouldBe(task.Id);
        timers.ShouldNotBeEmpty();
        (await world.ReadAsync(db => db.Timers.AsNoTracking().Where(t => t.InstanceId == instance || t.SubjectId == task.Id).OrderBy(t => t.Id).Select(t => new { t.Id, t.DueAt }).ToListAsync())).ShouldBe(timers);
        (await world.CompleteAsync("vanthu", "a")).ShouldBeDone();
        (await world.TasksAsync("b")).ShouldBeEmpty();
        (await world.OpenTaskAsync("c")).AssigneeRole.ShouldBe(Role.Head);
        var entry = await world.ReadAsync(db => db.TrailEntries.AsNoTracking().SingleAsync(e => e.Action == "instance.migrated"));
        entry.Before!.ShouldContain("\"version\":1");
        entry.After!.ShouldContain("\"version\":2");
        (await world.ReadAsync(db => db.WorkflowEvents.AsNoTracking().SingleAsync(e => e.Kind == "Migrated"))).Body.ShouldContain("\"Version\":2");
    }

    [Fact]
    public async Task An_instance_whose_open_step_is_gone_is_left_alone_and_told_why()
    {
        await using var world = await WorldAsync(cluster);
        var (stuck, free) = (await world.StartAsync("w"), await world.StartAsync("w"));
        (await world.CompleteAsync("vanthu", (await world.TasksAsync("a")).Single(t => t.InstanceId == stuck).Id)).ShouldBeDone();
        await world.PublishAsync(Two);
        var before = await world.InstanceAsync(stuck);

        var preview = (await world.InAsync(scope => scope.GetRequiredService<VersionQueries>().PreviewAsync("w", 1, 2, null, default)))!;
        preview.Lines.ToDictionary(l => l.Instance.Id, l => l.Map.IsPossible).ShouldBe(new Dictionary<Guid, bool> { [stuck] = false, [free] = true }, ignoreOrder: true);
        IReadOnlyList<MigrateResult> results = [];
        await world.ActAsync<MigrateInstances>("thuky", async (moves, actor) =>
        {
            results = await moves.RunAsync(preview.Lines.Select(l => new MigrateInput(l.Instance.Id, 1, 2, l.Instance.StateVersion)), actor, default);
            return Outcome.Success;
        });

        results.Single(r => r.InstanceId == free).Outcome.ShouldBeDone();
        results.Single(r => r.InstanceId == stuck).Outcome.ShouldBeRefused("QMS773").Message.ShouldContain("“b”");
        var after = await world.InstanceAsync(stuck);
        (after.DefinitionVersion, after.State, after.StateVersion).ShouldBe((1, before.State, before.StateVersion));
        (await world.CompleteAsync("vanthu", "b")).ShouldBeDone();
    }

    [Fact]
    public async Task What_changed_since_the_preview_has_ended_or_is_not_there_is_refused()
    {
        await using var world = await WorldAsync(cluster);
        var instance = await world.StartAsync("w");
        await world.PublishAsync(new Flow("w").Task("a", "clerk").Task("b", "clerk").Task("c", "head"));
        var seen = (await world.InstanceAsync(instance)).StateVersion;

        (await MoveAsync(world, instance, by: "vanthu")).ShouldBeRefused("QMS302");
        (await MoveAsync(world, instance, to: 9)).ShouldBeRefused("QMS771");
        (await MoveAsync(world, instance, to: 1)).ShouldBeRefused("QMS774");
        (await world.CompleteAsync("vanthu", "a")).ShouldBeDone();
        (await MoveAsync(world, instance, stateVersion: seen)).ShouldBeRefused("QMS770");
        (await MoveAsync(world, instance)).ShouldBeDone();
        (await MoveAsync(world, instance)).ShouldBeRefused("QMS770");
        (await world.CompleteAsync("vanthu", "b")).ShouldBeDone();
        (await world.CompleteAsync("giamdoc", "c")).ShouldBeDone();
        (await MoveAsync(world, instance, to: 1, from: 2)).ShouldBeRefused("QMS772");
        (await world.ReadAsync(db => db.TrailEntries.CountAsync(e => e.Action == "instance.migrated"))).ShouldBe(1);
    }

    [Fact]
    public async Task A_step_that_failed_is_mended_by_a_new_version_and_tried_again()
    {
        await using var world = await World.CreateAsync(cluster, services => services.AddWorkflows());
        await world.PublishAsync(new Flow("w").Step("x", "Elsa.RunJavaScript", ("script", "throw new Error('hỏng')")).Task("t", "clerk"));
        var instance = await world.StartAsync("w");
        (await world.InstanceAsync(instance)).SubStatus.ShouldBe(SubStatus.Faulted);
        await world.PublishAsync(new Flow("w").Step("x", "Elsa.RunJavaScript", ("script", "1 + 1")).Task("t", "clerk"));

        (await MoveAsync(world, instance)).ShouldBeDone();
        (await world.InstanceAsync(instance)).SubStatus.ShouldBe(SubStatus.Faulted, "moving runs nothing");
        var incident = await world.ReadAsync(db => db.Incidents.AsNoTracking().SingleAsync(i => i.ResolvedAt == null));
        await world.RaiseAsync(instance, new WorkflowEvent.IncidentRetried(world.Clock.GetUtcNow(), "test", incident.IncidentKey));

        (await world.OpenTaskAsync("t")).InstanceId.ShouldBe(instance);
    }

    [Fact]
    public async Task An_instance_waiting_for_a_child_goes_on_by_the_new_version_when_the_child_ends()
    {
        await using var world = await World.CreateAsync(cluster, services => services.AddWorkflows());
        static Flow Parent(string after) => new Flow("w").Step("child", "Elsa.DispatchWorkflow", ("workflowDefinitionId", "part"), ("waitForCompletion", true)).Task(after, "head");
        await world.PublishAsync(new Flow("part").Task("p", "clerk"), Parent("old"));
        var instance = await world.StartAsync("w");
        await world.DrainJobsAsync();
        await world.PublishAsync(new Flow("part").Task("p", "clerk"), Parent("new"));

        (await MoveAsync(world, instance)).ShouldBeDone();
        (await world.CompleteAsync("vanthu", "p")).ShouldBeDone();
        await world.DrainJobsAsync();

        (await world.OpenTaskAsync("new")).InstanceId.ShouldBe(instance);
        (await world.TasksAsync("old")).ShouldBeEmpty();
    }
}
