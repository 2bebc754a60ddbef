using System.Diagnostics;

namespace QmsWorkflow.Server.Features.Documents;

/// <summary>Renders Word files to PDF with LibreOffice, one at a time, each within a time limit.</summary>
internal sealed class PdfRenderer(ILogger<PdfRenderer> log) : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(90);
    private readonly SemaphoreSlim turn = new(1);
    private readonly string home = Directory.CreateTempSubdirectory("qms-pdf-").FullName;

    /// <exception cref="PdfRenderException">LibreOffice is missing, failed or took too long.</exception>
    public async Task<byte[]> RenderAsync(byte[] docx, CancellationToken ct)
    {
        await turn.WaitAsync(ct);
        try
        {
            var work = Directory.CreateDirectory(Path.Combine(home, Guid.CreateVersion7().ToString("N"))).FullName;
            try
            {
                var source = Path.Combine(work, "document.docx");
                await File.WriteAllBytesAsync(source, docx, ct);
                await ConvertAsync(source, work, ct);
                var target = Path.Combine(work, "document.pdf");
                return File.Exists(target)
                    ? await File.ReadAllBytesAsync(target, ct)
                    : throw new PdfRenderException("LibreOffice không tạo được bản PDF từ tệp Word này.");
            }
            finally
            {
                Directory.Delete(work, recursive: true);
            }
        }
        finally
        {
            turn.Release();
        }
    }

    private async Task ConvertAsync(string source, string work, CancellationToken ct)
    {
        var start = new ProcessStartInfo("soffice")
        {
            UseShellExecute = false,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            ArgumentList =
            {
                "--headless", "--norestore", "--nolockcheck", $"-env:UserInstallation=file://{home}/profile",
                "--convert-to", "pdf:writer_pdf_Export", "--outdir", work, source,
            },
        };
        using var process = Start(start);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(Limit);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(limit.Token);
            var error = await process.StandardError.ReadToEndAsync(limit.Token);
            await output;
            await process.WaitForExitAsync(limit.Token);
            if (process.ExitCode != 0) PdfLog.Failed(log, process.ExitCode, error);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            ct.ThrowIfCancellationRequested();
            throw new PdfRenderException($"LibreOffice không tạo xong bản PDF trong {Limit.TotalSeconds:0} giây.");
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

    public void Dispose()
    {
        turn.Dispose();
        Directory.Delete(home, recursive: true);
    }
}

/// <summary>A PDF could not be made; the message, in Vietnamese, says why and what to do.</summary>
internal sealed class PdfRenderException(string message) : Exception(message);

internal static partial class PdfLog
{
    [LoggerMessage(10, LogLevel.Warning, "LibreOffice ended with {ExitCode}: {Error}")]
    public static partial void Failed(ILogger log, int exitCode, string error);
}
