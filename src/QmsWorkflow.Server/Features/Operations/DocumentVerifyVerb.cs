using System.Globalization;
using QmsWorkflow.Server.Cli;
using QmsWorkflow.Server.Features.Documents;
using QmsWorkflow.Server.Features.Signing;

namespace QmsWorkflow.Server.Features.Operations;

/// <summary><c>qms document verify</c>: what the signatures of a file prove, and, where there is a register, whether the document is in force.</summary>
internal static class DocumentVerifyVerb
{
    private static readonly VerbOption Roots = new("--roots", "FOLDER", "Thư mục chứng thư gốc được tin cậy (PEM, DER)", "Folder of the trusted root certificates (PEM, DER)");
    private static readonly VerbOption Offline = new("--offline", null, "Chỉ kiểm tra chữ ký, không hỏi sổ văn bản", "Check the signatures only, do not ask the register");

    public static Verb Create(IConfiguration configuration) => new()
    {
        Name = "document verify",
        Arguments = "FILE.pdf",
        FewestArguments = 1,
        MostArguments = 1,
        Options = [Roots, Offline],
        SummaryVi = "Kiểm tra chữ ký số của một tệp PDF (nguyên vẹn, người ký, chứng thư, thay đổi sau khi ký) và hỏi sổ văn bản còn hiệu lực không",
        SummaryEn = "Check the signatures of a PDF file (integrity, signer, certificate, later changes) and ask the register whether it is in force",
        RunAsync = (call, ct) => RunAsync(configuration, call, ct),
    };

    private static async Task<int> RunAsync(IConfiguration configuration, Invocation call, CancellationToken ct)
    {
        var file = call.Files()[0];
        var content = await File.ReadAllBytesAsync(file, ct);
        var register = call.Has(Offline.Name) ? RegisterAnswer.NotAsked("--offline") : await RegisterAnswer.AskAsync(configuration, content, ct);
        var roots = call.Value(Roots.Name) is { } folder ? new TrustedRoots(folder).All : register.Roots;
        var found = PdfVerifier.Verify(content, roots);
        // Without roots nobody can say whether the certificate is trusted: then only the integrity counts.
        var isGood = found.IsIntact && (roots.Count == 0 || found.Signatures.All(signature => signature.IsTrusted));
        var sha256 = FileStore.HashOf(content);
        if (call.IsJson)
        {
            call.WriteJson(new
            {
                file,
                sha256,
                intact = found.IsIntact,
                trusted = roots.Count > 0 && isGood,
                problem = found.Problem,
                signatures = found.Signatures,
                register = register.ForPrograms(),
            });
        }
        else
        {
            await call.Output.WriteLineAsync($"{file}: SHA-256 {sha256}");
            await PrintAsync(found, call.Output);
            await register.PrintAsync(call.Output);
        }

        return isGood && register.IsGood ? ExitCode.Ok : ExitCode.Finding;
    }

    private static async Task PrintAsync(PdfVerification found, TextWriter output)
    {
        if (found.Problem is { } problem) await output.WriteLineAsync($"  không đọc được: {problem} (cannot be read)");
        else if (found.Signatures.Count == 0) await output.WriteLineAsync("  không có chữ ký số (no signature)");
        foreach (var signature in found.Signatures)
        {
            var at = signature.SigningTime?.ToOffset(TimeSpan.FromHours(7)).ToString("dd/MM/yyyy HH:mm:ss", CultureInfo.InvariantCulture) ?? "–";
            await output.WriteLineAsync(
                $"  {signature.SubjectName}, {at}: {(signature.IsIntact ? "nguyên vẹn (intact)" : "KHÔNG nguyên vẹn (broken)")}, {(signature.IsTrusted ? "được tin cậy (trusted)" : "chưa xác nhận (not trusted)")}{(signature.Problem is { } why ? $" – {why}" : "")}");
            foreach (var change in signature.ChangesAfter) await output.WriteLineAsync($"    sau đó: {change.Text} ({(change.IsAllowed ? "allowed" : "NOT ALLOWED")})");
        }
    }
}
