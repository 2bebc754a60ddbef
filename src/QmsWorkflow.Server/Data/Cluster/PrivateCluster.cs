using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Npgsql;

namespace QmsWorkflow.Server.Data.Cluster;

/// <summary>
/// The embedded default: a PostgreSQL cluster of the product's own below its data folder, with its own socket and no TCP port (ADR 0002).
/// It is started with the server, stopped with it, and found whole again after a crash.
/// </summary>
internal sealed class PrivateCluster : IAsyncDisposable
{
    private const string MarkerName = "qms-cluster.json";
    private const string SuperUser = "qms_admin";
    private const int MaxSocketPath = 90;
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(30);

    private readonly PostgresBinaries binaries;
    private readonly string folder;
    private readonly string sockets;
    private readonly ClusterOptions options;

    private PrivateCluster(PostgresBinaries binaries, string folder, string sockets, ClusterOptions options) =>
        (this.binaries, this.folder, this.sockets, this.options) = (binaries, folder, sockets, options);

    /// <summary>Connects as the product's own role, which is no superuser: row-level security binds it.</summary>
    public string ConnectionString => Connection("qms", "qms");

    public string Connection(string user, string database) =>
        new NpgsqlConnectionStringBuilder { Host = sockets, Username = user, Database = database, MaxPoolSize = 40 }.ConnectionString;

    /// <summary>A connection that may make databases and tamper with rows: for set-up, repair and tests.</summary>
    public string AdminConnection(string database) => Connection(SuperUser, database);

    /// <param name="dataFolder">The product's data folder; the cluster lies in <c>postgres</c> below it.</param>
    /// <exception cref="ClusterException">Another server uses the folder, the folder is not ours, or PostgreSQL does not start.</exception>
    public static async Task<PrivateCluster> StartAsync(string dataFolder, ClusterOptions options, CancellationToken ct)
    {
        Directory.CreateDirectory(dataFolder);
        var full = Path.GetFullPath(dataFolder);
        var cluster = new PrivateCluster(PostgresBinaries.Find(), Path.Combine(full, "postgres"), SocketFolder(full), options);
        if (cluster.IsNew())
        {
            await cluster.InitialiseAsync(ct);
        }
        else
        {
            cluster.RefuseForeign();
            await cluster.TakeOverAsync(ct);
        }

        await cluster.LaunchAsync(ct);
        await cluster.EnsureDatabaseAsync(ct);
        return cluster;
    }

