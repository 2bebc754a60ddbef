using System.Globalization;

namespace QmsWorkflow.Engine.Execution;

/// <content>Failed activities: how they become incidents and how people answer them.</content>
internal sealed partial class Burst
{
    private void Fail(ActivityExecution execution, string message)
    {
        if (execution.Status != ActivityStatus.Running)
        {
            return;
        }

        CloseWait(execution);
        Change(execution, ActivityStatus.Faulted, null);
        var node = execution.Node;
        var type = node.IsUnknown ? "Elsa.NotFoundActivity" : node.Type;
        var incident = new Incident(NextName(), node.Id, type, message, at) { ExecutionId = execution.Id };
        incidents.Add(incident);
        effects.Add(new Effect.IncidentRaised(incident.Id, node.Id, type, message));
    }

    /// <summary>
    /// A join, an end or a person closes a failed execution: it counts as cancelled and its incident as superseded. But what failed in this very
    /// run has made the instance faulted already (as in Elsa), so that incident stays open for a person.
    /// </summary>
    private void CloseFaulted(ActivityExecution execution)
    {
        var isNew = !continuesWithIncidents && !isEnding && incidents.Exists(i => i.IsOpen && i.ExecutionId == execution.Id && IsOfThisRun(i));
        if (!isNew) { ResolveOf(execution, "Superseded", null); }
        if (!isEnding) { Change(execution, ActivityStatus.Canceled, null); }
    }

    private bool HasFaultedInThisRun() => !continuesWithIncidents && incidents.Exists(i => i.IsOpen && IsOfThisRun(i));

    private bool IsOfThisRun(Incident incident) => int.Parse(incident.Id, CultureInfo.InvariantCulture) > before.Counter;

    private void ResolveOf(ActivityExecution execution, string resolution, string? reason)
    {
        for (var i = 0; i < incidents.Count; i++)
        {
            if (incidents[i].IsOpen && incidents[i].ExecutionId == execution.Id)
            {
                Resolve(i, resolution, reason);
            }
        }
    }

    private void Resolve(int index, string resolution, string? reason)
    {
        incidents[index] = incidents[index] with { Resolution = resolution, ResolvedAt = at, ResolvedBy = actor, Reason = reason };
        effects.Add(new Effect.IncidentResolved(incidents[index].Id));
    }

    private bool HasOpenIncident()
    {
        foreach (var incident in incidents)
        {
            if (incident.IsOpen) { return true; }
        }

        return false;
    }

    public Transition Retry(WorkflowEvent.IncidentRetried happened)
    {
        if (FindFaulted(happened.IncidentId) is not { } execution)
        {
            return AnswerClosed(happened.IncidentId, "Superseded", null);
        }

        ResolveOf(execution, "Retried", null);
        Change(execution, ActivityStatus.Running, null);
        // The workflow itself does not start again: it is only seen whether it can go on.
        if (execution.Parent is not null)
        {
            CloseInside(execution);
        }

        ref var summary = ref summaries[execution.Node.Index];
        summary.Times++;
        if (execution.Parent is { } owner)
        {
            owner.Queued++;
            queue.Add(new WorkItem { Owner = owner, Node = execution.Node, Again = execution });
        }

        execution.Position = 0;
        Drain();
        return Freeze();
    }

    public Transition Skip(WorkflowEvent.IncidentSkipped happened)
    {
        if (FindFaulted(happened.IncidentId) is not { } execution)
        {
            return AnswerClosed(happened.IncidentId, "Skipped", happened.Reason);
        }

        ResolveOf(execution, "Skipped", happened.Reason);
        Change(execution, ActivityStatus.Running, null);
        Complete(execution, happened.Outcomes.IsDefaultOrEmpty ? null : [.. happened.Outcomes]);
        Drain();
        return Freeze();
    }

    /// <summary>Answers an incident whose execution is closed already: there is nothing left to run.</summary>
    private Transition AnswerClosed(string incidentId, string resolution, string? reason)
    {
        var at = incidents.FindIndex(i => i.IsOpen && string.Equals(i.Id, incidentId, StringComparison.Ordinal));
        if (at < 0)
        {
            return Unchanged();
        }

        Resolve(at, resolution, reason);
        return Freeze();
    }

    private ActivityExecution? FindFaulted(string incidentId)
    {
        var incident = incidents.Find(i => i.IsOpen && string.Equals(i.Id, incidentId, StringComparison.Ordinal));
        return incident is null ? null : FindById(root, incident.ExecutionId);
    }

    private static ActivityExecution? FindById(ActivityExecution execution, int id)
    {
        if (execution.Id == id)
        {
            return execution.Status == ActivityStatus.Faulted ? execution : null;
        }

        for (var child = execution.FirstChild; child is not null; child = child.Next)
        {
            if (FindById(child, id) is { } found) { return found; }
        }

        return null;
    }
}
