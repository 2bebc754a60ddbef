using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using QmsWorkflow.Server.Runtime;
using QmsWorkflow.Server.Tests.Support;

namespace QmsWorkflow.Server.Tests.Runtime;

/// <summary>A database that goes away, and a process that dies, cost a job neither an attempt nor five minutes.</summary>
public sealed class JobDurabilityTests(TestCluster cluster)
{
    [Fact]
    public async Task A_database_that_goes_away_more_often_than_five_times_does_not_fail_the_job()
    {
        var work = new Cuts { Left = 7 };
        await using var world = await WorldAsync(work);

        for (var round = 0; round < 8; round++)
        {
            await world.DrainJobsAsync();
            await world.ReadAsync(db => db.Set<JobRow>().Where(j => j.State == JobState.Queued).ExecuteUpdateAsync(s => s.SetProperty(j => j.RunAfter, j => j.CreatedAt)));
        }

        var job = await world.ReadAsync(db => db.Set<JobRow>().AsNoTracking().SingleAsync());
        job.State.ShouldBe(JobState.Done);
        job.Attempts.ShouldBe(1);
        (await world.ReadAsync(db => db.Set<Server.Runtime.Incident>().CountAsync())).ShouldBe(0);
    }

    [Fact]
    public async Task A_claimed_job_is_free_for_another_process_within_thirty_seconds()
    {
        var work = new Cuts();
        await using var world = await WorldAsync(work);
        work.During = async () => work.LockedUntil = await world.ReadAsync(db => db.Set<JobRow>().Select(j => j.LockedUntil).SingleAsync());

        await world.DrainJobsAsync();

        work.LockedUntil.ShouldNotBeNull().ShouldBeLessThan(TimeProvider.System.GetUtcNow().AddSeconds(30));
    }

    [Theory]
    [InlineData("Queued")]
    [InlineData("Running")]
    public async Task A_job_put_off_by_a_clock_that_was_ahead_is_not_stuck_when_the_clock_is_set_back(string state)
    {
        await using var world = await WorldAsync(new Cuts());
        await world.ReadAsync(db => db.Database.ExecuteSqlAsync(
            $"update jobs set state = {state}, run_after = now() + interval '2 days', locked_until = case when {state} = 'Running' then now() + interval '2 days' end"));

        await world.DrainJobsAsync();

        (await world.ReadAsync(db => db.Set<JobRow>().AsNoTracking().SingleAsync())).State.ShouldBe(JobState.Done);
    }

    private async Task<World> WorldAsync(Cuts work)
    {
        var world = await World.CreateAsync(cluster, services => services.AddSingleton(work).AddScoped<IJobHandler, CutHandler>());
        await world.InAsync(async scope =>
        {
            await scope.GetRequiredService<JobQueue>().EnqueueAsync(world.AgencyId, "cut", "cut:1", new { }, default);
            return true;
        });
        return world;
    }

    private sealed class Cuts
    {
        public int Left { get; set; }
        public DateTimeOffset? LockedUntil { get; set; }
        public Func<Task>? During { get; set; }
    }

    private sealed class CutHandler(Cuts work) : IJobHandler
    {
        public string Kind => "cut";

        public async Task RunAsync(JobRow job, CancellationToken ct)
        {
            if (work.During is { } during) await during();
            if (work.Left-- > 0) throw new DbUpdateException("cut", new NpgsqlException("terminating connection"));
        }
    }
}
