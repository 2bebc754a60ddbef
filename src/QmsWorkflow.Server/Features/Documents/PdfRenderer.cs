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
    private readonly CancellationTokenSource stopping = new();
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

    /// <summary>
    /// Whoever goes away leaves at once, but a document that LibreOffice has begun is rendered to its end: ending it half-way would end the
    /// warm process with it, and the next document would wait for a new one.
    /// </summary>
    /// <exception cref="PdfRenderException">LibreOffice is missing, failed or took too long, or the server stops.</exception>
    public async Task<byte[]> RenderAsync(byte[] docx, PdfLevel level, CancellationToken ct)
    {
        try
        {
            using (var waiting = CancellationTokenSource.CreateLinkedTokenSource(ct, stopping.Token)) await turn.WaitAsync(waiting.Token);
            return await InTurnAsync(docx, level).WaitAsync(ct);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            throw new PdfRenderException("Máy chủ đang dừng nên chưa tạo bản PDF. Hãy thử lại sau ít phút.");
        }
    }

    /// <summary>Starts LibreOffice before anybody waits for it.</summary>
    public async Task WarmUpAsync()
    {
        await turn.WaitAsync(stopping.Token);
        try
        {
            if (idle.IsEmpty && !isCold) GiveBack(await TakeAsync(stopping.Token), isGood: true);
        }
        catch (Exception failure) when (failure is PdfRenderException or OfficeLostException)
        {
            // The first document finds out the same and says what to do.
            PdfLog.Cold(log, failure.Message);
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Ends what is being rendered and refuses more, so that the server can stop at once.</summary>
    public void Stop() => stopping.Cancel();

    private async Task<byte[]> InTurnAsync(byte[] docx, PdfLevel level)
    {
        try
        {
            return isCold ? await ColdOffice.RenderAsync(home.Value, docx, level, options, stopping.Token) : await WarmAsync(docx, level, stopping.Token);
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
        stopping.Cancel();
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
