using System.Net;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using QmsWorkflow.Documents;
using QmsWorkflow.Documents.Checking;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.Documents;
using QmsWorkflow.Server.Features.FormChecks;
using QmsWorkflow.Server.Tests.Documents;
using QmsWorkflow.Server.Tests.Journeys;
using QmsWorkflow.Server.Tests.Support;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Tests.FormChecks;

/// <summary>The form check in the browser: of any file, and of drafts whose words are mended by a click.</summary>
public sealed class FormCheckTests(TestCluster cluster)
{
    private const string Slip = "Chánh Văn phòng và các phòng trực thuộc thuộc Sở quản triệt kế hoạch này";

    [Fact]
    public async Task A_file_is_checked_on_the_page_and_its_mended_copy_is_handed_back()
    {
        await using var app = await ProductApp.CreateAsync(cluster);
        await app.ListenAsync();
        using var browser = await app.SignInAsync("hd.cc1.vp");
        await browser.GoAsync("/check");

        await browser.UploadAsync("Kiểm tra", "File", "quyet-dinh.docx", Decision("Số: 5/QĐ-SLĐTBXH"), ("Year", "2022"));

        browser.Status.ShouldBe(HttpStatusCode.OK);
        browser.Text.ShouldContain("Kết quả kiểm tra quyet-dinh.docx");
        browser.Text.ShouldContain("Lỗi: trái quy định");
        browser.Text.ShouldContain("Yêu cầu: “05”");
        browser.Text.ShouldContain("Phụ lục I, Phần I, mục II.3c");
        await browser.SubmitAsync("Tải bản sửa các chỗ đã chọn");
        browser.Response.Content.Headers.ContentDisposition!.FileNameStar.ShouldBe("quyet-dinh-da-sua.docx");
        DocxText.ToPlainText(DocxText.Read(await browser.Response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken))).ShouldContain("Số: 05/QĐ-SLĐTBXH");
    }

    [Fact]
    public async Task A_file_that_is_no_Word_file_is_refused_with_its_reason()
    {
        await using var app = await ProductApp.CreateAsync(cluster);
        await app.ListenAsync();
        using var browser = await app.SignInAsync("hd.cc1.vp");
        await browser.GoAsync("/check");

        await browser.UploadAsync("Kiểm tra", "File", "x.docx", [1, 2, 3]);

        browser.RefusalCode.ShouldBe("QMS462");
        browser.Text.ShouldContain("không phải tệp Word");
    }

    [Fact]
    public async Task Words_of_a_draft_are_mended_in_its_content_and_make_its_next_version()
    {
        await using var app = await ProductApp.CreateAsync(cluster);
        var id = await DraftWithSlipAsync(app);
        await app.ListenAsync();
        using var browser = await app.SignInAsync("hd.vanphong");
        await browser.GoAsync($"/documents/{id}/check");
        browser.Text.ShouldContain("“thuộc thuộc”");
        browser.Text.ShouldContain("“quản triệt”");

        await browser.SubmitAsync("Sửa các chỗ đã chọn", ("Finding", (await FindingAsync(app, id, "ND30-902")).Id));

        browser.RefusalCode.ShouldBeNull(browser.Text);
        browser.Text.ShouldNotContain("“thuộc thuộc”");
        var document = await app.DocumentAsync("hai-duong", id);
        document.ContentVersion.ShouldBe(3);
        document.Content.ShouldContain("các phòng trực thuộc Sở");
        DocxText.ToPlainText(DocxText.Read(await app.FileOfAsync("hai-duong", id))).ShouldContain("các phòng trực thuộc Sở");
        var entry = await app.InAsync("hai-duong", async (services, _) => await services.GetRequiredService<QmsDb>().TrailEntries.AsNoTracking().SingleAsync(e => e.Action == "document.form-fixed", TestContext.Current.CancellationToken));
        entry.Summary.ShouldContain("lỗi thể thức");
    }

    [Fact]
    public async Task An_issued_document_and_an_old_version_are_not_mended()
    {
        await using var app = await ProductApp.CreateAsync(cluster);
        var id = await DraftWithSlipAsync(app);
        var finding = await FindingAsync(app, id, "ND30-902");

        (await FixAsync(app, id, 1, finding.Id, "hd.vanphong")).ShouldBeOfType<Outcome.Refused>().Code.ShouldBe("QMS303");
        (await FixAsync(app, id, 2, "ND30-999.d1", "hd.vanphong")).ShouldBeOfType<Outcome.Refused>().Code.ShouldBe("QMS461");
        (await FixAsync(app, id, 2, finding.Id, "hd.cc1.vp")).ShouldBeOfType<Outcome.Refused>().Code.ShouldBe("QMS460");
        (await app.SignAsync("hai-duong", id, "hd.giamdoc")).IsDone.ShouldBeTrue();
        (await FixAsync(app, id, 2, finding.Id, "hd.vanphong")).ShouldBeOfType<Outcome.Refused>().Code.ShouldBe("QMS460");
        await app.IssueAsync("hai-duong", id);
        (await FixAsync(app, id, 2, finding.Id, "hd.vanphong")).ShouldBeOfType<Outcome.Refused>().Code.ShouldBe("QMS404");
    }

    [Fact]
    public async Task Errors_stand_against_signing_and_warnings_do_not()
    {
        await using var app = await ProductApp.CreateAsync(cluster);
        var right = await DraftWithSlipAsync(app);
        var wrong = await ChangedAsync(app, await app.DraftAsync("hai-duong", "decision"), content => content["recipients"] = new JsonArray("Như Điều 3", "VT"));

        (await ProblemsAsync(app, right)).ShouldBeEmpty();
        var problem = (await ProblemsAsync(app, wrong)).ShouldHaveSingleItem();
        problem.ShouldContain("ND30-615, Nơi nhận, đoạn");
        problem.ShouldContain("“- Lưu: VT,");
    }

    [Theory]
    [InlineData("hai-duong", "plan", null)]
    [InlineData("hai-duong", "submission", null)]
    [InlineData("hai-duong", "decision", null)]
    [InlineData("hai-duong", "unit-objectives", "NCC")]
    [InlineData("bac-giang", "decision", null)]
    [InlineData("bau-bang", "decision", null)]
    [InlineData("ba-ria-vung-tau", "decision", null)]
    public async Task What_the_product_generates_has_neither_error_nor_warning(string agency, string kind, string? unit)
    {
        var (day, signer) = SeedAgencies.Of(agency);
        await using var app = await ProductApp.CreateAsync(cluster, day);
        await app.AdoptObjectivesAsync(agency, unit);
        var id = await app.DraftAsync(agency, kind, unit);

        var draft = await ReportAsync(app, agency, id);
        (await app.SignAsync(agency, id, signer)).IsDone.ShouldBeTrue();
        await app.IssueAsync(agency, id);
        var issued = await ReportAsync(app, agency, id);

        foreach (var report in (FormReport[])[draft, issued])
        {
            report.Findings.Where(finding => finding.Severity != FormSeverity.Hint).Select(finding => $"{finding.Rule} {finding.Place}: {finding.Found} → {finding.Required}").ShouldBeEmpty();
        }
    }

    private static byte[] Decision(string number)
    {
        var path = Path.Combine(Repository.Root, "templates", "agency-objectives", "quyet-dinh");
        var data = (JsonObject)JsonNode.Parse(File.ReadAllText(path + ".sample.json"))!;
        data["numberLine"] = number;
        return DocxTemplate.Open(File.ReadAllBytes(path + ".docx")).Fill(data).Docx!;
    }

    private static async Task<Guid> DraftWithSlipAsync(ProductApp app) =>
        await ChangedAsync(app, await app.DraftAsync("hai-duong", "plan"), content => content["intro"] = Slip + ":");

    /// <summary>Changes the content as an office might have typed it: the next version.</summary>
    private static Task<Guid> ChangedAsync(ProductApp app, Guid id, Action<JsonObject> change) => app.InAsync("hai-duong", async (services, owner) =>
    {
        var ct = TestContext.Current.CancellationToken;
        var db = services.GetRequiredService<QmsDb>();
        var drafting = services.GetRequiredService<DocumentDrafting>();
        await services.GetRequiredService<Transactor>().RunAsync(
            async () =>
            {
                var document = (await db.TakeAsync(id, ct))!;
                var content = (JsonObject)JsonNode.Parse(document.Content)!;
                change(content);
                document.Content = content.ToJsonString(DocumentDrafting.Json);
                document.ContentVersion++;
                await drafting.KeepAsync(document, await drafting.FillAsync(document, document.Content, DocumentStamp.Of(document), ct), Actor.System(owner.Id), ct);
            },
            ct);
        return id;
    });

    private static Task<FormReport> ReportAsync(ProductApp app, string agency, Guid id) => app.InAsync(agency, async (services, _) =>
        (await services.GetRequiredService<DocumentFormCheck>().LoadAsync(id, TestContext.Current.CancellationToken))!.Report);

    private static async Task<FormFinding> FindingAsync(ProductApp app, Guid id, string rule) => (await ReportAsync(app, "hai-duong", id)).Findings.First(finding => finding.Rule == rule);

    private static Task<IReadOnlyList<string>> ProblemsAsync(ProductApp app, Guid id) => app.InAsync("hai-duong", (services, _) =>
        services.GetRequiredService<IEnumerable<IDocumentGate>>().OfType<FormGate>().Single().ProblemsAsync(id, TestContext.Current.CancellationToken));

    private static async Task<Outcome> FixAsync(ProductApp app, Guid id, int seen, string finding, string userName)
    {
        var actor = await app.ActorAsync("hai-duong", userName);
        return await app.InAsync("hai-duong", (services, _) => services.GetRequiredService<ApplyFormFixes>().ExecuteAsync(new FormFixInput(id, seen, [finding]), actor, TestContext.Current.CancellationToken));
    }
}
