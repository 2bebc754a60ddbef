using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using QmsWorkflow.Engine.Activities;
using QmsWorkflow.Engine.Definitions;
using QmsWorkflow.Engine.Values;

namespace QmsWorkflow.Engine.Execution;

/// <content>What each event does to an instance that has started.</content>
internal sealed partial class Burst
{
    public Transition CompleteWait(WorkflowEvent.WaitCompleted happened)
    {
        if (FindWaiting(root, happened.WaitId) is not { } execution)
        {
            return Unchanged();
        }

        Resume(execution, JsonValues.Canonical(happened.Result), happened.Outcomes.IsDefaultOrEmpty ? null : [.. happened.Outcomes]);
        Drain();
        return Freeze();
    }

    private void Resume(ActivityExecution execution, JsonNode? result, string[]? outcomes)
    {
        var wait = execution.Wait!;
        execution.Wait = null;
        try
        {
            switch (execution.Node.Kind)
            {
                case ActivityKind.RunTask:
                    SetOutput(execution, "result", result);
                    Complete(execution, outcomes);
                    break;
                case ActivityKind.Step:
                    SetStepOutputs(execution, result);
                    Complete(execution, outcomes);
                    break;
                case ActivityKind.ExecuteWorkflow or ActivityKind.DispatchWorkflow: ChildEnded(execution, result, wait.Inputs.ContainsKey(AtRest)); break;
                case ActivityKind.BulkDispatchWorkflows: ChildrenEnded(execution, result); break;
                case ActivityKind.Event:
                    SetOutput(execution, "result", result);
                    Complete(execution, outcomes);
                    break;
                default: Complete(execution, outcomes); break;
            }
        }
        catch (ActivityFailure failure)
        {
            Fail(execution, failure.Message);
        }
    }

    /// <summary><c>result</c> is the whole result, any other output the property of that name.</summary>
    private void SetStepOutputs(ActivityExecution execution, JsonNode? result)
    {
        foreach (var binding in execution.Node.Outputs)
        {
            if (!string.Equals(binding.Name, "result", StringComparison.Ordinal))
            {
                SetOutput(execution, binding.Name, result is JsonObject fields ? JsonValues.Get(fields, binding.Name) : null);
            }
        }

        SetOutput(execution, "result", result);
    }

    public Transition FailWait(WorkflowEvent.WaitFailed happened)
    {
        if (FindWaiting(root, happened.WaitId) is not { } execution)
        {
            return Unchanged();
        }

        execution.Wait = null;
        Fail(execution, happened.Message);
        Drain();
        return Freeze();
    }

    /// <summary>Resumes the waits of that name that are open now, the newest first; waits opened meanwhile need another event.</summary>
    public Transition Receive(WorkflowEvent.EventReceived happened)
    {
        var waiting = new List<ActivityExecution>();
        FindEvents(root, happened.Name, waiting);
        if (waiting.Count == 0 || IsRepeated("event " + happened.Name, happened.Actor + "\n" + JsonValues.Text(happened.Payload)))
        {
            return Unchanged();
        }

        waiting.Sort(static (a, b) => b.Id.CompareTo(a.Id));
        var payload = JsonValues.Canonical(happened.Payload);
        foreach (var execution in waiting)
        {
            if (execution.Wait is not null)
            {
                Resume(execution, payload, null);
                Drain();
            }
        }

        return Freeze();
    }

    /// <summary>So many events of one name are remembered to know a repeated one.</summary>
    private const int RememberedEvents = 32;

