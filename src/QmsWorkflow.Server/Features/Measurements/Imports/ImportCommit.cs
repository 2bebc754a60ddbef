using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Runtime;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Features.Measurements.Imports;

/// <summary>Says yes to what the preview shows; the rows are then merged by a job, all of them or none.</summary>
internal sealed class ImportCommit(QmsDb db, Transactor transactor, TrailLog trail, JobQueue jobs, ImportDatabase database, ImportReview review)
{
    public const int LongestReason = 2000;

    /// <param name="lateReason">Why the figures come after the cut-off; needed where a reported period is touched.</param>
    public async Task<Outcome> ExecuteAsync(Guid importId, string lateReason, Actor actor, CancellationToken ct)
    {
        if (ImportRights.Refusal(actor) is { } refusal) return refusal;

        return await transactor.RunAsync(
            async () =>
            {
                var import = await db.Imports.FromSql($"select *, xmin from imports where id = {importId} for update").SingleOrDefaultAsync(ct);
                if (import is null) return Outcome.Refuse("QMS305");
                if (import.State is not ImportState.Ready) return Outcome.Refuse("QMS803", ImportRights.Say(import.State));

                if (!string.IsNullOrWhiteSpace(lateReason)) import.LateReason = lateReason.Trim();
                // A report may have been issued since the preview.
                import.Reported = await ReportedAsync(import, ct);
                if (import.Reported.Length > 0 && import.LateReason.Length == 0) return Outcome.Refuse("QMS804", string.Join(", ", import.Reported.Select(ReportedPeriods.Say)));
                if (import.LateReason.Length > LongestReason) return Outcome.Refuse("QMS808", LongestReason);

                import.State = ImportState.Committing;
                await db.SaveChangesAsync(ct);
                await jobs.EnqueueAsync(import.AgencyId, ImportMerge.JobKind, $"{ImportMerge.JobKind}:{import.Id}", new ImportRequest(import.Id), ct);
                trail.Record(actor, "import.accepted", "import", import.Id, $"Đồng ý ghi {import.StagedRows} dòng{(import.LateReason.Length > 0 ? $"; số liệu đến muộn: {import.LateReason}" : "")}",
                    after: new { import.RowsAdded, import.RowsChanged, import.RowsSame, import.RowsElsewhere, import.Reported, import.LateReason });
                return Outcome.Success;
            },
            ct);
    }

    private async Task<string[]> ReportedAsync(Import import, CancellationToken ct)
    {
        if (import.FromDay is null) return [];

        var kind = await db.DataSources.Where(s => s.Id == import.SourceId).Select(s => s.Kind).SingleAsync(ct);
        var sql = new ReviewSql(import.AgencyId, import.SourceId, import.Id);
        await using var connection = await database.OpenAsync(import.AgencyId, ct);
        return await review.ReportedAsync(import, kind == "cases" ? sql.TouchedCases : sql.TouchedCells, connection, ct);
    }
}
