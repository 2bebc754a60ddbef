using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.Documents;

namespace QmsWorkflow.Server.Features.Measurements.Pages;

/// <summary>The codes in the addresses of units' posted results: made once per unit and cycle, kept for good, because sheets on walls carry them.</summary>
internal sealed class ResultCodesSql(QmsDb db, IServiceScopeFactory scopes, TimeProvider clock) : IUnitResultsAddress
{
    private const int MostLetters = 40;

    public static string PathOf(string code) => $"/p/{code}";

    public async Task<string> PathAsync(Guid agencyId, Guid cycleId, Guid unitId, CancellationToken ct)
    {
        await db.Database.ExecuteSqlAsync(
            $"insert into result_codes (code, agency_id, cycle_id, unit_id, made_at) values ({VerificationCodes.New()}, {agencyId}, {cycleId}, {unitId}, {clock.GetUtcNow()}) on conflict (cycle_id, unit_id) do nothing", ct);
        return PathOf(await db.Database.SqlQuery<string>($"""select code as "Value" from result_codes where cycle_id = {cycleId} and unit_id = {unitId}""").SingleAsync(ct));
    }

    /// <summary>Whose results the code opens. It is asked without an agency, through a row-level policy of its own (migration 0135): the database shows the row that was named and no other.</summary>
    public async Task<ResultCode?> FindAsync(string code, CancellationToken ct)
    {
        if (code.Length > MostLetters || !code.All(char.IsAsciiLetterOrDigit)) return null;

        var known = code.ToLowerInvariant();
        await using var scope = scopes.CreateAsyncScope();
        var asked = scope.ServiceProvider.GetRequiredService<QmsDb>();
        await asked.Database.OpenConnectionAsync(ct);
        try
        {
            await asked.Database.ExecuteSqlAsync($"select set_config('qms.results', {known}, false)", ct);
            return await asked.Database.SqlQuery<ResultCode>(
                $"""select agency_id as "AgencyId", cycle_id as "CycleId", unit_id as "UnitId" from result_codes where code = {known}""").SingleOrDefaultAsync(ct);
        }
        finally
        {
            await asked.Database.ExecuteSqlAsync($"select set_config('qms.results', '', false)", CancellationToken.None);
            await asked.Database.CloseConnectionAsync();
        }
    }
}

internal sealed record ResultCode(Guid AgencyId, Guid CycleId, Guid UnitId);
