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
    internal async Task<string> CreateDatabaseAsync()
    {
        var name = $"test_{Interlocked.Increment(ref count).ToString(CultureInfo.InvariantCulture)}";
        // A template may be copied by one session at a time.
        await copying.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            await ExecuteAsync($"create database {name} template {Template} owner qms");
        }
        finally
        {
            copying.Release();
        }

        return Sparing(cluster!.Connection("qms", name));
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

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(cluster!.AdminConnection("postgres"));
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }
}
