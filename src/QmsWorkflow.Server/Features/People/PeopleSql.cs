using Microsoft.EntityFrameworkCore;
using Npgsql;
using QmsWorkflow.Server.Data;

namespace QmsWorkflow.Server.Features.People;

internal static class PeopleSql
{
    /// <summary>One change of an agency's people at a time, until the transaction ends: two administrators cannot remove each other at once.</summary>
    public static Task LockPeopleAsync(this QmsDb db, Guid agencyId, CancellationToken ct) =>
        db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(hashtextextended('people:' || {agencyId}::text, 0))", ct);

    public static bool IsTaken(this DbUpdateException failure) => failure.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation };
}
