using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using QmsWorkflow.Engine.Execution;
using QmsWorkflow.Server.Features.Tasks;
using QmsWorkflow.Server.Runtime;
using QmsWorkflow.Server.Tests.Support;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Tests.Runtime;

public sealed class JobAndChildTests(TestCluster cluster)
{
    [Fact]
    public async Task A_failing_job_is_tried_five_times_and_ends_as_an_incident()
    {
        var work = new Work { FailuresLeft = int.MaxValue };
        await using var world = await WithJobAsync(work);

        await RunAllAttemptsAsync(world);

        work.Attempts.ShouldBe(5);
        var job = await world.ReadAsync(db => db.Set<JobRow>().SingleAsync());
        job.State.ShouldBe(JobState.Failed);
        job.Error.ShouldBe("printer on fire");
        var incident = await world.ReadAsync(db => db.Set<Server.Runtime.Incident>().SingleAsync());
        incident.JobId.ShouldBe(job.Id);
        incident.Message.ShouldContain("printer on fire");
    }

    [Fact]
    public async Task A_job_that_succeeds_at_the_third_try_is_done_without_an_incident()
    {
        var work = new Work { FailuresLeft = 2 };
        await using var world = await WithJobAsync(work);

        await RunAllAttemptsAsync(world);

        work.Attempts.ShouldBe(3);
        (await world.ReadAsync(db => db.Set<JobRow>().SingleAsync())).State.ShouldBe(JobState.Done);
        (await world.ReadAsync(db => db.Set<Server.Runtime.Incident>().CountAsync())).ShouldBe(0);
    }

    [Fact]
    public async Task Asking_twice_for_the_same_job_does_it_once()
    {
        var work = new Work();
        await using var world = await WithJobAsync(work);
        await EnqueueAsync(world);

        await world.DrainJobsAsync();

        work.Attempts.ShouldBe(1);
    }

    [Fact]
    public async Task A_parent_waits_for_all_its_children_and_goes_on_once()
    {
        const int count = 12;
        await using var world = await World.CreateAsync(cluster);
        var items = new JsonArray([.. Enumerable.Range(0, count).Select(n => new JsonObject { ["Number"] = n })]);
        await world.PublishAsync(
            new Flow("parent").Step("fan", "Elsa.BulkDispatchWorkflows", ("workflowDefinitionId", "child"), ("items", items), ("waitForCompletion", true)).Task("after", "head")
                .Go("fan", "Completed", "after"),
            new Flow("child").Task("own", "iso-secretary"));
        var parent = await world.StartAsync("parent");
        await world.DrainJobsAsync();
        var tasks = await world.TasksAsync("own");
        tasks.Count.ShouldBe(count);

        foreach (var task in tasks.Skip(1)) (await world.CompleteAsync("thuky", task.Id)).ShouldBeDone();
        await world.DrainJobsAsync();
        (await world.TasksAsync("after")).ShouldBeEmpty();
        (await world.CompleteAsync("thuky", tasks[0].Id)).ShouldBeDone();
        await world.DrainJobsAsync();
        await world.DrainJobsAsync();

        (await world.TasksAsync("after")).Count.ShouldBe(1);
        var group = await world.ReadAsync(db => db.Set<ChildGroup>().SingleAsync());
        (group.Total, group.Remaining, group.Finished).ShouldBe((count, 0, count));
        (await world.ReadAsync(db => db.Set<EventRow>().CountAsync(e => e.InstanceId == parent && e.Kind == "WaitCompleted"))).ShouldBe(1);
    }

    [Fact]
    public async Task Children_that_end_at_the_same_moment_resume_the_parent_once()
    {
        const int count = 8;
        await using var world = await World.CreateAsync(cluster);
        var items = new JsonArray([.. Enumerable.Range(0, count).Select(n => new JsonObject { ["Number"] = n })]);
        await world.PublishAsync(
            new Flow("parent").Step("fan", "Elsa.BulkDispatchWorkflows", ("workflowDefinitionId", "child"), ("items", items), ("waitForCompletion", true)).Task("after", "head")
                .Go("fan", "Completed", "after"),
            new Flow("child").Task("own", "iso-secretary"));
        await world.StartAsync("parent");
        await world.DrainJobsAsync();

        var outcomes = await Task.WhenAll((await world.TasksAsync("own")).Select(task => world.CompleteAsync("thuky", task.Id)));
        await world.DrainJobsAsync();

        outcomes.ShouldAllBe(outcome => outcome.IsDone);
        (await world.TasksAsync("after")).Count.ShouldBe(1);
        (await world.InAsync(scope => scope.GetRequiredService<TrailVerifier>().VerifyAsync(world.AgencyId, default))).IsWhole.ShouldBeTrue();
    }

    [Fact]
    public async Task A_cancelled_child_is_visible_to_its_parent()
    {
        await using var world = await World.CreateAsync(cluster);
        var items = new JsonArray(new JsonObject { ["Number"] = 1 });
        await world.PublishAsync(
            new Flow("parent").Step("fan", "Elsa.BulkDispatchWorkflows", ("workflowDefinitionId", "child"), ("items", items), ("waitForCompletion", true)).Task("after", "head")
                .Go("fan", "Completed", "after"),
            new Flow("child").Task("own", "iso-secretary"));
        var parent = await world.StartAsync("parent");
        await world.DrainJobsAsync();
        var task = await world.OpenTaskAsync("own");

        await world.RaiseAsync(task.InstanceId, new WorkflowEvent.Cancelled(world.Clock.GetUtcNow(), null, "thử"));
        await world.DrainJobsAsync();

        (await world.ReadAsync(db => db.Set<ChildGroup>().SingleAsync())).Cancelled.ShouldBe(1);
        (await world.TasksAsync("own")).Single().State.ShouldBe(WorkState.Cancelled);
        var incident = await world.ReadAsync(db => db.Set<Server.Runtime.Incident>().SingleAsync());
        incident.InstanceId.ShouldBe(parent);
        incident.Message.ShouldBe("1 trong 1 quy trình con bị lỗi hoặc bị hủy.");
    }

