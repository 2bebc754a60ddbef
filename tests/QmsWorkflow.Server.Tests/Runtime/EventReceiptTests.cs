using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using QmsWorkflow.Server.Features.Tasks;
using QmsWorkflow.Server.Runtime;
using QmsWorkflow.Server.Tests.Support;

namespace QmsWorkflow.Server.Tests.Runtime;

/// <summary>An event whose job is repeated, as after a crash between delivering and finishing, is delivered once.</summary>
public sealed class EventReceiptTests(TestCluster cluster)
{
    [Fact]
    public async Task A_repeated_event_does_not_answer_the_next_wait_of_the_same_name()
    {
        await using var world = await WorldAsync();
        var instance = await world.StartAsync("w");
        await PublishEventAsync(world, "event:1");
        await world.DrainJobsAsync();
        await world.CompleteAsync("vanthu", "between");
        (await WaitsAsync(world, instance)).ShouldBe(["second"]);

        await RepeatAsync(world, "event:1");

        (await WaitsAsync(world, instance)).ShouldBe(["second"]);
        (await JobAsync(world, "event:1")).ShouldSatisfyAllConditions(job => job.State.ShouldBe(JobState.Done), job => job.Attempts.ShouldBe(2));
        world.Clock.MoveTo(world.Clock.GetUtcNow().AddMinutes(1));
        await PublishEventAsync(world, "event:2");
        await world.DrainJobsAsync();
        (await WaitsAsync(world, instance)).ShouldBeEmpty("another event of that name is another event");
    }

    [Fact]
    public async Task A_job_that_died_half_way_brings_the_event_to_those_who_have_not_got_it()
    {
        await using var world = await WorldAsync();
        var had = await world.StartAsync("w");
        await PublishEventAsync(world, "event:1");
        await world.DrainJobsAsync();
        var missed = await world.StartAsync("w");

        await RepeatAsync(world, "event:1");

        (await WaitsAsync(world, missed)).ShouldBe(["between"]);
        (await WaitsAsync(world, had)).ShouldBe(["between"]);
        (await world.TasksAsync("between")).Count(t => t.State == WorkState.Open).ShouldBe(2);
    }

    private async Task<World> WorldAsync()
    {
        var world = await World.CreateAsync(cluster);
        await world.PublishAsync(new Flow("w").Step("first", "Elsa.Event", ("eventName", "arrived")).Task("between", "clerk").Step("second", "Elsa.Event", ("eventName", "arrived")));
        return world;
    }

    private static Task<bool> PublishEventAsync(World world, string key) => world.InAsync(async scope =>
    {
        await scope.GetRequiredService<JobQueue>().EnqueueAsync(world.AgencyId, EventPublisher.JobKind, key, new PublishedEvent("arrived", null, null, null), default);
        return true;
    });

    /// <summary>The process died before it could say that the job is done: the claim runs out and the job is done again.</summary>
    private static async Task RepeatAsync(World world, string key)
    {
        // Later: an event of the same instant the engine itself knows for a repeat.
        world.Clock.MoveTo(world.Clock.GetUtcNow().AddMinutes(1));
        await world.ReadAsync(db => db.Set<JobRow>().Where(j => j.Key == key).ExecuteUpdateAsync(s => s
            .SetProperty(j => j.State, JobState.Running).SetProperty(j => j.LockedUntil, j => j.CreatedAt).SetProperty(j => j.EndedAt, (DateTimeOffset?)null)));
        await world.DrainJobsAsync();
    }

    private static Task<JobRow> JobAsync(World world, string key) => world.ReadAsync(db => db.Set<JobRow>().AsNoTracking().SingleAsync(j => j.Key == key));

    private static Task<List<string>> WaitsAsync(World world, Guid instance) =>
        world.ReadAsync(db => db.Set<WaitRow>().Where(w => w.InstanceId == instance).Select(w => w.ActivityId).ToListAsync());
}
