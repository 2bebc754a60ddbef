using System.Net;
using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Server.Features.Notifications;
using QmsWorkflow.Server.Features.People;
using QmsWorkflow.Server.Features.Tasks;
using QmsWorkflow.Server.Tests.Runtime;
using QmsWorkflow.Server.Tests.Support;

namespace QmsWorkflow.Server.Tests.Tasks;

/// <summary>Every notification leads to a page that is there and that its reader may open, whatever has become of the work since.</summary>
public sealed class NoticeLinkTests(TestCluster cluster)
{
    [Fact]
    public async Task Every_kind_of_notification_leads_its_reader_to_a_page()
    {
        await using var world = await World.CreateAsync(cluster);
        await TellOfEverythingAsync(world);
        var notices = await world.ReadAsync(db => db.Notifications.AsNoTracking().Join(db.People, n => n.PersonId, p => p.Id, (n, p) => new { p.UserName, n.Id, n.Key, n.Url }).ToListAsync());
        var faults = new List<string>();

        foreach (var reader in notices.GroupBy(n => n.UserName))
        {
            await world.WriteAsync(async db => (await db.People.SingleAsync(p => p.UserName == reader.Key)).PasswordHash = Hash);
            await using var pages = await Pages.OpenAsync(world, reader.Key);
            foreach (var notice in reader)
            {
                var page = await pages.GetAsync($"/notifications/{notice.Id}");
                if (page.StatusCode != HttpStatusCode.OK) faults.Add($"{reader.Key}, {notice.Key}: {page.StatusCode} at {notice.Url}");
            }
        }

        faults.ShouldBeEmpty();
        notices.Select(n => n.Key.Split(':')[0]).Distinct().Order(StringComparer.Ordinal)
            .ShouldBe(["due-changed", "escalation", "notify", "reminder", "task-cancelled", "task-comment", "task-opened", "task-reassigned"]);
    }

    [Fact]
    public async Task Nobody_opens_the_notification_of_another()
    {
        await using var world = await World.CreateAsync(cluster);
        await world.PublishAsync(new Flow("w").Task("a", "clerk"));
        await world.StartAsync("w");
        var notice = await world.ReadAsync(db => db.Notifications.SingleAsync());
        await using var pages = await Pages.OpenAsync(world, "giamdoc");

        (await pages.GetAsync($"/notifications/{notice.Id}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await world.ReadAsync(db => db.Notifications.SingleAsync())).ReadAt.ShouldBeNull();
    }

    private static readonly string Hash = SignIn.Hash(null!, World.Password);

    private static async Task TellOfEverythingAsync(World world)
    {
        var document = await world.AddDocumentAsync();
        await world.PublishAsync(
            new Flow("w").Task("a", "clerk", ("due", "3 working days after task.opened"), ("remind", "2 working days before"), ("escalate", "on overdue to unit-head; 1 working days overdue to staff")),
            new Flow("moved").Task("b", "clerk", ("due", "10 working days after task.opened")),
            new Flow("read").Step("r", "Qms.Acknowledge", ("document", document.ToString()), ("audience", "all-in-scope"), ("due", "2 working days after task.opened"), ("escalate", "on overdue to clerk")),
            new Flow("ok").Step("o", "Qms.Approval", ("title", "Duyệt"), ("approvers", "head"), ("document", document.ToString()), ("due", "2 working days after task.opened"), ("escalate", "on overdue to clerk")),
            new Flow("tell").Step("n", "Qms.Notify", ("to", "head, clerk, person:can2"), ("text", "Có văn bản mới"), ("document", document.ToString())));
        foreach (var flow in new[] { "w", "moved", "read", "ok", "tell" }) await world.StartAsync(flow);

        // The task leaves the clerk, who was told of it and had spoken about it.
        var moved = await world.OpenTaskAsync("b");
        (await world.ActAsync<CommentOnTask>("vanthu", (verb, actor) => verb.ExecuteAsync(moved.Id, "Tôi vắng mặt", actor, default))).ShouldBeDone();
        (await world.ActAsync<ReassignTask>("thuky", (verb, actor) => verb.ExecuteAsync(new ReassignInput(moved.Id, world.Id("can1"), "vắng mặt"), actor, default))).ShouldBeDone();
        (await world.ActAsync<CommentOnTask>("can1", (verb, actor) => verb.ExecuteAsync(moved.Id, "Tôi đã nhận", actor, default))).ShouldBeDone();
        var reading = (await world.TasksAsync("r")).Single(t => t.AssigneeId == world.Id("can2"));
        (await world.ActAsync<ReleaseReader>("thuky", (verb, actor) => verb.ExecuteAsync(reading.Id, "nghỉ dài ngày", actor, default))).ShouldBeDone();
        await world.AddNoticeAsync(new Domain.Calendar.CalendarNotice
        {
            Code = "test/nghi",
            Title = "Nghỉ thêm",
            IssuedBy = "Thử",
            Source = "thử",
            Years = [2024],
            Days = [new Domain.Calendar.CalendarDay(new DateOnly(2024, 5, 3), Domain.Calendar.DayKind.PublicHoliday, "Ngày nghỉ thử")],
        });
        foreach (var day in new[] { 23, 26 }) await SweepOnAsync(world, new DateOnly(2024, 4, day));
        await SweepOnAsync(world, new DateOnly(2024, 5, 10));
    }

    private static Task<int> SweepOnAsync(World world, DateOnly day)
    {
        world.Clock.MoveTo(ManualClock.At(day, 9));
        return world.SweepAsync();
    }
}
