using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.Cycles;
using QmsWorkflow.Server.Runtime;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Features.Workflows;

/// <summary>Moves one running instance to another version of its workflow, as it was previewed.</summary>
internal sealed class MigrateInstance(Transactor transactor, InstanceMigration migration)
{
    public Task<Outcome> ExecuteAsync(MigrateInput input, Actor actor, CancellationToken ct) => transactor.RunAsync(
        async () => WorkflowRights.MayDesign(actor)
            ? await migration.MoveAsync(input.InstanceId, input.FromVersion, input.ToVersion, input.StateVersion, MigrationWords.ReasonsOf, actor, ct)
            : Outcome.Refuse("QMS302", CycleRights.Repairers()),
        ct);
}

/// <param name="StateVersion">The state the person saw in the preview.</param>
internal sealed record MigrateInput(Guid InstanceId, int FromVersion, int ToVersion, int StateVersion);

/// <summary>Moves many instances, each in a transaction of its own: one that is refused holds up no other.</summary>
internal sealed class MigrateInstances(IServiceScopeFactory scopes)
{
    public async Task<IReadOnlyList<MigrateResult>> RunAsync(IEnumerable<MigrateInput> inputs, Actor actor, CancellationToken ct)
    {
        var results = new List<MigrateResult>();
        foreach (var input in inputs)
        {
            await using var scope = scopes.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<AgencyScope>().Enter(actor.AgencyId);
            results.Add(new(input.InstanceId, await scope.ServiceProvider.GetRequiredService<MigrateInstance>().ExecuteAsync(input, actor, ct)));
        }

        return results;
    }
}

internal sealed record MigrateResult(Guid InstanceId, Outcome Outcome);
