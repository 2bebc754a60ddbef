using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Engine.Execution;
using QmsWorkflow.Server.Features.Tasks;
using QmsWorkflow.Server.Tests.Runtime;
using QmsWorkflow.Server.Tests.Support;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Tests.Tasks;

public sealed class CompletingTests(TestCluster cluster)
{
    [Fact]
    public async Task A_completed_task_lets_the_workflow_go_on_and_is_trailed()
    {
        await using var world = await World.CreateAsync(cluster);
        await world.PublishAsync(new Flow("w").Task("a", "iso-secretary").Task("b", "head"));
        var instance = await world.StartAsync("w");
        var task = await world.OpenTaskAsync("a");

        (await world.CompleteAsync("thuky", "a", null, ("comment", "Xong"))).ShouldBeDone();

        (await world.OpenTaskAsync("b")).AssigneeRole.ShouldBe(Server.Data.Role.Head);
        var done = (await world.TasksAsync("a")).Single();
        done.State.ShouldBe(WorkState.Done);
        done.CompletedBy.ShouldBe(world.Id("thuky"));
        done.Comment.ShouldBe("Xong");
        var entry = await world.ReadAsync(db => db.TrailEntries.SingleAsync(e => e.Action == "task.completed" && e.SubjectId == task.Id.ToString()));
        JsonNode.Parse(entry.Before!)!["state"]!.ToString().ShouldNotBe(JsonNode.Parse(entry.After!)!["state"]!.ToString());
        (await world.InstanceAsync(instance)).Status.ShouldBe(InstanceStatus.Running);
    }

    [Fact]
    public async Task The_wrong_person_is_refused_and_told_who_may()
    {
        await using var world = await World.CreateAsync(cluster);
        await world.PublishAsync(new Flow("w").Task("a", "unit-head"));
        await world.StartAsync("w", world.Planning);

        var refused = (await world.CompleteAsync("truong2", "a")).ShouldBeRefused("QMS302");

        refused.Message.ShouldContain("Hoàng Trưởng Một");
        (await world.CompleteAsync("thuky", "a")).ShouldBeRefused("QMS302");
        (await world.CompleteAsync("truong1", "a")).ShouldBeDone();
    }

    [Fact]
    public async Task A_task_done_twice_names_who_did_it_and_when()
    {
        await using var world = await World.CreateAsync(cluster);
        await world.PublishAsync(new Flow("w").Task("a", "iso-secretary").Task("b", "head"));
        await world.StartAsync("w");
        var task = await world.OpenTaskAsync("a");
        (await world.CompleteAsync("thuky", task.Id)).ShouldBeDone();

        var refused = (await world.CompleteAsync("thuky", task.Id)).ShouldBeRefused("QMS301");

        refused.Message.ShouldContain("Nguyễn Thư Ký");
        refused.Message.ShouldContain("09:00 22/04/2024");
    }

    [Fact]
    public async Task Work_of_a_cancelled_instance_is_closed_and_refused()
    {
        await using var world = await World.CreateAsync(cluster);
        await world.PublishAsync(new Flow("w").Task("a", "iso-secretary", ("due", "10 working days after task.opened"), ("remind", "1 working day before")));
        var instance = await world.StartAsync("w");
        var task = await world.OpenTaskAsync("a");
        await world.RaiseAsync(instance, new WorkflowEvent.Cancelled(world.Clock.GetUtcNow(), null, "thử"));

        (await world.CompleteAsync("thuky", task.Id)).ShouldBeRefused("QMS304");

        (await world.TasksAsync("a")).Single().State.ShouldBe(WorkState.Cancelled);
        (await world.ReadAsync(db => db.Set<Server.Runtime.TimerRow>().CountAsync(t => t.SubjectId == task.Id))).ShouldBe(0);
    }

    [Fact]
    public async Task Required_evidence_is_asked_for()
    {
        await using var world = await World.CreateAsync(cluster);
        await world.PublishAsync(new Flow("w").Task("a", "iso-secretary", ("evidence", "required")));
        await world.StartAsync("w");
        var task = await world.OpenTaskAsync("a");
        (await world.CompleteAsync("thuky", task.Id)).ShouldBeRefused("QMS210");

        (await world.ActAsync<AddEvidence>("thuky", (verb, actor) => verb.ExecuteAsync(new EvidenceInput.Note(task.Id, "Đã niêm yết tại phòng"), actor, default))).ShouldBeDone();

        (await world.CompleteAsync("thuky", task.Id)).ShouldBeDone();
    }

