using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Engine.Definitions;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.Cycles;
using QmsWorkflow.Server.Runtime;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Features.Workflows;

/// <summary>What people do with versions that were published: publish one again, delete one that nothing refers to.</summary>
internal sealed class VersionActs(SystemWork system)
{
    /// <summary>Back to an earlier version: it is published again as the next one, so that the history stays a line.</summary>
    public async Task<Outcome> PublishAgainAsync(string definitionId, int version, Actor actor, CancellationToken ct) =>
        WorkflowRights.MayDesign(actor) ? await system.RunAsync<VersionDesk>(desk => desk.PublishAgainAsync(definitionId, version, actor, ct), ct) : Outcome.Refuse("QMS302", CycleRights.Repairers());

    /// <summary>Deletes a version; its text stays in the trail.</summary>
    public async Task<Outcome> DeleteAsync(string definitionId, int version, Actor actor, CancellationToken ct) =>
        WorkflowRights.MayDesign(actor) ? await system.RunAsync<VersionDesk>(desk => desk.DeleteAsync(definitionId, version, actor, ct), ct) : Outcome.Refuse("QMS302", CycleRights.Repairers());
}

/// <summary>Does what <see cref="VersionActs"/> allows, in a unit of work that sees the whole installation.</summary>
internal sealed class VersionDesk(QmsDb db, VersionWriter writer, DefinitionLibrary definitions, TrailLog trail)
{
    public async Task<Outcome> PublishAgainAsync(string definitionId, int version, Actor actor, CancellationToken ct)
    {
        await writer.LockAsync(ct);
        if (await FindAsync(definitionId, version, ct) is not { } row) return Outcome.Refuse("QMS771", version);
        if (row.IsCurrent) return Outcome.Refuse("QMS775", version);

        // What it used then it uses again.
        var library = await writer.LibraryAsync(await DefinitionLibrary.UsedAsync(db, row, ct), ct);
        var problems = DefinitionChecker.Check(row.Json, row.Source, writer.Catalog, library);
        if (!problems.IsEmpty) return DraftDesk.Faulty("QMS766", problems, problems.Length);

        await writer.AddAsync(new NewVersion(Guid.CreateVersion7(), row.Json, row.Source, row.Sha256, VersionOrigin.Again, BecomesCurrent: true, actor), library, ct);
        return Outcome.Success;
    }

    public async Task<Outcome> DeleteAsync(string definitionId, int version, Actor actor, CancellationToken ct)
    {
        // No instance may move to it meanwhile.
        await writer.LockAsync(ct);
        await db.Database.ExecuteSqlAsync($"select 1 from workflow_definitions where definition_id = {definitionId} and version = {version} for update", ct);
        if (await FindAsync(definitionId, version, ct) is not { } row) return Outcome.Refuse("QMS771", version);
        if (row.IsCurrent) return Outcome.Refuse("QMS767", version);

        var instances = await db.WorkflowInstances.CountAsync(i => i.DefinitionRowId == row.Id, ct);
        if (instances > 0) return Outcome.Refuse("QMS768", version, instances);

        var users = await UsersAsync(row, ct);
        if (users.Count > 0) return Outcome.Refuse("QMS769", version, string.Join(", ", users));

        // Its number stays given.
        await writer.HeadAsync(definitionId, ct);
        db.WorkflowDefinitions.Remove(row);
        definitions.Forget(row.Id);
        trail.Record(actor, "workflow.version-deleted", "workflow", definitionId, $"{actor.Name} xóa phiên bản {version} của quy trình {row.Name}", before: row.Json);
        return Outcome.Success;
    }

    private async Task<List<string>> UsersAsync(DefinitionRow row, CancellationToken ct)
    {
        var id = row.Id.ToString();
        var candidates = await db.WorkflowDefinitions.AsNoTracking().Where(d => d.Json.Contains(id)).Select(d => new { d.Name, d.Version, d.Json }).ToListAsync(ct);
        return [.. candidates.Where(c => WorkflowLibrary.PinsOf(c.Json).Contains(id)).Select(c => $"{c.Name} ({c.Version})").Order(StringComparer.Ordinal)];
    }

    private Task<DefinitionRow?> FindAsync(string definitionId, int version, CancellationToken ct) =>
        db.WorkflowDefinitions.SingleOrDefaultAsync(d => d.DefinitionId == definitionId && d.Version == version, ct);
}
