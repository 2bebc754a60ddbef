using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.Documents;

namespace QmsWorkflow.Server.Features.Registers;

/// <param name="UpdateBy">By when the QMS must follow it; null when that is past or unknown.</param>
internal sealed record BasisLine(LegalBasis Basis, LegalBasisWarning? Warning, IReadOnlyList<LegalBasisUse> Uses, DateOnly? UpdateBy);

/// <summary>Reads the register of legal bases with what is wrong with each and where it is cited; those with a fault first.</summary>
internal sealed class LegalBasisQueries(QmsDb db, LegalBasisWarnings warnings)
{
    public async Task<IReadOnlyList<BasisLine>> ListAsync(CancellationToken ct)
    {
        var uses = await warnings.UsesAsync(ct);
        var lines = new List<BasisLine>();
        foreach (var basis in await db.LegalBases.AsNoTracking().OrderBy(b => b.Kind).ThenBy(b => b.Code).ToListAsync(ct))
        {
            lines.Add(new BasisLine(basis, LegalBasisWarnings.Of(basis, warnings.Today), [.. uses[basis.Code]], (await warnings.QmsUpdateAsync(basis, ct))?.Date));
        }

        return [.. lines.OrderBy(line => line.Warning is null).ThenBy(line => line.Uses.Count == 0)];
    }

    public Task<LegalBasis?> FindAsync(Guid id, CancellationToken ct) => db.LegalBases.AsNoTracking().SingleOrDefaultAsync(b => b.Id == id, ct);
}