    /// <summary>Stops PostgreSQL: open transactions are rolled back, everything committed is on disk.</summary>
    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        await RunAsync("pg_ctl", ["stop", "-D", folder, "-m", options.IsThrowAway ? "immediate" : "fast", "-w", "-t", "30"], CancellationToken.None, mustSucceed: false);
    }

    private bool IsNew() => !Directory.Exists(folder) || !Directory.EnumerateFileSystemEntries(folder).Any();

    private void RefuseForeign()
    {
        if (!File.Exists(Path.Combine(folder, MarkerName)))
        {
            throw new ClusterException(
                $"Thư mục {folder} không phải do QmsWorkflow tạo ra nên không được dùng. Hãy chọn thư mục dữ liệu khác bằng QMS_DATA. (The folder is not a QmsWorkflow cluster.)");
        }

        var version = File.ReadAllText(Path.Combine(folder, "PG_VERSION")).Trim();
        if (version != binaries.Major.ToString(CultureInfo.InvariantCulture))
        {
            throw new ClusterException(
                $"Dữ liệu trong {folder} thuộc PostgreSQL {version}, máy này đang có PostgreSQL {binaries.Major}. Hãy cài PostgreSQL {version} hoặc chuyển dữ liệu bằng pg_upgrade. "
                + $"(The data belongs to PostgreSQL {version}; this machine has {binaries.Major}.)");
        }
    }

    private async Task InitialiseAsync(CancellationToken ct)
    {
        Directory.CreateDirectory(folder);
        await GiveToPostgresAsync(folder, ct);
        await RunAsync("initdb", ["-D", folder, "-U", SuperUser, "-E", "UTF8", "--locale=C.UTF-8", "-A", "trust", "--data-checksums", "--no-sync"], ct);
        await File.AppendAllTextAsync(Path.Combine(folder, "postgresql.conf"), Settings(), ct);
        await File.WriteAllTextAsync(Path.Combine(folder, MarkerName), JsonSerializer.Serialize(new { product = "QmsWorkflow", major = binaries.Major }), ct);
        await GiveToPostgresAsync(folder, ct);
    }

    private string Settings()
    {
        var settings = new List<string>
        {
            "listen_addresses = ''", "unix_socket_permissions = 0770", "max_connections = 100", "shared_buffers = 128MB", "log_min_messages = fatal",
            "timezone = 'UTC'", "lc_messages = 'C'",
        };
        if (options.IsThrowAway) settings.AddRange(["fsync = off", "synchronous_commit = off", "full_page_writes = off"]);
        return "\n" + string.Join('\n', settings) + "\n";
    }

    /// <summary>A running cluster is another server's, or was left over by one that was killed.</summary>
    private async Task TakeOverAsync(CancellationToken ct)
    {
        var owner = Path.Combine(folder, "..", "server.pid");
        if (File.Exists(owner) && int.TryParse(await File.ReadAllTextAsync(owner, ct), CultureInfo.InvariantCulture, out var pid) && pid != Environment.ProcessId && IsServer(pid))
        {
            throw new ClusterException(
                $"Một máy chủ QmsWorkflow khác (tiến trình {pid}) đang dùng thư mục dữ liệu này. Hãy dừng nó trước, hoặc chọn thư mục khác bằng QMS_DATA. "
                + $"(Another QmsWorkflow server, process {pid}, uses this data folder.)");
        }

        if (await RunAsync("pg_ctl", ["status", "-D", folder], ct, mustSucceed: false) == 0)
        {
            // Left behind by a killed server: stop it in order, then start it as our own.
            await RunAsync("pg_ctl", ["stop", "-D", folder, "-m", "fast", "-w", "-t", "60"], ct);
        }
    }

    private async Task LaunchAsync(CancellationToken ct)
    {
        await File.WriteAllTextAsync(Path.Combine(folder, "..", "server.pid"), Environment.ProcessId.ToString(CultureInfo.InvariantCulture), ct);
        Directory.CreateDirectory(sockets);
        await GiveToPostgresAsync(sockets, ct);
        var log = Path.Combine(folder, "server.log");
        var exit = await RunAsync(
            "pg_ctl",
            ["start", "-D", folder, "-l", log, "-w", "-t", StartLimit.TotalSeconds.ToString("0", CultureInfo.InvariantCulture), "-o", $"-k {sockets}"],
            ct, mustSucceed: false);
        if (exit == 0) return;

        var tail = File.Exists(log) ? string.Join('\n', File.ReadLines(log).TakeLast(5)) : "";
        throw new ClusterException($"PostgreSQL không khởi động được trong {folder}:\n{tail}\n(PostgreSQL did not start.)");
    }

    private async Task EnsureDatabaseAsync(CancellationToken ct)
    {
        await using var connection = new NpgsqlConnection(AdminConnection("postgres"));
        await connection.OpenAsync(ct);
        if (!await ExistsAsync(connection, "select 1 from pg_roles where rolname = 'qms'", ct)) await ExecuteAsync(connection, "create role qms login createdb", ct);
        if (!await ExistsAsync(connection, "select 1 from pg_database where datname = 'qms'", ct)) await ExecuteAsync(connection, "create database qms owner qms", ct);
    }

    private static async Task<bool> ExistsAsync(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(ct) is not null;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(ct);
    }

    private static bool IsServer(int pid)
    {
        try
        {
            using var process = Process.GetProcessById(pid);
            return File.ReadAllText($"/proc/{pid}/cmdline").Contains("QmsWorkflow.Server", StringComparison.Ordinal);
        }
        catch (Exception gone) when (gone is ArgumentException or IOException)
        {
            return false;
        }
    }

    /// <summary>The socket's path must stay short (107 bytes on Linux).</summary>
    private static string SocketFolder(string dataFolder)
    {
        var near = Path.Combine(dataFolder, "run");
        if (near.Length <= MaxSocketPath) return near;

        var hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(dataFolder)))[..12];
        return Path.Combine(Path.GetTempPath(), $"qms-{hash}");
    }

    private static async Task GiveToPostgresAsync(string path, CancellationToken ct)
    {
        if (!IsRoot || OperatingSystem.IsWindows()) return;

        // PostgreSQL refuses to run as root: the folder belongs to Debian's own user, and the way to it must be open.
        await StartAsync("chown", ["-R", "postgres:postgres", path], ct);
        for (var above = Path.GetDirectoryName(path); above is { Length: > 1 }; above = Path.GetDirectoryName(above))
        {
            var mode = File.GetUnixFileMode(above);
            if (!mode.HasFlag(UnixFileMode.OtherExecute)) File.SetUnixFileMode(above, mode | UnixFileMode.OtherExecute);
        }
    }

    private static bool IsRoot => Environment.UserName == "root";

    private async Task<int> RunAsync(string program, string[] arguments, CancellationToken ct, bool mustSucceed = true)
    {
        var (exit, error) = IsRoot
            ? await StartAsync("runuser", ["-u", "postgres", "--", binaries[program], .. arguments], ct)
            : await StartAsync(binaries[program], arguments, ct);
        return exit == 0 || !mustSucceed ? exit : throw new ClusterException($"{program} không thực hiện được ({exit}): {error}");
    }

    private static async Task<(int Exit, string Error)> StartAsync(string program, IEnumerable<string> arguments, CancellationToken ct)
    {
        // No pipes: the started postgres would hold them open. Output goes to a file that is read when needed.
        var log = Path.GetTempFileName();
        try
        {
            var start = new ProcessStartInfo("/bin/sh") { WorkingDirectory = "/" };
            start.ArgumentList.Add("-c");
            start.ArgumentList.Add("\"$@\" >\"$QMS_LOG\" 2>&1 </dev/null");
            start.ArgumentList.Add("sh");
            start.ArgumentList.Add(program);
            foreach (var argument in arguments) start.ArgumentList.Add(argument);
            start.Environment["QMS_LOG"] = log;
            start.Environment["LC_ALL"] = "C.UTF-8";
            using var process = Process.Start(start)!;
            await process.WaitForExitAsync(ct);
            return (process.ExitCode, await File.ReadAllTextAsync(log, ct));
        }
        finally
        {
            File.Delete(log);
        }
    }
}

/// <param name="IsThrowAway">For tests: nothing needs to survive a crash of the machine.</param>
internal sealed record ClusterOptions(bool IsThrowAway = false);
