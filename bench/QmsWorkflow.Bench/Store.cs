using System.Globalization;
using System.Runtime.InteropServices;
using Npgsql;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Data.Cluster;

namespace QmsWorkflow.Bench;

/// <summary>A private PostgreSQL cluster with the product's own settings (fsync on), thrown away at the end.</summary>
internal sealed class Store : IAsyncDisposable
{
    private readonly PrivateCluster cluster;
    private readonly string folder;
    private int count;

    private Store(PrivateCluster cluster, string folder) => (this.cluster, this.folder) = (cluster, folder);

    public static async Task<Store> StartAsync()
    {
        // When root measures, PostgreSQL's own user must be able to pass through.
        const UnixFileMode passable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        var folder = Directory.CreateTempSubdirectory("qms-bench-").FullName;
        File.SetUnixFileMode(folder, passable);
        try
        {
            return new Store(await PrivateCluster.StartAsync(folder, new ClusterOptions(), default), folder);
        }
        catch
        {
            Directory.Delete(folder, recursive: true);
            throw;
        }
    }

    /// <returns>The connection of a fresh database with the product's tables.</returns>
    public async Task<string> CreateAsync()
    {
        var connection = await CreateEmptyAsync();
        await Migrator.MigrateAsync(connection, default);
        return connection;
    }

    public async Task<string> CreateEmptyAsync()
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"bench_{++count}");
        await ExecuteAsync(cluster.AdminConnection("postgres"), $"create database {name} owner qms");
        return cluster.Connection("qms", name);
    }

    public string Admin(string connection) => cluster.AdminConnection(new NpgsqlConnectionStringBuilder(connection).Database!);

    public async Task<T> AskAsync<T>(string connection, string sql)
    {
        await using var open = new NpgsqlConnection(Admin(connection));
        await open.OpenAsync();
        await using var command = new NpgsqlCommand(sql, open);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    public async Task ExecuteAsync(string connection, params string[] statements)
    {
        await using var open = new NpgsqlConnection(Admin(connection));
        await open.OpenAsync();
        foreach (var sql in statements)
        {
            await using var command = new NpgsqlCommand(sql, open) { CommandTimeout = 0 };
            await command.ExecuteNonQueryAsync();
        }
    }

    /// <summary>Page images after a checkpoint are noise when bytes are compared; switched off only while both sides are counted.</summary>
    public Task SetFullPageWritesAsync(string connection, bool isOn) => ExecuteAsync(
        connection, $"alter system set full_page_writes = {(isOn ? "on" : "off")}", "select pg_reload_conf()", "checkpoint");

    /// <summary>What one piece of work wrote: rows, commits and bytes of the write-ahead log.</summary>
    public async Task<Writes> CountAsync(string connection, Func<Task> work)
    {
        var before = await ReadAsync(connection);
        await work();
        // Sessions hand in their counts when they end.
        NpgsqlConnection.ClearAllPools();
        var after = await ReadAsync(connection);
        for (var look = 0; look < 50; look++)
        {
            await Task.Delay(100);
            var again = await ReadAsync(connection);
            if (again.Inserted == after.Inserted && again.Commits == after.Commits && look > 12) break;
            after = again;
        }

        return new Writes(
            after.Inserted - before.Inserted, after.Updated - before.Updated, after.Deleted - before.Deleted, after.Commits - before.Commits, after.Bytes - before.Bytes);
    }

    private async Task<Writes> ReadAsync(string connection)
    {
        const string sql =
            """
            select coalesce(sum(n_tup_ins), 0)::bigint, coalesce(sum(n_tup_upd), 0)::bigint, coalesce(sum(n_tup_del), 0)::bigint,
              (select xact_commit from pg_stat_database where datname = current_database()), (pg_current_wal_insert_lsn() - '0/0')::bigint
            from pg_stat_user_tables
            """;
        await using var open = new NpgsqlConnection(Admin(connection) + ";Pooling=false");
        await open.OpenAsync();
        await using var command = new NpgsqlCommand(sql, open);
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        return new Writes(reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2), reader.GetInt64(3), reader.GetInt64(4));
    }

    public static PosixSignalRegistration DisposeOn(PosixSignal signal, Store store) => PosixSignalRegistration.Create(signal, context =>
    {
        context.Cancel = true;
        store.DisposeAsync().AsTask().GetAwaiter().GetResult();
        Environment.Exit(130);
    });

    public async ValueTask DisposeAsync()
    {
        await cluster.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}

internal sealed record Writes(long Inserted, long Updated, long Deleted, long Commits, long Bytes);