    [Fact]
    public async Task An_outcome_the_task_does_not_have_is_refused_and_its_own_leads_on()
    {
        await using var world = await World.CreateAsync(cluster);
        await world.PublishAsync(new Flow("w").Task("a", "iso-secretary", ("outcomes", "Đạt, Không đạt")).Task("yes", "head").Task("no", "clerk")
            .Go("a", "Đạt", "yes").Go("a", "Không đạt", "no"));
        await world.StartAsync("w");

        (await world.CompleteAsync("thuky", "a", "Done")).ShouldBeRefused("QMS212").Message.ShouldContain("Không đạt");
        (await world.CompleteAsync("thuky", "a", "Không đạt")).ShouldBeDone();

        (await world.OpenTaskAsync("no")).ShouldNotBeNull();
        (await world.TasksAsync("yes")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_form_described_by_a_file_is_checked_field_by_field()
    {
        await using var world = await World.CreateAsync(cluster);
        await File.WriteAllTextAsync(Path.Combine(world.FormFolder, "kiem-tra.form.json"), """
            { "name": "kiem-tra", "fields": [
              { "name": "ngay", "labelVi": "Ngày kiểm tra", "labelEn": "Date", "type": "date", "required": true },
              { "name": "ty-le", "labelVi": "Tỷ lệ", "labelEn": "Rate", "type": "number", "required": true, "min": 0, "max": 100 },
              { "name": "ket-qua", "labelVi": "Kết quả", "labelEn": "Result", "type": "choice", "required": true,
                "choices": [ { "value": "dat", "labelVi": "Đạt", "labelEn": "Pass" } ] } ] }
            """);
        await world.PublishAsync(new Flow("w").Task("a", "iso-secretary", ("form", "kiem-tra")));
        await world.StartAsync("w");

        var refused = (await world.CompleteAsync("thuky", "a", null, ("f.ngay", "2024-02-30"), ("f.ty-le", "120"))).ShouldBeRefused("QMS213");
        (await world.CompleteAsync("thuky", "a", null, ("f.ngay", "2024-04-22"), ("f.ty-le", "95,5"), ("f.ket-qua", "dat"))).ShouldBeDone();

        refused.Fields.Select(f => f.Field).ShouldBe(["f.ngay", "f.ty-le", "f.ket-qua"]);
        var answer = JsonNode.Parse((await world.TasksAsync("a")).Single().Answer!)!;
        answer["ty-le"]!.GetValue<decimal>().ShouldBe(95.5m);
        answer["ngay"]!.ToString().ShouldBe("2024-04-22");
    }

    [Fact]
    public async Task A_step_that_nobody_can_do_becomes_an_incident_that_says_so()
    {
        await using var world = await World.CreateAsync(cluster);
        await world.PublishAsync(new Flow("w").Task("a", "auditor"), new Flow("w2").Task("a", "person:khong-co"), new Flow("w3").Task("a", "unit-head"));

        await world.StartAsync("w");
        await world.StartAsync("w2");
        await world.StartAsync("w3");

        var messages = await world.ReadAsync(db => db.Set<Server.Runtime.Incident>().OrderBy(i => i.Id).Select(i => i.Message).ToListAsync());
        messages.Count.ShouldBe(3);
        messages[0].ShouldContain("không có ai giữ vai trò Đánh giá viên nội bộ");
        messages[1].ShouldContain("khong-co");
        messages[2].ShouldContain("không cho biết đơn vị nào");
    }

    [Fact]
    public async Task Eight_people_completing_one_task_at_once_give_one_success()
    {
        await using var world = await World.CreateAsync(cluster);
        await world.PublishAsync(new Flow("w").Task("a", "iso-secretary").Task("b", "head"));
        await world.StartAsync("w");
        var task = await world.OpenTaskAsync("a");

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => world.CompleteAsync("thuky", task.Id)));

        outcomes.Count(o => o.IsDone).ShouldBe(1);
        outcomes.OfType<Outcome.Refused>().Select(o => o.Code).ShouldAllBe(code => code == "QMS301");
        (await world.TasksAsync("b")).Count.ShouldBe(1);
        (await world.ReadAsync(db => db.TrailEntries.CountAsync(e => e.Action == "task.completed"))).ShouldBe(1);
    }

    [Fact]
    public async Task A_draft_is_kept_and_completing_replaces_it()
    {
        await using var world = await World.CreateAsync(cluster);
        await world.PublishAsync(new Flow("w").Task("a", "iso-secretary"));
        await world.StartAsync("w");
        var task = await world.OpenTaskAsync("a");

        (await world.ActAsync<SaveDraft>("thuky", (verb, actor) =>
            verb.ExecuteAsync(task.Id, World.Posted(("f.x", "nửa chừng"), ("act", "save"), ("__RequestVerificationToken", "t")), actor, default))).ShouldBeDone();

        var kept = JsonNode.Parse((await world.OpenTaskAsync("a")).Answer!)!.AsObject();
        kept.Select(p => p.Key).ShouldBe(["f.x"]);
        (await world.ActAsync<SaveDraft>("can1", (verb, actor) => verb.ExecuteAsync(task.Id, World.Posted(), actor, default))).ShouldBeRefused("QMS302");
    }

    [Fact]
    public async Task Another_agency_does_not_see_the_task()
    {
        await using var world = await World.CreateAsync(cluster);
        await world.PublishAsync(new Flow("w").Task("a", "iso-secretary"));
        await world.StartAsync("w");
        var task = await world.OpenTaskAsync("a");
        var stranger = new Actor(world.Id("thuky"), Guid.CreateVersion7(), null, "Người lạ", "test", [new HeldRole(Server.Data.Role.IsoSecretary, null)]);

        var outcome = await world.InOtherAgencyAsync<CompleteTask>(stranger.AgencyId, verb => verb.ExecuteAsync(new CompleteInput(task.Id, null, World.Posted()), stranger, default));

        outcome.ShouldBeRefused("QMS305");
    }
}
