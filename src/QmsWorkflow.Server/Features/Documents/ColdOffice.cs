using System.Diagnostics;

namespace QmsWorkflow.Server.Features.Documents;

/// <summary>Renders one document with a LibreOffice started for it alone: the slow way, needing nothing but the soffice command.</summary>
internal static class ColdOffice
{
    public static async Task<byte[]> RenderAsync(string home, byte[] docx, PdfLevel level, PdfRendererOptions options, CancellationToken ct)
    {
        var work = Directory.CreateDirectory(Path.Combine(home, Guid.NewGuid().ToString("N")[..8])).FullName;
        try
        {
            var source = Path.Combine(work, "document.docx");
            await File.WriteAllBytesAsync(source, docx, ct);
            var error = await ConvertAsync(source, work, level, options.StartLimit + options.Limit, ct);
            var target = Path.Combine(work, "document.pdf");
            return File.Exists(target)
                ? await File.ReadAllBytesAsync(target, ct)
                : throw new PdfRenderException($"LibreOffice không tạo được bản PDF từ tệp Word này. {error}".TrimEnd());
        }
        finally
        {
            PdfHome.Remove(work);
        }
    }

    private static async Task<string> ConvertAsync(string source, string work, PdfLevel level, TimeSpan longest, CancellationToken ct)
    {
        var version = level is PdfLevel.Archive ? 2 : 0;
        var start = new ProcessStartInfo("soffice")
        {
            UseShellExecute = false,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            ArgumentList =
            {
                "--headless", "--norestore", "--nolockcheck", $"-env:UserInstallation=file://{work}/profile",
                "--convert-to", $$$"""pdf:writer_pdf_Export:{"SelectPdfVersion":{"type":"long","value":"{{{version}}}"}}""", "--outdir", work, source,
            },
        };
        using var process = Start(start);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(longest);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(limit.Token);
            var error = await process.StandardError.ReadToEndAsync(limit.Token);
            await output;
            await process.WaitForExitAsync(limit.Token);
            return process.ExitCode == 0 ? "" : error[..Math.Min(error.Length, 500)];
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            ct.ThrowIfCancellationRequested();
            throw new PdfRenderException($"LibreOffice không tạo xong bản PDF trong {longest.TotalSeconds:0} giây.");
        }
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start) ?? throw new PdfRenderException("Không khởi động được LibreOffice.");
        }
        catch (System.ComponentModel.Win32Exception)
        {
            throw new PdfRenderException("Chưa cài LibreOffice (lệnh soffice). Hãy cài gói libreoffice-writer-nogui rồi thử lại.");
        }
    }
}
