using System.Diagnostics;
using System.Net.Mail;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using QmsWorkflow.Server.Features.Notifications;
using QmsWorkflow.Server.Features.People;
using QmsWorkflow.Server.Features.Tasks;
using QmsWorkflow.Server.Runtime;
using QmsWorkflow.Server.Tests.Support;

namespace QmsWorkflow.Server.Tests.Runtime;

/// <summary>
/// Two real server processes on one PostgreSQL. Each has a mail server of its own here, so that one sees whose job a mail was; a trigger notes
/// by the name of the connection which process fired a timer.
/// </summary>
public sealed class TwoNodesTests(TestCluster cluster) : IAsyncDisposable
{
    private const int Instances = 120;
    private static readonly TimeSpan TakeOver = TimeSpan.FromSeconds(30);
    private readonly SmtpSink[] sinks = [new(), new()];

    public async ValueTask DisposeAsync()
    {
        foreach (var sink in sinks) await sink.DisposeAsync();
    }

    [Fact]
    public async Task Two_processes_share_timers_and_jobs_and_one_takes_over_from_the_other_that_is_killed()
    {
        await using var world = await WorldAsync();
        await using var first = Node(world, 0);
        await using var second = Node(world, 1);
        NodeProcess[] nodes = [first, second];
        foreach (var node in nodes) await UntilAsync(() => node.IsReadyAsync(TestContext.Current.CancellationToken), TimeSpan.FromSeconds(120), $"{node.Name} is ready");

        // The world's clock stands in 2024, so that the timers are due for the processes as soon as they are there.
        for (var number = 0; number < Instances; number++) await world.StartAsync("late");
        await UntilAsync(() => Task.FromResult(sinks.Sum(sink => sink.Mails.Count) >= Instances), TimeSpan.FromSeconds(120), "all mails have been sent");

        var fired = await FiredAsync(world);
        fired.Count.ShouldBe(Instances);
        fired.Distinct().Order().ShouldBe(["node1", "node2"]);
        sinks.ShouldAllBe(sink => sink.Mails.Count > 0, "both processes ran jobs");
        sinks.SelectMany(sink => sink.Mails).Select(mail => mail.Key).Distinct().Count().ShouldBe(Instances);
        sinks.Sum(sink => sink.Mails.Count).ShouldBe(Instances, "none twice");
        (await world.TasksAsync("after")).Count.ShouldBe(Instances);

        await KillOneAtWorkAsync(world, nodes);
    }

    /// <summary>A process dies with a mail in its hand; the other sends that mail and fires the timers.</summary>
    private async Task KillOneAtWorkAsync(World world, NodeProcess[] nodes)
    {
        foreach (var sink in sinks) sink.IsSilent = true;
        await world.StartAsync("now");
        await UntilAsync(() => Task.FromResult(sinks.Any(sink => sink.Waiting > 0)), TakeOver, "one process has taken the job");
        var victim = Array.FindIndex(sinks, sink => sink.Waiting > 0);
        var (other, task) = (1 - victim, await world.OpenTaskAsync("first"));
        foreach (var sink in sinks) sink.IsSilent = false;

        await nodes[victim].KillAsync();
        var watch = Stopwatch.StartNew();
        await world.StartAsync("late");
        await UntilAsync(() => Task.FromResult(sinks[other].Mails.Any(mail => mail.Key.StartsWith($"mail:task-opened:{task.Id}:", StringComparison.Ordinal))), TakeOver, "the other has done the job");
        await UntilAsync(async () => (await FiredAsync(world)).Count == Instances + 1, TakeOver - watch.Elapsed, "the other has fired the timer");
        TestContext.Current.SendDiagnosticMessage("taken over after {0:0.0} s", watch.Elapsed.TotalSeconds);

        watch.Elapsed.ShouldBeLessThan(TakeOver);
        (await FiredAsync(world))[^1].ShouldBe(nodes[other].Name);
        sinks[victim].Mails.ShouldNotContain(mail => mail.Key.Contains(task.Id.ToString(), StringComparison.Ordinal));
        await UntilAsync(async () => (await JobAsync(world, task)).State == JobState.Done, TakeOver, "the job is done");
        (await JobAsync(world, task)).Attempts.ShouldBe(2, "one of each process");
    }

    private async Task<World> WorldAsync()
    {
        // The world only asks for the mails; the processes send them.
        var mail = new MailSettings { Host = "127.0.0.1", From = new MailAddress("iso@so-thu.gov.vn"), PublicUrl = new Uri("http://127.0.0.1") };
        var world = await World.CreateAsync(cluster, services => services.AddSingleton(mail));
        await world.ReadAsync(db => db.People.Where(p => p.UserName == "giamdoc").ExecuteUpdateAsync(s => s.SetProperty(p => p.Email, "giamdoc@so-thu.gov.vn")));
        await world.PublishAsync(
            new Flow("late").Step("wait", "Elsa.Delay", ("timeSpan", "1.00:00:00")).Task("after", "head"),
            new Flow("now").Task("first", "head"));
        await world.ReadAsync(db => db.Database.ExecuteSqlRawAsync(
            """
            create table test_fired (number int generated always as identity, by text not null);
            create function test_note() returns trigger language plpgsql as $$ begin insert into test_fired (by) values (current_setting('application_name')); return old; end $$;
            create trigger test_note after delete on timers for each row execute function test_note();
            """));
        return world;
    }

    private NodeProcess Node(World world, int index) => new(
        $"node{index + 1}", world.Connection, ("Mail__Host", "127.0.0.1"), ("Mail__Port", $"{sinks[index].Port}"), ("Mail__From", "iso@so-thu.gov.vn"));

    private static Task<List<string>> FiredAsync(World world) =>
        world.ReadAsync(db => db.Database.SqlQuery<string>($"select by as \"Value\" from test_fired order by number").ToListAsync());

    private static Task<JobRow> JobAsync(World world, UserTask task) =>
        world.ReadAsync(db => db.Set<JobRow>().AsNoTracking().SingleAsync(j => j.Key.StartsWith($"mail:task-opened:{task.Id}:")));

    private static async Task UntilAsync(Func<Task<bool>> isSo, TimeSpan limit, string what)
    {
        var watch = Stopwatch.StartNew();
        while (!await isSo())
        {
            watch.Elapsed.ShouldBeLessThan(limit, $"within {limit.TotalSeconds} s: {what}");
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }
}
