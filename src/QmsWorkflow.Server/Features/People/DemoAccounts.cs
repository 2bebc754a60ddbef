using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Server.Data;

namespace QmsWorkflow.Server.Features.People;

/// <summary>The accounts a newcomer may try; empty outside demo mode.</summary>
internal sealed class DemoAccounts(DemoOptions options, QmsDb db, AgencyScope scope)
{
    public string Password => options.Password;

    public async Task<IReadOnlyList<DemoAccount>> ListAsync(CancellationToken ct)
    {
        if (!options.IsEnabled) return [];

        scope.EnterSystem();
        return await db.People.AsNoTracking().Where(p => p.IsActive)
            .Join(db.Agencies, p => p.AgencyId, a => a.Id, (p, a) => new { p, a })
            .OrderBy(x => x.a.ShortName).ThenBy(x => x.p.UserName)
            .Select(x => new DemoAccount(x.a.ShortName, x.p.UserName, x.p.FullName, x.p.JobTitle)).ToListAsync(ct);
    }
}

internal sealed record DemoAccount(string AgencyName, string UserName, string FullName, string JobTitle);

/// <summary>Demo mode: sample agencies, shown accounts and a clock that an administrator moves.</summary>
internal sealed record DemoOptions(bool IsEnabled, string Password);
