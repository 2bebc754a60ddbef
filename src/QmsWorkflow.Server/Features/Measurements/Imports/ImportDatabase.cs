using Npgsql;

namespace QmsWorkflow.Server.Features.Measurements.Imports;

/// <summary>
/// Connections for reading files into the staging table: outside the unit of work of Entity Framework, which knows no COPY. Each sees the rows
/// of one agency only.
/// </summary>
internal sealed class ImportDatabase(NpgsqlDataSource source)
{
    public async Task<NpgsqlConnection> OpenAsync(Guid agencyId, CancellationToken ct)
    {
        var connection = await source.OpenConnectionAsync(ct);
        try
        {
            await ExecuteAsync(connection, "select set_config('qms.agency', $1, false)", ct, agencyId.ToString("D"));
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public static async Task<int> ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken ct, params object[] values)
    {
        await using var command = Command(connection, sql, values);
        return await command.ExecuteNonQueryAsync(ct);
    }

    public static NpgsqlCommand Command(NpgsqlConnection connection, string sql, params object[] values)
    {
        var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        foreach (var value in values) command.Parameters.AddWithValue(value);
        return command;
    }
}
