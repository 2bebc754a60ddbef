using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace QmsWorkflow.Server.Data;

/// <summary>Tells PostgreSQL whose rows a connection may see, each time it is opened (row-level security, the second wall).</summary>
internal sealed class AgencyWall(AgencyScope scope) : DbConnectionInterceptor
{
    /// <summary>
    /// Set while an act runs in its transaction. Entity Framework would open a lost connection again in the middle of the act and forget the
    /// transaction: what follows would then be committed alone.
    /// </summary>
    public bool IsInAct { get; set; }

    public override InterceptionResult ConnectionOpening(DbConnection connection, ConnectionEventData eventData, InterceptionResult result) =>
        IsInAct ? throw new ConnectionLostException(null) : result;

    public override ValueTask<InterceptionResult> ConnectionOpeningAsync(
        DbConnection connection, ConnectionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default) =>
        IsInAct ? throw new ConnectionLostException(null) : ValueTask.FromResult(result);

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        using var command = Command(connection);
        command.ExecuteNonQuery();
    }

    public override async Task ConnectionOpenedAsync(
        DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        await using var command = Command(connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private DbCommand Command(DbConnection connection)
    {
        var command = connection.CreateCommand();
        command.CommandText = "select set_config('qms.agency', @agency, false)";
        var parameter = command.CreateParameter();
        parameter.ParameterName = "agency";
        parameter.Value = scope.Wall;
        command.Parameters.Add(parameter);
        return command;
    }
}
