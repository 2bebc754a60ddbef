using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.Documents;
using QmsWorkflow.Server.Features.People;
using QmsWorkflow.Server.Features.Signing.Flow;
using QmsWorkflow.Server.Runtime;
using QmsWorkflow.Server.Tests.Runtime;
using QmsWorkflow.Server.Tests.Support;

namespace QmsWorkflow.Server.Tests.Signing;

/// <summary>Submit, review, form check, signature, number and issue: each part in other hands (NĐ 30/2020 Điều 10–18; DOMAIN, feature 36).</summary>
public sealed class ApprovalFlowTests(TestCluster cluster)
{
    private const string Drafter = "hd.cc1.vp";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_document_goes_through_the_hands_of_five_people_and_is_issued()
    {
        await using var app = await ProductApp.CreateAsync(cluster);
        var dossier = await Dossier.SubmitAsync(app, Drafter, "VP");

        var review = await dossier.OpenAsync();
        (review.Title, review.AssigneeRole, review.DueOn).ShouldBe(("Kiểm tra nội dung văn bản", Role.UnitHead, new DateOnly(2022, 3, 4)));
        (await dossier.ApproveAsync("hd.truong.vp")).ShouldBeDone();
        (await dossier.OpenAsync()).AssigneeRole.ShouldBe(Role.Clerk);
        (await dossier.ApproveAsync("hd.vanthu")).ShouldBeDone();
        (await dossier.OpenAsync()).AssigneeRole.ShouldBe(Role.Head);
        (await dossier.ApproveAsync("hd.giamdoc")).ShouldBeDone();
        (await dossier.DocumentAsync()).State.ShouldBe(DocumentState.Signed);
        (await dossier.OpenAsync()).Title.ShouldBe("Cấp số và phát hành văn bản");
        (await dossier.CompleteAsync("hd.vanthu")).ShouldBeDone();

        var issued = await dossier.DocumentAsync();
        (issued.State, issued.Number, issued.IssuedOn, issued.SignerName).ShouldBe((DocumentState.Issued, 1, new DateOnly(2022, 3, 2), "Bùi Thanh Tùng"));
        var recipients = await app.InAsync("hai-duong", (services, _) => services.GetRequiredService<QmsDb>().DocumentRecipients.Where(r => r.DocumentId == issued.Id).ToListAsync(Ct));
        recipients.ShouldNotBeEmpty();
        recipients.ShouldAllBe(recipient => recipient.SentAt != null);
        (await StatusAsync(app, issued)).ShouldBe(Engine.Execution.InstanceStatus.Finished);
    }

    [Fact]
    public async Task Each_return_goes_to_the_drafter_and_comes_back_to_the_review_with_its_answers()
    {
        await using var app = await ProductApp.CreateAsync(cluster);
        var dossier = await Dossier.SubmitAsync(app, Drafter, "VP");
        (string Who, string Reason)[] rounds = [("hd.truong.vp", "Thiếu căn cứ"), ("hd.vanthu", "Sai lề trái"), ("hd.giamdoc", "Nêu rõ thời hạn")];
        string[] before = ["hd.truong.vp", "hd.vanthu", "hd.giamdoc"];

        foreach (var (who, reason) in rounds)
        {
            foreach (var earlier in before.TakeWhile(name => name != who)) (await dossier.ApproveAsync(earlier)).ShouldBeDone();
            (await dossier.ReturnAsync(who, reason)).ShouldBeDone();

            var revision = await dossier.OpenAsync();
            revision.Title.ShouldBe("Sửa văn bản theo ý kiến");
            revision.AssigneeId.ShouldBe((await app.ActorAsync("hai-duong", Drafter)).PersonId);
            (await dossier.CompleteAsync(Drafter)).ShouldBeDone();
            (await dossier.OpenAsync()).AssigneeRole.ShouldBe(Role.UnitHead);
        }

        var reasons = await app.InAsync("hai-duong", (services, _) => services.GetRequiredService<QmsDb>().Set<Features.Approvals.ReturnReason>().Select(r => r.Answer).ToListAsync(Ct));
        reasons.ShouldBe(rounds.Select(round => $"Đã sửa: {round.Reason}"), ignoreOrder: true);
    }

    [Fact]
    public async Task A_rejected_document_ends_the_flow_and_the_drafter_is_told()
    {
        await using var app = await ProductApp.CreateAsync(cluster);
        var dossier = await Dossier.SubmitAsync(app, Drafter, "VP");

        (await dossier.RejectAsync("hd.truong.vp")).ShouldBeDone();

        var document = await dossier.DocumentAsync();
        document.State.ShouldBe(DocumentState.Draft);
        (await StatusAsync(app, document)).ShouldBe(Engine.Execution.InstanceStatus.Finished);
        var drafter = await app.ActorAsync("hai-duong", Drafter);
        (await app.InAsync("hai-duong", (services, _) => services.GetRequiredService<QmsDb>().Set<Features.Notifications.Notification>()
            .AnyAsync(n => n.PersonId == drafter.PersonId && n.Text.Contains("không được duyệt"), Ct))).ShouldBeTrue();
    }

