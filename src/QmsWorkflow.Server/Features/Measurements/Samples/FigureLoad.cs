using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.Documents;
using QmsWorkflow.Server.Features.Measurements.Imports;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Features.Measurements.Samples;

/// <summary>Takes a file through the import that people use, from the upload to the commit, at once; the results are computed by the job that the commit asks for.</summary>
internal sealed class FigureLoad(QmsDb db, Transactor transactor, FileStore files, ImportStart start, ImportReading reading, ImportCommit commit, ImportMerge merge)
{
    /// <returns>The import as it ended: committed, or why not.</returns>
    /// <exception cref="InvalidOperationException">It was refused.</exception>
    public async Task<Import> LoadAsync(Guid agencyId, string sourceCode, string fileName, Stream content, CancellationToken ct)
    {
        var actor = Actor.System(agencyId);
        var source = await db.DataSources.AsNoTracking().Where(s => s.Code == sourceCode).Select(s => s.Id).SingleAsync(ct);
        (await transactor.RunAsync(
            async () =>
            {
                var file = await files.PutAsync(agencyId, content, fileName, "text/csv", actor, ct);
                return await start.ExecuteAsync(new ImportInput { SourceId = source, FileId = file.Id }, actor, ct);
            },
            ct)).OrThrow();
        return await FinishAsync(start.Started, actor, ct);
    }

    /// <summary>Goes on with an import that a stopped server left behind.</summary>
    public async Task<Import> FinishAsync(Guid importId, Actor actor, CancellationToken ct)
    {
        await reading.ReadAsync(importId, ct);
        // Read by its own connection, past what this scope still holds.
        db.ChangeTracker.Clear();
        if (await StateAsync(importId, ct) == ImportState.Ready) (await commit.ExecuteAsync(importId, "", actor, ct)).OrThrow();
        await merge.MergeAsync(importId, ct);
        return await db.Imports.AsNoTracking().SingleAsync(i => i.Id == importId, ct);
    }

    private Task<ImportState> StateAsync(Guid importId, CancellationToken ct) => db.Imports.Where(i => i.Id == importId).Select(i => i.State).SingleAsync(ct);
}
