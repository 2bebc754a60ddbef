using System.Net.Sockets;
using Npgsql;
using QmsWorkflow.Server.Data;

namespace QmsWorkflow.Server.Runtime;

/// <summary>Tells a database that is away for a while from work that is wrong: only the latter uses up an attempt.</summary>
internal static class DatabaseTrouble
{
    public static bool IsPassing(Exception failure)
    {
        for (var cause = failure; cause is not null; cause = cause.InnerException)
        {
            // Class 57P: an administrator's stop or cut, a crash of another backend, a server that starts up.
            if (cause is PostgresException refused) return refused.IsTransient || refused.SqlState.StartsWith("57P", StringComparison.Ordinal);
            if (cause is ConnectionLostException or NpgsqlException or SocketException or IOException { InnerException: SocketException }) return true;
        }

        return false;
    }

    /// <summary>The database's own words, from under the exceptions around them.</summary>
    public static string Say(Exception failure)
    {
        var cause = failure;
        while (cause is not (PostgresException or NpgsqlException or SocketException) && cause.InnerException is { } inner) cause = inner;
        return cause is PostgresException refused ? refused.MessageText : cause.Message;
    }
}
