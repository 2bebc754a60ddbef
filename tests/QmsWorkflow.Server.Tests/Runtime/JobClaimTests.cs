using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using QmsWorkflow.Server.Runtime;
using QmsWorkflow.Server.Tests.Support;

namespace QmsWorkflow.Server.Tests.Runtime;

/// <summary>Two processes and one job: who works keeps the claim, who was away too long has lost it.</summary>
public sealed class JobClaimTests(TestCluster cluster)
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(15);

    /// <summary>Claims go by the clock of the database, which moves on while a command is under way.</summary>
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(2);
    private readonly SteppedTime time = new(new DateTimeOffset(2024, 4, 22, 2, 0, 0, TimeSpan.Zero));
    private readonly SlowWork work = new();

    [Fact]
    public async Task A_job_longer_than_its_claim_is_not_taken_by_another_process()
    {
        await using var world = await WorldAsync();
        await world.EnqueueAsync("slow:1");
        var first = world.RunWorkerAsync();
        var run = await work.NextAsync();

        for (var step = 1; step <= 15; step++)
        {
            time.Pass(TimeSpan.FromSeconds(4));
            await UntilAsync(world, job => job.LockedUntil > time.GetUtcNow() + Lease - Tolerance);
            await world.RunWorkerAsync();
        }

        run.Finish.SetResult();
        await first;
        (await world.JobAsync()).ShouldSatisfyAllConditions(job => job.State.ShouldBe(JobState.Done), job => job.Attempts.ShouldBe(1));
        work.Runs.ShouldBe(1);
        time.Running.ShouldBe(0, "the renewal ends with the job");
    }

    [Fact]
    public async Task A_job_whose_process_is_away_longer_than_its_claim_is_taken_over()
    {
        await using var world = await WorldAsync();
        await world.EnqueueAsync("slow:1");
        var away = world.RunWorkerAsync();
        var lost = await work.NextAsync();
        time.Jump(Lease - Tolerance);
        await world.RunWorkerAsync();
        work.Runs.ShouldBe(1, "the claim holds to its end");

        time.Jump(Tolerance * 2);
        var other = world.RunWorkerAsync();
        (await work.NextAsync()).Finish.SetResult();
        await other;

        (await world.JobAsync()).ShouldSatisfyAllConditions(job => job.State.ShouldBe(JobState.Done), job => job.Attempts.ShouldBe(2));
        lost.Finish.SetResult();
        await away;
    }

    [Theory]
    [InlineData(null)]
    [InlineData("away and failed")]
    public async Task A_process_that_lost_its_claim_neither_ends_nor_fails_nor_renews_the_job(string? failure)
    {
        await using var world = await WorldAsync();
        await world.EnqueueAsync("slow:1");
        var away = world.RunWorkerAsync();
        var lost = await work.NextAsync();
        time.Jump(Lease * 2);
        var other = world.RunWorkerAsync();
        var taken = await work.NextAsync();
        var claimed = await world.JobAsync();

        if (failure is null) lost.Finish.SetResult();
        else lost.Finish.SetException(new InvalidOperationException(failure));
        await away;

        (await world.JobAsync()).ShouldSatisfyAllConditions(
            job => job.State.ShouldBe(JobState.Running), job => job.Attempts.ShouldBe(2), job => job.Error.ShouldBeNull(), job => job.LockedUntil.ShouldBe(claimed.LockedUntil));
        taken.Finish.SetResult();
        await other;
        (await world.JobAsync()).State.ShouldBe(JobState.Done);
        (await world.World.ReadAsync(db => db.Set<Server.Runtime.Incident>().CountAsync())).ShouldBe(0);
    }

    [Fact]
    public async Task A_silent_mail_lane_does_not_hold_up_the_workflows()
    {
        await using var world = await WorldAsync();
        await world.EnqueueAsync("slow:1");
        await world.EnqueueAsync("quick:1", QuickHandler.JobKind);
        using var stop = new CancellationTokenSource();
        var worker = await world.NewWorkerAsync();
        await worker.StartAsync(stop.Token);
        var slow = await work.NextAsync();

        await UntilAsync(world, job => job.State == JobState.Done, "quick:1");

        (await world.JobAsync()).State.ShouldBe(JobState.Running);
        slow.Finish.SetResult();
        await UntilAsync(world, job => job.State == JobState.Done);
        await worker.StopAsync(CancellationToken.None);
    }

    private static async Task UntilAsync(Jobs world, Func<JobRow, bool> isSo, string key = "slow:1")
    {
        var until = TimeProvider.System.GetUtcNow().AddSeconds(20);
        while (!isSo(await world.JobAsync(key))) TimeProvider.System.GetUtcNow().ShouldBeLessThan(until, "it did not come to be so within 20 seconds");
    }

    private async Task<Jobs> WorldAsync() => new(await World.CreateAsync(cluster, services => services
        .AddSingleton(new JobTime(time)).AddSingleton(work).AddScoped<IJobHandler, SlowHandler>().AddScoped<IJobHandler, QuickHandler>()));

    private sealed record Jobs(World World) : IAsyncDisposable
    {
        public Task<bool> EnqueueAsync(string key, string kind = SlowHandler.JobKind) => World.InAsync(async scope =>
        {
            await scope.GetRequiredService<JobQueue>().EnqueueAsync(World.AgencyId, kind, key, new { }, default);
            return true;
        });

        public Task<JobWorker> NewWorkerAsync() => World.InAsync(scope => Task.FromResult(ActivatorUtilities.CreateInstance<JobWorker>(scope)));

        public async Task RunWorkerAsync() => await (await NewWorkerAsync()).DrainAsync(TestContext.Current.CancellationToken);

        public Task<JobRow> JobAsync(string key = "slow:1") => World.ReadAsync(db => db.Set<JobRow>().AsNoTracking().SingleAsync(j => j.Key == key));

        public ValueTask DisposeAsync() => World.DisposeAsync();
    }

    private sealed class SlowWork
    {
        private readonly Channel<SlowRun> begun = Channel.CreateUnbounded<SlowRun>();
        private int count;

        public int Runs => count;

        public Task WorkAsync()
        {
            Interlocked.Increment(ref count);
            var run = new SlowRun(new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
            begun.Writer.TryWrite(run);
            return run.Finish.Task;
        }

        /// <summary>The next run that has begun.</summary>
        public Task<SlowRun> NextAsync() => begun.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(TimeSpan.FromSeconds(20));
    }

    private sealed record SlowRun(TaskCompletionSource Finish);

    private sealed class SlowHandler(SlowWork work) : IJobHandler
    {
        public const string JobKind = "slow";

        public string Kind => JobKind;

        public JobLane Lane => JobLane.Mail;

        public Task RunAsync(JobRow job, CancellationToken ct) => work.WorkAsync();
    }

    private sealed class QuickHandler : IJobHandler
    {
        public const string JobKind = "quick";

        public string Kind => JobKind;

        public Task RunAsync(JobRow job, CancellationToken ct) => Task.CompletedTask;
    }
}
