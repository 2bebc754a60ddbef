using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.Documents;
using QmsWorkflow.Server.Features.Signing;
using QmsWorkflow.Server.Features.Signing.Outside;
using QmsWorkflow.Server.Tests.Runtime;
using QmsWorkflow.Server.Tests.Support;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Tests.Signing;

/// <summary>A PDF is handed out, signed with a tool of somebody else's, and only the very same file comes back (DOMAIN, feature 39).</summary>
public sealed class OutsideSigningTests(TestCluster cluster)
{
    private static readonly SignaturePlace Place = new("Bùi Thanh Tùng", ["GIÁM ĐỐC"]);
    private static readonly DateTimeOffset At = new(2022, 3, 2, 9, 30, 0, TimeSpan.FromHours(7));

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Person_and_agency_sign_outside_and_the_document_is_issued()
    {
        await using var app = await ProductApp.CreateAsync(cluster);
        var keys = await TrustedAsync(app);
        var dossier = await SignedOriginalTests.ReachSignatureAsync(app);
        var out1 = await HandOutAsync(app, dossier, "hd.giamdoc");
        using var person = keys.Of("BÙI THANH TÙNG");

        (await TakeBackAsync(app, dossier, "hd.giamdoc", PdfSigner.SignAsPerson(out1, person, person.Picture, Place, At))).ShouldBeDone();
        await dossier.GoOnAsync();
        (await dossier.DocumentAsync()).State.ShouldBe(DocumentState.Signed);
        (await dossier.CompleteAsync("hd.vanthu")).ShouldBeDone();
        var out2 = await HandOutAsync(app, dossier, "hd.vanthu");
        using var agency = keys.Of((await app.AgencyAsync("hai-duong")).Name);
        (await TakeBackAsync(app, dossier, "hd.vanthu", PdfSigner.SignAsAgency(out2, agency, null, At.AddMinutes(5)))).ShouldBeDone();

        var final = PdfVerifier.Verify(await SignedOriginalTests.PdfAsync(app, dossier), [keys.Root]);
        final.IsIntact.ShouldBeTrue(final.Problem);
        final.Signatures.Count.ShouldBe(2);
        (await SignedOriginalTests.OriginalsAsync(app, dossier)).Select(o => (o.Stage, o.Place, o.CertificateName)).ShouldBe([
            (OriginalStage.Signed, SigningPlace.Outside, "BÙI THANH TÙNG"), (OriginalStage.Issued, SigningPlace.Outside, null),
            (OriginalStage.Issued, SigningPlace.Outside, (await app.AgencyAsync("hai-duong")).Name)]);
    }

    [Fact]
    public async Task Another_file_an_unsigned_one_and_a_broken_signature_are_refused_with_the_reason_and_on_the_trail()
    {
        await using var app = await ProductApp.CreateAsync(cluster);
        var keys = await TrustedAsync(app);
        var dossier = await SignedOriginalTests.ReachSignatureAsync(app);
        using var person = keys.Of("Bùi Thanh Tùng");
        (await TakeBackAsync(app, dossier, "hd.giamdoc", [.. "%PDF-1.7"u8])).ShouldBeRefused("QMS427").Message.ShouldContain("chưa lấy bản PDF");
        var handedOut = await HandOutAsync(app, dossier, "hd.giamdoc");
        var signed = PdfSigner.SignAsPerson(handedOut, person, null, Place, At);

        (await TakeBackAsync(app, dossier, "hd.giamdoc", handedOut)).ShouldBeRefused("QMS427").Message.ShouldContain("chưa có chữ ký số");
        var other = await HandOutAsync(app, await SignedOriginalTests.ReachSignatureAsync(app), "hd.giamdoc");
        (await TakeBackAsync(app, dossier, "hd.giamdoc", PdfSigner.SignAsPerson([.. other, .. "\n"u8], person, null, Place, At))).ShouldBeRefused("QMS427");
        var broken = signed.ToArray();
        broken[handedOut.Length / 2] ^= 1;
        (await TakeBackAsync(app, dossier, "hd.giamdoc", broken)).ShouldBeRefused("QMS427");

        (await dossier.DocumentAsync()).State.ShouldBe(DocumentState.Draft);
        (await dossier.TrailAsync()).Count(line => line.StartsWith("Từ chối tệp PDF ký ngoài", StringComparison.Ordinal)).ShouldBe(3);
        (await TakeBackAsync(app, dossier, "hd.giamdoc", signed)).ShouldBeDone();
    }

    [Fact]
    public async Task A_certificate_in_another_name_needs_a_confirmation_that_is_kept()
    {
        await using var app = await ProductApp.CreateAsync(cluster);
        var keys = await TrustedAsync(app);
        var dossier = await SignedOriginalTests.ReachSignatureAsync(app);
        using var other = keys.Of("Nguyễn Văn Khác");
        var signed = PdfSigner.SignAsPerson(await HandOutAsync(app, dossier, "hd.giamdoc"), other, null, Place, At);

        (await TakeBackAsync(app, dossier, "hd.giamdoc", signed)).ShouldBeRefused("QMS428").Message.ShouldContain("Nguyễn Văn Khác");
        (await TakeBackAsync(app, dossier, "hd.giamdoc", signed, isConfirmed: true)).ShouldBeDone();

        (await app.InAsync("hai-duong", (services, _) => services.GetRequiredService<QmsDb>().OutsideSignings.Where(o => o.ReturnedAt != null).Select(o => o.NameConfirmed).SingleAsync(Ct))).ShouldBeTrue();
    }

