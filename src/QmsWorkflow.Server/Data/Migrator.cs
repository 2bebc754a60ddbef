using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace QmsWorkflow.Server.Data;

/// <summary>Applies the forward-only SQL scripts in order, each in its own transaction, and refuses a script that was changed after its release.</summary>
internal static class Migrator
{
    private const string Prefix = "Migrations/";

    /// <returns>The names of the scripts applied now.</returns>
    /// <exception cref="InvalidOperationException">An applied script differs from the one shipped, or the database is newer than this program.</exception>
    public static async Task<IReadOnlyList<string>> MigrateAsync(string connectionString, CancellationToken ct)
    {
        // Not pooled: the session's lock and setting must end with it.
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(ct);
        // One migrating process at a time; the lock ends with the session.
        await ExecuteAsync(connection, "select pg_advisory_lock(73577001)", ct);
        await ExecuteAsync(connection, "set qms.agency = '*'", ct);
        await ExecuteAsync(connection,
            "create table if not exists schema_migrations (name text primary key, sha256 text not null, applied_at timestamptz not null default now())", ct);

        var applied = await AppliedAsync(connection, ct);
        var scripts = Scripts();
        var unknown = applied.Keys.Except(scripts.Select(s => s.Name), StringComparer.Ordinal).FirstOrDefault();
        if (unknown is not null)
        {
            throw new InvalidOperationException($"The database was migrated by a newer version (script {unknown}). Install that version or restore an older backup.");
        }

        var done = new List<string>();
        foreach (var script in scripts)
        {
            if (applied.TryGetValue(script.Name, out var hash))
            {
                if (hash != script.Sha256)
                {
                    throw new InvalidOperationException($"Migration {script.Name} was changed after it had been applied. Restore the shipped script.");
                }

                continue;
            }

            await ApplyAsync(connection, script, ct);
            done.Add(script.Name);
        }

        return done;
    }

    private static async Task ApplyAsync(NpgsqlConnection connection, Script script, CancellationToken ct)
    {
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await ExecuteAsync(connection, script.Sql, ct);
        await using var record = new NpgsqlCommand("insert into schema_migrations (name, sha256) values ($1, $2)", connection);
        record.Parameters.AddWithValue(script.Name);
        record.Parameters.AddWithValue(script.Sha256);
        await record.ExecuteNonQueryAsync(ct);
        await transaction.CommitAsync(ct);
    }

    private static async Task<Dictionary<string, string>> AppliedAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        var applied = new Dictionary<string, string>(StringComparer.Ordinal);
        await using var command = new NpgsqlCommand("select name, sha256 from schema_migrations", connection);
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            applied[reader.GetString(0)] = reader.GetString(1);
        }

        return applied;
    }

    private static List<Script> Scripts()
    {
        var assembly = typeof(Migrator).Assembly;
        var scripts = new List<Script>();
        foreach (var resource in assembly.GetManifestResourceNames().Where(n => n.StartsWith(Prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!, Encoding.UTF8);
            var sql = reader.ReadToEnd();
            var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(sql)));
            scripts.Add(new Script(resource[Prefix.Length..], sql, hash));
        }

        return scripts;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(ct);
    }

    private sealed record Script(string Name, string Sql, string Sha256);
}
