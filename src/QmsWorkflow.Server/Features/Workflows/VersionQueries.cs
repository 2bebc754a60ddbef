using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Engine.Definitions;
using QmsWorkflow.Engine.Execution;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.People;
using QmsWorkflow.Server.Runtime;

namespace QmsWorkflow.Server.Features.Workflows;

/// <summary>Reads versions, drafts and what a move would do. Instances are counted in the agency of the reader.</summary>
internal sealed class VersionQueries(QmsDb db, AgencyScope scope, VersionWriter writer, InstanceMigration migration)
{
    /// <summary>So many instances stand on one page of a move; after it the next are shown.</summary>
    public const int MostMoves = 100;

    public async Task<IReadOnlyList<VersionLine>> VersionsAsync(string definitionId, CancellationToken ct)
    {
        var rows = await db.WorkflowDefinitions.AsNoTracking().Where(d => d.DefinitionId == definitionId).OrderByDescending(d => d.Version)
            .Select(d => new { d.Version, d.Origin, d.PublishedAt, d.PublishedBy, d.PublishedAgencyId, d.Source, d.IsCurrent, d.Id }).ToListAsync(ct);
        var counts = await db.WorkflowInstances.Where(i => i.DefinitionId == definitionId).GroupBy(i => i.DefinitionRowId)
            .Select(g => new { g.Key, Running = g.Count(i => i.Status == InstanceStatus.Running), Faulted = g.Count(i => i.SubStatus == SubStatus.Faulted), All = g.Count() })
            .ToDictionaryAsync(g => g.Key, ct);
        return [.. rows.Select(d => counts.GetValueOrDefault(d.Id) is { } count
            ? new VersionLine(d.Version, d.Origin, d.PublishedAt, Name(d.PublishedBy, d.PublishedAgencyId), d.Source, d.IsCurrent, count.Running, count.Faulted, count.All)
            : new VersionLine(d.Version, d.Origin, d.PublishedAt, Name(d.PublishedBy, d.PublishedAgencyId), d.Source, d.IsCurrent, 0, 0, 0))];
    }

    /// <summary>The drafts of all workflows, for the list.</summary>
    public async Task<IReadOnlyList<DraftLine>> DraftsAsync(CancellationToken ct) =>
        await db.WorkflowDrafts.AsNoTracking().OrderBy(d => d.Name).Select(d => new DraftLine(d.DefinitionId, d.Name, d.SavedAt)).ToListAsync(ct);

    public async Task<DraftView?> DraftAsync(string definitionId, CancellationToken ct)
    {
        if (await db.WorkflowDrafts.AsNoTracking().SingleOrDefaultAsync(d => d.DefinitionId == definitionId, ct) is not { } draft) return null;

        var current = await TextAsync(definitionId, null, ct);
        return new DraftView(
            draft, Name(draft.SavedBy, draft.SavedAgencyId), await writer.CheckAsync(draft.Json, draft.Source, ct),
            current?.Version, current is null ? [] : DefinitionComparison.Between(current.Json, draft.Json));
    }

    /// <returns>Null when one of the two versions is not there.</returns>
    public async Task<ComparisonView?> CompareAsync(string definitionId, int from, int to, CancellationToken ct)
    {
        var (before, after) = (await TextAsync(definitionId, from, ct), await TextAsync(definitionId, to, ct));
        return before is null || after is null ? null : new(after.Name, from, to, DefinitionComparison.Between(before.Json, after.Json));
    }

    /// <returns>Null when one of the two versions is not there.</returns>
    public async Task<MovePreview?> PreviewAsync(string definitionId, int from, int to, Guid? onlyInstance, CancellationToken ct, int most = MostMoves)
    {
        var (source, target) = (await TextAsync(definitionId, from, ct), await TextAsync(definitionId, to, ct));
        if (source is null || target is null) return null;

        var all = InstanceMigration.Movable(db.WorkflowInstances.AsNoTracking()).Where(i => i.DefinitionRowId == source.Id && (onlyInstance == null || i.Id == onlyInstance));
        var units = db.Units;
        var rows = await all.OrderBy(i => i.CreatedAt).ThenBy(i => i.Id).Take(most)
            .Select(i => new { Instance = i, Unit = units.Where(u => u.Id == i.UnitId).Select(u => u.Name).FirstOrDefault() }).ToListAsync(ct);
        var lines = new List<MoveLine>();
        foreach (var row in rows) lines.Add(new(row.Instance, row.Unit, await migration.PreviewAsync(row.Instance, target, ct)));

        return new(target.Name, from, to, lines, await all.CountAsync(ct));
    }

    private Task<DefinitionRow?> TextAsync(string definitionId, int? version, CancellationToken ct) => db.WorkflowDefinitions.AsNoTracking()
        .SingleOrDefaultAsync(d => d.DefinitionId == definitionId && (version == null ? d.IsCurrent : d.Version == version), ct);

    /// <summary>Empty for somebody of another agency, whose name is not told here.</summary>
    private string? Name(string? by, Guid? agencyId) => by is null || scope.IsSystem || agencyId == scope.AgencyId ? by : "";
}

/// <param name="By">Null for the folder; empty for another agency of the installation.</param>
internal sealed record VersionLine(
    int Version, VersionOrigin Origin, DateTimeOffset PublishedAt, string? By, string Source, bool IsCurrent, int Running, int Faulted, int Instances);

internal sealed record DraftLine(string DefinitionId, string Name, DateTimeOffset SavedAt);

/// <param name="CurrentVersion">What it is compared with; null for a workflow that was never published.</param>
internal sealed record DraftView(
    WorkflowDraft Draft, string? By, IReadOnlyList<DefinitionProblem> Problems, int? CurrentVersion, ImmutableArray<DefinitionChange> Changes);

internal sealed record ComparisonView(string Name, int From, int To, ImmutableArray<DefinitionChange> Changes);

/// <param name="Count">How many there are; more than the lines when there are many.</param>
internal sealed record MovePreview(string Name, int From, int To, IReadOnlyList<MoveLine> Lines, int Count);

internal sealed record MoveLine(InstanceRow Instance, string? UnitName, MigrationMap Map);
