using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using QmsWorkflow.Documents;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.Approvals;
using QmsWorkflow.Server.Features.Compose;
using QmsWorkflow.Server.Features.Documents;
using QmsWorkflow.Server.Features.People;
using QmsWorkflow.Server.Features.Tasks;
using QmsWorkflow.Server.Runtime;
using QmsWorkflow.Server.Tests.Documents;
using QmsWorkflow.Server.Tests.Runtime;
using QmsWorkflow.Server.Tests.Signing;
using QmsWorkflow.Server.Tests.Support;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Tests.Compose;

/// <summary>Somebody composes a document in the form that its template asks for, without JavaScript, up to the PDF and the approval.</summary>
public sealed class ComposePageTests(TestCluster cluster)
{
    private const string Save = "Lưu và xem trước";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_audit_plan_is_composed_from_the_form_to_the_PDF_and_submitted()
    {
        await using var app = await ProductApp.CreateAsync(cluster);
        await app.ListenAsync();
        using var drafter = await app.SignInAsync("hd.cc1.vp");
        await drafter.GoAsync("/documents/new?q=ke+hoach+danh+gia");
        drafter.Text.ShouldContain("Kế hoạch đánh giá nội bộ");
        drafter.Page.QuerySelector("a[href='/documents/new/invitation']").ShouldBeNull();
        await drafter.GoAsync("/documents/new/audit-plan");

        // What is not complete is kept and told.
        await drafter.SubmitAsync(Save, ("f:title", "Đánh giá nội bộ quý I"));
        drafter.RefusalCode.ShouldBeNull(drafter.Text);
        drafter.Path.ShouldEndWith("/edit");
        drafter.Value("f-title").ShouldBe("Đánh giá nội bộ quý I");
        drafter.Text.ShouldContain("Hãy chọn người ký.");
        drafter.Page.GetElementById("f-intro-error")!.TextContent.ShouldContain("Hãy ghi: Câu mở đầu");

        await drafter.SubmitAsync("Điền thử từ dữ liệu mẫu");
        drafter.Value("f-members-3-duty").ShouldBe("Thư ký");
        await drafter.SubmitAsync("Thêm vào Đoàn đánh giá");
        await drafter.SubmitAsync("Đoàn đánh giá: chuyển mục 5 lên", ("f:members.4.name", "Người Thứ Năm"), ("f:members.4.position", "Chuyên viên"), ("f:members.4.duty", "Quan sát viên"), ("f:members.4.excluded", "Văn phòng Sở"));
        drafter.Value("f-members-3-name").ShouldBe("Người Thứ Năm");
        await drafter.SubmitAsync("Đoàn đánh giá: bỏ mục 5");
        drafter.Page.GetElementById("f-members-4-name").ShouldBeNull();

        await drafter.SubmitAsync(Save, ("Signer", await PersonAsync(app, "hd.giamdoc")));

        drafter.Text.ShouldContain("Đã lưu.");
        drafter.Page.QuerySelector("[data-missing]").ShouldBeNull(drafter.Text);
        var document = await app.InAsync("hai-duong", (services, _) => services.GetRequiredService<QmsDb>().Documents.AsNoTracking().SingleAsync(Ct));
        (document.Symbol, document.Series, document.Kind).ShouldBe(("KH-SLĐTBXH", "KH", "audit-plan"));
        var text = DocxText.ToPlainText(DocxText.Read(await app.FileOfAsync("hai-duong", document.Id)));
        text.ShouldContain("UBND TỈNH HẢI DƯƠNG");
        text.ShouldContain("Số:        /KH-SLĐTBXH");
        text.ShouldContain("4\tNgười Thứ Năm");
        text.ShouldNotContain("Trần Thu Hà\t");
        await drafter.GoAsync($"/documents/{document.Id}/pdf");
        (await drafter.Response.Content.ReadAsByteArrayAsync(Ct))[..5].ShouldBe("%PDF-"u8.ToArray());

        await drafter.GoAsync($"/documents/{document.Id}/edit");
        await drafter.SubmitAsync("Lưu và trình duyệt");
        drafter.Text.ShouldContain("Đã trình duyệt.");
        await drafter.GoAsync($"/documents/{document.Id}/edit");
        drafter.Text.ShouldContain("Văn bản không sửa ở đây được");
        await drafter.GoAsync("/documents/mine");
        drafter.Text.ShouldContain("đang trình duyệt");
    }

