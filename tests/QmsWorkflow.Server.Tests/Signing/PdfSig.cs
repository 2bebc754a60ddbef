using System.Diagnostics;
using System.Security.Cryptography.X509Certificates;
using QmsWorkflow.Server.Tests.Support;

namespace QmsWorkflow.Server.Tests.Signing;

/// <summary>What poppler, a reader that is not ours, says about a file.</summary>
internal static class PdfSig
{
    /// <summary>The lines of <c>pdfsig</c>, which trusts this authority only.</summary>
    public static string Run(byte[] pdf, X509Certificate2 root)
    {
        var folder = TestFolder.Create("pdfsig");
        var trust = Directory.CreateDirectory(Path.Combine(folder, "nss")).FullName;
        File.WriteAllText(Path.Combine(folder, "root.pem"), root.ExportCertificatePem());
        File.WriteAllBytes(Path.Combine(folder, "file.pdf"), pdf);
        Tool("certutil", "-N", "-d", $"sql:{trust}", "--empty-password");
        Tool("certutil", "-A", "-d", $"sql:{trust}", "-n", "root", "-t", "CT,C,C", "-i", Path.Combine(folder, "root.pem"));
        return Tool("pdfsig", "-nssdir", trust, Path.Combine(folder, "file.pdf"));
    }

    public static string Text(byte[] pdf, int page)
    {
        var file = Path.Combine(TestFolder.Create("text"), "file.pdf");
        File.WriteAllBytes(file, pdf);
        var number = page.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return Tool("pdftotext", "-layout", "-f", number, "-l", number, file, "-");
    }

    public static string Tool(string name, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(name, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false }).ShouldNotBeNull();
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return output + error.GetAwaiter().GetResult();
    }

    public static int Count(string output, string line) => output.Split('\n').Count(l => l.Contains(line, StringComparison.Ordinal));
}
