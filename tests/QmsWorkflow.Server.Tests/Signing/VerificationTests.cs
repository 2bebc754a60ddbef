using System.Globalization;
using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.Documents;
using QmsWorkflow.Server.Features.Signing;
using QmsWorkflow.Server.Features.Signing.Verification;
using QmsWorkflow.Server.Tests.Documents;
using QmsWorkflow.Server.Tests.Runtime;
using QmsWorkflow.Server.Tests.Support;

namespace QmsWorkflow.Server.Tests.Signing;

/// <summary>Anyone who holds a document looks it up and checks its file without signing in; nobody learns of anything they do not hold.</summary>
public sealed class VerificationTests(TestCluster cluster)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_code_on_a_document_opens_its_entry_without_signing_in()
    {
        await using var app = await ProductApp.CreateAsync(cluster);
        var document = await IssuedAsync(app);
        using var browser = await OpenAsync(app);

        await browser.GoAsync($"/verify/{document.VerificationCode}");

        browser.Status.ShouldBe(HttpStatusCode.OK);
        browser.Text.ShouldContain("01/KH-SLĐTBXH");
        browser.Text.ShouldContain("Còn hiệu lực");
        browser.Text.ShouldContain("Bùi Thanh Tùng");
        browser.Text.ShouldContain("02/03/2022");
        browser.Response.Headers.GetValues("X-Robots-Tag").ShouldBe(["noindex, nofollow"]);
    }

    [Fact]
    public async Task A_number_opens_the_entry_only_together_with_its_date()
    {
        await using var app = await ProductApp.CreateAsync(cluster);
        await IssuedAsync(app);
        using var browser = await OpenAsync(app);

        await browser.GoAsync("/verify?q=1/KH-SLĐTBXH");
        browser.Page.QuerySelector("[data-verify=date]").ShouldNotBeNull();
        browser.Page.QuerySelector("[data-verify=entry]").ShouldBeNull();
        await browser.GoAsync("/verify?q=01/KH-SLĐTBXH&date=2022-03-03");
        browser.Page.QuerySelector("[data-verify=none]").ShouldNotBeNull();
        await browser.GoAsync("/verify?q=01/KH-SLĐTBXH&date=2022-03-02");
        browser.Page.QuerySelector("[data-verify=entry]").ShouldNotBeNull(browser.Text);
    }

    [Fact]
    public async Task A_recalled_document_says_so_and_by_what()
    {
        await using var app = await ProductApp.CreateAsync(cluster);
        var document = await IssuedAsync(app);
        var recall = await IssuedAsync(app);
        await app.InAsync("hai-duong", (services, agency) =>
        {
            var db = services.GetRequiredService<QmsDb>();
            db.DocumentRelations.Add(new DocumentRelation
            {
                Id = Guid.CreateVersion7(),
                AgencyId = agency.Id,
                FromDocumentId = recall.Id,
                ToDocumentId = document.Id,
                Kind = DocumentRelationKind.Recalls,
                Since = new(2022, 3, 2),
                RecordedAt = DateTimeOffset.UnixEpoch,
            });
            return db.SaveChangesAsync(Ct);
        });
        using var browser = await OpenAsync(app);

        await browser.GoAsync($"/verify/{document.VerificationCode}");

        browser.Page.QuerySelector("[data-verify=entry]")!.GetAttribute("data-standing").ShouldBe("Recalled");
        browser.Text.ShouldContain("Thu hồi bởi");
        browser.Text.ShouldContain("02/KH-SLĐTBXH, ngày 02/03/2022");
    }

    [Fact]
    public async Task A_draft_and_a_signed_document_are_not_found_by_anyone()
    {
        await using var app = await ProductApp.CreateAsync(cluster);
        var id = await app.DraftAsync("hai-duong", "plan");
        using var browser = await OpenAsync(app);
        var code = (await app.DocumentAsync("hai-duong", id)).VerificationCode;

        await browser.GoAsync($"/verify/{code}");
        browser.Page.QuerySelector("[data-verify=none]").ShouldNotBeNull();
        (await app.SignAsync("hai-duong", id, "hd.giamdoc")).ShouldBeDone();
        await browser.GoAsync($"/verify/{code}");
        browser.Page.QuerySelector("[data-verify=none]").ShouldNotBeNull();
        await browser.GoAsync("/verify/%25");
        browser.Page.QuerySelector("[data-verify=none]").ShouldNotBeNull();
    }

    [Fact]
    public async Task The_database_itself_shows_the_named_document_and_no_other()
    {
        await using var app = await ProductApp.CreateAsync(cluster);
        var (first, second) = (await IssuedAsync(app), await IssuedAsync(app));
        var draft = await app.DraftAsync("hai-duong", "plan");
        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<QmsDb>();
        await db.Database.OpenConnectionAsync(Ct);

        (await SeenAsync("")).ShouldBeEmpty();
        (await SeenAsync($"code:{first.VerificationCode}")).ShouldBe([first.Id]);
        (await SeenAsync($"code:{(await app.DocumentAsync("hai-duong", draft)).VerificationCode}")).ShouldBeEmpty();
        (await SeenAsync("number:02/KH-SLĐTBXH|2022-03-02")).ShouldBe([second.Id]);
        (await SeenAsync("number:%|%")).ShouldBeEmpty();
        (await SeenAsync("file:")).ShouldBeEmpty();
        (await db.Database.SqlQuery<int>($"select count(*)::int as \"Value\" from document_relations").SingleAsync(Ct)).ShouldBe(0);
        (await db.Database.SqlQuery<int>($"select count(*)::int as \"Value\" from people").SingleAsync(Ct)).ShouldBe(0);

        async Task<List<Guid>> SeenAsync(string key)
        {
            await db.Database.ExecuteSqlAsync($"select set_config('qms.verify', {key}, false)", Ct);
            return await db.Database.SqlQuery<Guid>($"select id as \"Value\" from documents").ToListAsync(Ct);
        }
    }

    [Fact]
    public async Task An_uploaded_file_is_recognised_checked_and_told_from_a_changed_one()
    {
        await using var app = await ProductApp.CreateAsync(cluster);
        var keys = new DossierKeys();
        await keys.GiveToPersonAsync(app, "hai-duong", "hd.giamdoc");
        await keys.GiveToAgencyAsync(app, "hai-duong");
        var roots = app.Services.GetRequiredService<TrustedRoots>().Folder;
        Directory.CreateDirectory(roots);
        await File.WriteAllTextAsync(Path.Combine(roots, "goc.pem"), keys.Root.ExportCertificatePem(), Ct);
        var dossier = await SignedOriginalTests.ReachSignatureAsync(app);
        (await dossier.ApproveAsync("hd.giamdoc")).ShouldBeDone();
        var signedOnly = await SignedOriginalTests.PdfAsync(app, dossier);
        (await dossier.CompleteAsync("hd.vanthu")).ShouldBeDone();
        var issued = await SignedOriginalTests.PdfAsync(app, dossier);
        var code = (await dossier.DocumentAsync()).VerificationCode;
        using var browser = await OpenAsync(app);

        await UploadAsync(browser, "/verify", issued);
        Result(browser).ShouldBe(("Issued", "yes"));
        browser.Text.ShouldContain("01/KH-SLĐTBXH");
        browser.Text.ShouldContain("Chứng thư số do tổ chức được tin cậy cấp.");
        await UploadAsync(browser, "/verify", signedOnly);
        Result(browser).ShouldBe(("Unknown", "yes"));
        browser.Text.ShouldNotContain("01/KH-SLĐTBXH");
        var changed = issued.ToArray();
        changed[changed.Length / 3] ^= 1;
        await UploadAsync(browser, $"/verify/{code}", changed);
        Result(browser).ShouldBe(("Other", "no"));
        await UploadAsync(browser, "/verify", [.. "không phải PDF"u8]);
        Result(browser).ShouldBe(("Unknown", "no"));
    }

    [Fact]
    public async Task Who_asks_too_often_has_to_wait()
    {
        await using var app = await ProductApp.CreateAsync(cluster);
        using var browser = await OpenAsync(app);

        for (var index = 0; index < VerificationSetup.AsksPerMinute; index++)
        {
            await browser.GoAsync(string.Create(CultureInfo.InvariantCulture, $"/verify/{index:0000}"));
            browser.Status.ShouldBe(HttpStatusCode.OK);
        }

        await browser.GoAsync("/verify/abcd");
        browser.Status.ShouldBe(HttpStatusCode.TooManyRequests);
        await browser.GoAsync("/sign-in");
        browser.Status.ShouldBe(HttpStatusCode.OK);
    }

    private static (string? Match, string? Intact) Result(Browser browser)
    {
        var result = browser.Page.QuerySelector("[data-verify=file]").ShouldNotBeNull(browser.Text);
        return (result.GetAttribute("data-match"), result.GetAttribute("data-intact"));
    }

    private static async Task UploadAsync(Browser browser, string url, byte[] content)
    {
        await browser.GoAsync(url);
        using var form = new MultipartFormDataContent();
        var shown = browser.Page.QuerySelector("form[enctype]").ShouldNotBeNull();
        foreach (var hidden in shown.QuerySelectorAll("input[type=hidden]")) form.Add(new StringContent(hidden.GetAttribute("value")!), hidden.GetAttribute("name")!);
        form.Add(new ByteArrayContent(content), "file", "van-ban.pdf");
        await browser.PostRawAsync(url, form);
        browser.Status.ShouldBe(HttpStatusCode.OK);
    }

    private static async Task<Browser> OpenAsync(ProductApp app)
    {
        await app.ListenAsync();
        return app.Open();
    }

    private static async Task<Document> IssuedAsync(ProductApp app)
    {
        var id = await app.DraftAsync("hai-duong", "plan");
        (await app.SignAsync("hai-duong", id, "hd.giamdoc")).ShouldBeDone();
        await app.IssueAsync("hai-duong", id);
        return await app.DocumentAsync("hai-duong", id);
    }
}