    [Fact]
    public async Task A_rejected_document_is_its_drafters_again_to_revise_and_submit_but_not_to_delete()
    {
        await using var app = await ProductApp.CreateAsync(cluster);
        await app.ListenAsync();
        using var drafter = await app.SignInAsync("hd.cc1.vp");
        var id = await ComposeAsync(app, drafter, "invitation");
        await drafter.SubmitAsync("Lưu và trình duyệt");
        var dossier = new Dossier(app, id);
        await dossier.GoOnAsync();
        (await dossier.RejectAsync("hd.truong.vp")).ShouldBeDone();
        var first = (await dossier.DocumentAsync()).InstanceId;

        await drafter.GoAsync("/documents/mine");
        drafter.Text.ShouldContain("không được duyệt, sửa rồi trình lại được");
        drafter.Page.QuerySelector($"a[href='/documents/{id}/edit']").ShouldNotBeNull();
        await drafter.GoAsync($"/documents/{id}/edit");
        drafter.Page.QuerySelectorAll("button").ShouldNotContain(button => button.TextContent.Trim() == "Xóa dự thảo này");
        await drafter.SubmitAsync(Save, ("f:place", "Phòng họp tầng 3"));
        drafter.Text.ShouldContain("Đã lưu.");
        await drafter.GoAsync($"/documents/{id}/edit");
        await drafter.SubmitAsync("Lưu và trình duyệt");
        await dossier.GoOnAsync();

        drafter.Text.ShouldContain("Đã trình duyệt.");
        (await dossier.DocumentAsync()).InstanceId.ShouldNotBe(first);
        (await dossier.OpenAsync()).Title.ShouldBe("Kiểm tra nội dung văn bản");
        var owner = await app.ActorAsync("hai-duong", "hd.cc1.vp");
        (await dossier.RejectAsync("hd.truong.vp")).ShouldBeDone();
        (await app.InAsync("hai-duong", (services, _) => services.GetRequiredService<DeleteDraft>().ExecuteAsync(id, owner, Ct))).ShouldBeRefused("QMS418");
    }

    [Fact]
    public async Task A_returned_document_is_revised_by_its_drafter_and_stays_whole()
    {
        await using var app = await ProductApp.CreateAsync(cluster);
        await app.ListenAsync();
        using var drafter = await app.SignInAsync("hd.cc1.vp");
        var id = await ComposeAsync(app, drafter, "invitation");
        await drafter.SubmitAsync("Lưu và trình duyệt");
        await app.Services.GetRequiredService<JobWorker>().DrainAsync(Ct);

        var reviewer = await app.ActorAsync("hai-duong", "hd.truong.vp");
        (await app.InAsync("hai-duong", async (services, _) =>
        {
            var db = services.GetRequiredService<QmsDb>();
            var task = await db.UserTasks.SingleAsync(t => t.State == WorkState.Open && t.DocumentId == id, Ct);
            var seen = await db.Documents.SingleAsync(d => d.Id == id, Ct);
            var decision = new DecideInput { TaskId = task.Id, Verdict = Verdict.Return, Reasons = ["Ghi rõ phòng họp"], SubjectVersion = seen.ContentVersion, SubjectSha256 = seen.DocxSha256 };
            return await services.GetRequiredService<Decide>().ExecuteAsync(decision, reviewer, Ct);
        })).ShouldBe(Outcome.Success);
        await app.Services.GetRequiredService<JobWorker>().DrainAsync(Ct);
        await drafter.GoAsync($"/documents/{id}/edit");
        drafter.Text.ShouldContain("Văn bản được trả lại");

        await drafter.SubmitAsync(Save, ("f:place", ""));
        drafter.RefusalCode.ShouldBe("QMS412");
        drafter.Value("f-host").ShouldNotBeNullOrEmpty("what was typed stays");
        var before = await app.DocumentAsync("hai-duong", id);
        await drafter.SubmitAsync(Save, ("f:place", "Phòng họp tầng 3"));

        drafter.Text.ShouldContain("Đã lưu.");
        (await app.DocumentAsync("hai-duong", id)).ContentVersion.ShouldBe(before.ContentVersion + 1);
        var text = DocxText.ToPlainText(DocxText.Read(await app.FileOfAsync("hai-duong", id)));
        text.ShouldContain("Phòng họp tầng 3");
        text.ShouldContain("Hải Dương, ngày");
    }

