using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using QmsWorkflow.Engine.Execution;
using QmsWorkflow.Server.Features.Cycles;
using QmsWorkflow.Server.Runtime;
using QmsWorkflow.Server.Tests.Support;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Tests.Runtime;

/// <summary>Timers are rows: of any length, across restarts, at any number, late but in order, and each once.</summary>
public sealed class TimerTests(TestCluster cluster)
{
    [Fact]
    public async Task A_timer_of_seven_years_outlives_restarts_and_fires_once_at_its_second()
    {
        await using var world = await World.CreateAsync(cluster);
        await world.PublishAsync(new Flow("w").Step("wait", "Elsa.Delay", ("timeSpan", "2557.00:00:00")).Task("after", "clerk"));
        var due = world.Clock.GetUtcNow().AddDays(2557);
        await world.StartAsync("w");

        for (var year = 1; year <= 6; year++)
        {
            await world.RestartAsync();
            world.Clock.MoveTo(due.AddYears(year - 7));
            (await world.SweepAsync()).ShouldBe(0);
        }

        await world.RestartAsync();
        world.Clock.MoveTo(due.AddSeconds(-1));
        (await world.SweepAsync()).ShouldBe(0);
        (await world.TasksAsync("after")).ShouldBeEmpty();

        world.Clock.MoveTo(due);
        (await world.SweepAsync()).ShouldBe(1);
        await world.RestartAsync();
        world.Clock.MoveTo(due.AddYears(1));
        (await world.SweepAsync()).ShouldBe(0);
        (await world.TasksAsync("after")).ShouldHaveSingleItem().OpenedAt.ShouldBe(due);
    }

    [Fact]
    public async Task After_a_long_outage_the_late_timers_fire_in_order_of_their_time_and_once()
    {
        await using var world = await World.CreateAsync(cluster);
        int[] days = [9, 2, 14, 5, 11, 1, 7];
        await world.PublishAsync([Branches(days), .. days.Select(day => new Flow(Id(day)).Step("wait", "Elsa.Delay", ("timeSpan", Span(day, 12))).Task(Id(day), "clerk"))]);
        await world.StartAsync("branches");
        foreach (var day in days) await world.StartAsync(Id(day));

        world.Clock.MoveTo(world.Clock.GetUtcNow().AddDays(40));
        await world.RestartAsync();
        (await world.SweepAsync()).ShouldBe(2 * days.Length);
        (await world.SweepAsync()).ShouldBe(0);

        // One instance's branch of day n comes at hour 0, another instance's at hour 12 of it: they alternate.
        var opened = await world.ReadAsync(db => db.TrailEntries.Where(e => e.Action == "task.opened").OrderBy(e => e.Sequence).Select(e => e.Summary).ToListAsync());
        opened.ShouldBe(days.Order().SelectMany(day => new[] { $"Giao việc: Việc branch-{Id(day)}", $"Giao việc: Việc {Id(day)}" }));
    }

