using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Engine.Execution;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Runtime;

/// <summary>
/// Moves running instances to another version of their definition. Unlike Elsa, which drops what does not map, an instance that has
/// something open without a place in the other version is not moved. Tasks and timers that are open stay as they are.
/// </summary>
internal sealed class InstanceMigration(QmsDb db, DefinitionLibrary library, InstanceRunner runner, TrailLog trail, TimeProvider clock)
{
    /// <summary>A faulted instance can still be repaired, so it can move; a finished or cancelled one is over.</summary>
    public static IQueryable<InstanceRow> Movable(IQueryable<InstanceRow> instances) =>
        instances.Where(i => i.Status == InstanceStatus.Running || i.SubStatus == SubStatus.Faulted);

    public Task<DefinitionRow?> VersionAsync(string definitionId, int version, CancellationToken ct) =>
        db.WorkflowDefinitions.AsNoTracking().SingleOrDefaultAsync(d => d.DefinitionId == definitionId && d.Version == version, ct);

    /// <summary>What would become of an instance; changes nothing.</summary>
    public async Task<MigrationMap> PreviewAsync(InstanceRow instance, DefinitionRow target, CancellationToken ct) => MigrationMap.Of(
        InstanceState.FromJson(instance.State), await library.LoadAsync(db, instance.DefinitionRowId, ct), await library.LoadAsync(db, target.Id, ct));

    /// <summary>Moves one instance inside the transaction that is open, if nothing changed since it was previewed.</summary>
    /// <param name="stateVersion">The state the preview was made of.</param>
    /// <param name="reasonsOf">Says in words why an instance cannot move.</param>
    public async Task<Outcome> MoveAsync(
        Guid instanceId, int from, int to, int stateVersion, Func<MigrationMap, string> reasonsOf, Actor actor, CancellationToken ct)
    {
        if (await runner.LockAsync(instanceId, ct) is not { } instance) return Outcome.Refuse("QMS305");
        if (instance.DefinitionVersion != from || instance.StateVersion != stateVersion) return Outcome.Refuse("QMS770");
        if (instance.SubStatus is SubStatus.Finished or SubStatus.Cancelled) return Outcome.Refuse("QMS772");

        // Shared with other moves, not with a deletion of that version.
        var targets = await db.WorkflowDefinitions
            .FromSql($"select * from workflow_definitions where definition_id = {instance.DefinitionId} and version = {to} for share").AsNoTracking().ToListAsync(ct);
        if (targets is not [var target]) return Outcome.Refuse("QMS771", to);
        if (target.Id == instance.DefinitionRowId) return Outcome.Refuse("QMS774", to);

        var map = await PreviewAsync(instance, target, ct);
        if (!map.IsPossible) return Outcome.Refuse("QMS773", reasonsOf(map));

        var before = new { Version = from, VersionId = instance.DefinitionRowId, Dropped = Dropped(map) };
        if (!await runner.MigrateAsync(instance, target, new WorkflowEvent.Migrated(clock.GetUtcNow(), actor.Name, to), actor, ct))
        {
            return Outcome.Refuse("QMS774", to);
        }

        trail.Record(
            actor, "instance.migrated", "instance", instance.Id, $"Chuyển quy trình {instance.Name} từ phiên bản {from} sang phiên bản {to}",
            before, new { Version = to, VersionId = target.Id });
        return Outcome.Success;
    }

    /// <summary>Values that the other version has no variable for are lost to the instance, not to the trail.</summary>
    private static Dictionary<string, string?> Dropped(MigrationMap map) => map.Items
        .Where(i => i.Kind == MigrationKind.VariableGone).DistinctBy(i => i.Id, StringComparer.Ordinal).ToDictionary(i => i.Name + " (" + i.Id + ")", i => i.Before, StringComparer.Ordinal);
}
