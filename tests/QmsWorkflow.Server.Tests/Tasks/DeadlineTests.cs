using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Domain.Calendar;
using QmsWorkflow.Server.Features.Tasks;
using QmsWorkflow.Server.Runtime;
using QmsWorkflow.Server.Tests.Runtime;
using QmsWorkflow.Server.Tests.Support;

namespace QmsWorkflow.Server.Tests.Tasks;

public sealed class DeadlineTests(TestCluster cluster)
{
    private static readonly DateOnly Due = new(2024, 5, 8);

    private static Flow TenDays => new Flow("w").Task(
        "a", "unit-head", ("due", "10 working days after decision.issued"), ("remind", "3, 1 working days before"),
        ("escalate", "on overdue to iso-secretary; 3 working days overdue to head"));

    [Fact]
    public async Task Ten_working_days_pass_over_the_holidays_and_keep_their_trace()
    {
        await using var world = await OpenedAsync();

        var task = await world.OpenTaskAsync("a");

        task.DueOn.ShouldBe(Due);
        task.DueIsProvisional.ShouldBeFalse();
        var trace = TaskDeadlines.ReadTrace(task)!;
        trace.Lines.Count(line => line.Mark == TraceMark.Counted).ShouldBe(10);
        trace.Lines.Where(line => line.Number is not null).Select(line => line.Number!.Value).ShouldBe(Enumerable.Range(1, 10));
        trace.Lines.Single(line => line.Date == new DateOnly(2024, 4, 30)).Mark.ShouldBe(TraceMark.Skipped);
        trace.Lines.Single(line => line.Date == new DateOnly(2024, 4, 30)).NoticeCode.ShouldNotBeNullOrEmpty();
        trace.Lines.Single(line => line.Date == new DateOnly(2024, 5, 4)).Mark.ShouldBe(TraceMark.Counted, "the worked Saturday counts");
    }

    [Fact]
    public async Task A_missing_date_becomes_an_incident_with_a_clear_sentence_and_can_be_retried()
    {
        await using var world = await World.CreateAsync(cluster);
        await world.PublishAsync(TenDays);
        var instance = await world.StartAsync("w", world.Planning, inCycle: true);
        var incident = await world.ReadAsync(db => db.Set<Incident>().SingleAsync());
        incident.Message.ShouldContain("Chưa tính được thời hạn \"10 ngày làm việc kể từ ngày ban hành quyết định\"");
        await world.SetFactAsync("decision.issued", World.Start);

        await world.RaiseAsync(instance, new Engine.Execution.WorkflowEvent.IncidentRetried(world.Clock.GetUtcNow(), "thuky", incident.IncidentKey));

        (await world.OpenTaskAsync("a")).DueOn.ShouldBe(Due);
        (await world.ReadAsync(db => db.Set<Incident>().SingleAsync())).ResolvedAt.ShouldNotBeNull();
    }

    [Fact]
    public async Task Reminders_and_escalations_wait_for_eight_in_the_morning_of_their_day()
    {
        await using var world = await OpenedAsync();
        var task = await world.OpenTaskAsync("a");

        var timers = await world.ReadAsync(db => db.Set<TimerRow>().Where(t => t.SubjectId == task.Id).OrderBy(t => t.DueAt).Select(t => new { t.Kind, t.DueAt }).ToListAsync());

        timers.Select(t => (t.Kind, t.DueAt)).ShouldBe(
        [
            ("reminder", ManualClock.At(new DateOnly(2024, 5, 4), 8)),
            ("reminder", ManualClock.At(new DateOnly(2024, 5, 7), 8)),
            ("escalation", ManualClock.At(new DateOnly(2024, 5, 9), 8)),
            ("escalation", ManualClock.At(new DateOnly(2024, 5, 13), 8)),
        ]);
    }

    [Fact]
    public async Task A_reminder_reaches_the_assignee_once()
    {
        await using var world = await OpenedAsync();
        world.Clock.MoveTo(new DateOnly(2024, 5, 7), 8);

        (await world.SweepAsync()).ShouldBe(2);
        (await world.SweepAsync()).ShouldBe(0);

        (await world.NoticesOfAsync("truong1", "reminder")).Distinct().ShouldBe(["Còn 1 ngày làm việc đến hạn 08/05/2024: Việc a"]);
        (await world.NoticesOfAsync("truong2", "reminder")).ShouldBeEmpty();
    }

    [Fact]
    public async Task After_a_jump_of_the_clock_everything_due_fires_late_and_once()
    {
        await using var world = await OpenedAsync();
        world.Clock.MoveTo(new DateOnly(2024, 6, 3), 10);

        (await world.SweepAsync()).ShouldBe(4);
        (await world.SweepAsync()).ShouldBe(0);

        (await world.NoticesOfAsync("thuky", "escalation")).Single().ShouldStartWith("Quá hạn từ 09/05/2024 (hạn 08/05/2024): Việc a");
        (await world.NoticesOfAsync("giamdoc", "escalation")).Count.ShouldBe(1);
        (await world.ReadAsync(db => db.Set<Server.Trail.TrailEntry>().CountAsync(e => e.Action == "task.escalated"))).ShouldBe(2);
    }

    [Fact]
    public async Task Two_sweeps_at_once_fire_each_timer_once()
    {
        await using var world = await OpenedAsync();
        world.Clock.MoveTo(new DateOnly(2024, 6, 3), 10);

        var fired = await Task.WhenAll(world.SweepAsync(), world.SweepAsync(), world.SweepAsync());

        fired.Sum().ShouldBe(4);
        (await world.ReadAsync(db => db.Set<Server.Trail.TrailEntry>().CountAsync(e => e.Action == "task.escalated"))).ShouldBe(2);
    }

