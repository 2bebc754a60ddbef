using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Engine.Definitions;
using QmsWorkflow.Server.Data;

namespace QmsWorkflow.Server.Runtime;

/// <summary>The published definitions, parsed once and kept: a published version never changes.</summary>
internal sealed class DefinitionLibrary
{
    private static readonly Func<QmsDb, string, CancellationToken, Task<Guid>> CurrentId = EF.CompileAsyncQuery(
        (QmsDb db, string definitionId, CancellationToken ct) =>
            db.Set<DefinitionRow>().Where(d => d.DefinitionId == definitionId && d.IsCurrent).Select(d => d.Id).SingleOrDefault());

    private readonly ConcurrentDictionary<Guid, (DefinitionRow Row, WorkflowDefinition Definition)> parsed = new();

    public async Task<WorkflowDefinition> LoadAsync(QmsDb db, Guid rowId, CancellationToken ct) => (await VersionAsync(db, rowId, ct)).Definition;

    /// <returns>The version that new instances get; null when there is none. Asked each time: another process may have published meanwhile.</returns>
    public async Task<(DefinitionRow Row, WorkflowDefinition Definition)?> CurrentAsync(QmsDb db, string definitionId, CancellationToken ct)
    {
        var id = await CurrentId(db, definitionId, ct);
        return id == Guid.Empty ? null : await VersionAsync(db, id, ct);
    }

    /// <summary>A version that is deleted need not be kept.</summary>
    public void Forget(Guid rowId) => parsed.TryRemove(rowId, out _);

    private async Task<(DefinitionRow Row, WorkflowDefinition Definition)> VersionAsync(QmsDb db, Guid rowId, CancellationToken ct)
    {
        if (parsed.TryGetValue(rowId, out var known)) return known;

        var row = await db.WorkflowDefinitions.AsNoTracking().SingleAsync(d => d.Id == rowId, ct);
        var used = new WorkflowLibrary(await UsedAsync(db, row, ct));
        return parsed.GetOrAdd(rowId, _ =>
        {
            var read = WorkflowDefinition.Read(row.Json, row.Source, null, used);
            return (row, read.Definition ?? throw new InvalidOperationException($"{row.Source}: {string.Join("; ", read.Problems)}"));
        });
    }

    /// <summary>The versions a definition was pinned to when it was published, and what those use.</summary>
    internal static async Task<IReadOnlyCollection<PublishedWorkflow>> UsedAsync(QmsDb db, DefinitionRow row, CancellationToken ct)
    {
        var found = new Dictionary<Guid, PublishedWorkflow>();
        var wanted = new Queue<Guid>(WorkflowLibrary.PinsOf(row.Json).Select(Guid.Parse));
        while (wanted.TryDequeue(out var id))
        {
            if (found.ContainsKey(id)) continue;

            var used = await db.WorkflowDefinitions.AsNoTracking().SingleAsync(d => d.Id == id, ct);
            found[id] = new PublishedWorkflow(used.Json, used.Source, used.Id.ToString());
            foreach (var pin in WorkflowLibrary.PinsOf(used.Json)) wanted.Enqueue(Guid.Parse(pin));
        }

        return found.Values;
    }
}
