using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Engine.Definitions;
using QmsWorkflow.Engine.Execution;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.People;
using QmsWorkflow.Server.Features.Tasks;
using QmsWorkflow.Server.Runtime;
using Incident = QmsWorkflow.Server.Runtime.Incident;

namespace QmsWorkflow.Server.Features.Workflows;

/// <summary>Reads definitions and instances for their pages. Definitions are the product's; instances are the agency's own.</summary>
internal sealed class WorkflowQueries(QmsDb db, DefinitionLibrary library)
{
    private const int MostInstances = 50;
    private const int MostEvents = 200;
    private const int MostIncidents = 100;

    public async Task<IReadOnlyList<WorkflowLine>> ListAsync(CancellationToken ct)
    {
        var instances = db.WorkflowInstances;
        return await db.WorkflowDefinitions.AsNoTracking().Where(d => d.IsCurrent).OrderBy(d => d.Name).Select(d => new WorkflowLine(
            d.DefinitionId, d.Name, d.Version, d.Source, d.PublishedAt,
            instances.Count(i => i.DefinitionId == d.DefinitionId && i.Status == InstanceStatus.Running))).ToListAsync(ct);
    }

    /// <param name="version">Null for the current one.</param>
    public async Task<WorkflowView?> FindAsync(string definitionId, int? version, CancellationToken ct)
    {
        if (await FileAsync(definitionId, version, ct) is not { } row) return null;

        var instances = await InstancesAsync(db.WorkflowInstances.Where(i => i.DefinitionId == definitionId).OrderByDescending(i => i.CreatedAt).Take(MostInstances), ct);
        return new WorkflowView(row, await library.LoadAsync(db, row.Id, ct), instances);
    }

    public async Task<InstanceView?> FindInstanceAsync(Guid id, CancellationToken ct)
    {
        var instance = await db.WorkflowInstances.AsNoTracking().SingleOrDefaultAsync(i => i.Id == id, ct);
        if (instance is null) return null;

        var state = InstanceState.FromJson(instance.State);
        var waits = await db.WorkflowWaits.AsNoTracking().Where(w => w.InstanceId == id).OrderBy(w => w.OpenedAt).ToListAsync(ct);
        var tasks = await db.UserTasks.AsNoTracking().Where(t => t.InstanceId == id && t.State == WorkState.Open).OrderBy(t => t.Ordinal)
            .Select(t => new { t.WaitId, t.Id, t.Title }).ToListAsync(ct);
        return new InstanceView
        {
            Instance = instance,
            Definition = await library.LoadAsync(db, instance.DefinitionRowId, ct),
            DefinitionName = await db.WorkflowDefinitions.Where(d => d.Id == instance.DefinitionRowId).Select(d => d.Name).SingleAsync(ct),
            CurrentVersion = await db.WorkflowDefinitions.Where(d => d.DefinitionId == instance.DefinitionId && d.IsCurrent).Select(d => (int?)d.Version).SingleOrDefaultAsync(ct),
            UnitName = await db.Units.Where(u => u.Id == instance.UnitId).Select(u => u.Name).SingleOrDefaultAsync(ct),
            Steps = [.. state.Activities.OrderBy(a => a.At)],
            Variables = state.Variables,
            Waits = [.. waits.Select(w => new WaitLine(w, [.. tasks.Where(t => t.WaitId == w.WaitId).Select(t => new TaskLink(t.Id, t.Title))]))],
            Children = await InstancesAsync(db.WorkflowInstances.Where(i => i.ParentId == id).OrderBy(i => i.CreatedAt), ct),
            Events = await db.WorkflowEvents.AsNoTracking().Where(e => e.InstanceId == id).OrderByDescending(e => e.Sequence).Take(MostEvents).ToListAsync(ct),
            Incidents = await db.Incidents.AsNoTracking().Where(i => i.InstanceId == id).OrderByDescending(i => i.RaisedAt).ToListAsync(ct),
        };
    }

    /// <summary>What waits for somebody's answer, newest first.</summary>
    public async Task<IReadOnlyList<Incident>> OpenIncidentsAsync(CancellationToken ct) =>
        await db.Incidents.AsNoTracking().Where(i => i.ResolvedAt == null).OrderByDescending(i => i.RaisedAt).ThenBy(i => i.Id).Take(MostIncidents).ToListAsync(ct);

    public Task<DefinitionRow?> FileAsync(string definitionId, int? version, CancellationToken ct) =>
        db.WorkflowDefinitions.AsNoTracking().SingleOrDefaultAsync(d => d.DefinitionId == definitionId && (version == null ? d.IsCurrent : d.Version == version), ct);

    public Task<WorkflowDraft?> DraftFileAsync(string definitionId, CancellationToken ct) =>
        db.WorkflowDrafts.AsNoTracking().SingleOrDefaultAsync(d => d.DefinitionId == definitionId, ct);

    private async Task<IReadOnlyList<InstanceLine>> InstancesAsync(IQueryable<InstanceRow> instances, CancellationToken ct)
    {
        var (definitions, units) = (db.WorkflowDefinitions, db.Units);
        return await instances.AsNoTracking().Select(i => new InstanceLine(
            i.Id, definitions.Where(d => d.Id == i.DefinitionRowId).Select(d => d.Name).First(), i.DefinitionVersion,
            units.Where(u => u.Id == i.UnitId).Select(u => u.Name).FirstOrDefault(), i.SubStatus, i.CreatedAt, i.EndedAt)).ToListAsync(ct);
    }
}

internal sealed record WorkflowLine(string DefinitionId, string Name, int Version, string Source, DateTimeOffset PublishedAt, int Running);

internal sealed record WorkflowView(DefinitionRow Row, WorkflowDefinition Definition, IReadOnlyList<InstanceLine> Instances);

public sealed record InstanceLine(Guid Id, string Name, int Version, string? UnitName, SubStatus SubStatus, DateTimeOffset CreatedAt, DateTimeOffset? EndedAt);

internal sealed record TaskLink(Guid Id, string Title);

internal sealed record WaitLine(WaitRow Wait, IReadOnlyList<TaskLink> Tasks);

internal sealed record InstanceView
{
    public required InstanceRow Instance { get; init; }
    public required WorkflowDefinition Definition { get; init; }
    public required string DefinitionName { get; init; }

    /// <summary>The version new instances get.</summary>
    public required int? CurrentVersion { get; init; }
    public required string? UnitName { get; init; }
    public required IReadOnlyList<ActivitySummary> Steps { get; init; }
    public required IReadOnlyDictionary<string, JsonNode?> Variables { get; init; }
    public required IReadOnlyList<WaitLine> Waits { get; init; }
    public required IReadOnlyList<InstanceLine> Children { get; init; }
    public required IReadOnlyList<EventRow> Events { get; init; }
    public required IReadOnlyList<Incident> Incidents { get; init; }

    /// <summary>What has ended stays what it was; an incident can still be answered.</summary>
    public bool MayMove => Instance.Status == InstanceStatus.Running || Instance.SubStatus == SubStatus.Faulted;

    /// <summary>The step's name as people read it.</summary>
    public string NameOf(string activityId) => Definition.Find(activityId) is { } step ? step.DisplayText ?? step.Id : activityId;
}
