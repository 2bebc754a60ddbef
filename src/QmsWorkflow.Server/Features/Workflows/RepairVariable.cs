using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Engine.Execution;
using QmsWorkflow.Engine.Values;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.Cycles;
using QmsWorkflow.Server.Runtime;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Features.Workflows;

/// <summary>Corrects a variable of an instance that stands at an incident; whoever repairs then tries the step again.</summary>
internal sealed class RepairVariable(QmsDb db, InstanceStore store, Transactor transactor, InstanceRunner runner, TrailLog trail, TimeProvider clock)
{
    public Task<Outcome> ExecuteAsync(RepairInput input, Actor actor, CancellationToken ct) => transactor.RunAsync(
        async () =>
        {
            if (!CycleRights.MayRepair(actor)) return Outcome.Refuse("QMS302", CycleRights.Repairers());

            // Locked before it is read: the value before is the one that is replaced.
            if (await store.LockAsync(input.InstanceId, ct) is not { } held) return Outcome.Refuse("QMS305");
            var instance = held.Row;
            if (string.IsNullOrWhiteSpace(input.Reason)) return Outcome.Refuse("QMS719");
            if (!await db.Incidents.AnyAsync(i => i.InstanceId == instance.Id && i.ResolvedAt == null, ct)) return Outcome.Refuse("QMS716");

            if (held.Definition.Variables.FirstOrDefault(v => v.Name == input.Variable) is not { } variable) return Outcome.Refuse("QMS305");
            if (!VariableText.TryRead(variable, input.Value, out var value)) return Outcome.Refuse("QMS720", variable.Name, variable.TypeName, input.Value, VariableText.Example(variable));

            var before = held.State.Variables.GetValueOrDefault(variable.Name);
            if (!await runner.RaiseAsync(instance.Id, new WorkflowEvent.VariableRepaired(clock.GetUtcNow(), actor.Name, variable.Id, value), actor, ct))
            {
                return Outcome.Refuse("QMS754", variable.Name);
            }

            trail.Record(
                actor, "instance.repaired", "instance", instance.Id, $"{actor.Name} sửa biến {variable.Name} của quy trình {instance.Name}: {input.Reason.Trim()}",
                before: new { variable.Name, Value = before }, after: new { variable.Name, Value = held.State.Variables.GetValueOrDefault(variable.Name) });
            return Outcome.Success;
        },
        ct);
}

/// <param name="Variable">The name of a variable the workflow declares.</param>
/// <param name="Value">As a person writes it; empty for no value.</param>
internal sealed record RepairInput(Guid InstanceId, string Variable, string Value, string Reason);
