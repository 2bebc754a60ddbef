using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using QmsWorkflow.Server.Tests.Support;

namespace QmsWorkflow.Server.Tests.Journeys;

/// <summary>The product as a person starts it: the real server process with its own private database cluster, in demo mode, on a free port.</summary>
internal sealed class ProductProcess : IAsyncDisposable
{
    private readonly StringBuilder output = new();
    private readonly string data;
    private Process? process;

    public ProductProcess()
    {
        data = TestFolder.Create("e2e");
        Address = new Uri($"http://127.0.0.1:{FreePort()}");
    }

    public Uri Address { get; }

    public string Data => data;

    public async Task StartAsync(CancellationToken ct)
    {
        var server = typeof(QmsWorkflow.Server.Data.QmsDb).Assembly.Location;
        var start = new ProcessStartInfo("dotnet")
        {
            ArgumentList = { server, "serve" },
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Repository.Root,
        };
        start.Environment["QMS_DATA"] = data;
        start.Environment["QMS_URL"] = Address.ToString();
        start.Environment["Demo__Enabled"] = "true";
        start.Environment.Remove("ConnectionStrings__Qms");
        process = Process.Start(start)!;
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await UntilHealthyAsync(ct);
    }

    public string Output
    {
        get
        {
            lock (output) return output.ToString();
        }
    }

    /// <summary>The stop signal of a service manager; Ctrl-C would be ignored where the tests were started in the background.</summary>
    public async Task StopAsync()
    {
        if (process is null || process.HasExited) return;

        using var interrupt = Process.Start("kill", ["-TERM", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await interrupt.WaitForExitAsync();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(40));
        await process.WaitForExitAsync(limit.Token);
    }

    /// <summary>kill -9 of the server alone, as a power cut of one process: nothing is said goodbye to.</summary>
    public async Task KillAsync()
    {
        process!.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        process = null;
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await StopAsync();
        }
        finally
        {
            if (process is { HasExited: false }) process.Kill(entireProcessTree: true);
            process?.Dispose();
            Directory.Delete(data, recursive: true);
        }
    }

    private async Task UntilHealthyAsync(CancellationToken ct)
    {
        using var client = new HttpClient { BaseAddress = Address, Timeout = TimeSpan.FromSeconds(5) };
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(TimeSpan.FromSeconds(120));
        while (true)
        {
            if (process!.HasExited) throw new InvalidOperationException($"The server ended with {process.ExitCode}:\n{Output}");

            try
            {
                if ((await client.GetAsync("/health", limit.Token)).StatusCode == HttpStatusCode.OK) return;
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }

            await Task.Delay(100, limit.Token);
        }
    }

    private void Keep(string? line)
    {
        lock (output) output.AppendLine(line);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

/// <summary>Where the working tree is, seen from the test's own folder.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "QmsWorkflow.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new DirectoryNotFoundException("QmsWorkflow.sln was not found above the tests.");
    }
}