    [Fact]
    public async Task A_parent_that_does_not_wait_learns_how_its_child_came_to_rest_and_goes_on()
    {
        await using var world = await World.CreateAsync(cluster);
        await world.PublishAsync(
            new Flow("parent").Step("start", "Elsa.ExecuteWorkflow", ("workflowDefinitionId", "child"), ("waitForCompletion", false))
                .Step("note", "Elsa.SetName", ("value", "?")).Task("after", "head"),
            new Flow("child").Task("own", "iso-secretary"));

        var parent = await world.StartAsync("parent");

        (await world.OpenTaskAsync("after")).InstanceId.ShouldBe(parent);
        var child = (await world.OpenTaskAsync("own")).InstanceId;
        var told = await world.ReadAsync(db => db.Set<EventRow>().SingleAsync(e => e.InstanceId == parent && e.Kind == "WaitCompleted"));
        told.Body.ShouldContain("Suspended");
        told.Body.ShouldContain(child.ToString());
        (await world.ReadAsync(db => db.Set<WaitRow>().Where(w => w.InstanceId == parent).Select(w => w.ActivityId).ToListAsync())).ShouldBe(["after"]);
        (await world.CompleteAsync("thuky", "own")).ShouldBeDone();
        await world.DrainJobsAsync();
        (await world.InstanceAsync(parent)).Status.ShouldBe(InstanceStatus.Running);
    }

    [Fact]
    public async Task A_child_that_is_repaired_after_its_fault_is_counted_once()
    {
        await using var world = await World.CreateAsync(cluster);
        var items = new JsonArray(new JsonObject { ["Bad"] = true }, new JsonObject { ["Bad"] = false });
        await world.PublishAsync(
            new Flow("parent").Step("fan", "Elsa.BulkDispatchWorkflows", ("workflowDefinitionId", "child"), ("items", items), ("waitForCompletion", true)).Task("after", "head")
                .Go("fan", "Completed", "after"),
            new Flow("child").Step("try", "Elsa.RunJavaScript", ("script", "if (getInput('Bad')) throw new Error('hỏng')")).Task("own", "iso-secretary"));
        await world.StartAsync("parent");
        await world.DrainJobsAsync();
        var incident = await world.ReadAsync(db => db.Set<Server.Runtime.Incident>().SingleAsync());
        var faulted = incident.InstanceId!.Value;
        (await world.InstanceAsync(faulted)).EndedAt.ShouldNotBeNull();

        await world.RaiseAsync(faulted, new WorkflowEvent.IncidentSkipped(world.Clock.GetUtcNow(), "an", incident.IncidentKey, "vì", []));
        (await world.InstanceAsync(faulted)).EndedAt.ShouldBeNull();
        var tasks = await world.TasksAsync("own");
        (await world.CompleteAsync("thuky", tasks.Single(t => t.InstanceId == faulted).Id)).ShouldBeDone();
        await world.DrainJobsAsync();

        (await world.TasksAsync("after")).ShouldBeEmpty("the other child still runs");
        (await world.CompleteAsync("thuky", tasks.Single(t => t.InstanceId != faulted).Id)).ShouldBeDone();
        await world.DrainJobsAsync();
        (await world.TasksAsync("after")).Count.ShouldBe(1);
        var group = await world.ReadAsync(db => db.Set<ChildGroup>().SingleAsync());
        (group.Remaining, group.Finished, group.Faulted).ShouldBe((0, 2, 0));
    }

    private async Task<World> WithJobAsync(Work work)
    {
        var world = await World.CreateAsync(cluster, services => services.AddSingleton(work).AddScoped<IJobHandler, WorkHandler>());
        await EnqueueAsync(world);
        return world;
    }

    private static Task<bool> EnqueueAsync(World world) => world.InAsync(async scope =>
    {
        await scope.GetRequiredService<JobQueue>().EnqueueAsync(world.AgencyId, "work", "work:1", new { }, default);
        return true;
    });

    /// <summary>The pauses between the attempts are passed over, not waited for.</summary>
    private static async Task RunAllAttemptsAsync(World world)
    {
        for (var round = 0; round < 8; round++)
        {
            await world.DrainJobsAsync();
            await world.ReadAsync(db => db.Set<JobRow>().Where(j => j.State == JobState.Queued).ExecuteUpdateAsync(s => s.SetProperty(j => j.RunAfter, j => j.CreatedAt)));
        }
    }

    private sealed class Work
    {
        public int FailuresLeft { get; set; }
        public int Attempts { get; set; }
    }

    private sealed class WorkHandler(Work work) : IJobHandler
    {
        public string Kind => "work";

        public Task RunAsync(JobRow job, CancellationToken ct)
        {
            work.Attempts++;
            return work.FailuresLeft-- > 0 ? throw new InvalidOperationException("printer on fire") : Task.CompletedTask;
        }
    }
}