    [Fact]
    public async Task A_letter_names_the_drafting_unit_in_its_symbol_and_its_signer_signs_for_the_head()
    {
        await using var app = await ProductApp.CreateAsync(cluster);
        await app.ListenAsync();
        using var drafter = await app.SignInAsync("hd.cc1.khtc");
        await drafter.GoAsync("/documents/new/nomination");
        drafter.Value("f-recipients-1").ShouldBe("Lưu: VT, KHTC.");
        await drafter.SubmitAsync("Điền thử từ dữ liệu mẫu");

        await drafter.SubmitAsync(Save, ("Signer", await PersonAsync(app, "hd.phogiamdoc")));

        drafter.Page.QuerySelector("[data-missing]").ShouldBeNull(drafter.Text);
        var document = await app.InAsync("hai-duong", (services, _) => services.GetRequiredService<QmsDb>().Documents.AsNoTracking().SingleAsync(Ct));
        (document.Symbol, document.Series).ShouldBe(("SLĐTBXH-KHTC", "CV"));
        DocxText.ToPlainText(DocxText.Read(await app.FileOfAsync("hai-duong", document.Id))).ShouldContain("KT. GIÁM ĐỐC");
    }

    [Fact]
    public async Task Who_may_not_sign_is_told_beside_the_choice()
    {
        await using var app = await ProductApp.CreateAsync(cluster);
        await app.ListenAsync();
        using var drafter = await app.SignInAsync("hd.cc1.khtc");
        await drafter.GoAsync("/documents/new/invitation");
        await drafter.SubmitAsync("Điền thử từ dữ liệu mẫu");

        await drafter.SubmitAsync(Save, ("Signer", await PersonAsync(app, "hd.truong.ncc")));

        drafter.Page.GetElementById("signer-error")!.TextContent.ShouldContain("không ký được văn bản này");
        (await app.InAsync("hai-duong", (services, _) => services.GetRequiredService<QmsDb>().Documents.AsNoTracking().SingleAsync(Ct))).DocxFileId.ShouldBeNull();
    }

    [Fact]
    public async Task A_text_taken_from_an_earlier_document_points_out_the_other_year()
    {
        await using var app = await ProductApp.CreateAsync(cluster);
        await app.ListenAsync();
        using var drafter = await app.SignInAsync("hd.cc1.vp");
        var id = await ComposeAsync(app, drafter, "invitation", ("f:title", "Họp xem xét năm 2021"));

        await drafter.GoAsync($"/documents/new/invitation?from={id}");

        drafter.Value("f-title").ShouldBe("Họp xem xét năm 2021");
        drafter.Text.ShouldContain("Còn ghi năm 2021");
        await drafter.SubmitAsync(Save, ("f:title", "Họp xem xét năm 2022"));
        drafter.Text.ShouldNotContain("Còn ghi năm 2021");
        (await app.InAsync("hai-duong", (services, _) => services.GetRequiredService<QmsDb>().Documents.CountAsync(d => d.CopiedFromId == id, Ct))).ShouldBe(1);
    }

    [Fact]
    public async Task A_draft_is_deleted_by_its_drafter_only_and_its_text_stays_in_the_trail()
    {
        await using var app = await ProductApp.CreateAsync(cluster);
        await app.ListenAsync();
        using var drafter = await app.SignInAsync("hd.cc1.vp");
        var id = await ComposeAsync(app, drafter, "invitation");
        using var other = await app.SignInAsync("hd.cc2.vp");
        await other.GoAsync($"/documents/{id}/edit");
        other.Text.ShouldContain("Văn bản không sửa ở đây được");

        await drafter.SubmitAsync("Xóa dự thảo này");

        drafter.Path.ShouldBe("/documents/mine");
        drafter.Text.ShouldContain("Bạn chưa soạn văn bản nào");
        await drafter.GoAsync($"/documents/{id}");
        drafter.Status.ShouldBe(HttpStatusCode.NotFound);
    }

    /// <summary>Composes a document from sample data, signed by the head; the browser stands on its page.</summary>
    private static async Task<Guid> ComposeAsync(ProductApp app, Browser drafter, string kind, params (string, string)[] fields)
    {
        await drafter.GoAsync($"/documents/new/{kind}");
        await drafter.SubmitAsync("Điền thử từ dữ liệu mẫu");
        await drafter.SubmitAsync(Save, [("Signer", await PersonAsync(app, "hd.giamdoc")), .. fields]);
        drafter.Page.QuerySelector("[data-missing]").ShouldBeNull(drafter.Text);
        return Guid.Parse(drafter.Path.Split('/')[2]);
    }

    private static Task<string> PersonAsync(ProductApp app, string userName) => app.InAsync("hai-duong", async (services, _) =>
        (await services.GetRequiredService<QmsDb>().People.Where(p => p.UserName == userName).Select(p => p.Id).SingleAsync(Ct)).ToString());
}
