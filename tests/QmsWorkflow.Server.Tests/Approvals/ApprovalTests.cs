using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Server.Features.Approvals;
using QmsWorkflow.Server.Features.Documents;
using QmsWorkflow.Server.Features.People;
using QmsWorkflow.Server.Features.Tasks;
using QmsWorkflow.Server.Tests.Runtime;
using QmsWorkflow.Server.Tests.Support;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Tests.Approvals;

public sealed class ApprovalTests(TestCluster cluster)
{
    private static readonly string Hash = new('a', 64);

    private static Flow DraftAndApprove(string approvers, params ReadOnlySpan<(string Name, object Value)> more) => new Flow("w")
        .Task("draft", "iso-secretary").Approval("ok", approvers, more).Task("after", "clerk").Task("rejected", "clerk")
        .Go("draft", "Done", "ok").Go("ok", "Approved", "after").Go("ok", "Returned", "draft").Go("ok", "Rejected", "rejected");

    [Fact]
    public async Task Sequential_approvers_decide_in_their_order()
    {
        await using var world = await DraftedAsync(DraftAndApprove("deputy,head"));
        var tasks = await world.TasksAsync("ok");
        tasks.Select(t => t.State).ShouldBe([WorkState.Open, WorkState.Waiting]);

        (await world.DecideAsync("giamdoc", Approve(tasks[1].Id))).ShouldBeRefused("QMS312");
        (await world.DecideAsync("phogiamdoc", Approve(tasks[0].Id))).ShouldBeDone();
        (await world.TasksAsync("after")).ShouldBeEmpty();
        (await world.DecideAsync("giamdoc", Approve(tasks[1].Id))).ShouldBeDone();

        (await world.OpenTaskAsync("after")).ShouldNotBeNull();
        (await world.ReadAsync(db => db.Approvals.SingleAsync())).State.ShouldBe(ApprovalState.Approved);
        (await world.NoticesOfAsync("giamdoc", "task-opened")).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Parallel_approvers_must_all_approve()
    {
        await using var world = await DraftedAsync(DraftAndApprove("deputy,head", ("mode", "parallel")));
        var tasks = await world.TasksAsync("ok");
        tasks.ShouldAllBe(t => t.State == WorkState.Open);

        (await world.DecideAsync("giamdoc", Approve(tasks[1].Id))).ShouldBeDone();
        (await world.TasksAsync("after")).ShouldBeEmpty();
        (await world.DecideAsync("phogiamdoc", Approve(tasks[0].Id))).ShouldBeDone();

        (await world.OpenTaskAsync("after")).ShouldNotBeNull();
    }

    [Fact]
    public async Task The_first_return_closes_a_parallel_approval()
    {
        await using var world = await DraftedAsync(DraftAndApprove("deputy,head", ("mode", "parallel")));
        var tasks = await world.TasksAsync("ok");

        (await world.DecideAsync("phogiamdoc", Return(tasks[0].Id, "Thiếu căn cứ"))).ShouldBeDone();

        (await world.DecideAsync("giamdoc", Approve(tasks[1].Id))).ShouldBeRefused("QMS304");
        (await world.ReadAsync(db => db.Approvals.SingleAsync())).State.ShouldBe(ApprovalState.Returned);
        (await world.OpenTaskAsync("draft")).ShouldNotBeNull();
    }

    [Fact]
    public async Task What_was_returned_comes_back_only_with_every_reason_answered()
    {
        await using var world = await DraftedAsync(DraftAndApprove("head"));
        var first = await world.OpenTaskAsync("ok");
        (await world.DecideAsync("giamdoc", Return(first.Id))).ShouldBeRefused("QMS223");
        (await world.DecideAsync("giamdoc", Return(first.Id, "Thiếu căn cứ", "Sai thời hạn", " "))).ShouldBeDone();
        var reasons = await world.ReadAsync(db => db.ReturnReasons.AsNoTracking().OrderBy(r => r.Ordinal).ToListAsync());
        reasons.Select(r => r.Text).ShouldBe(["Thiếu căn cứ", "Sai thời hạn"]);

        var refused = (await world.CompleteAsync("thuky", "draft", null, (ReturnReasonsSection.FieldOf(reasons[0].Id), "Đã bổ sung"))).ShouldBeRefused("QMS211");
        refused.Fields.Single().Field.ShouldBe(ReturnReasonsSection.FieldOf(reasons[1].Id));
        (await world.ReadAsync(db => db.ReturnReasons.CountAsync(r => r.Answer != null))).ShouldBe(0);
        (await world.CompleteAsync("thuky", "draft", null,
            (ReturnReasonsSection.FieldOf(reasons[0].Id), "Đã bổ sung"), (ReturnReasonsSection.FieldOf(reasons[1].Id), "Đã sửa"))).ShouldBeDone();

        (await world.ReadAsync(db => db.ReturnReasons.OrderBy(r => r.Ordinal).Select(r => r.Answer).ToListAsync())).ShouldBe(["Đã bổ sung", "Đã sửa"]);
        (await world.OpenTaskAsync("ok")).Id.ShouldNotBe(first.Id);
    }

    [Fact]
    public async Task A_rejection_needs_a_reason_and_leads_on_by_its_own_port()
    {
        await using var world = await DraftedAsync(DraftAndApprove("head"));
        var task = await world.OpenTaskAsync("ok");

        (await world.DecideAsync("giamdoc", new DecideInput { TaskId = task.Id, Verdict = Verdict.Reject })).ShouldBeRefused("QMS224");
        (await world.DecideAsync("giamdoc", new DecideInput { TaskId = task.Id, Verdict = Verdict.Reject, Comment = "Không phù hợp" })).ShouldBeDone();

        (await world.OpenTaskAsync("rejected")).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_stale_version_or_another_file_is_refused()
    {
        await using var world = await WithDocumentAsync("head");
        var task = await world.OpenTaskAsync("ok");

        (await world.DecideAsync("giamdoc", Approve(task.Id) with { SubjectVersion = 1, SubjectSha256 = new string('b', 64) })).ShouldBeRefused("QMS303");
        await world.WriteAsync(async db =>
        {
            var document = await db.Documents.SingleAsync();
            (document.ContentVersion, document.DocxSha256) = (2, new string('c', 64));
        });
        (await world.DecideAsync("giamdoc", Approve(task.Id) with { SubjectVersion = 1, SubjectSha256 = Hash })).ShouldBeRefused("QMS303");
        (await world.DecideAsync("giamdoc", Approve(task.Id) with { SubjectVersion = 2, SubjectSha256 = new string('c', 64) })).ShouldBeDone();
    }

    [Fact]
    public async Task An_approval_of_an_older_version_does_not_count_for_the_next_one()
    {
        await using var world = await WithDocumentAsync("deputy,head");
        var tasks = await world.TasksAsync("ok");
        (await world.DecideAsync("phogiamdoc", Approve(tasks[0].Id) with { SubjectVersion = 1, SubjectSha256 = Hash })).ShouldBeDone();
        await world.WriteAsync(async db => (await db.Documents.SingleAsync()).ContentVersion = 2);

        var refused = (await world.DecideAsync("giamdoc", Approve(tasks[1].Id) with { SubjectVersion = 2, SubjectSha256 = Hash })).ShouldBeRefused("QMS311");

        refused.Message.ShouldContain("Lê Phó Giám Đốc");
        (await world.DecideAsync("giamdoc", Return(tasks[1].Id, "Duyệt lại từ đầu") with { SubjectVersion = 2, SubjectSha256 = Hash })).ShouldBeDone();
    }

    [Fact]
    public async Task Whoever_drafted_is_never_the_only_one_to_approve()
    {
        await using var world = await DraftedAsync(DraftAndApprove("iso-secretary"));
        var task = await world.OpenTaskAsync("ok");

        (await world.DecideAsync("thuky", Approve(task.Id))).ShouldBeRefused("QMS310").Message.ShouldContain("Nguyễn Thư Ký");

        (await world.OpenTaskAsync("ok")).Id.ShouldBe(task.Id);
    }

    [Fact]
    public async Task The_wrong_person_may_not_decide()
    {
        await using var world = await DraftedAsync(DraftAndApprove("head"));
        var task = await world.OpenTaskAsync("ok");

        (await world.DecideAsync("phogiamdoc", Approve(task.Id))).ShouldBeRefused("QMS302").Message.ShouldContain("Trần Giám Đốc");
        (await world.CompleteAsync("giamdoc", task.Id, "Approved")).ShouldBeRefused("QMS316");
    }

    [Fact]
    public async Task Signing_asks_for_the_password_again_and_signs_by_the_signers_office()
    {
        await using var world = await WithDocumentAsync("deputy", ("signing", true));
        var task = await world.OpenTaskAsync("ok");
        var approve = Approve(task.Id) with { SubjectVersion = 1, SubjectSha256 = Hash };

        (await world.DecideAsync("phogiamdoc", approve)).ShouldBeRefused("QMS225");
        (await world.DecideAsync("phogiamdoc", approve with { Password = "sai" })).ShouldBeRefused("QMS225");
        (await world.ReadAsync(db => db.People.SingleAsync(p => p.UserName == "phogiamdoc"))).FailedSignIns.ShouldBe(2);
        (await world.DecideAsync("phogiamdoc", approve with { Password = World.Password })).ShouldBeDone();

        var document = await world.ReadAsync(db => db.Documents.AsNoTracking().SingleAsync());
        document.State.ShouldBe(DocumentState.Signed);
        document.SignerName.ShouldBe("Lê Phó Giám Đốc");
        document.SigningForm.ShouldBe("ForHead");
        (await world.ReadAsync(db => db.TrailEntries.CountAsync(e => e.Action == "signing.password-wrong"))).ShouldBe(2);
        (await world.ReadAsync(db => db.People.SingleAsync(p => p.UserName == "phogiamdoc"))).FailedSignIns.ShouldBe(0);
    }

    [Fact]
    public async Task Wrong_passwords_while_signing_lock_the_account()
    {
        await using var world = await WithDocumentAsync("head", ("signing", true));
        var task = await world.OpenTaskAsync("ok");
        var approve = Approve(task.Id) with { SubjectVersion = 1, SubjectSha256 = Hash };
        for (var attempt = 0; attempt < SignIn.MaxFailures; attempt++) (await world.DecideAsync("giamdoc", approve with { Password = "sai" })).ShouldBeRefused("QMS225");

        (await world.DecideAsync("giamdoc", approve with { Password = World.Password })).ShouldBeRefused("QMS226");

        (await world.ReadAsync(db => db.Documents.SingleAsync())).State.ShouldBe(DocumentState.Draft);
    }

    [Fact]
    public async Task A_signature_by_chance_is_refused()
    {
        await using var world = await WithDocumentAsync("deputy,head", ("signing", true), ("mode", "parallel"));

        var incident = await world.ReadAsync(db => db.Set<Server.Runtime.Incident>().SingleAsync());

        incident.Message.ShouldContain("phê duyệt song song không kèm ký được");
    }

    [Fact]
    public async Task Two_approvers_of_one_role_deciding_at_once_give_one_decision()
    {
        await using var world = await DraftedAsync(DraftAndApprove("head"));
        var task = await world.OpenTaskAsync("ok");

        var outcomes = await Task.WhenAll(world.DecideAsync("giamdoc", Approve(task.Id)), world.DecideAsync("giamdoc", Return(task.Id, "Chưa đạt")));

        outcomes.Count(o => o.IsDone).ShouldBe(1);
        outcomes.OfType<Outcome.Refused>().Single().Code.ShouldBe("QMS301");
        (await world.ReadAsync(db => db.ApprovalDecisions.CountAsync())).ShouldBe(1);
    }

    [Fact]
    public async Task The_result_names_verdict_reasons_and_people()
    {
        await using var world = await DraftedAsync(DraftAndApprove("head"));
        var task = await world.OpenTaskAsync("ok");
        (await world.DecideAsync("giamdoc", Return(task.Id, "Thiếu căn cứ"))).ShouldBeDone();

        var raised = await world.ReadAsync(db => db.Set<Server.Runtime.EventRow>().Where(e => e.Kind == "WaitCompleted").OrderBy(e => e.Sequence).Select(e => e.Body).LastAsync());

        var result = JsonNode.Parse(raised)!["Result"]!;
        result["verdict"]!.ToString().ShouldBe("Returned");
        result["reasons"]!.AsArray().Select(r => r!.ToString()).ShouldBe(["Thiếu căn cứ"]);
        result["by"]!.AsArray().Select(r => r!.ToString()).ShouldBe(["Trần Giám Đốc"]);
    }

    private static DecideInput Approve(Guid taskId) => new() { TaskId = taskId, Verdict = Verdict.Approve };

    private static DecideInput Return(Guid taskId, params string[] reasons) => new() { TaskId = taskId, Verdict = Verdict.Return, Reasons = reasons };

    private async Task<World> DraftedAsync(Flow flow)
    {
        var world = await World.CreateAsync(cluster);
        await world.PublishAsync(flow);
        await world.StartAsync("w");
        (await world.CompleteAsync("thuky", "draft")).ShouldBeDone();
        return world;
    }

    private async Task<World> WithDocumentAsync(string approvers, params (string Name, object Value)[] more)
    {
        var world = await World.CreateAsync(cluster);
        var document = await world.AddDocumentAsync();
        await world.PublishAsync(DraftAndApprove(approvers, [("document", document.ToString()), .. more]));
        await world.StartAsync("w", inCycle: true);
        (await world.CompleteAsync("thuky", "draft")).ShouldBeDone();
        return world;
    }
}
