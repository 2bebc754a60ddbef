namespace QmsWorkflow.Server.Features.Documents;

/// <summary>Has LibreOffice ready before the first document, and lets nothing that it still renders hold up the server's stop.</summary>
internal sealed class PdfService(PdfRenderer renderer) : IHostedLifecycleService
{
    private Task warming = Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken)
    {
        warming = renderer.WarmUpAsync();
        return Task.CompletedTask;
    }

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        renderer.Stop();
        await warming.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
