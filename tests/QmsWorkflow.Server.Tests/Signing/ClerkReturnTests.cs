using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Primitives;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.Approvals;
using QmsWorkflow.Server.Features.Documents;
using QmsWorkflow.Server.Features.Notifications;
using QmsWorkflow.Server.Features.Signing;
using QmsWorkflow.Server.Features.Tasks;
using QmsWorkflow.Server.Runtime;
using QmsWorkflow.Server.Tests.Runtime;
using QmsWorkflow.Server.Tests.Support;
using QmsWorkflow.Server.Tests.Web;
using QmsWorkflow.Server.Tests.Workflows;

namespace QmsWorkflow.Server.Tests.Signing;

/// <summary>A signed document that is wrong in form gets no number: the clerk returns it to its drafter (NĐ 30/2020 Điều 12.2).</summary>
public sealed class ClerkReturnTests(TestCluster cluster)
{
    private const string Drafter = "hd.cc1.vp";
    private const string Reasons = "Thiếu nơi nhận\r\n\r\nSai trích yếu\r\n";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_returned_document_loses_its_signature_and_is_numbered_only_after_it_was_mended_checked_and_signed_again()
    {
        await using var app = await ProductApp.CreateAsync(cluster);
        var keys = new DossierKeys();
        await keys.GiveToPersonAsync(app, "hai-duong", "hd.giamdoc");
        await keys.GiveToAgencyAsync(app, "hai-duong");
        var dossier = await SignedOriginalTests.ReachSignatureAsync(app);
        (await dossier.ApproveAsync("hd.giamdoc")).ShouldBeDone();
        var signed = await dossier.DocumentAsync();

        (await dossier.ReturnUnnumberedAsync("hd.vanthu", Reasons)).ShouldBeDone();

        var returned = await dossier.DocumentAsync();
        (returned.State, returned.SignerId, returned.SignerName, returned.SignedAt, returned.Number, returned.ContentVersion)
            .ShouldBe((DocumentState.Draft, null, null, null, null, signed.ContentVersion + 1));
        (await dossier.TrailAsync())[^1].ShouldBe($"{(await app.ActorAsync("hai-duong", "hd.vanthu")).Name} trả lại {returned.Title} khi cấp số: Thiếu nơi nhận; Sai trích yếu");
        var signer = await app.ActorAsync("hai-duong", "hd.giamdoc");
        (await app.InAsync("hai-duong", (services, _) => services.GetRequiredService<QmsDb>().Set<Notification>()
            .AnyAsync(n => n.PersonId == signer.PersonId && n.Text.Contains("chữ ký không còn giá trị"), Ct))).ShouldBeTrue();
        var revision = await dossier.OpenAsync();
        (revision.Title, revision.AssigneeId).ShouldBe(("Sửa văn bản theo ý kiến", (await app.ActorAsync("hai-duong", Drafter)).PersonId));

        (await dossier.CompleteAsync(Drafter)).ShouldBeDone();
        foreach (var who in new[] { "hd.truong.vp", "hd.vanthu", "hd.giamdoc" }) (await dossier.ApproveAsync(who)).ShouldBeDone();
        (await dossier.CompleteAsync("hd.vanthu")).ShouldBeDone();

        var issued = await dossier.DocumentAsync();
        (issued.State, issued.Number).ShouldBe((DocumentState.Issued, 1));
        var proof = PdfVerifier.Verify(await SignedOriginalTests.PdfAsync(app, dossier), [keys.Root]);
        (proof.IsIntact, proof.Signatures.Count).ShouldBe((true, 2));
        (await SignedOriginalTests.OriginalsAsync(app, dossier)).Select(o => (o.Stage, o.ContentVersion))
            .ShouldBe([(OriginalStage.Signed, signed.ContentVersion), (OriginalStage.Signed, issued.ContentVersion), (OriginalStage.Issued, issued.ContentVersion)]);
        var answers = await app.InAsync("hai-duong", (services, _) => services.GetRequiredService<QmsDb>().Set<ReturnReason>().OrderBy(r => r.Ordinal).Select(r => r.Answer).ToListAsync(Ct));
        answers.ShouldBe(["Đã sửa: Thiếu nơi nhận", "Đã sửa: Sai trích yếu"]);
    }

    [Fact]
    public async Task A_return_needs_a_reason_and_a_clerk()
    {
        await using var app = await ProductApp.CreateAsync(cluster);
        await DossierKeys.RevokeAllAsync(app, "hai-duong");
        var dossier = await SignedOriginalTests.ReachSignatureAsync(app);
        (await dossier.ApproveAsync("hd.giamdoc")).ShouldBeDone();

        (await dossier.ReturnUnnumberedAsync("hd.vanthu", " \n ")).ShouldBeRefused("QMS223").Fields.Single().Field.ShouldBe("return-reasons");
        (await dossier.ReturnUnnumberedAsync("hd.vanthu", string.Join('\n', Enumerable.Range(1, 21)))).ShouldBeRefused("QMS463");
        await dossier.GiveToAsync("hd.giamdoc");
        (await dossier.ReturnUnnumberedAsync("hd.giamdoc", Reasons)).ShouldBeRefused("QMS424");

        (await dossier.DocumentAsync()).State.ShouldBe(DocumentState.Signed);
    }

