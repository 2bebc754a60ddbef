using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Server.Data;

namespace QmsWorkflow.Server.Features.Documents;

/// <summary>
/// Allots document numbers: from 01 on 1 January, one series per kind and year (NĐ 30/2020 Điều 15). The row of the series is locked until the
/// act commits and a refused act gives its number back, so that a series has no gap and no number twice.
/// </summary>
internal sealed class NumberAllotment(QmsDb db)
{
    public async Task<int> NextAsync(Guid agencyId, string series, int year, CancellationToken ct)
    {
        var numbers = await db.Database.SqlQuery<int>(
            $"""
            insert into number_series (agency_id, series, year, last_number) values ({agencyId}, {series}, {year}, 1)
            on conflict (agency_id, series, year) do update set last_number = number_series.last_number + 1
            returning last_number as "Value"
            """).ToListAsync(ct);
        return numbers.Single();
    }
}
