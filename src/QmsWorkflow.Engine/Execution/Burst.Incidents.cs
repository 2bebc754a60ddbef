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

    private void ResolveOf(ActivityExecution execution, string resolution, string? reason)
    {
        for (var i = 0; i < incidents.Count; i++)
        {
            if (incidents[i].IsOpen && incidents[i].ExecutionId == execution.Id)
            {
                incidents[i] = incidents[i] with { Resolution = resolution, ResolvedAt = at, ResolvedBy = actor, Reason = reason };
                effects.Add(new Effect.IncidentResolved(incidents[i].Id));
            }
        }
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
            return Unchanged();
        }

        ResolveOf(execution, "Retried", null);
        Change(execution, ActivityStatus.Running, null);
        if (execution.FirstChild is not null)
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
            return Unchanged();
        }

        ResolveOf(execution, "Skipped", happened.Reason);
        Change(execution, ActivityStatus.Running, null);
        Complete(execution, happened.Outcomes.IsDefaultOrEmpty ? null : [.. happened.Outcomes]);
        Drain();
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
