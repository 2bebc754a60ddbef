using System.Text.Json;
using QmsWorkflow.Engine.Activities;
using QmsWorkflow.Server.Cli;
using QmsWorkflow.Server.Tests.Support;

namespace QmsWorkflow.Server.Tests.Signing;

/// <summary><c>qms document verify</c>: anyone who holds the file can check it, without the server.</summary>
public sealed class DocumentVerifyVerbTests(PdfSample sample) : IClassFixture<PdfSample>
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

    private string Roots()
    {
        var roots = Directory.CreateDirectory(Path.Combine(folder, "roots")).FullName;
        File.WriteAllText(Path.Combine(roots, "root.pem"), sample.Authority.Root.ExportCertificatePem());
        return roots;
    }

    private async Task<(int Code, string Output)> VerifyAsync(byte[] pdf, params string[] options)
    {
        var file = Path.Combine(folder, "van-ban.pdf");
        await File.WriteAllBytesAsync(file, pdf, TestContext.Current.CancellationToken);
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await CommandLine.RunAsync(
            ["document", "verify", file, .. options], VerbTable.Create(_ => Task.FromResult(0), StepCatalog.Empty), output, error, TestContext.Current.CancellationToken);
        return (code, output.ToString() + error);
    }
}
