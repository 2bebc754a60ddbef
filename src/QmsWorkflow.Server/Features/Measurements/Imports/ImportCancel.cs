using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Runtime;
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
                // A merge that runs holds the row: who comes here while it does finds it committed.
                if (import.State is not (ImportState.Queued or ImportState.Reading or ImportState.Ready or ImportState.Committing)) return Outcome.Refuse("QMS805", ImportRights.Say(import.State));

                var key = $"{ImportReading.JobKind}:{importId}";
                var isRead = import.State is ImportState.Reading && await db.Jobs.AnyAsync(j => j.Key == key && j.State == JobState.Running, ct);
                (import.State, import.EndedAt) = (ImportState.Cancelled, clock.GetUtcNow());
                // Whoever reads holds the rows and drops them at the next checkpoint; dropped here, each would wait for the other.
                if (!isRead) await ImportStaging.ForgetAsync(db, importId, ct);
                trail.Record(actor, "import.cancelled", "import", importId, $"Hủy lần nhập sau {import.RowsRead} dòng");
                return Outcome.Success;
            },
            ct);
    }
}
