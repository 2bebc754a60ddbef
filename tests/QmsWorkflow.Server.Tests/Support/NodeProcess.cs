using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace QmsWorkflow.Server.Tests.Support;

/// <summary>One real server process of several on a given database.</summary>
internal sealed class NodeProcess : IAsyncDisposable
{
    private readonly StringBuilder output = new();
    private readonly string data = TestFolder.Create("node");
    private readonly Uri address = new($"http://127.0.0.1:{FreePort()}");
    private readonly Process process;

    public NodeProcess(string name, string connection, params ReadOnlySpan<(string Name, string Value)> settings)
    {
        Name = name;
        var content = Path.Combine(data, "content");
        foreach (var folder in (string[])["workflows/forms", "templates", "samples"]) Directory.CreateDirectory(Path.Combine(content, folder));
        var start = new ProcessStartInfo("dotnet")
        {
            ArgumentList = { typeof(Data.QmsDb).Assembly.Location, "serve" },
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = data,
        };
        start.Environment["QMS_DATA"] = data;
        start.Environment["QMS_URL"] = address.ToString();
        start.Environment["QMS_CONTENT"] = content;
        start.Environment["Demo__Enabled"] = "false";
        start.Environment["ConnectionStrings__Qms"] = $"{connection};Application Name={name}";
        foreach (var (setting, value) in settings) start.Environment[setting] = value;
        process = Process.Start(start)!;
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public string Name { get; }

    public string Output
    {
        get
        {
            lock (output) return output.ToString();
        }
    }

    public async Task<bool> IsReadyAsync(CancellationToken ct)
    {
        if (process.HasExited) throw new InvalidOperationException($"{Name} ended with {process.ExitCode}:\n{Output}");

        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        try
        {
            return (await client.GetAsync(new Uri(address, "/health"), ct)).StatusCode == HttpStatusCode.OK;
        }
        catch (Exception failure) when (failure is HttpRequestException or TaskCanceledException && !ct.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <summary>SIGKILL.</summary>
    public Task KillAsync()
    {
        process.Kill();
        return process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited) await KillAsync();
        process.Dispose();
        Directory.Delete(data, recursive: true);
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