    [Fact]
    public async Task Whoever_drafts_does_not_review_check_or_sign_it_even_when_the_work_is_given_to_them()
    {
        await using var app = await ProductApp.CreateAsync(cluster);
        var dossier = await Dossier.SubmitAsync(app, Drafter, "VP");

        await dossier.GiveToAsync(Drafter);
        (await dossier.ApproveAsync(Drafter)).ShouldBeRefused("QMS420").Message.ShouldContain("Điều 12.1");
        await dossier.GiveToAsync("hd.truong.vp");
        (await dossier.ApproveAsync("hd.truong.vp")).ShouldBeDone();
        await dossier.GiveToAsync(Drafter);
        (await dossier.ApproveAsync(Drafter)).ShouldBeRefused("QMS421").Message.ShouldContain("Điều 12.2");
        await dossier.GiveToAsync("hd.vanphong");
        (await dossier.ApproveAsync("hd.vanphong")).ShouldBeDone();
        await dossier.GiveToAsync(Drafter);
        (await dossier.ApproveAsync(Drafter)).ShouldBeRefused("QMS422").Message.ShouldContain("Điều 11.1");
        await dossier.GiveToAsync("hd.truong.vp");
        (await dossier.ApproveAsync("hd.truong.vp")).ShouldBeRefused("QMS423").Message.ShouldContain("Điều 12.1 và 13.5");

        (await dossier.DocumentAsync()).State.ShouldBe(DocumentState.Draft);
    }

    [Theory]
    [InlineData("hd.truong.vp", "VP", "Office")]
    [InlineData("hd.vanphong", null, "Deputy")]
    public async Task The_review_of_a_leaders_own_draft_goes_to_somebody_else(string drafter, string? unit, string reviewer)
    {
        await using var app = await ProductApp.CreateAsync(cluster);

        var dossier = await Dossier.SubmitAsync(app, drafter, unit);

        (await dossier.OpenAsync()).AssigneeRole.ToString().ShouldBe(reviewer);
    }

    [Fact]
    public async Task The_form_of_a_clerks_own_draft_is_checked_by_the_office_and_a_heads_own_draft_is_signed_by_a_deputy()
    {
        await using var app = await ProductApp.CreateAsync(cluster);
        var clerks = await Dossier.SubmitAsync(app, "hd.vanthu", "VP");
        (await clerks.ApproveAsync("hd.truong.vp")).ShouldBeDone();
        (await clerks.OpenAsync()).AssigneeRole.ShouldBe(Role.Office);

        var heads = await Dossier.SubmitAsync(app, "hd.giamdoc", null);
        (await heads.ApproveAsync("hd.vanphong")).ShouldBeDone();
        (await heads.ApproveAsync("hd.vanthu")).ShouldBeDone();
        (await heads.OpenAsync()).AssigneeRole.ShouldBe(Role.Deputy);
    }

    [Theory]
    [InlineData("DrafterReviews")]
    [InlineData("DrafterSigns")]
    public async Task A_tiny_unit_may_be_excepted_and_loses_the_exception_when_it_ends(string name)
    {
        var rule = Enum.Parse<DutyRule>(name);
        await using var app = await ProductApp.CreateAsync(cluster);
        var admin = await app.ActorAsync("hai-duong", "hd.quantri");
        await app.InAsync("hai-duong", async (services, _) =>
        {
            var unit = await services.GetRequiredService<QmsDb>().Units.SingleAsync(u => u.Code == "VP", Ct);
            var allowed = await services.GetRequiredService<AllowDutyException>().ExecuteAsync(new DutyExceptionInput(unit.Id, rule, "Quyết định số 05/QĐ-SLĐTBXH", new(2022, 1, 1), null), admin, Ct);
            allowed.ShouldBeDone();
            return allowed;
        });
        var drafter = rule == DutyRule.DrafterReviews ? "hd.truong.vp" : "hd.giamdoc";
        var dossier = await Dossier.SubmitAsync(app, drafter, "VP");

        (await dossier.ApproveAsync("hd.truong.vp")).ShouldBeDone();
        if (rule == DutyRule.DrafterSigns)
        {
            (await dossier.ApproveAsync("hd.vanthu")).ShouldBeDone();
            await app.InAsync("hai-duong", async (services, _) =>
            {
                var id = await services.GetRequiredService<QmsDb>().DutyExceptions.Select(e => e.Id).SingleAsync(Ct);
                var ended = await services.GetRequiredService<EndDutyException>().ExecuteAsync(id, admin, Ct);
                ended.ShouldBeDone();
                return ended;
            });
            (await dossier.ApproveAsync("hd.giamdoc")).ShouldBeRefused("QMS422");
            (await app.InAsync("hai-duong", (services, _) => services.GetRequiredService<QmsDb>().DutyExceptions.Select(e => e.EndedOn).SingleAsync(Ct))).ShouldBe(new DateOnly(2022, 3, 2));
        }
    }

