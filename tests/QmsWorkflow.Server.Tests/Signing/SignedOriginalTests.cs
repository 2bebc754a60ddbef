using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.Documents;
using QmsWorkflow.Server.Features.Signing;
using QmsWorkflow.Server.Tests.Documents;
using QmsWorkflow.Server.Tests.Runtime;
using QmsWorkflow.Server.Tests.Support;

namespace QmsWorkflow.Server.Tests.Signing;

/// <summary>What was signed electronically is the original: numbered and sealed on the signed PDF itself, never rendered again (NĐ 30/2020 Điều 17.2, 19.2).</summary>
public sealed class SignedOriginalTests(TestCluster cluster)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_person_signs_the_number_is_written_in_and_the_agency_signs_over_it()
    {
        await using var app = await ProductApp.CreateAsync(cluster);
        var keys = new DossierKeys();
        await keys.GiveToPersonAsync(app, "hai-duong", "hd.giamdoc");
        await keys.GiveToAgencyAsync(app, "hai-duong");
        var dossier = await ReachSignatureAsync(app);

        (await dossier.ApproveAsync("hd.giamdoc")).ShouldBeDone();
        var signed = PdfVerifier.Verify(await PdfAsync(app, dossier), [keys.Root]);
        (await dossier.CompleteAsync("hd.vanthu")).ShouldBeDone();
        var issued = await PdfAsync(app, dossier);

        signed.IsIntact.ShouldBeTrue();
        signed.Signatures.Select(s => s.SubjectName).ShouldBe(["Bùi Thanh Tùng"]);
        var verification = PdfVerifier.Verify(issued, [keys.Root]);
        verification.IsIntact.ShouldBeTrue(verification.Problem);
        verification.Signatures.Select(s => s.SubjectName).ShouldBe(["Bùi Thanh Tùng", (await app.AgencyAsync("hai-duong")).Name]);
        verification.Signatures.ShouldAllBe(s => s.IsTrusted);
        verification.Signatures[^1].CoversWholeFile.ShouldBeTrue();
        var originals = await OriginalsAsync(app, dossier);
        originals.Select(o => (o.Stage, o.Place)).ShouldBe([(OriginalStage.Signed, SigningPlace.Software), (OriginalStage.Issued, SigningPlace.Software)]);
        originals[^1].Sha256.ShouldBe(Convert.ToHexStringLower(SHA256.HashData(issued)));
    }

    [Fact]
    public async Task The_issued_pdf_stays_what_it_is_and_the_database_refuses_another()
    {
        await using var app = await ProductApp.CreateAsync(cluster);
        await DossierKeys.RevokeAllAsync(app, "hai-duong");
        var keys = new DossierKeys();
        await keys.GiveToPersonAsync(app, "hai-duong", "hd.giamdoc");
        var dossier = await ReachSignatureAsync(app);
        (await dossier.ApproveAsync("hd.giamdoc")).ShouldBeDone();
        (await dossier.CompleteAsync("hd.vanthu")).ShouldBeDone();
        var document = await dossier.DocumentAsync();
        var before = await PdfAsync(app, dossier);

        await app.InAsync("hai-duong", (services, _) => services.GetRequiredService<PdfJob>().EnsureAsync(document.Id, document.DocxSha256!, Trail.Actor.System(document.AgencyId), Ct));
        (await PdfAsync(app, dossier)).ShouldBe(before);
        var failure = await Should.ThrowAsync<Npgsql.PostgresException>(() => app.InAsync("hai-duong", (services, _) => services.GetRequiredService<QmsDb>().Documents
            .Where(d => d.Id == document.Id).ExecuteUpdateAsync(set => set.SetProperty(d => d.PdfFileId, document.DocxFileId), Ct)));
        failure.MessageText.ShouldStartWith("QMS429");
        failure = await Should.ThrowAsync<Npgsql.PostgresException>(() => app.InAsync("hai-duong", (services, _) => services.GetRequiredService<QmsDb>().DocumentOriginals
            .ExecuteUpdateAsync(set => set.SetProperty(o => o.Sha256, "khác"), Ct)));
        failure.MessageText.ShouldStartWith("QMS429");

        // Without a certificate of the agency the numbered PDF waits for the agency's signature outside.
        (await OriginalsAsync(app, dossier))[^1].CertificateName.ShouldBeNull();
    }

    [Fact]
    public async Task Without_certificates_a_document_is_signed_on_paper_as_before()
    {
        await using var app = await ProductApp.CreateAsync(cluster);
        await DossierKeys.RevokeAllAsync(app, "hai-duong");
        var dossier = await ReachSignatureAsync(app);

        (await dossier.ApproveAsync("hd.giamdoc")).ShouldBeDone();
        (await dossier.CompleteAsync("hd.vanthu")).ShouldBeDone();

        (await OriginalsAsync(app, dossier)).ShouldBeEmpty();
        (await dossier.DocumentAsync()).State.ShouldBe(DocumentState.Issued);
    }

    [Fact]
    public async Task An_original_whose_file_was_touched_on_disk_is_not_handed_out_as_one()
    {
        await using var app = await ProductApp.CreateAsync(cluster);
        await new DossierKeys().GiveToPersonAsync(app, "hai-duong", "hd.giamdoc");
        var dossier = await ReachSignatureAsync(app);
        (await dossier.ApproveAsync("hd.giamdoc")).ShouldBeDone();
        var original = (await OriginalsAsync(app, dossier)).Single();

        await app.InAsync("hai-duong", async (services, _) =>
        {
            var file = Path.Combine(services.GetRequiredService<FileFolder>().Path, original.Sha256[..2], original.Sha256[2..4], original.Sha256);
            await File.AppendAllTextAsync(file, "\n", Ct);
            await Should.ThrowAsync<InvalidDataException>(() => services.GetRequiredService<DocumentOriginals>().ReadAsync(original, Ct));
            return 0;
        });
    }

    [Theory]
    [InlineData("hai-duong", "plan", null, "hd.giamdoc")]
    [InlineData("hai-duong", "submission", null, "hd.phogiamdoc")]
    [InlineData("hai-duong", "decision", null, "hd.giamdoc")]
    [InlineData("hai-duong", "unit-objectives", "VP", "hd.giamdoc")]
    [InlineData("bau-bang", "decision", null, "bb.chutich")]
    [InlineData("bac-giang", "decision", null, "bg.phogiamdoc")]
    [InlineData("ba-ria-vung-tau", "decision", null, "vt.photruongban")]
    public async Task Every_document_of_the_year_can_be_signed_and_sealed_also_in_another_month_than_it_was_drafted_in(string agency, string kind, string? unit, string signer)
    {
        await using var app = await ProductApp.CreateAsync(cluster, new DateOnly(2024, 11, 7));
        await app.AdoptObjectivesAsync(agency, unit);
        var id = await app.DraftAsync(agency, kind, unit);
        var actor = await app.ActorAsync(agency, signer);

        await app.InAsync(agency, async (services, _) =>
        {
            var signing = services.GetRequiredService<DocumentSigning>();
            var ready = (await signing.RenderAsync(id, "auto", actor, always: false, Ct)).ShouldNotBeNull();
            (await services.GetRequiredService<Trail.Transactor>().RunAsync(() => signing.SignAsync(id, 1, "auto", ready, null, actor, Ct), Ct)).ShouldBeDone();
            return 0;
        });
        await app.IssueAsync(agency, id);

        var document = await app.DocumentAsync(agency, id);
        var issued = await PdfAsync(app, new Dossier(app, id, agency), agency);
        var verification = PdfVerifier.Verify(issued, app.Services.GetRequiredService<TrustedRoots>().All);
        verification.IsIntact.ShouldBeTrue(verification.Problem);
        verification.Signatures.Count.ShouldBe(2);
        verification.Signatures.ShouldAllBe(s => s.IsTrusted);
        document.State.ShouldBe(DocumentState.Issued);
    }

    internal static async Task<Dossier> ReachSignatureAsync(ProductApp app)
    {
        var dossier = await Dossier.SubmitAsync(app, "hd.cc1.vp", "VP");
        foreach (var who in new[] { "hd.truong.vp", "hd.vanthu" }) (await dossier.ApproveAsync(who)).ShouldBeDone();
        return dossier;
    }

    internal static Task<List<DocumentOriginal>> OriginalsAsync(ProductApp app, Dossier dossier) => app.InAsync("hai-duong", (services, _) =>
        services.GetRequiredService<QmsDb>().DocumentOriginals.AsNoTracking().Where(o => o.DocumentId == dossier.DocumentId).OrderBy(o => o.KeptAt).ThenBy(o => o.Id).ToListAsync(Ct));

    /// <summary>The PDF that people download.</summary>
    internal static Task<byte[]> PdfAsync(ProductApp app, Dossier dossier, string agency = "hai-duong") => app.InAsync(agency, async (services, _) =>
    {
        var db = services.GetRequiredService<QmsDb>();
        var file = await db.Documents.Where(d => d.Id == dossier.DocumentId).Join(db.StoredFiles, d => d.PdfFileId, f => f.Id, (d, f) => f).SingleAsync(Ct);
        await using var stream = services.GetRequiredService<FileStore>().Open(file);
        using var memory = new MemoryStream();
        await stream.CopyToAsync(memory, Ct);
        return memory.ToArray();
    });
}
