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
    private const string StartSeconds = "60";

    private readonly PostgresBinaries binaries;
    private readonly string folder;
    private readonly string sockets;
    private readonly ClusterOptions options;
    private readonly DataFolderLock? ownership;

    private PrivateCluster(PostgresBinaries binaries, ClusterPlace place, ClusterOptions options, DataFolderLock? ownership)
    {
        (this.binaries, this.options, this.ownership) = (binaries, options, ownership);
        (folder, sockets) = place;
    }

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
        var data = Path.TrimEndingDirectorySeparator(Path.GetFullPath(dataFolder));
        var programs = PostgresBinaries.Find(MajorOf(Path.Combine(data, "postgres")));
        Directory.CreateDirectory(data);
        var taken = DataFolderLock.TryTake(data) ?? throw InUse(data);
        try
        {
            var cluster = new PrivateCluster(programs, await ClusterPlace.FindAsync(data, options.Elsewhere, ct), options, taken);
            await cluster.StartOwnedAsync(ct);
            return cluster;
        }
        catch
        {
            taken.Dispose();
            throw;
        }
    }

    /// <summary>Whether a cluster was made for this data folder: asking does not make one.</summary>
    public static bool IsIn(string dataFolder) => File.Exists(Path.Combine(dataFolder, "postgres", MarkerName));

    /// <summary>For command-line verbs: uses the cluster of a server that is running, or else starts it for the time of the verb.</summary>
    /// <exception cref="ClusterException">As <see cref="StartAsync"/>.</exception>
    public static async Task<PrivateCluster> OpenAsync(string dataFolder, ClusterOptions options, CancellationToken ct)
    {
        var data = Path.TrimEndingDirectorySeparator(Path.GetFullPath(dataFolder));
        Directory.CreateDirectory(data);
        using (var free = DataFolderLock.TryTake(data))
        {
            if (free is null && await ClusterPlace.FindAsync(data, options.Elsewhere, ct) is var place && Postmaster.RunningIn(place.Folder) is not null)
            {
                return new PrivateCluster(PostgresBinaries.Find(MajorOf(place.Folder)), place, options, ownership: null);
            }
        }

        return await StartAsync(data, options, ct);
    }

    /// <summary>Stops PostgreSQL: open transactions are rolled back, everything committed is on disk. A cluster of another server goes on.</summary>
    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        if (ownership is null) return;

        try
        {
            if (Postmaster.RunningIn(folder) is not null) await StopAsync(options.IsThrowAway ? "immediate" : "fast", CancellationToken.None);
            if (!ClusterPlace.IsNear(sockets) && Directory.Exists(sockets)) Directory.Delete(sockets, recursive: true);
        }
        finally
        {
            ownership.Dispose();
        }
    }

    private async Task StartOwnedAsync(CancellationToken ct)
    {
        if (IsNew())
        {
            await InitialiseAsync(ct);
        }
        else
        {
            RefuseForeign();
            // Left behind by a killed server: stop it in order, then start it as our own.
            if (Postmaster.RunningIn(folder) is not null) await StopAsync("fast", ct);
            Postmaster.RemoveStaleFile(folder);
        }

        try
        {
            await LaunchAsync(ct);
            await EnsureDatabaseAsync(ct);
        }
        catch
        {
            if (Postmaster.RunningIn(folder) is not null) await StopAsync("fast", CancellationToken.None);
            throw;
        }
    }

    private bool IsNew() => !Directory.Exists(folder) || !Directory.EnumerateFileSystemEntries(folder).Any();

    private void RefuseForeign()
    {
        if (!File.Exists(Path.Combine(folder, MarkerName)))
        {
            throw new ClusterException(
                $"Thư mục {folder} không phải do QmsWorkflow tạo ra nên không được dùng. Hãy chọn thư mục dữ liệu khác bằng QMS_DATA. (The folder is not a QmsWorkflow cluster.)");
        }

        if (MajorOf(folder) is var version && version != binaries.Major)
        {
            throw new ClusterException(
                $"Dữ liệu trong {folder} thuộc PostgreSQL {version}, máy này đang có PostgreSQL {binaries.Major}. Hãy cài PostgreSQL {version} hoặc chuyển dữ liệu bằng pg_upgrade. "
                + $"(The data belongs to PostgreSQL {version}; this machine has {binaries.Major}.)");
        }
    }

    /// <summary>Made beside its place and moved there when complete, so that an interrupted start leaves nothing half made.</summary>
    private async Task InitialiseAsync(CancellationToken ct)
    {
        var making = folder + ".new";
        if (Directory.Exists(making)) Directory.Delete(making, recursive: true);
        if (Directory.Exists(folder)) Directory.Delete(folder);
        Directory.CreateDirectory(making);
        await ClusterTools.GiveToPostgresAsync(making, ct);
        string[] sync = options.IsThrowAway ? ["--no-sync"] : [];
        await MustRunAsync("initdb", ["-D", making, "-U", SuperUser, "-E", "UTF8", "--locale=C.UTF-8", "-A", "trust", "--data-checksums", .. sync], ct);
        await File.AppendAllTextAsync(Path.Combine(making, "postgresql.conf"), Settings(), ct);
        await File.WriteAllTextAsync(Path.Combine(making, MarkerName), JsonSerializer.Serialize(new { product = "QmsWorkflow", major = binaries.Major }), ct);
        await ClusterTools.GiveToPostgresAsync(making, ct);
        Directory.Move(making, folder);
    }

    // The socket is for the owner alone: whoever may open it is trusted as any role.
    private string Settings()
    {
        var settings = new List<string>
        {
            "listen_addresses = ''", "unix_socket_permissions = 0700", "max_connections = 100", "shared_buffers = 128MB", "log_min_messages = fatal",
            "timezone = 'UTC'", "lc_messages = 'C'",
        };
        if (options.IsThrowAway) settings.AddRange(["fsync = off", "synchronous_commit = off", "full_page_writes = off"]);
        return "\n" + string.Join('\n', settings) + "\n";
    }

    private async Task LaunchAsync(CancellationToken ct)
    {
        Directory.CreateDirectory(sockets, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        await ClusterTools.GiveToPostgresAsync(sockets, ct);
        var log = Path.Combine(folder, "server.log");
        var (exit, _) = await ClusterTools.RunAsync(
            binaries["pg_ctl"], ["start", "-D", folder, "-l", log, "-w", "-t", StartSeconds, "-o", $"-k '{sockets}'"], ct);
        if (exit == 0) return;

        var tail = File.Exists(log) ? string.Join('\n', File.ReadLines(log).TakeLast(5)) : "";
        throw new ClusterException($"PostgreSQL không khởi động được trong {folder}:\n{tail}\n(PostgreSQL did not start.)");
    }

    private async Task EnsureDatabaseAsync(CancellationToken ct)
    {
        await using var connection = new NpgsqlConnection(AdminConnection("postgres"));
        await connection.OpenAsync(ct);
        if (!await ExistsAsync(connection, "select 1 from pg_roles where rolname = 'qms'", ct)) await ExecuteAsync(connection, "create role qms login", ct);
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

    private Task StopAsync(string mode, CancellationToken ct) => MustRunAsync("pg_ctl", ["stop", "-D", folder, "-m", mode, "-w", "-t", StartSeconds], ct);

    private async Task MustRunAsync(string program, string[] arguments, CancellationToken ct)
    {
        var (exit, output) = await ClusterTools.RunAsync(binaries[program], arguments, ct);
        if (exit != 0)
        {
            throw new ClusterException(string.Create(CultureInfo.InvariantCulture, $"{program} không thực hiện được ({exit}): {output.Trim()} ({program} failed.)"));
        }
    }

    private static ClusterException InUse(string dataFolder)
    {
        var pid = DataFolderLock.HolderOf(dataFolder);
        return new ClusterException(
            $"Một máy chủ QmsWorkflow khác (tiến trình {pid}) đang dùng thư mục dữ liệu này. Hãy dừng nó trước, hoặc chọn thư mục khác bằng QMS_DATA. "
            + $"(Another QmsWorkflow server, process {pid}, uses this data folder.)");
    }

    private static int? MajorOf(string folder) =>
        File.Exists(Path.Combine(folder, "PG_VERSION")) && int.TryParse(File.ReadAllText(Path.Combine(folder, "PG_VERSION")), CultureInfo.InvariantCulture, out var major)
            ? major
            : null;
}

/// <param name="IsThrowAway">For tests: nothing needs to survive a crash of the machine.</param>
internal sealed record ClusterOptions(bool IsThrowAway = false)
{
    /// <value>Where root's clusters lie when PostgreSQL's user cannot come to the data folder. The default is <c>/var/lib/qms-workflow</c>.</value>
    public string Elsewhere { get; init; } = "/var/lib/qms-workflow";
}
