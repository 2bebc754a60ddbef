using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using QmsWorkflow.Server.Cli;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.Documents;
using QmsWorkflow.Server.Tests.Documents;
using QmsWorkflow.Server.Tests.Journeys;
using QmsWorkflow.Server.Tests.Runtime;
using QmsWorkflow.Server.Tests.Support;

namespace QmsWorkflow.Server.Tests.Signing;

/// <summary><c>qms document verify</c>: anyone who holds the file can check it, without the server; with the register at hand they learn whether it is in force.</summary>
public sealed class DocumentVerifyVerbTests(PdfSample sample, TestCluster cluster) : IClassFixture<PdfSample>
{
    private readonly string folder = TestFolder.Create("verify");

    [Fact]
    public async Task A_genuine_document_names_its_signers_and_is_trusted_by_the_given_roots()
    {
        var (code, output) = await VerifyAsync(sample.Issued, "--roots", Roots(), "--json");

        code.ShouldBe(ExitCode.Ok, output);
        var json = JsonDocument.Parse(output).RootElement;
        json.GetProperty("intact").GetBoolean().ShouldBeTrue();
        json.GetProperty("trusted").GetBoolean().ShouldBeTrue();
        json.GetProperty("signatures").EnumerateArray().Select(signature => signature.GetProperty("subjectName").GetString())
            .ShouldBe(["Bùi Thanh Tùng", "Sở Lao động - Thương binh và Xã hội"]);
    }

    [Fact]
    public async Task A_flipped_byte_and_roots_that_did_not_sign_are_findings()
    {
        var changed = sample.Issued.ToArray();
        changed[5_000] ^= 1;
        var others = Directory.CreateDirectory(Path.Combine(folder, "others")).FullName;
        await File.WriteAllTextAsync(Path.Combine(others, "root.pem"), new TestAuthority("Tổ chức khác").Root.ExportCertificatePem(), TestContext.Current.CancellationToken);

        var (broken, said) = await VerifyAsync(changed, "--roots", Roots());
        var (strange, told) = await VerifyAsync(sample.Issued, "--roots", others);

        broken.ShouldBe(ExitCode.Finding);
        said.ShouldContain("KHÔNG nguyên vẹn (broken)");
        strange.ShouldBe(ExitCode.Finding);
        told.ShouldContain("Bùi Thanh Tùng, 28/03/2026");
        told.ShouldContain("chưa xác nhận (not trusted)");
    }

    [Fact]
    public async Task Without_a_database_it_says_that_only_the_signature_was_checked_and_makes_none()
    {
        var (code, said) = await VerifyAsync(sample.Issued, "--roots", Roots());
        var (_, output) = await VerifyAsync(sample.Issued, "--json");
        var (away, told) = await VerifyAtAsync(sample.Issued, "Host=127.0.0.1;Port=1;Username=qms;Database=qms;Timeout=3");

        (code, away).ShouldBe((ExitCode.Ok, ExitCode.Ok));
        said.ShouldContain("chưa hỏi sổ văn bản (không có cơ sở dữ liệu");
        told.ShouldContain("chưa hỏi sổ văn bản");
        var register = JsonDocument.Parse(output).RootElement.GetProperty("register");
        register.GetProperty("asked").GetBoolean().ShouldBeFalse();
        register.GetProperty("match").ValueKind.ShouldBe(JsonValueKind.Null);
        Directory.Exists(Path.Combine(folder, "postgres")).ShouldBeFalse();
    }

    [Fact]
    public async Task The_register_says_whether_the_document_is_in_force_and_by_what_it_was_replaced()
    {
        await using var app = await ProductApp.CreateAsync(cluster);
        var keys = new DossierKeys();
        await keys.GiveToPersonAsync(app, "hai-duong", "hd.giamdoc");
        await keys.GiveToAgencyAsync(app, "hai-duong");
        var dossier = await SignedOriginalTests.ReachSignatureAsync(app);
        (await dossier.ApproveAsync("hd.giamdoc")).ShouldBeDone();
        (await dossier.CompleteAsync("hd.vanthu")).ShouldBeDone();
        var issued = await SignedOriginalTests.PdfAsync(app, dossier);

        var (inForce, said) = await VerifyAtAsync(issued, app.Connection);
        await ReplaceAsync(app, dossier.DocumentId);
        var (replaced, output) = await VerifyAtAsync(issued, app.Connection, "--json");
        var (offline, untold) = await VerifyAtAsync(issued, app.Connection, "--offline");
        var (unknown, strange) = await VerifyAtAsync(sample.Issued, app.Connection);

        (inForce, replaced, offline, unknown).ShouldBe((ExitCode.Ok, ExitCode.Finding, ExitCode.Ok, ExitCode.Ok));
        said.ShouldContain("01/KH-SLĐTBXH, ngày 02/03/2022");
        said.ShouldContain("Còn hiệu lực (in force)");
        untold.ShouldContain("chưa hỏi sổ văn bản (--offline)");
        strange.ShouldContain("(not in the register)");
        var register = JsonDocument.Parse(output).RootElement.GetProperty("register");
        register.GetProperty("match").GetString().ShouldBe("issued");
        var entry = register.GetProperty("entries")[0];
        (entry.GetProperty("standing").GetString(), entry.GetProperty("inForce").GetBoolean()).ShouldBe(("replaced", false));
        entry.GetProperty("changes")[0].GetProperty("by").GetString().ShouldBe("02/KH-SLĐTBXH");
    }

    private static async Task ReplaceAsync(ProductApp app, Guid documentId)
    {
        var by = await app.DraftAsync("hai-duong", "plan");
        (await app.SignAsync("hai-duong", by, "hd.giamdoc")).ShouldBeDone();
        await app.IssueAsync("hai-duong", by);
        await app.InAsync("hai-duong", (services, agency) =>
        {
            var db = services.GetRequiredService<QmsDb>();
            db.DocumentRelations.Add(new DocumentRelation
            {
                Id = Guid.CreateVersion7(),
                AgencyId = agency.Id,
                FromDocumentId = by,
                ToDocumentId = documentId,
                Kind = DocumentRelationKind.Replaces,
                Since = new(2022, 3, 2),
                RecordedAt = DateTimeOffset.UnixEpoch,
            });
            return db.SaveChangesAsync(TestContext.Current.CancellationToken);
        });
    }

    private string Roots()
    {
        var roots = Directory.CreateDirectory(Path.Combine(folder, "roots")).FullName;
        File.WriteAllText(Path.Combine(roots, "root.pem"), sample.Authority.Root.ExportCertificatePem());
        return roots;
    }

    private Task<(int Code, string Output)> VerifyAsync(byte[] pdf, params string[] options) => VerifyAtAsync(pdf, null, options);

    private async Task<(int Code, string Output)> VerifyAtAsync(byte[] pdf, string? connection, params string[] options)
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["ConnectionStrings:Qms"] = connection,
            ["QMS_DATA"] = folder,
            ["QMS_CONTENT"] = Repository.Root,
        }).Build();
        var file = Path.Combine(folder, "van-ban.pdf");
        await File.WriteAllBytesAsync(file, pdf, TestContext.Current.CancellationToken);
        var said = await Typist.With(settings).TypeAsync(["document", "verify", file, .. options]);
        return (said.Code, said.Output + said.Error);
    }
}
