using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using NpgsqlTypes;

namespace QmsWorkflow.Server.Data;

/// <summary>
/// What an act writes past the change tracker: collected while it runs, sent in one round trip just before its commit (ADR 0007).
/// For the rows every act of a workflow writes; all others go through <see cref="QmsDb"/>.
/// </summary>
internal sealed class LateWrites(QmsDb db)
{
    private readonly List<Action<NpgsqlBatch>> writers = [];

    /// <value>Another number for each act: what was read and locked in one is not valid in the next.</value>
    public int Act { get; private set; }

    /// <summary>Asks to be called when the act is about to commit; who asks adds its commands to the batch.</summary>
    public void Add(Action<NpgsqlBatch> writer) => writers.Add(writer);

    /// <summary>Sends everything collected, and then <paramref name="last"/>, in one round trip.</summary>
    /// <returns>The rows of <paramref name="last"/>; null when there was nothing to send at all. The caller disposes it.</returns>
    public async Task<NpgsqlDataReader?> SendAsync(NpgsqlBatchCommand? last, CancellationToken ct)
    {
        await using var batch = Batch();
        foreach (var writer in writers) writer(batch);
        writers.Clear();
        if (last is not null) batch.BatchCommands.Add(last);
        if (batch.BatchCommands.Count == 0) return null;

        // Commands without rows have no result of their own: what is read is the result of the last one.
        return await batch.ExecuteReaderAsync(ct);
    }

    /// <summary>A batch on the connection and in the transaction of the act.</summary>
    public NpgsqlBatch Batch() => new((NpgsqlConnection)db.Database.GetDbConnection(), (NpgsqlTransaction?)db.Database.CurrentTransaction?.GetDbTransaction());

    /// <summary>The act is over, committed or rolled back.</summary>
    public void End()
    {
        writers.Clear();
        Act++;
    }
}

internal static class BatchCommands
{
    /// <summary>A command with parameters $1, $2, … in their order; null is written as NULL.</summary>
    public static NpgsqlBatchCommand Command(string sql, params ReadOnlySpan<NpgsqlParameter> parameters)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var parameter in parameters) command.Parameters.Add(parameter);
        return command;
    }

    public static NpgsqlParameter Of(Guid value) => new NpgsqlParameter<Guid> { TypedValue = value, NpgsqlDbType = NpgsqlDbType.Uuid };

    public static NpgsqlParameter Of(Guid? value) => value is { } id ? Of(id) : Null(NpgsqlDbType.Uuid);

    public static NpgsqlParameter Of(string? value) => value is not null
        ? new NpgsqlParameter<string> { TypedValue = value, NpgsqlDbType = NpgsqlDbType.Text }
        : Null(NpgsqlDbType.Text);

    public static NpgsqlParameter Of(bool value) => new NpgsqlParameter<bool> { TypedValue = value, NpgsqlDbType = NpgsqlDbType.Boolean };

    public static NpgsqlParameter Of(int value) => new NpgsqlParameter<int> { TypedValue = value, NpgsqlDbType = NpgsqlDbType.Integer };

    public static NpgsqlParameter Of(short value) => new NpgsqlParameter<short> { TypedValue = value, NpgsqlDbType = NpgsqlDbType.Smallint };

    public static NpgsqlParameter Of(long value) => new NpgsqlParameter<long> { TypedValue = value, NpgsqlDbType = NpgsqlDbType.Bigint };

    public static NpgsqlParameter Of(byte[] value) => new NpgsqlParameter<byte[]> { TypedValue = value, NpgsqlDbType = NpgsqlDbType.Bytea };

    public static NpgsqlParameter Of(string[] value) => new NpgsqlParameter<string[]> { TypedValue = value, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text };

    /// <summary>An instant; PostgreSQL takes only UTC.</summary>
    public static NpgsqlParameter Of(DateTimeOffset value) => new NpgsqlParameter<DateTime> { TypedValue = value.UtcDateTime, NpgsqlDbType = NpgsqlDbType.TimestampTz };

    public static NpgsqlParameter Of(DateTimeOffset? value) => value is { } at ? Of(at) : Null(NpgsqlDbType.TimestampTz);

    private static NpgsqlParameter Null(NpgsqlDbType type) => new() { Value = DBNull.Value, NpgsqlDbType = type };
}