    [Fact]
    public async Task The_clerk_returns_it_on_the_page_and_keeps_what_was_typed_when_a_reason_is_missing()
    {
        await using var app = await ProductApp.CreateAsync(cluster);
        await DossierKeys.RevokeAllAsync(app, "hai-duong");
        var dossier = await SignedOriginalTests.ReachSignatureAsync(app);
        (await dossier.ApproveAsync("hd.giamdoc")).ShouldBeDone();
        await app.ListenAsync();
        using var clerk = await app.SignInAsync("hd.vanthu");

        await clerk.GoAsync($"/work/{(await dossier.OpenAsync()).Id}");
        clerk.Text.ShouldContain("Trả lại người soạn thảo");
        await clerk.SubmitAsync("Trả lại kèm lý do", ("return-reasons", ""));
        clerk.Text.ShouldContain("QMS223");
        await clerk.SubmitAsync("Trả lại kèm lý do", ("return-reasons", Reasons));
        await dossier.GoOnAsync();

        clerk.Path.ShouldBe("/work", clerk.Text);
        (await dossier.OpenAsync()).Title.ShouldBe("Sửa văn bản theo ý kiến");
        using var drafter = await app.SignInAsync(Drafter);
        await drafter.GoAsync($"/work/{(await dossier.OpenAsync()).Id}");
        drafter.Text.ShouldContain("Thiếu nơi nhận");
    }

    [Fact]
    public async Task The_plan_of_the_year_goes_back_to_its_drafting_and_comes_again()
    {
        await using var app = await ProductApp.CreateAsync(cluster);
        await DossierKeys.RevokeAllAsync(app, "hai-duong");
        var plan = new Dossier(app, (await RunningYear.SettleAsync(app)).Document);
        (await plan.ApproveAsync("hd.vanphong")).ShouldBeDone();
        (await plan.ApproveAsync("hd.giamdoc")).ShouldBeDone();

        (await plan.ReturnUnnumberedAsync("hd.vanthu", "Sai số cột")).ShouldBeDone();
        (await DraftAgainAsync(app)).ShouldBeDone();

        (await plan.OpenAsync()).Kind.ShouldBe(WorkKind.Approval);
        (await plan.ApproveAsync("hd.vanphong")).ShouldBeDone();
        (await plan.ApproveAsync("hd.giamdoc")).ShouldBeDone();
        (await plan.CompleteAsync("hd.vanthu")).ShouldBeDone();
        (await plan.DocumentAsync()).State.ShouldBe(DocumentState.Issued);
    }

    /// <summary>Whoever was asked for the number by an older version of its workflow, which has no way back, is not offered the return.</summary>
    [Fact]
    public async Task A_workflow_without_a_way_back_offers_no_return()
    {
        var content = Shipped.ContentWith("document-approval", flow => flow.Step("issue")["input"]!["expression"]!["value"] = "({ DocumentId: getInput('DocumentId') })");
        await using var app = await ProductApp.CreateAsync(cluster, content: content);
        await DossierKeys.RevokeAllAsync(app, "hai-duong");
        var dossier = await SignedOriginalTests.ReachSignatureAsync(app);
        (await dossier.ApproveAsync("hd.giamdoc")).ShouldBeDone();

        (await dossier.OpenAsync()).Outcomes.ShouldBe("Done");
        (await dossier.ReturnUnnumberedAsync("hd.vanthu", Reasons)).ShouldBeRefused("QMS212");
        (await dossier.CompleteAsync("hd.vanthu")).ShouldBeDone();
        (await dossier.DocumentAsync()).State.ShouldBe(DocumentState.Issued);
    }

    private static async Task<Trail.Outcome> DraftAgainAsync(ProductApp app)
    {
        var secretary = await app.ActorAsync("hai-duong", "hd.thuky");
        var outcome = await app.InAsync("hai-duong", async (services, _) =>
        {
            var db = services.GetRequiredService<QmsDb>();
            var draft = await db.UserTasks.SingleAsync(t => t.State == WorkState.Open && t.Form == "annual-plan", Ct);
            var reasons = await db.ReturnReasons.Where(r => r.InstanceId == draft.InstanceId && r.AnsweredAt == null).ToListAsync(Ct);
            reasons.Select(r => r.Text).ShouldBe(["Sai số cột"]);
            var posted = reasons.ToDictionary(r => ReturnReasonsSection.FieldOf(r.Id), _ => (StringValues)"Đã sửa");
            return await services.GetRequiredService<CompleteTask>().ExecuteAsync(new CompleteInput(draft.Id, null, new FormCollection(posted)), secretary, Ct);
        });
        await app.Services.GetRequiredService<JobWorker>().DrainAsync(Ct);
        return outcome;
    }
}
