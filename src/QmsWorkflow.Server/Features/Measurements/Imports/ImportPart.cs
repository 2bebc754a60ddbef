using Npgsql;

namespace QmsWorkflow.Server.Features.Measurements.Imports;

internal enum ImportPartEnd { More, Through, Stopped }

/// <summary>One part of a file: its rows by binary COPY, its faults, the checkpoint and the progress, all in one transaction.</summary>
internal sealed class ImportPart(Import import, long checkpoint, StagedRows rows, IRowReader reader, FaultList faults, NpgsqlConnection connection)
{
    /// <value>The row up to which the last part of this server came; another number in the table is another server's.</value>
    private long reached = checkpoint;

    public async Task<ImportPartEnd> ReadAsync(int most, CancellationToken ct)
    {
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var (read, staged, isThrough) = Copy(most, ct);
        await PutFaultsAsync(ct);
        if (!await MoveOnAsync(read, staged, ct))
        {
            await transaction.RollbackAsync(ct);
            return ImportPartEnd.Stopped;
        }

        await transaction.CommitAsync(ct);
        reached = reader.Row;
        return isThrough ? ImportPartEnd.Through : ImportPartEnd.More;
    }

    /// <summary>Parsing and PostgreSQL work at the same time: what is written goes over the socket while the next rows are read.</summary>
    private (long Read, long Staged, bool IsThrough) Copy(int most, CancellationToken ct)
    {
        using var raw = connection.BeginRawBinaryCopy($"copy {ImportStaging.Table(import.Id)} ({rows.Columns}) from stdin (format binary)");
        using var copy = new CopyBuffer(raw);
        copy.Header();
        long read = 0, staged = 0;
        var isThrough = false;
        try
        {
            for (; read < most; read++)
            {
                if (!reader.Read())
                {
                    isThrough = true;
                    break;
                }

                if ((read & 0xFFF) == 0) ct.ThrowIfCancellationRequested();
                if (rows.Check(reader, faults)) staged += rows.Write(reader, copy);
            }

            copy.End();
        }
        catch
        {
            raw.Cancel();
            throw;
        }

        return (read, staged, isThrough);
    }

    private async Task PutFaultsAsync(CancellationToken ct)
    {
        if (faults.Fresh.Count == 0) return;

        await ImportDatabase.ExecuteAsync(connection,
            """
            insert into import_faults (import_id, agency_id, row_number, column_name, value, rule, message)
            select $1, $2, f.* from unnest($3, $4, $5, $6, $7) as f
            """,
            ct, import.Id, import.AgencyId, faults.Fresh.Select(f => f.Row).ToArray(), faults.Fresh.Select(f => f.Column).ToArray(), faults.Fresh.Select(f => f.Value).ToArray(),
            faults.Fresh.Select(f => f.Rule).ToArray(), faults.Fresh.Select(f => f.Message).ToArray());
        faults.Written();
    }

    /// <returns>False when the import is not being read any more, or another server has read on meanwhile.</returns>
    private async Task<bool> MoveOnAsync(long read, long staged, CancellationToken ct)
    {
        var moved = await ImportDatabase.ExecuteAsync(connection,
            "update import_checkpoints set rows_read = $3, bytes_read = $4, rows_faulty = $5 where import_id = $1 and rows_read = $2",
            ct, import.Id, reached, reader.Row, reader.BytesRead, faults.RowsFaulty);
        return moved == 1 && await ImportDatabase.ExecuteAsync(connection,
            """
            update imports set rows_read = rows_read + $2, bytes_read = least(bytes_total, $3), rows_faulty = $4, staged_rows = staged_rows + $5, format = $6
            where id = $1 and state = 'Reading'
            """,
            ct, import.Id, read, reader.BytesRead, faults.RowsFaulty, staged, reader.Format) == 1;
    }
}
