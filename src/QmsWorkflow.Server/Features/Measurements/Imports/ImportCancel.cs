using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Features.Measurements.Imports;

/// <summary>Gives up an import before its commit; a reading that runs stops at its next checkpoint.</summary>
internal sealed class ImportCancel(QmsDb db, Transactor transactor, TrailLog trail, TimeProvider clock)
{
    public async Task<Outcome> ExecuteAsync(Guid importId, Actor actor, CancellationToken ct)
    {
        if (ImportRights.Refusal(actor) is { } refusal) return refusal;

        return await transactor.RunAsync(
            async () =>
            {
                var import = await db.Imports.FromSql($"select *, xmin from imports where id = {importId} for update").SingleOrDefaultAsync(ct);
                if (import is null) return Outcome.Refuse("QMS305");
                if (import.State is not (ImportState.Queued or ImportState.Reading or ImportState.Ready)) return Outcome.Refuse("QMS805", ImportRights.Say(import.State));

                var isRead = import.State is ImportState.Reading;
                (import.State, import.EndedAt) = (ImportState.Cancelled, clock.GetUtcNow());
                // Whoever reads holds the rows and drops them at the next checkpoint; dropped here, each would wait for the other.
                if (!isRead) await ImportStaging.ForgetAsync(db, importId, ct);
                trail.Record(actor, "import.cancelled", "import", importId, $"Hủy lần nhập sau {import.RowsRead} dòng");
                return Outcome.Success;
            },
            ct);
    }
}
