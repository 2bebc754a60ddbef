using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Features.Measurements.Imports;

/// <summary>Takes back the last commit of a source, exactly: what it added goes, what it changed is as before (NĐ 224/2026 Điều 23.6a).</summary>
internal sealed class ImportUndo(QmsDb db, Transactor transactor, TrailLog trail, IEnumerable<IFiguresObserver> observers, TimeProvider clock)
{
    public async Task<Outcome> ExecuteAsync(Guid importId, string reason, Actor actor, CancellationToken ct)
    {
        if (ImportRights.Refusal(actor) is { } refusal) return refusal;

        db.Database.SetCommandTimeout(TimeSpan.FromMinutes(10));
        return await transactor.RunAsync(
            async () =>
            {
                var import = await db.Imports.FromSql($"select *, xmin from imports where id = {importId} for update").SingleOrDefaultAsync(ct);
                if (import is null) return Outcome.Refuse("QMS305");

                await ImportMerge.LockAsync(db, import.AgencyId, ct);
                var last = await db.Imports.Where(i => i.SourceId == import.SourceId && i.State == ImportState.Committed).OrderByDescending(i => i.CommittedAt).ThenByDescending(i => i.Id).Select(i => (Guid?)i.Id).FirstOrDefaultAsync(ct);
                if (import.State is not ImportState.Committed || last != import.Id) return Outcome.Refuse("QMS806");
                // What was reported rests on these figures: the difference needs its reason, as when they came.
                if (string.IsNullOrWhiteSpace(reason)) return Outcome.Refuse("QMS807");

                var source = await db.DataSources.SingleAsync(s => s.Id == import.SourceId, ct);
                var sql = new MergeSql(import.AgencyId, source.Id, import.Id);
                foreach (var step in source.Kind == "cases" ? sql.UndoCases : sql.UndoFigures) await ImportMerge.RunAsync(db, step, ct);
                (import.State, import.UndoneBy, import.EndedAt, import.Message) = (ImportState.Undone, actor.PersonId, clock.GetUtcNow(), reason.Trim());
                trail.Record(actor, "import.undone", "import", import.Id, $"Hoàn tác lần ghi vào nguồn {source.Name}: {reason.Trim()}", before: new { import.RowsAdded, import.RowsChanged });
                if (import is { FromDay: { } from, ToDay: { } to }) foreach (var observer in observers) await observer.ChangedAsync(import.AgencyId, from, to, ct);
                return Outcome.Success;
            },
            ct);
    }
}