    [Fact]
    public async Task Only_the_signer_takes_the_pdf_and_gives_the_password_to_send_it_back()
    {
        await using var app = await ProductApp.CreateAsync(cluster);
        var keys = await TrustedAsync(app);
        var dossier = await SignedOriginalTests.ReachSignatureAsync(app);
        var deputy = await app.ActorAsync("hai-duong", "hd.phogiamdoc");
        (await app.InAsync("hai-duong", (services, _) => services.GetRequiredService<HandOut>().ExecuteAsync(dossier.DocumentId, deputy, Ct))).ShouldBeRefused("QMS302");
        using var person = keys.Of("Bùi Thanh Tùng");
        var signed = PdfSigner.SignAsPerson(await HandOutAsync(app, dossier, "hd.giamdoc"), person, null, Place, At);

        (await TakeBackAsync(app, dossier, "hd.phogiamdoc", signed)).ShouldBeRefused("QMS302");
        (await TakeBackAsync(app, dossier, "hd.giamdoc", signed, password: "sai")).ShouldBeRefused("QMS225");

        (await SignedOriginalTests.OriginalsAsync(app, dossier)).ShouldBeEmpty();
        var head = await app.ActorAsync("hai-duong", "hd.giamdoc");
        (await app.InAsync("hai-duong", (services, _) => services.GetRequiredService<QmsDb>().Set<Features.People.Person>().Where(p => p.Id == head.PersonId).Select(p => p.FailedSignIns).SingleAsync(Ct))).ShouldBe(1);
    }

    [Fact]
    public async Task The_page_leads_the_signer_through_both_steps()
    {
        await using var app = await ProductApp.CreateAsync(cluster);
        var keys = await TrustedAsync(app);
        var dossier = await SignedOriginalTests.ReachSignatureAsync(app);
        await app.ListenAsync();
        using var browser = await app.SignInAsync("hd.giamdoc");
        var task = await dossier.OpenAsync();

        await browser.GoAsync($"/approvals/{task.Id}");
        browser.Page.QuerySelector("[data-signing=outside]").ShouldNotBeNull(browser.Text);
        await browser.GoAsync($"/documents/{dossier.DocumentId}/outside-signing");
        await browser.SubmitAsync("Tạo bản PDF để ký");
        var link = browser.Page.QuerySelector("a[download]").ShouldNotBeNull(browser.Text).GetAttribute("href")!;
        using var person = keys.Of("Bùi Thanh Tùng");
        var signed = PdfSigner.SignAsPerson(await FileAsync(app, Guid.Parse(link.Split('/')[^1])), person, person.Picture, Place, At);
        using var form = new MultipartFormDataContent();
        foreach (var hidden in browser.Page.QuerySelector("form[enctype]")!.QuerySelectorAll("input[type=hidden]")) form.Add(new StringContent(hidden.GetAttribute("value")!), hidden.GetAttribute("name")!);
        form.Add(new ByteArrayContent(signed), "file", "da-ky.pdf");
        form.Add(new StringContent(Dossier.Password), "password");
        await browser.PostRawAsync($"/documents/{dossier.DocumentId}/outside-signing", form);

        browser.Status.ShouldBe(HttpStatusCode.OK);
        browser.Path.ShouldBe($"/documents/{dossier.DocumentId}", browser.Text);
        (await dossier.DocumentAsync()).State.ShouldBe(DocumentState.Signed);
    }

    private static async Task<DossierKeys> TrustedAsync(ProductApp app)
    {
        await DossierKeys.RevokeAllAsync(app, "hai-duong");
        var keys = new DossierKeys();
        var folder = app.Services.GetRequiredService<TrustedRoots>().Folder;
        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(Path.Combine(folder, "goc.pem"), keys.Root.ExportCertificatePem(), Ct);
        return keys;
    }

    private static async Task<byte[]> HandOutAsync(ProductApp app, Dossier dossier, string userName)
    {
        var actor = await app.ActorAsync("hai-duong", userName);
        (await app.InAsync("hai-duong", (services, _) => services.GetRequiredService<HandOut>().ExecuteAsync(dossier.DocumentId, actor, Ct))).ShouldBeDone();
        return await FileAsync(app, await app.InAsync("hai-duong", (services, _) => services.GetRequiredService<QmsDb>().OutsideSignings
            .Where(o => o.DocumentId == dossier.DocumentId).OrderByDescending(o => o.HandedOutAt).ThenByDescending(o => o.Id).Select(o => o.HandedOutFileId).FirstAsync(Ct)));
    }

    private static Task<byte[]> FileAsync(ProductApp app, Guid id) => app.InAsync("hai-duong", async (services, _) =>
    {
        await using var stream = services.GetRequiredService<FileStore>().Open(await services.GetRequiredService<QmsDb>().StoredFiles.SingleAsync(f => f.Id == id, Ct));
        using var memory = new MemoryStream();
        await stream.CopyToAsync(memory, Ct);
        return memory.ToArray();
    });

    private static async Task<Outcome> TakeBackAsync(ProductApp app, Dossier dossier, string userName, byte[] pdf, string password = Dossier.Password, bool isConfirmed = false)
    {
        var actor = await app.ActorAsync("hai-duong", userName);
        return await app.InAsync("hai-duong", (services, _) => services.GetRequiredService<TakeBack>().ExecuteAsync(new TakeBackInput(dossier.DocumentId, pdf, password, isConfirmed), actor, Ct));
    }
}
