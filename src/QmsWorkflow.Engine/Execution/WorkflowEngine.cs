using System.Diagnostics;
using QmsWorkflow.Engine.Definitions;

namespace QmsWorkflow.Engine.Execution;

/// <summary>Decides what happens next in a workflow instance. Pure: the same arguments always give the same result, to the byte.</summary>
public static class WorkflowEngine
{
    /// <summary>Applies one event to an instance and runs it until it waits or ends.</summary>
    /// <param name="definition">The version the instance is pinned to (for <see cref="WorkflowEvent.Migrated"/>: the one it moves to).</param>
    /// <param name="state">The state so far; <see cref="InstanceState.New"/> for <see cref="WorkflowEvent.Started"/>.</param>
    /// <param name="happened">What happened.</param>
    /// <param name="trace">Collects the executions; must be the same object over the life of the instance to be complete.</param>
    /// <returns>The new state and its effects; the very same state and no effects when the event changes nothing (late or repeated).</returns>
    /// <exception cref="ArgumentException">The definition is not the one the instance is pinned to.</exception>
    public static Transition Advance(WorkflowDefinition definition, InstanceState state, WorkflowEvent happened, ExecutionTrace? trace = null)
    {
        ArgumentNullException.ThrowIfNull(definition);
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(happened);

        if (happened is WorkflowEvent.Started started)
        {
            return state.Counter > 0 ? new Transition(state, []) : new Burst(definition, started, trace).Start(started);
        }

        if (state.Counter == 0 || IsOver(state, happened))
        {
            return new Transition(state, []);
        }

        var isPinned = string.Equals(definition.DefinitionId, state.DefinitionId, StringComparison.Ordinal)
            && (definition.Version == state.DefinitionVersion || happened is WorkflowEvent.Migrated);
        if (!isPinned)
        {
            throw new ArgumentException($"Instance {state.InstanceId} belongs to {state.DefinitionId} {state.DefinitionVersion}, not to {definition.DefinitionId} {definition.Version}.", nameof(definition));
        }

        var burst = new Burst(definition, state, happened, trace);
        return happened switch
        {
            WorkflowEvent.WaitCompleted e => burst.CompleteWait(e),
            WorkflowEvent.WaitFailed e => burst.FailWait(e),
            WorkflowEvent.EventReceived e => burst.Receive(e),
            WorkflowEvent.Cancelled => burst.CancelInstance(),
            WorkflowEvent.IncidentRetried e => burst.Retry(e),
            WorkflowEvent.IncidentSkipped e => burst.Skip(e),
            WorkflowEvent.VariableRepaired e => burst.Repair(e),
            WorkflowEvent.ActivityScheduled e => burst.Schedule(e),
            WorkflowEvent.ActivityCancelled e => burst.CancelActivity(e),
            WorkflowEvent.Migrated => burst.Migrate(),
            _ => throw new UnreachableException(),
        };
    }

    /// <summary>A faulted instance can still be repaired; a finished or cancelled one is over.</summary>
    private static bool IsOver(InstanceState state, WorkflowEvent happened) => state.SubStatus switch
    {
        SubStatus.Finished or SubStatus.Cancelled => true,
        SubStatus.Faulted => happened is WorkflowEvent.WaitCompleted or WorkflowEvent.EventReceived or WorkflowEvent.WaitFailed,
        _ => false,
    };
}
