using System.Collections.Concurrent;
using System.Globalization;
using Npgsql;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Data.Cluster;
using QmsWorkflow.Server.Tests.Support;

[assembly: AssemblyFixture(typeof(TestCluster))]

namespace QmsWorkflow.Server.Tests.Support;

/// <summary>One throw-away PostgreSQL cluster for the whole test run; each test gets a freshly migrated database from a template.</summary>
public sealed class TestCluster : IAsyncLifetime
{
    private const string Template = "qms_template";
    private readonly SemaphoreSlim copying = new(1);
    private readonly ConcurrentDictionary<string, Lazy<Task<Start>>> starts = new(StringComparer.Ordinal);
    private PrivateCluster? cluster;
    private int count;

    public async ValueTask InitializeAsync()
    {
        TestFolder.RemoveLeftovers(Path.GetTempPath());
        cluster = await PrivateCluster.StartAsync(TestFolder.Create("cluster"), new ClusterOptions(IsThrowAway: true), TestContext.Current.CancellationToken);
        await ExecuteAsync($"create database {Template} owner qms");
        await Migrator.MigrateAsync(cluster.Connection("qms", Template), TestContext.Current.CancellationToken);
        NpgsqlConnection.ClearAllPools();
    }

    /// <summary>A fresh migrated database.</summary>
    /// <returns>Its connection string, as the product's own role.</returns>
    internal async Task<string> CreateDatabaseAsync() => Connection(await CopyAsync(Template));

    /// <summary>A database and a data folder as <paramref name="prepare"/> leaves them: made once, then copied for each test that names the same start.</summary>
    /// <param name="name">The start's name.</param>
    /// <param name="folder">The test's empty data folder, into which the start's files are copied.</param>
    /// <param name="prepare">Fills a fresh database and an empty folder, and closes its connections.</param>
    /// <returns>The connection string of the test's own copy.</returns>
    internal async Task<string> CopyStartAsync(string name, string folder, Func<string, string, Task> prepare)
    {
        var start = await starts.GetOrAdd(name, _ => new(() => PrepareAsync(prepare))).Value;
        foreach (var sub in Directory.EnumerateDirectories(start.Folder, "*", SearchOption.AllDirectories)) Directory.CreateDirectory(Path.Combine(folder, Path.GetRelativePath(start.Folder, sub)));
        foreach (var file in Directory.EnumerateFiles(start.Folder, "*", SearchOption.AllDirectories)) File.Copy(file, Path.Combine(folder, Path.GetRelativePath(start.Folder, file)));
        return Connection(await CopyAsync(start.Database));
    }

    /// <summary>The same database as its administrator, to tamper with what the product protects.</summary>
    internal string AdminConnection(string connectionString) => Sparing(cluster!.AdminConnection(new NpgsqlConnectionStringBuilder(connectionString).Database!));

    /// <summary>Idle connections of finished tests are given back soon: there are many databases and few connections.</summary>
    private static string Sparing(string connectionString) =>
        new NpgsqlConnectionStringBuilder(connectionString) { ConnectionIdleLifetime = 2, ConnectionPruningInterval = 1 }.ConnectionString;

    public async ValueTask DisposeAsync()
    {
        if (cluster is not null) await cluster.DisposeAsync();
        copying.Dispose();
        TestFolder.RemoveAll();
    }

    private async Task<Start> PrepareAsync(Func<string, string, Task> prepare)
    {
        var (database, folder) = (await CopyAsync(Template), TestFolder.Create("start"));
        await prepare(Connection(database), folder);
        // A database that somebody is connected to cannot be copied.
        await ExecuteAsync($"alter database {database} allow_connections false");
        await ExecuteAsync($"select pg_terminate_backend(pid) from pg_stat_activity where datname = '{database}'");
        return new Start(database, folder);
    }

    private async Task<string> CopyAsync(string template)
    {
        var name = $"test_{Interlocked.Increment(ref count).ToString(CultureInfo.InvariantCulture)}";
        // A template may be copied by one session at a time.
        await copying.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            await ExecuteAsync($"create database {name} template {template} owner qms");
        }
        finally
        {
            copying.Release();
        }

        return name;
    }

    private string Connection(string database) => Sparing(cluster!.Connection("qms", database));

    private sealed record Start(string Database, string Folder);

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(cluster!.AdminConnection("postgres"));
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }
}