    [Fact]
    public async Task A_timer_that_fails_holds_up_the_later_ones_of_its_instance_but_nobody_elses()
    {
        var broken = new Broken();
        await using var world = await World.CreateAsync(cluster, services => services.AddSingleton(broken).AddScoped<ITimerHandler, BrokenTimer>());
        await world.PublishAsync(new Flow("w").Step("wait", "Elsa.Delay", ("timeSpan", "1.00:00:00")).Task("after", "clerk"));
        var first = await world.StartAsync("w");
        await world.StartAsync("w");
        await world.WriteAsync(db =>
        {
            db.Timers.Add(new TimerRow { Id = Guid.CreateVersion7(), AgencyId = world.AgencyId, Kind = "broken", InstanceId = first, DueAt = world.Clock.GetUtcNow(), Payload = "{}", Attempts = 0 });
            return Task.CompletedTask;
        });
        world.Clock.MoveTo(world.Clock.GetUtcNow().AddDays(2));

        (await world.SweepAsync()).ShouldBe(1);
        broken.IsMended = true;
        (await world.SweepAsync()).ShouldBe(2);

        broken.Fired.ShouldBe(1);
        (await world.TasksAsync("after")).Count.ShouldBe(2);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_timer_given_up_on_is_an_incident_that_a_person_tries_again_or_passes_over(bool isTriedAgain)
    {
        var broken = new Broken();
        await using var world = await World.CreateAsync(cluster, services => services.AddSingleton(broken).AddScoped<ITimerHandler, BrokenTimer>().AddScoped<IncidentActs>());
        await world.WriteAsync(db =>
        {
            db.Timers.Add(new TimerRow { Id = Guid.CreateVersion7(), AgencyId = world.AgencyId, Kind = "broken", DueAt = world.Clock.GetUtcNow(), Payload = "{}", Attempts = 0 });
            return Task.CompletedTask;
        });
        for (var beat = 0; beat < 7; beat++) (await world.SweepAsync()).ShouldBe(0);
        var incident = await world.ReadAsync(db => db.Set<Server.Runtime.Incident>().AsNoTracking().SingleAsync());
        incident.Message.ShouldBe("Hẹn giờ \"broken\" không thực hiện được sau 5 lần: broken");
        broken.IsMended = true;
        (await world.SweepAsync()).ShouldBe(0, "it waits for a person");

        (await world.ActAsync<IncidentActs>("thuky", (verb, actor) => isTriedAgain
            ? verb.RetryAsync(incident.Id, actor, default)
            : verb.SkipAsync(incident.Id, "không cần nữa", "", actor, default))).ShouldBeDone();

        (await world.SweepAsync()).ShouldBe(isTriedAgain ? 1 : 0);
        broken.Fired.ShouldBe(isTriedAgain ? 1 : 0);
        (await world.ReadAsync(db => db.Timers.CountAsync())).ShouldBe(0);
    }

    [Fact]
    public async Task Ten_thousand_timers_of_the_same_moment_fire_once_each_with_two_sweepers()
    {
        // Those of instances, and those of other subjects, which need no instance.
        const int Count = 4_000;
        const int Others = 6_000;
        await using var world = await World.CreateAsync(cluster, services => services.AddScoped<ITimerHandler, TrailedTimer>());
        await world.PublishAsync(new Flow("w").Step("wait", "Elsa.Delay", ("timeSpan", "30.00:00:00")));
        var original = await world.StartAsync("w");
        await CopyAsync(world, original, Count - 1);
        var due = world.Clock.GetUtcNow().AddDays(30);
        await world.WriteAsync(db =>
        {
            db.Timers.AddRange(Enumerable.Range(0, Others).Select(_ => new TimerRow
            {
                Id = Guid.CreateVersion7(),
                AgencyId = world.AgencyId,
                Kind = TrailedTimer.TimerKind,
                SubjectId = Guid.CreateVersion7(),
                DueAt = due,
                Payload = "{}",
                Attempts = 0,
            }));
            return Task.CompletedTask;
        });
        (await world.ReadAsync(db => db.Timers.CountAsync(t => t.DueAt == due))).ShouldBe(10_000);
        world.Clock.MoveTo(due);

        var watch = Stopwatch.StartNew();
        var fired = await Task.WhenAll(world.SweepAsync(), world.SweepAsAnotherAsync());
        TestContext.Current.SendDiagnosticMessage("10,000 timers by two sweepers ({0} and {1}) in {2:0.0} s", fired[0], fired[1], watch.Elapsed.TotalSeconds);

        fired.Sum().ShouldBe(10_000);
        fired.ShouldAllBe(share => share > 0, "both took a share");
        var (finished, events, ended, timers, waits) = await world.ReadAsync(async db => (
            await db.WorkflowInstances.CountAsync(i => i.Status == InstanceStatus.Finished && i.SubStatus == SubStatus.Finished),
            await db.WorkflowEvents.CountAsync(e => e.Kind == "WaitCompleted"),
            await db.TrailEntries.Where(e => e.Action == "instance.ended").Select(e => e.SubjectId).Distinct().CountAsync(),
            await db.Timers.CountAsync(), await db.WorkflowWaits.CountAsync()));
        (finished, events, ended, timers, waits).ShouldBe((Count, Count, Count, 0, 0));
        (await world.ReadAsync(db => db.TrailEntries.CountAsync(e => e.Action == "instance.ended"))).ShouldBe(Count);
        var others = await world.ReadAsync(db => db.TrailEntries.Where(e => e.Action == TrailedTimer.TimerKind).Select(e => e.SubjectId).ToListAsync());
        (others.Count, others.Distinct().Count()).ShouldBe((Others, Others));
        (await world.InAsync(scope => scope.GetRequiredService<TrailVerifier>().VerifyAsync(world.AgencyId, default))).IsWhole.ShouldBeTrue();
    }

    private static string Id(int day) => string.Create(CultureInfo.InvariantCulture, $"day-{day:00}");

    private static string Span(int day, int hour) => string.Create(CultureInfo.InvariantCulture, $"{day}.{hour:00}:00:00");

    private static Flow Branches(int[] days)
    {
        var flow = new Flow("branches").Step("fork", "Elsa.FlowFork", ("branches", new JsonArray([.. days.Select(day => (JsonNode)Id(day))])));
        foreach (var day in days)
        {
            flow.Step($"wait-{Id(day)}", "Elsa.Delay", ("timeSpan", Span(day, 0))).Task($"branch-{Id(day)}", "clerk");
            flow.Go("fork", Id(day), $"wait-{Id(day)}").Go($"wait-{Id(day)}", "Done", $"branch-{Id(day)}");
        }

        return flow;
    }

    /// <summary>Copies an instance that the product started, with its wait and timer.</summary>
    private static Task<bool> CopyAsync(World world, Guid original, int copies) => world.ReadAsync(async db =>
    {
        var ids = Enumerable.Range(0, copies).Select(_ => Guid.CreateVersion7()).ToArray();
        await using var transaction = await db.Database.BeginTransactionAsync();
        await db.Database.ExecuteSqlAsync(
            $"""
            insert into workflow_instances
            select (jsonb_populate_record(i, jsonb_build_object('id', n.id, 'state', replace(i.state, i.id::text, n.id::text)))).*
            from workflow_instances i, unnest({ids}) as n(id) where i.id = {original}
            """);
        await db.Database.ExecuteSqlAsync(
            $"""
            insert into workflow_waits (instance_id, wait_id, agency_id, activity_id, type, name, correlation_id, opened_at)
            select n.id, wait_id, agency_id, activity_id, type, name, correlation_id, opened_at from workflow_waits, unnest({ids}) as n(id) where instance_id = {original}
            """);
        await db.Database.ExecuteSqlAsync(
            $"""
            insert into timers (id, agency_id, kind, instance_id, wait_id, subject_id, due_at, payload, attempts)
            select gen_random_uuid(), agency_id, kind, n.id, wait_id, subject_id, due_at, payload, attempts from timers, unnest({ids}) as n(id) where instance_id = {original}
            """);
        await transaction.CommitAsync();
        return true;
    });

    private sealed class TrailedTimer(TrailLog trail) : ITimerHandler
    {
        public const string TimerKind = "test.fired";

        public string Kind => TimerKind;

        public Task FireAsync(TimerRow timer, CancellationToken ct)
        {
            trail.Record(Actor.System(timer.AgencyId), TimerKind, "timer", timer.SubjectId!, "Đến giờ");
            return Task.CompletedTask;
        }
    }

    private sealed class Broken
    {
        public bool IsMended { get; set; }
        public int Fired { get; set; }
    }

    private sealed class BrokenTimer(Broken broken) : ITimerHandler
    {
        public string Kind => "broken";

        public Task FireAsync(TimerRow timer, CancellationToken ct)
        {
            if (!broken.IsMended) throw new InvalidOperationException("broken");

            broken.Fired++;
            return Task.CompletedTask;
        }
    }
}
