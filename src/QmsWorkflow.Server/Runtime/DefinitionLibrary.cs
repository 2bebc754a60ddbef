using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Engine.Definitions;
using QmsWorkflow.Server.Data;

namespace QmsWorkflow.Server.Runtime;

/// <summary>The published definitions, parsed once and kept: a published version never changes.</summary>
internal sealed class DefinitionLibrary
{
    private readonly ConcurrentDictionary<Guid, WorkflowDefinition> parsed = new();

    public async Task<WorkflowDefinition> LoadAsync(QmsDb db, Guid rowId, CancellationToken ct)
    {
        if (parsed.TryGetValue(rowId, out var known)) return known;

        var row = await db.WorkflowDefinitions.AsNoTracking().SingleAsync(d => d.Id == rowId, ct);
        return Parse(row);
    }

    /// <returns>The version that new instances get; null when there is none.</returns>
    public async Task<(DefinitionRow Row, WorkflowDefinition Definition)?> CurrentAsync(QmsDb db, string definitionId, CancellationToken ct)
    {
        var row = await db.WorkflowDefinitions.AsNoTracking().SingleOrDefaultAsync(d => d.DefinitionId == definitionId && d.IsCurrent, ct);
        return row is null ? null : (row, Parse(row));
    }

    private WorkflowDefinition Parse(DefinitionRow row) => parsed.GetOrAdd(row.Id, _ =>
    {
        var read = WorkflowDefinition.Read(row.Json, row.Source);
        return read.Definition ?? throw new InvalidOperationException($"{row.Source}: {string.Join("; ", read.Problems)}");
    });
}
