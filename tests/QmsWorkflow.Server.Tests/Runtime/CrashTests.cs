using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using QmsWorkflow.Engine.Activities;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.Tasks;
using QmsWorkflow.Server.Runtime;
using QmsWorkflow.Server.Tests.Support;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Tests.Runtime;

/// <summary>The server dies in the middle of an act: nothing of the act is left, and it can be done again.</summary>
public sealed class CrashTests(TestCluster cluster)
{
    [Fact]
    public async Task A_fault_between_beginning_a_step_and_the_commit_leaves_nothing()
    {
        var accident = new Accident();
        await using var world = await WorldAsync(accident);
        var before = await SnapshotAsync(world);
        accident.Happen = _ => throw new InvalidOperationException("power cut");

        await Should.ThrowAsync<InvalidOperationException>(() => world.CompleteAsync("thuky", "a"));

        (await SnapshotAsync(world)).ShouldBe(before);
        accident.Happen = null;
        (await world.CompleteAsync("thuky", "a")).ShouldBeDone();
        (await world.OpenTaskAsync("b")).State.ShouldBe(WorkState.Open);
    }

    [Fact]
    public async Task A_database_connection_killed_in_mid_act_leaves_nothing()
    {
        var accident = new Accident();
        await using var world = await WorldAsync(accident);
        var before = await SnapshotAsync(world);
        accident.Happen = db => db.Database.ExecuteSqlAsync($"select pg_terminate_backend(pg_backend_pid())");

        await Should.ThrowAsync<Exception>(() => world.CompleteAsync("thuky", "a"));

        (await SnapshotAsync(world)).ShouldBe(before);
        accident.Happen = null;
        (await world.CompleteAsync("thuky", "a")).ShouldBeDone();
        (await world.InAsync(scope => scope.GetRequiredService<TrailVerifier>().VerifyAsync(world.AgencyId, default))).IsWhole.ShouldBeTrue();
    }

    private async Task<World> WorldAsync(Accident accident)
    {
        var world = await World.CreateAsync(cluster, services => services.AddSingleton(accident).AddScoped<IStepHandler, FragileStep>());
        await world.PublishAsync(new Flow("w").Task("a", "iso-secretary").Step("notify", "Qms.Notify", ("to", "head"), ("text", "Đã xong")).Step("fragile", "Qms.Fragile").Task("b", "head"));
        await world.StartAsync("w");
        return world;
    }

    private static Task<Rows> SnapshotAsync(World world) => world.ReadAsync(async db => new Rows(
        await db.Set<UserTask>().CountAsync(t => t.State == WorkState.Open && t.ActivityId == "a"), await db.Set<UserTask>().CountAsync(),
        await db.Set<TrailEntry>().CountAsync(), await db.Set<EventRow>().CountAsync(), await db.Set<JobRow>().CountAsync(),
        await db.Set<Features.Notifications.Notification>().CountAsync(), await db.Set<InstanceRow>().Select(i => i.StateVersion).SingleAsync()));

    private sealed record Rows(int Open, int Tasks, int Trail, int Events, int Jobs, int Notices, int StateVersion);

    private sealed class Accident
    {
        public Func<QmsDb, Task<int>>? Happen { get; set; }
    }

    private sealed class FragileStep(QmsDb db, Accident accident) : IStepHandler
    {
        public StepDescriptor Descriptor { get; } = new()
        {
            Type = "Qms.Fragile",
            NameVi = "Thử",
            NameEn = "Test",
            DescriptionVi = "Thử",
            DescriptionEn = "Test",
            Outcomes = ["Done"],
        };

        public async Task<StepResult?> BeginAsync(StepContext step, CancellationToken ct)
        {
            // What came before is in the database, but not committed.
            await db.SaveChangesAsync(ct);
            if (accident.Happen is { } happen) await happen(db);
            return StepResult.By("Done");
        }

        public Task CancelAsync(StepContext step, CancellationToken ct) => Task.CompletedTask;
    }
}