    [Fact]
    public async Task Only_a_clerk_numbers_and_seals()
    {
        await using var app = await ProductApp.CreateAsync(cluster);
        var dossier = await ReachIssueAsync(app);
        await dossier.GiveToAsync("hd.vanphong");

        var refused = (await dossier.CompleteAsync("hd.vanphong")).ShouldBeRefused("QMS424");

        refused.Message.ShouldContain("Điều 4.3 và 32.2");
        (await dossier.DocumentAsync()).Number.ShouldBeNull();
    }

    [Fact]
    public async Task Faults_of_form_block_until_the_checker_gives_a_reason_that_the_trail_keeps()
    {
        var gate = new FakeGate { Faults = { "Lề trái 20 mm, phải 30–35 mm.", "Thiếu “Lưu: VT”." } };
        await using var app = await ProductApp.CreateAsync(cluster, replace: services => services.AddSingleton<IDocumentGate>(gate));
        var dossier = await Dossier.SubmitAsync(app, Drafter, "VP");
        (await dossier.ApproveAsync("hd.truong.vp")).ShouldBeDone();

        var refused = (await dossier.ApproveAsync("hd.vanthu", "  ")).ShouldBeRefused("QMS425");
        refused.Message.ShouldContain("Lề trái 20 mm");
        (await dossier.ApproveAsync("hd.vanthu", "Mẫu của UBND tỉnh quy định như vậy")).ShouldBeDone();
        gate.Faults.Add("Ngày ghi sai.");
        (await dossier.ApproveAsync("hd.giamdoc")).ShouldBeRefused("QMS426").Message.ShouldContain("Ngày ghi sai.");
        gate.Faults.Remove("Ngày ghi sai.");
        (await dossier.ApproveAsync("hd.giamdoc")).ShouldBeDone();

        (await dossier.TrailAsync()).ShouldContain(line => line.Contains("cho qua 2 lỗi thể thức", StringComparison.Ordinal) && line.EndsWith("Mẫu của UBND tỉnh quy định như vậy", StringComparison.Ordinal));
        (await dossier.CompleteAsync("hd.vanthu")).ShouldBeDone();
        (await dossier.DocumentAsync()).State.ShouldBe(DocumentState.Issued);
    }

    [Fact]
    public async Task What_was_let_pass_is_kept_as_it_was()
    {
        var gate = new FakeGate { Faults = { "Lề trái 20 mm." } };
        await using var app = await ProductApp.CreateAsync(cluster, replace: services => services.AddSingleton<IDocumentGate>(gate));
        var dossier = await Dossier.SubmitAsync(app, Drafter, "VP");
        (await dossier.ApproveAsync("hd.truong.vp")).ShouldBeDone();
        (await dossier.ApproveAsync("hd.vanthu", "Được phép")).ShouldBeDone();

        var failure = await Should.ThrowAsync<Npgsql.PostgresException>(() => app.InAsync("hai-duong", (services, _) =>
            services.GetRequiredService<QmsDb>().FormPasses.ExecuteUpdateAsync(set => set.SetProperty(p => p.Reason, "khác"), Ct)));

        failure.MessageText.ShouldStartWith("QMS429");
    }

    private static async Task<Dossier> ReachIssueAsync(ProductApp app)
    {
        var dossier = await Dossier.SubmitAsync(app, Drafter, "VP");
        foreach (var who in new[] { "hd.truong.vp", "hd.vanthu", "hd.giamdoc" }) (await dossier.ApproveAsync(who)).ShouldBeDone();
        return dossier;
    }

    private static Task<Engine.Execution.InstanceStatus> StatusAsync(ProductApp app, Document document) => app.InAsync("hai-duong", (services, _) =>
        services.GetRequiredService<QmsDb>().WorkflowInstances.Where(i => i.Id == document.InstanceId).Select(i => i.Status).SingleAsync(Ct));

    private sealed class FakeGate : IDocumentGate
    {
        public List<string> Faults { get; } = [];

        public Task<IReadOnlyList<string>> ProblemsAsync(Guid documentId, CancellationToken ct) => Task.FromResult<IReadOnlyList<string>>([.. Faults]);
    }
}
