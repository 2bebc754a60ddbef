using System.Collections.Concurrent;

namespace QmsWorkflow.Server.Features.Documents;

/// <summary>What kind of PDF is made.</summary>
internal enum PdfLevel
{
    /// <summary>For a look.</summary>
    Plain,

    /// <summary>PDF/A-2b, for originals that are signed and kept: fonts and colours are in the file.</summary>
    Archive,
}

/// <summary>
/// Renders Word files to PDF with a small pool of warm LibreOffice processes. A process that crashes or hangs is replaced and the document
/// tried once more; without python3-uno each document starts a LibreOffice of its own.
/// </summary>
internal sealed class PdfRenderer : IDisposable
{
    private readonly ILogger<PdfRenderer> log;
    private readonly PdfRendererOptions options;
    private readonly SemaphoreSlim turn;
    private readonly ConcurrentBag<OfficeWorker> idle = [];
    private readonly ConcurrentDictionary<OfficeWorker, byte> all = [];
    private readonly Lazy<string> home = new(() => PdfHome.Create(Path.GetTempPath()));
    private bool isCold;
    private volatile bool isDisposed;

    public PdfRenderer(ILogger<PdfRenderer> log, PdfRendererOptions? options = null)
    {
        this.log = log;
        this.options = options ?? new();
        turn = new(this.options.Workers);
    }

    /// <summary>The processes that stand ready or work now.</summary>
    internal IReadOnlyCollection<OfficeWorker> Workers => [.. all.Keys];

    internal string Home => home.Value;

    /// <summary>A PDF/A-2b of the document.</summary>
    /// <exception cref="PdfRenderException">LibreOffice is missing, failed or took too long.</exception>
    public Task<byte[]> RenderAsync(byte[] docx, CancellationToken ct) => RenderAsync(docx, PdfLevel.Archive, ct);

    /// <exception cref="PdfRenderException">LibreOffice is missing, failed or took too long.</exception>
    public async Task<byte[]> RenderAsync(byte[] docx, PdfLevel level, CancellationToken ct)
    {
        await turn.WaitAsync(ct);
        try
        {
            return isCold ? await ColdOffice.RenderAsync(home.Value, docx, level, options, ct) : await WarmAsync(docx, level, ct);
        }
        finally
        {
            turn.Release();
        }
    }

    private async Task<byte[]> WarmAsync(byte[] docx, PdfLevel level, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            OfficeWorker? worker = null;
            var isGood = false;
            try
            {
                worker = await TakeAsync(ct);
                var pdf = await worker.ConvertAsync(docx, level, options.Limit, ct);
                isGood = true;
                return pdf;
            }
            catch (OfficeLostException lost)
            {
                PdfLog.Lost(log, attempt, lost.Message);
                if (attempt >= 2) throw new PdfRenderException($"LibreOffice hai lần không tạo xong bản PDF trong {options.Limit.TotalSeconds:0} giây hoặc dừng giữa chừng.");
            }
            catch (PdfRenderException missing) when (missing.IsMissingPart)
            {
                PdfLog.Cold(log, missing.Message);
                isCold = true;
                return await ColdOffice.RenderAsync(home.Value, docx, level, options, ct);
            }
            catch (PdfRenderException)
            {
                isGood = worker is not null;
                throw;
            }
            finally
            {
                if (worker is not null) GiveBack(worker, isGood);
            }
        }
    }

    private async Task<OfficeWorker> TakeAsync(CancellationToken ct)
    {
        ObjectDisposedException.ThrowIf(isDisposed, this);
        if (idle.TryTake(out var known)) return known;

        var worker = await OfficeWorker.StartAsync(home.Value, options, ct);
        all.TryAdd(worker, 0);
        return worker;
    }

    private void GiveBack(OfficeWorker worker, bool isGood)
    {
        if (isGood && worker.Count < options.Lifetime && !isDisposed)
        {
            idle.Add(worker);
            if (!isDisposed) return;
        }

        all.TryRemove(worker, out _);
        worker.Dispose();
    }

    public void Dispose()
    {
        isDisposed = true;
        foreach (var worker in all.Keys)
        {
            if (all.TryRemove(worker, out _)) worker.Dispose();
        }

        if (home.IsValueCreated) PdfHome.Remove(home.Value);
    }
}

/// <summary>A PDF could not be made; the message, in Vietnamese, says why and what to do.</summary>
internal sealed class PdfRenderException(string message) : Exception(message)
{
    /// <summary>A part of the machine's installation is missing.</summary>
    public bool IsMissingPart { get; init; }
}

internal static partial class PdfLog
{
    [LoggerMessage(11, LogLevel.Warning, "LibreOffice was lost at attempt {Attempt}: {Reason}")]
    public static partial void Lost(ILogger log, int attempt, string reason);

    [LoggerMessage(12, LogLevel.Warning, "{Reason}")]
    public static partial void Cold(ILogger log, string reason);
}
