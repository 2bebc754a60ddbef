using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace QmsWorkflow.Server.Features.Documents;

/// <summary>One LibreOffice that stays warm, driven through <c>pdf-worker.py</c>. It dies with this process, however that ends.</summary>
internal sealed class OfficeWorker : IDisposable
{
    private readonly Process process;
    private readonly string folder;

    private OfficeWorker(Process process, string folder)
    {
        this.process = process;
        this.folder = folder;
    }

    /// <summary>How many documents it has rendered.</summary>
    public int Count { get; private set; }

    /// <summary>LibreOffice's own process.</summary>
    public int OfficeId { get; private set; }

    public int DriverId => process.Id;

    /// <exception cref="PdfRenderException">Python, its UNO module or LibreOffice is missing: nothing can be done here.</exception>
    /// <exception cref="OfficeLostException">It did not start in time.</exception>
    public static async Task<OfficeWorker> StartAsync(string home, PdfRendererOptions options, CancellationToken ct)
    {
        var folder = Directory.CreateDirectory(Path.Combine(home, Guid.NewGuid().ToString("N")[..8])).FullName;
        var pipe = string.Create(CultureInfo.InvariantCulture, $"qms-{Environment.ProcessId}-{Path.GetFileName(folder)}");
        var start = new ProcessStartInfo(options.Python)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            ArgumentList = { Path.Combine(AppContext.BaseDirectory, "pdf-worker.py"), folder, pipe, options.Memory.ToString(CultureInfo.InvariantCulture) },
        };
        OfficeWorker? worker = null;
        try
        {
            worker = new(Process.Start(start) ?? throw new PdfRenderException("Không khởi động được LibreOffice."), folder);
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
            limit.CancelAfter(options.StartLimit);
            var answer = await worker.ReadAsync(limit.Token, ct);
            if (answer.Error is not null) throw Missing(answer.Error);

            worker.OfficeId = answer.Office;
            return worker;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            PdfHome.Remove(folder);
            throw new PdfRenderException(NoPython) { IsMissingPart = true };
        }
        catch
        {
            worker?.Dispose();
            throw;
        }
    }

    private const string NoPython = "Chưa cài python3-uno nên LibreOffice phải khởi động lại cho từng văn bản (chậm). Hãy cài gói python3-uno.";

    /// <exception cref="PdfRenderException">LibreOffice cannot read this file; the worker is still good.</exception>
    /// <exception cref="OfficeLostException">It crashed or hung; the worker must be disposed.</exception>
    public async Task<byte[]> ConvertAsync(byte[] docx, PdfLevel level, TimeSpan longest, CancellationToken ct)
    {
        Count++;
        var name = string.Create(CultureInfo.InvariantCulture, $"{Count}");
        string source = Path.Combine(folder, $"{name}.docx"), target = Path.Combine(folder, $"{name}.pdf");
        try
        {
            await File.WriteAllBytesAsync(source, docx, ct);
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
            limit.CancelAfter(longest);
            var order = JsonSerializer.Serialize(new { source, target, archive = level is PdfLevel.Archive });
            await process.StandardInput.WriteLineAsync(order.AsMemory(), limit.Token);
            await process.StandardInput.FlushAsync(limit.Token);
            var answer = await ReadAsync(limit.Token, ct);
            if (answer.Error is "not-converted") throw new PdfRenderException("LibreOffice không tạo được bản PDF từ tệp Word này.");
            if (answer.Error is { } error) throw new OfficeLostException($"LibreOffice ended ({error} {answer.Code}).");
            return await File.ReadAllBytesAsync(target, ct);
        }
        catch (IOException failure) when (process.HasExited || failure is FileNotFoundException)
        {
            throw new OfficeLostException(failure.Message);
        }
        finally
        {
            if (!process.HasExited) DeleteQuietly(source, target);
        }
    }

    private async Task<Answer> ReadAsync(CancellationToken limit, CancellationToken ct)
    {
        try
        {
            var line = await process.StandardOutput.ReadLineAsync(limit);
            return line is null ? throw new OfficeLostException("The driver of LibreOffice ended.") : JsonSerializer.Deserialize<Answer>(line)!;
        }
        catch (OperationCanceledException)
        {
            ct.ThrowIfCancellationRequested();
            throw new OfficeLostException("LibreOffice did not answer in time.");
        }
        catch (JsonException)
        {
            throw new OfficeLostException("The driver of LibreOffice answered something else.");
        }
    }

    private static PdfRenderException Missing(string error) => error switch
    {
        "no-uno" => new(NoPython) { IsMissingPart = true },
        "no-office" => new("Chưa cài LibreOffice (lệnh soffice). Hãy cài gói libreoffice-writer-nogui rồi thử lại.") { IsMissingPart = true },
        _ => throw new OfficeLostException($"LibreOffice ended while starting ({error})."),
    };

    private static void DeleteQuietly(params string[] files)
    {
        try
        {
            foreach (var file in files) File.Delete(file);
        }
        catch (IOException)
        {
            // The folder goes with the worker.
        }
    }

    public void Dispose()
    {
        try
        {
            // The driver ends LibreOffice and removes its folder; frozen or broken ones are ended with all they started.
            process.StandardInput.Close();
            if (!process.WaitForExit(TimeSpan.FromSeconds(3)))
            {
                process.Kill(entireProcessTree: true);
                process.WaitForExit();
            }
        }
        catch (Exception gone) when (gone is IOException or InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            // It is gone already.
        }
        finally
        {
            process.Dispose();
            PdfHome.Remove(folder);
        }
    }

    private sealed record Answer(
        [property: JsonPropertyName("error")] string? Error, [property: JsonPropertyName("office")] int Office, [property: JsonPropertyName("code")] int Code);
}

/// <summary>LibreOffice crashed, hung or did not start; another one may do.</summary>
internal sealed class OfficeLostException(string message) : Exception(message);
