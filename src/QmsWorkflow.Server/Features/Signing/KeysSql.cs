using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.People;

namespace QmsWorkflow.Server.Features.Signing;

internal static class KeysSql
{
    /// <summary>Reads an agency and keeps other servers from the same work until the transaction ends.</summary>
    public static Task<Agency> LockAgencyAsync(QmsDb db, Guid id, CancellationToken ct) =>
        db.Agencies.FromSql($"select * from agencies where id = {id} for update").AsNoTracking().SingleAsync(ct);
}
