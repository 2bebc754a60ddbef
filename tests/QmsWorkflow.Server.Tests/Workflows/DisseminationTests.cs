using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Engine.Execution;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.Documents;
using QmsWorkflow.Server.Features.People;
using QmsWorkflow.Server.Features.Tasks;
using QmsWorkflow.Server.Tests.Runtime;
using QmsWorkflow.Server.Tests.Support;

namespace QmsWorkflow.Server.Tests.Workflows;

/// <summary>S-011: the head of each unit passes the approved objectives on to the whole unit, in a suitable way, and can show it.</summary>
public sealed class DisseminationTests(TestCluster cluster)
{
    private static readonly (string, string)[] Meeting =
        [("f.day", "2024-04-25"), ("f.way", "meeting"), ("f.people", "12"), ("f.note", "Đọc toàn văn, giao chỉ tiêu cho từng người")];

    [Fact]
    public async Task Each_unit_head_has_to_disseminate_within_five_working_days_while_everybody_reads()
    {
        var (world, _, _) = await OpenedAsync();
        await using var _world = world;

        var tasks = await world.TasksAsync("tell");

        tasks.Select(t => t.UnitId).ShouldBe([world.Planning, world.Labour], ignoreOrder: true);
        tasks.ShouldAllBe(t => t.AssigneeRole == Role.UnitHead && t.State == WorkState.Open && t.RequiresEvidence && t.Form == "dissemination");
        // 23, 24, 25 and 26/4; 29/4 to 1/5 are off; the fifth is Thursday 2/5.
        tasks.ShouldAllBe(t => t.DueOn == new DateOnly(2024, 5, 2));
        (await world.ReadAsync(db => db.UserTasks.CountAsync(t => t.ActivityId == "read" && t.State == WorkState.Open))).ShouldBe(6);
        (await world.NoticesOfAsync("truong2", "")).ShouldContain(text => text.Contains("Phổ biến mục tiêu chất lượng"));
    }

    [Fact]
    public async Task Evidence_and_how_when_and_how_many_are_required_and_kept()
    {
        var (world, _, _) = await OpenedAsync();
        await using var _world = world;
        var task = await OfUnitAsync(world, world.Labour);

        (await world.CompleteAsync("truong1", task.Id, null, Meeting)).ShouldBeRefused("QMS302");
        (await world.CompleteAsync("truong2", task.Id, null, Meeting)).ShouldBeRefused("QMS210");
        await AddNoteAsync(world, "truong2", task.Id);
        var fields = (await world.CompleteAsync("truong2", task.Id, null, ("f.way", "rumour"), ("f.people", "0"))).ShouldBeRefused("QMS213").Fields;
        (await world.CompleteAsync("truong2", task.Id, null, Meeting)).ShouldBeDone();

        fields.Select(f => f.Field).ShouldBe(["f.day", "f.way", "f.people"]);
        var done = await world.ReadAsync(db => db.UserTasks.AsNoTracking().SingleAsync(t => t.Id == task.Id));
        var answer = JsonNode.Parse(done.Answer!)!;
        answer["day"]!.GetValue<string>().ShouldBe("2024-04-25");
        answer["way"]!.GetValue<string>().ShouldBe("meeting");
        answer["people"]!.GetValue<decimal>().ShouldBe(12);
    }

    [Fact]
    public async Task It_has_ended_when_every_unit_was_told_and_everybody_has_read()
    {
        var (world, instance, documentId) = await OpenedAsync();
        await using var _world = world;
        var version = await world.ReadAsync(db => db.Documents.Where(d => d.Id == documentId).Select(d => d.ContentVersion).SingleAsync());
        foreach (var reading in await world.TasksAsync("read"))
        {
            var reader = await world.ReadAsync(db => db.People.Where(p => p.Id == reading.AssigneeId).Select(p => p.UserName).SingleAsync());
            (await world.ActAsync<Acknowledge>(reader, (verb, actor) => verb.ExecuteAsync(new AcknowledgeInput(reading.Id, version, true), actor, default))).ShouldBeDone();
        }

        await TellAsync(world, "truong1", world.Planning);
        (await world.InstanceAsync(instance)).Status.ShouldBe(InstanceStatus.Running);
        await TellAsync(world, "truong2", world.Labour);

        (await world.InstanceAsync(instance)).Status.ShouldBe(InstanceStatus.Finished);
    }

    [Fact]
    public async Task A_head_who_is_late_is_reminded_then_reported_to_the_secretary_and_the_head()
    {
        var (world, _, _) = await OpenedAsync();
        await using var _world = world;

        world.Clock.MoveTo(ManualClock.At(new DateOnly(2024, 4, 26), 9));
        await world.SweepAsync();
        var reminders = await world.NoticesOfAsync("truong1", "reminder");
        world.Clock.MoveTo(ManualClock.At(new DateOnly(2024, 5, 8), 9));
        await world.SweepAsync();

        reminders.ShouldContain(text => text.Contains("Phổ biến mục tiêu"));
        (await world.NoticesOfAsync("thuky", "escalation")).ShouldContain(text => text.Contains("Phổ biến mục tiêu"));
        (await world.NoticesOfAsync("giamdoc", "escalation")).ShouldContain(text => text.Contains("Phổ biến mục tiêu"));
    }

    private async Task<(World World, Guid Instance, Guid Document)> OpenedAsync()
    {
        var world = await World.CreateAsync(cluster);
        await Shipped.PublishAsync(world, "dissemination");
        await world.SetFactAsync("decision.issued", World.Start);
        var document = await world.AddDocumentAsync("Quyết định ban hành mục tiêu chất lượng");
        var input = new JsonObject { ["DocumentId"] = document.ToString(), ["UnitIds"] = new JsonArray(world.Planning.ToString(), world.Labour.ToString()) };
        return (world, await world.StartAsync("dissemination", inCycle: true, input: input), document);
    }

    private static async Task TellAsync(World world, string head, Guid unitId)
    {
        var task = await OfUnitAsync(world, unitId);
        await AddNoteAsync(world, head, task.Id);
        (await world.CompleteAsync(head, task.Id, null, Meeting)).ShouldBeDone();
    }

    private static async Task AddNoteAsync(World world, string head, Guid taskId) => (await world.ActAsync<AddEvidence>(
        head, (verb, actor) => verb.ExecuteAsync(new EvidenceInput.Note(taskId, "Biên bản họp đơn vị ngày 25/4/2024"), actor, default))).ShouldBeDone();

    private static async Task<UserTask> OfUnitAsync(World world, Guid unitId) => (await world.TasksAsync("tell")).Single(t => t.UnitId == unitId);
}