    private bool IsRepeated(string kind, string content)
    {
        var hash = 14695981039346656037UL;
        foreach (var b in Encoding.UTF8.GetBytes(content))
        {
            hash = (hash ^ b) * 1099511628211UL;
        }

        var fingerprint = string.Create(CultureInfo.InvariantCulture, $"{at.UtcTicks:x}-{hash:x16}");
        var known = seen.GetValueOrDefault(kind, "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (Array.IndexOf(known, fingerprint) >= 0)
        {
            return true;
        }

        seen = seen.SetItem(kind, string.Join(' ', [.. known.TakeLast(RememberedEvents - 1), fingerprint]));
        return false;
    }

    private static ActivityExecution? FindWaiting(ActivityExecution execution, string waitId)
    {
        if (execution.Wait is { } wait && string.Equals(wait.Id, waitId, StringComparison.Ordinal))
        {
            return execution;
        }

        for (var child = execution.FirstChild; child is not null; child = child.Next)
        {
            if (FindWaiting(child, waitId) is { } found) { return found; }
        }

        return null;
    }

    private static void FindEvents(ActivityExecution execution, string eventName, List<ActivityExecution> found)
    {
        if (execution is { Wait: not null, Node.Kind: ActivityKind.Event } && string.Equals(execution.Wait.Name, eventName, StringComparison.Ordinal))
        {
            found.Add(execution);
        }

        for (var child = execution.FirstChild; child is not null; child = child.Next)
        {
            FindEvents(child, eventName, found);
        }
    }

    // ---- cancellation ----

    public Transition CancelInstance()
    {
        isCancelled = isEnding = true;
        Close(root, isDetached: false);
        return Freeze();
    }

    public Transition CancelActivity(WorkflowEvent.ActivityCancelled happened)
    {
        var running = new List<ActivityExecution>();
        FindExecutions(root, happened.ActivityId, running);
        running.RemoveAll(e => e.Status is not (ActivityStatus.Running or ActivityStatus.Faulted) || e.Parent is null);
        if (running.Count == 0 || IsRepeated("cancel " + happened.ActivityId, happened.Actor ?? ""))
        {
            return Unchanged();
        }

        foreach (var execution in running)
        {
            var owner = execution.Parent!;
            if (execution.Status is not (ActivityStatus.Running or ActivityStatus.Faulted) || owner.Status != ActivityStatus.Running)
            {
                continue;
            }

            Close(execution);
            if (owner.Flow is not null) { FlowchartChildCancelled(owner, execution.Node); } else { ChildCompleted(owner, execution, null); }
        }

        Drain();
        return Freeze();
    }

    private static void FindExecutions(ActivityExecution execution, string activityId, List<ActivityExecution> found)
    {
        if (string.Equals(execution.Node.Id, activityId, StringComparison.Ordinal) || string.Equals(execution.Key, activityId, StringComparison.Ordinal))
        {
            found.Add(execution);
        }

        for (var child = execution.FirstChild; child is not null; child = child.Next)
        {
            FindExecutions(child, activityId, found);
        }
    }

    // ---- repairs ----

    public Transition Repair(WorkflowEvent.VariableRepaired happened)
    {
        var value = JsonValues.Canonical(happened.Value);
        for (var i = 0; root.Values is { } values && i < values.Length; i++)
        {
            var declared = root.Node.Variables[i];
            if (!string.Equals(declared.Id, happened.VariableId, StringComparison.Ordinal) && !string.Equals(declared.Name, happened.VariableId, StringComparison.Ordinal))
            {
                continue;
            }

            var converted = ValueConverter.Convert(value, declared.Type);
            if (JsonValues.Equal(converted, values[i]))
            {
                return Unchanged();
            }

            if (IsRepeatedRepair(happened))
            {
                return Unchanged();
            }

            values[i] = converted;
            return FreezeAsBefore();
        }

        return RepairInside(root, happened.VariableId, value) && !IsRepeatedRepair(happened) ? FreezeAsBefore() : Unchanged();
    }

    private bool IsRepeatedRepair(WorkflowEvent.VariableRepaired happened) =>
        IsRepeated("variable " + happened.VariableId, happened.Actor + "\n" + JsonValues.Text(happened.Value));

    private static bool RepairInside(ActivityExecution execution, string variableId, JsonNode? value)
    {
        for (var child = execution.FirstChild; child is not null; child = child.Next)
        {
            if ((child.Values is not null || child.Dynamics is not null) && TrySetHere(child, variableId, value)) { return true; }
            if (RepairInside(child, variableId, value)) { return true; }
        }

        return false;
    }

    private static bool TrySetHere(ActivityExecution scope, string id, JsonNode? value)
    {
        for (var i = 0; scope.Values is { } values && i < values.Length; i++)
        {
            var declared = scope.Node.Variables[i];
            if (string.Equals(declared.Id, id, StringComparison.Ordinal) || string.Equals(declared.Name, id, StringComparison.Ordinal))
            {
                var converted = ValueConverter.Convert(value, declared.Type);
                var changes = !JsonValues.Equal(converted, values[i]);
                values[i] = converted;
                return changes;
            }
        }

        return false;
    }

    /// <summary>Nothing ran: a faulted instance stays faulted and does not end again.</summary>
    private Transition FreezeAsBefore()
    {
        var transition = Freeze();
        return before.Status == InstanceStatus.Finished
            ? transition with { Effects = transition.Effects.RemoveAll(e => e is Effect.InstanceEnded) }
            : transition;
    }

    public Transition Schedule(WorkflowEvent.ActivityScheduled happened)
    {
        if (definition.Find(happened.ActivityId) is not { Parent: { } container } node
            || FindRunning(root, container) is not { } owner || IsRepeated("schedule " + happened.ActivityId, happened.Actor ?? ""))
        {
            return Unchanged();
        }

        var superseded = FindFaulted(owner, node);
        if (superseded is not null)
        {
            ResolveOf(superseded, "Superseded", null);
            CloseInside(superseded);
            owner.FaultedChildren--;
            owner.Detach(superseded);
        }
        else if (owner.Node.Kind is ActivityKind.Fork or ActivityKind.Parallel or ActivityKind.Switch or ActivityKind.ParallelForEach or ActivityKind.BulkDispatchWorkflows)
        {
            owner.Remaining++;
        }

        Revive(owner);
        owner.Queued++;
        queue.Add(new WorkItem
        {
            Owner = owner,
            Node = node,
            IsViaBackward = superseded?.IsViaBackward ?? false,
            HasValue = superseded?.HasValue ?? false,
            Value = superseded?.Value,
            ValueIndex = superseded?.ValueIndex,
        });
        Drain();
        return Freeze();
    }

    /// <summary>Containers around that had no way to go on (after a migration) have one again.</summary>
    private void Revive(ActivityExecution owner)
    {
        for (var outer = owner.Parent; outer is not null; outer = outer.Parent)
        {
            if (outer.Status == ActivityStatus.Faulted)
            {
                ResolveOf(outer, "Superseded", null);
                Change(outer, ActivityStatus.Running, null);
            }
        }
    }

    private static ActivityExecution? FindFaulted(ActivityExecution owner, ActivityNode node)
    {
        for (var child = owner.LastChild; child is not null; child = child.Previous)
        {
            if (ReferenceEquals(child.Node, node) && child.Status == ActivityStatus.Faulted) { return child; }
        }

        return null;
    }

    private static ActivityExecution? FindRunning(ActivityExecution execution, ActivityNode node)
    {
        if (ReferenceEquals(execution.Node, node) && execution.Status == ActivityStatus.Running)
        {
            return execution;
        }

        for (var child = execution.LastChild; child is not null; child = child.Previous)
        {
            if (FindRunning(child, node) is { } found) { return found; }
        }

        return null;
    }

    // ---- migration ----

    private readonly List<ActivityExecution> lost = [];

    /// <summary>Notes an execution whose activity the definition does not have any more.</summary>
    public void Lost(ActivityExecution execution) => lost.Add(execution);

    public Transition Migrate()
    {
        if (before.DefinitionVersion == definition.Version || IsRepeated(string.Create(CultureInfo.InvariantCulture, $"migrate {definition.Version}"), actor ?? ""))
        {
            return Unchanged();
        }

        foreach (var execution in lost)
        {
            CloseWait(execution);
            ResolveOf(execution, "Superseded", null);
        }

        return FreezeAsBefore();
    }
}