    [Fact]
    public async Task Work_is_overdue_from_the_day_after_its_deadline_in_the_agencys_zone()
    {
        await using var world = await OpenedAsync();
        var filter = new WorkFilter { Tab = WorkTab.Overdue };
        world.Clock.MoveTo(ManualClock.At(Due, 23).AddMinutes(59));
        (await world.ListAsync("truong1", filter)).Items.ShouldBeEmpty();

        world.Clock.MoveTo(ManualClock.At(Due, 23).AddMinutes(60));

        var late = (await world.ListAsync("truong1", filter)).Items.Single();
        late.IsOverdue.ShouldBeTrue();
        late.DaysLeft.ShouldBe(-1);
    }

    [Fact]
    public async Task Closing_the_task_takes_its_timers_with_it()
    {
        await using var world = await OpenedAsync();
        (await world.CompleteAsync("truong1", "a")).ShouldBeDone();

        world.Clock.MoveTo(new DateOnly(2024, 6, 3), 10);

        (await world.SweepAsync()).ShouldBe(0);
        (await world.NoticesOfAsync("truong1", "reminder")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_year_without_a_notice_is_provisional_and_recomputed_when_it_comes()
    {
        await using var world = await World.CreateAsync(cluster);
        world.Clock.MoveTo(new DateOnly(2028, 3, 1), 9);
        await world.PublishAsync(new Flow("w").Task("a", "iso-secretary", ("due", "5 working days after task.opened"), ("remind", "1 working day before")), new Flow("u").Step("u", "Qms.WaitUntil", ("until", "3 working days after task.opened")).Task("b", "head"));
        await world.StartAsync("w");
        await world.StartAsync("u");
        var before = await world.OpenTaskAsync("a");
        before.DueOn.ShouldBe(new DateOnly(2028, 3, 8));
        before.DueIsProvisional.ShouldBeTrue();

        await world.AddNoticeAsync(new CalendarNotice
        {
            Code = "1/TB-2028",
            Title = "Lịch nghỉ 2028",
            IssuedBy = "Bộ Nội vụ",
            Source = "thử",
            Years = [2028],
            CoversWholeYear = true,
            Days = [new CalendarDay(new DateOnly(2028, 3, 2), DayKind.PublicHoliday, "Ngày nghỉ thử")],
        });

        var after = await world.OpenTaskAsync("a");
        after.DueOn.ShouldBe(new DateOnly(2028, 3, 9));
        after.DueIsProvisional.ShouldBeFalse();
        (await world.NoticesOfAsync("thuky", "due-changed")).Single().ShouldContain("09/03/2028");
        (await world.ReadAsync(db => db.Set<TimerRow>().SingleAsync(t => t.Kind == "reminder"))).DueAt.ShouldBe(ManualClock.At(new DateOnly(2028, 3, 8), 8));
        (await world.ReadAsync(db => db.Set<TimerRow>().SingleAsync(t => t.Kind == "wait"))).DueAt.ShouldBe(ManualClock.At(new DateOnly(2028, 3, 8), 0));
        (await world.ReadAsync(db => db.Set<Server.Trail.TrailEntry>().CountAsync(e => e.Action == "task.due-recomputed"))).ShouldBe(1);
    }

    [Fact]
    public async Task Waiting_until_the_end_of_a_month_lasts_through_its_last_day()
    {
        await using var world = await World.CreateAsync(cluster);
        await world.PublishAsync(new Flow("w").Step("u", "Qms.WaitUntil", ("until", "end of may")).Task("b", "head"));
        await world.StartAsync("w", inCycle: true);
        world.Clock.MoveTo(ManualClock.At(new DateOnly(2024, 5, 31), 23).AddMinutes(59));
        (await world.SweepAsync()).ShouldBe(0);

        world.Clock.MoveTo(ManualClock.At(new DateOnly(2024, 6, 1), 0));

        (await world.SweepAsync()).ShouldBe(1);
        (await world.TasksAsync("b")).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Waiting_until_a_day_ends_when_the_day_begins()
    {
        await using var world = await World.CreateAsync(cluster);
        await world.PublishAsync(new Flow("w").Step("u", "Qms.WaitUntil", ("until", "on 2024-05-02")).Task("b", "head"), new Flow("past").Step("u", "Qms.WaitUntil", ("until", "on 2024-04-01")).Task("c", "head"));
        await world.StartAsync("w");
        await world.StartAsync("past");
        (await world.TasksAsync("c")).Count.ShouldBe(1);
        world.Clock.MoveTo(ManualClock.At(new DateOnly(2024, 5, 2), 0).AddSeconds(-1));
        (await world.SweepAsync()).ShouldBe(0);

        world.Clock.MoveTo(ManualClock.At(new DateOnly(2024, 5, 2), 0));

        (await world.SweepAsync()).ShouldBe(1);
        (await world.TasksAsync("b")).Count.ShouldBe(1);
    }

    private async Task<World> OpenedAsync()
    {
        var world = await World.CreateAsync(cluster);
        await world.SetFactAsync("decision.issued", World.Start);
        await world.PublishAsync(TenDays);
        await world.StartAsync("w", world.Planning, inCycle: true);
        return world;
    }
}
