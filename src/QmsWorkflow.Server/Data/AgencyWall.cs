using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace QmsWorkflow.Server.Data;

/// <summary>Tells PostgreSQL whose rows a connection may see, each time it is opened (row-level security, the second wall).</summary>
internal sealed class AgencyWall : DbConnectionInterceptor
{
    public override InterceptionResult ConnectionOpening(DbConnection connection, ConnectionEventData eventData, InterceptionResult result) =>
        ((QmsDb)eventData.Context!).IsInAct ? throw new ConnectionLostException(null) : result;

    public override ValueTask<InterceptionResult> ConnectionOpeningAsync(
        DbConnection connection, ConnectionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default) =>
        ((QmsDb)eventData.Context!).IsInAct ? throw new ConnectionLostException(null) : ValueTask.FromResult(result);

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        using var command = Command(connection, eventData);
        command.ExecuteNonQuery();
    }

    public override async Task ConnectionOpenedAsync(
        DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        await using var command = Command(connection, eventData);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static DbCommand Command(DbConnection connection, ConnectionEndEventData opened)
    {
        var command = connection.CreateCommand();
        command.CommandText = "select set_config('qms.agency', @agency, false)";
        var parameter = command.CreateParameter();
        parameter.ParameterName = "agency";
        parameter.Value = ((QmsDb)opened.Context!).Scope.Wall;
        command.Parameters.Add(parameter);
        return command;
    }
}
