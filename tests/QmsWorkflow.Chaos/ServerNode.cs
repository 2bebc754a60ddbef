using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace QmsWorkflow.Chaos;

/// <summary>One real server process on the common database, with a data folder and an address of its own.</summary>
internal sealed class ServerNode(string name, string root, string content, string connection) : IDisposable
{
    private readonly string log = Path.Combine(root, $"{name}.log");
    private readonly HttpClient client = new() { Timeout = TimeSpan.FromSeconds(2) };
    private Process? process;
    private Uri? address;

    public bool IsRunning => process is { HasExited: false };

    public void Start()
    {
        process?.Dispose();
        address = new Uri($"http://127.0.0.1:{FreePort().ToString(CultureInfo.InvariantCulture)}");
        var server = typeof(Server.Data.QmsDb).Assembly.Location;
        var start = new ProcessStartInfo("/bin/sh") { ArgumentList = { "-c", "exec dotnet \"$0\" serve >>\"$1\" 2>&1", server, log }, WorkingDirectory = root };
        start.Environment["QMS_DATA"] = Path.Combine(root, name);
        start.Environment["QMS_URL"] = address.ToString();
        start.Environment["QMS_CONTENT"] = content;
        start.Environment["Demo__Enabled"] = "false";
        start.Environment["ConnectionStrings__Qms"] = connection;
        process = Process.Start(start)!;
    }

    public async Task<bool> IsReadyAsync(CancellationToken ct)
    {
        try
        {
            return IsRunning && (await client.GetAsync(new Uri(address!, "/health"), ct)).StatusCode == HttpStatusCode.OK;
        }
        catch (Exception failure) when (failure is HttpRequestException or TaskCanceledException && !ct.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <summary>SIGKILL.</summary>
    /// <returns>False when the process had ended by itself.</returns>
    public async Task<bool> KillAsync()
    {
        if (!IsRunning) return false;

        process!.Kill();
        await process.WaitForExitAsync();
        return true;
    }

    public string LastWords => File.Exists(log) ? string.Join('\n', File.ReadLines(log).TakeLast(12)) : "";

    public void Dispose()
    {
        if (IsRunning)
        {
            process!.Kill();
            process.WaitForExit();
        }

        process?.Dispose();
        client.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
