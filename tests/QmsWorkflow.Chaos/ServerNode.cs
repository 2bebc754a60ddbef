using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace QmsWorkflow.Chaos;

/// <summary>One real server process on the common database and data folder, with an address of its own.</summary>
internal sealed class ServerNode(string name, string root, string data, string content, string connection, int mailPort) : IDisposable
{
    private readonly string log = Path.Combine(root, $"{name}.log");
    private readonly HttpClient client = new() { Timeout = TimeSpan.FromSeconds(2) };
    private Process? process;
    private Uri? address;
    private int linesBefore;

    public string Name => name;

    public bool HasStarted => process is not null;

    public bool IsRunning => process is { HasExited: false };

    public void Start()
    {
        process?.Dispose();
        address = new Uri($"http://127.0.0.1:{FreePort().ToString(CultureInfo.InvariantCulture)}");
        var server = typeof(Server.Data.QmsDb).Assembly.Location;
        var start = new ProcessStartInfo("/bin/sh") { ArgumentList = { "-c", "exec dotnet \"$0\" serve >>\"$1\" 2>&1", server, log }, WorkingDirectory = root };
        start.Environment["QMS_DATA"] = data;
        start.Environment["QMS_URL"] = address.ToString();
        start.Environment["QMS_CONTENT"] = content;
        // The date can be moved in demo mode only; there are no samples to load.
        start.Environment["Demo__Enabled"] = "true";
        start.Environment["Mail__Host"] = "127.0.0.1";
        start.Environment["Mail__Port"] = mailPort.ToString(CultureInfo.InvariantCulture);
        start.Environment["Mail__From"] = "qms@chaos.test";
        // What a killed server leaves behind goes with the run.
        start.Environment["TMPDIR"] = Directory.CreateDirectory(Path.Combine(root, "tmp")).FullName;
        start.Environment["ConnectionStrings__Qms"] = connection;
        linesBefore = File.Exists(log) ? File.ReadLines(log).Count() : 0;
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

    /// <summary>The log since the last start, without the frames of stacks.</summary>
    public string LastWords => File.Exists(log)
        ? string.Join('\n', File.ReadLines(log).Skip(linesBefore).Where(line => !line.TrimStart().StartsWith("at ", StringComparison.Ordinal)).TakeLast(12)) : "";

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
