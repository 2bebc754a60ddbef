using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using QmsWorkflow.Server.Features.Documents;
using QmsWorkflow.Server.Features.Signing;

namespace QmsWorkflow.Server.Cli.Verbs;

internal static class DocumentVerifyVerb
{
    private static readonly VerbOption Roots = new("--roots", "FOLDER", "Thư mục chứng thư gốc được tin cậy (PEM, DER)", "Folder of the trusted root certificates (PEM, DER)");

    public static Verb Create() => new()
    {
        Name = "document verify",
        Arguments = "FILE.pdf",
        FewestArguments = 1,
        MostArguments = 1,
        Options = [Roots],
        SummaryVi = "Kiểm tra chữ ký số của một tệp PDF: nguyên vẹn, người ký, chứng thư, và những gì đổi sau mỗi chữ ký",
        SummaryEn = "Check the signatures of a PDF file: integrity, signer, certificate, and what changed after each",
        RunAsync = RunAsync,
    };

    private static async Task<int> RunAsync(Invocation call, CancellationToken ct)
    {
        var file = call.Files()[0];
        var content = await File.ReadAllBytesAsync(file, ct);
        IReadOnlyCollection<X509Certificate2> roots = call.Value(Roots.Name) is { } folder ? new TrustedRoots(folder).All : [];
        var found = PdfVerifier.Verify(content, roots);
        var sha256 = FileStore.HashOf(content);
        // Without roots nobody can say whether the certificate is trusted: then only the integrity counts.
        var isGood = found.IsIntact && (roots.Count == 0 || found.Signatures.All(signature => signature.IsTrusted));
        if (call.IsJson)
        {
            call.WriteJson(new { file, sha256, intact = found.IsIntact, trusted = roots.Count > 0 && isGood, problem = found.Problem, signatures = found.Signatures });
            return isGood ? ExitCode.Ok : ExitCode.Finding;
        }

        await call.Output.WriteLineAsync($"{file}: SHA-256 {sha256}");
        if (found.Problem is { } problem) await call.Output.WriteLineAsync($"  không đọc được: {problem} (cannot be read)");
        else if (found.Signatures.Count == 0) await call.Output.WriteLineAsync("  không có chữ ký số (no signature)");
        foreach (var signature in found.Signatures)
        {
            var at = signature.SigningTime?.ToOffset(TimeSpan.FromHours(7)).ToString("dd/MM/yyyy HH:mm:ss", CultureInfo.InvariantCulture) ?? "–";
            await call.Output.WriteLineAsync(
                $"  {signature.SubjectName}, {at}: {(signature.IsIntact ? "nguyên vẹn (intact)" : "KHÔNG nguyên vẹn (broken)")}, {(signature.IsTrusted ? "được tin cậy (trusted)" : "chưa xác nhận (not trusted)")}{(signature.Problem is { } why ? $" – {why}" : "")}");
            foreach (var change in signature.ChangesAfter) await call.Output.WriteLineAsync($"    sau đó: {change.Text} ({(change.IsAllowed ? "allowed" : "NOT ALLOWED")})");
        }

        return isGood ? ExitCode.Ok : ExitCode.Finding;
    }
}
