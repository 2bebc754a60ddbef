using System.Text.Json.Nodes;
using QmsWorkflow.Engine.Definitions;

namespace QmsWorkflow.Engine.Execution;

/// <summary>Ties a stored state to a definition: by position when it is bound to that definition already, else by the ids of activities.</summary>
internal static class StateBinder
{
    public static SummaryData[] Summaries(WorkflowDefinition definition, InstanceState state)
    {
        if (ReferenceEquals(state.Bound, definition))
        {
            return (SummaryData[])state.Summaries.Clone();
        }

        var data = new SummaryData[definition.Activities.Length];
        foreach (var summary in state.Activities)
        {
            if (definition.ByKey.TryGetValue(summary.ActivityId, out var node))
            {
                data[node.Index] = new SummaryData { Times = summary.Times, Status = summary.Status, Outcome = summary.Outcome, AtTicks = summary.At.UtcTicks };
            }
        }

        return data;
    }

    /// <summary>Copies the executions into a tree; those whose activity is not in the definition are left out with all inside.</summary>
    public static ActivityExecution Bind(WorkflowDefinition definition, InstanceState state, Burst burst)
    {
        var isBound = ReferenceEquals(state.Bound, definition);
        var isMigrating = state.DefinitionVersion != definition.Version;
        var byId = new Dictionary<int, ActivityExecution>(state.Executions.Length);
        ActivityExecution? root = null;
        foreach (var stored in state.Executions)
        {
            var copy = stored.Copy();
            if (root is null)
            {
                root = copy;
            }
            else if (byId.TryGetValue(copy.ParentId, out var parent))
            {
                parent.Attach(copy);
            }
            else
            {
                burst.Lost(copy);
                continue;
            }

            if (!isBound && !Rebind(copy, definition, burst))
            {
                // What stood behind an activity that is gone has moved up by one.
                if (copy.Parent is { Node.Kind: Activities.ActivityKind.Sequence, Position: > 0 } sequence) { sequence.Position--; }
                copy.Parent?.Detach(copy);
                if (copy.Status == ActivityStatus.Running && copy.Parent is { } owner) { owner.RunningChildren--; }
                if (copy.Status == ActivityStatus.Faulted && copy.Parent is { } faulted) { faulted.FaultedChildren--; }
                burst.Lost(copy);
                continue;
            }

            byId[copy.Id] = copy;
            if (isMigrating && copy.Parent is { Node.Kind: Activities.ActivityKind.Sequence } around) { around.Position = copy.Node.ChildIndex + 1; }
        }

        return root!;
    }

    private static bool Rebind(ActivityExecution execution, WorkflowDefinition definition, Burst burst)
    {
        if (!definition.ByKey.TryGetValue(execution.Key, out var node) || !IsSame(execution, node))
        {
            return false;
        }

        var old = execution.Node;
        execution.Node = node;
        RebindVariables(execution, old, node);
        if (node.Graph is not null && execution.Flow is { } flow)
        {
            execution.Flow = Rebind(flow, old is null ? null : burst.GraphOf(old), burst.GraphOf(node)!);
        }

        return true;
    }

    /// <summary>An activity of the same id in another container, or of another type, is another activity.</summary>
    private static bool IsSame(ActivityExecution execution, ActivityNode node) =>
        ReferenceEquals(execution.Parent?.Node, node.Parent)
        && (execution.Wait is not { } wait || string.Equals(wait.Type, node.Type, StringComparison.Ordinal))
        && execution.Flow is null == node.Graph is null;

    private static void RebindVariables(ActivityExecution execution, ActivityNode? old, ActivityNode node)
    {
        var stored = new Dictionary<string, JsonNode?>(StringComparer.Ordinal);
        if (execution.Values is { } values && old is not null)
        {
            for (var i = 0; i < values.Length; i++) { stored[old.Variables[i].Id] = values[i]; }
        }

        foreach (var (id, value) in execution.StoredVariables ?? [])
        {
            stored[id] = value;
        }

        execution.StoredVariables = null;
        if (node.Variables.IsEmpty)
        {
            execution.Values = null;
            return;
        }

        execution.Values = new JsonNode?[node.Variables.Length];
        for (var i = 0; i < execution.Values.Length; i++)
        {
            var variable = node.Variables[i];
            execution.Values[i] = stored.TryGetValue(variable.Id, out var value) ? value : variable.Default;
        }
    }

    private static FlowState Rebind(FlowState flow, FlowGraph? old, FlowGraph graph)
    {
        var visits = new Dictionary<string, int>(StringComparer.Ordinal);
        var links = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (key, value) in flow.StoredVisits ?? StoredVisits(flow, old!)) { visits[key] = value; }
        foreach (var (key, value) in flow.StoredLinks ?? StoredLinks(flow, old!)) { links[key] = value; }

        var bound = FlowState.For(graph);
        for (var i = 0; i < graph.Nodes.Length; i++)
        {
            bound.Visits[i] = visits.GetValueOrDefault(graph.Nodes[i].Id);
        }

        foreach (var link in graph.Links)
        {
            var value = links.GetValueOrDefault(link.Key);
            bound.Counts[link.Index] = value >> 2;
            bound.Followed[link.Index] = (value & 1) != 0;
            bound.Held[link.Index] = (value & 2) != 0;
        }

        return bound;
    }

    /// <summary>The visits of a flowchart by activity id; zeros are left out.</summary>
    public static List<KeyValuePair<string, int>> StoredVisits(FlowState flow, FlowGraph graph)
    {
        var list = new List<KeyValuePair<string, int>>();
        for (var i = 0; i < graph.Nodes.Length; i++)
        {
            if (flow.Visits[i] != 0) { list.Add(new(graph.Nodes[i].Id, flow.Visits[i])); }
        }

        return list;
    }

    /// <summary>The links of a flowchart by name: four times the count, plus 1 when last followed, plus 2 when held.</summary>
    public static List<KeyValuePair<string, int>> StoredLinks(FlowState flow, FlowGraph graph)
    {
        var list = new List<KeyValuePair<string, int>>();
        foreach (var link in graph.Links)
        {
            var value = (flow.Counts[link.Index] << 2) | (flow.Followed[link.Index] ? 1 : 0) | (flow.Held[link.Index] ? 2 : 0);
            if (value != 0) { list.Add(new(link.Key, value)); }
        }

        return list;
    }
}
