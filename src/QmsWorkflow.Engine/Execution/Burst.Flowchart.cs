using QmsWorkflow.Engine.Activities;
using QmsWorkflow.Engine.Definitions;

namespace QmsWorkflow.Engine.Execution;

/// <content>
/// Flowcharts count: an activity runs when every way into it was counted more often than it was visited and one of them was followed;
/// when none was, it is skipped and its own ways out count as not followed.
/// A jump back starts everything anew that is reached only through its target. Until a loop is decided, ways out of it that were not followed are held back.
/// </content>
internal sealed partial class Burst
{
    private enum Arrival { Waiting, Scheduled, Skipped }

    public FlowGraph? GraphOf(ActivityNode node) => node.GraphFor(triggerId);

    private void ExecuteFlowchart(ActivityExecution flow)
    {
        var graph = GraphOf(flow.Node)!;
        if (graph.Start < 0)
        {
            Complete(flow);
            return;
        }

        flow.Flow = FlowState.For(graph);
        Enqueue(flow, graph.Nodes[graph.Start]);
    }

    private static bool IsFollowed(FlowLink link, string[]? outcomes) => outcomes is null
        ? link.Port is null || string.Equals(link.Port, "Done", StringComparison.Ordinal)
        : link.Port is not null && Array.IndexOf(outcomes, link.Port) >= 0;

    /// <summary>The target of a jump into another branch, if these outcomes would take one.</summary>
    private string? FindInvalidJump(ActivityExecution flow, ActivityExecution child, string[]? outcomes)
    {
        if (child.Node.IsTerminal || child.Node.ChildIndex >= flow.Node.Activities.Length)
        {
            return null;
        }

        var graph = GraphOf(flow.Node)!;
        foreach (var link in graph.Outbound[child.Node.ChildIndex])
        {
            if (link.IsBackward && !link.IsValid && IsFollowed(link, outcomes))
            {
                return graph.Nodes[link.Target].Id;
            }
        }

        return null;
    }

    private void FlowchartChildCompleted(ActivityExecution flow, ActivityExecution child, string[]? outcomes)
    {
        if (child.Node.IsTerminal)
        {
            Complete(flow);
            return;
        }

        var graph = GraphOf(flow.Node)!;
        var state = flow.Flow!;
        var index = child.Node.ChildIndex;
        var outbound = graph.Outbound[index];
        if (!child.IsViaBackward)
        {
            state.Visits[index]++;
        }

        var jumps = false;
        foreach (var link in outbound)
        {
            if (link.IsBackward && IsFollowed(link, outcomes))
            {
                jumps = true;
                StartAnew(flow, graph, graph.LoopByHeader[link.Target]!);
            }
        }

        if (!jumps)
        {
            CountJumpsAsNotTaken(flow, graph, index);
        }

        foreach (var link in outbound)
        {
            var followed = IsFollowed(link, outcomes);
            if (link.IsBackward)
            {
                if (followed) { EnqueueJump(flow, graph.Nodes[link.Target]); }
            }
            else if (followed || !jumps)
            {
                Arrive(flow, graph, link, followed);
            }
        }

        CompleteFlowchartIfIdle(flow);
    }

    private void EnqueueJump(ActivityExecution flow, ActivityNode target)
    {
        flow.Queued++;
        queue.Add(new WorkItem { Owner = flow, Node = target, IsViaBackward = true });
    }

    private void CompleteFlowchartIfIdle(ActivityExecution flow)
    {
        if (flow.RunningChildren == 0 && flow.Queued == 0 && flow.FaultedChildren == 0)
        {
            Complete(flow);
        }
    }

    /// <summary>Counts one way; what is skipped because of it is skipped at once, depth first.</summary>
    private void Arrive(ActivityExecution flow, FlowGraph graph, FlowLink link, bool followed)
    {
        if (Count(flow, graph, link, followed) == Arrival.Skipped)
        {
            SkipFrom(flow, graph, link.Target);
        }
    }

    /// <summary>Passes over an activity: it counts as visited and all its ways out as not followed.</summary>
    private void SkipFrom(ActivityExecution flow, FlowGraph graph, int skipped)
    {
        var stack = new Stack<(int Node, int Position)>();
        flow.Flow!.Visits[skipped]++;
        CountJumpsAsNotTaken(flow, graph, skipped);
        stack.Push((skipped, 0));
        while (stack.Count > 0)
        {
            var (node, position) = stack.Pop();
            var outbound = graph.Outbound[node];
            while (position < outbound.Length)
            {
                var link = outbound[position++];
                if (link.IsBackward || Count(flow, graph, link, followed: false) != Arrival.Skipped)
                {
                    continue;
                }

                stack.Push((node, position));
                node = link.Target;
                outbound = graph.Outbound[node];
                position = 0;
                flow.Flow.Visits[node]++;
                CountJumpsAsNotTaken(flow, graph, node);
            }
        }
    }

    private Arrival Count(ActivityExecution flow, FlowGraph graph, FlowLink link, bool followed)
    {
        var state = flow.Flow!;
        if (!followed && IsHeld(state, link))
        {
            state.Held[link.Index] = true;
            return Arrival.Waiting;
        }

        state.Held[link.Index] = false;
        state.Counts[link.Index]++;
        state.Followed[link.Index] = followed;
        return Decide(flow, graph, link);
    }

    private Arrival Decide(ActivityExecution flow, FlowGraph graph, FlowLink link)
    {
        var state = flow.Flow!;
        var target = link.Target;
        var node = graph.Nodes[target];
        var mode = node.Kind == ActivityKind.FlowJoin ? JoinMode(flow, node) : JoinRule.AllActive;
        var inbound = graph.Inbound[target];
        if (mode == JoinRule.Any)
        {
            return DecideAny(flow, graph, link, node, inbound);
        }

        int min = int.MaxValue, max = 0;
        foreach (var one in inbound)
        {
            var count = state.Counts[one.Index];
            if (count < min) { min = count; }
            if (count > max) { max = count; }
        }

        if (min <= state.Visits[target])
        {
            return Arrival.Waiting;
        }

        var runs = mode == JoinRule.All
            ? Array.TrueForAll(inbound, l => state.Counts[l.Index] == max && state.Followed[l.Index])
            : Array.Exists(inbound, l => state.Counts[l.Index] == max && state.Followed[l.Index]);
        if (!runs)
        {
            return Arrival.Skipped;
        }

        Enqueue(flow, node);
        return Arrival.Scheduled;
    }

    private Arrival DecideAny(ActivityExecution flow, FlowGraph graph, FlowLink link, ActivityNode node, FlowLink[] inbound)
    {
        var state = flow.Flow!;
        if (state.Counts[link.Index] <= state.Visits[link.Target] || IsQueued(flow, node) || IsRunning(flow, node))
        {
            return Arrival.Waiting;
        }

        if (Array.Exists(inbound, l => state.Followed[l.Index] && state.Counts[l.Index] > state.Visits[link.Target]))
        {
            Enqueue(flow, node);
            CloseAncestors(flow, graph, link.Target, queuedToo: false);
            return Arrival.Scheduled;
        }

        return Array.TrueForAll(inbound, l => state.Counts[l.Index] > state.Visits[link.Target]) ? Arrival.Skipped : Arrival.Waiting;
    }

    private static bool IsRunning(ActivityExecution flow, ActivityNode node)
    {
        for (var child = flow.FirstChild; child is not null; child = child.Next)
        {
            if (ReferenceEquals(child.Node, node)) { return true; }
        }

        return false;
    }

    /// <summary>The first branch has won: what leads to the join and is not finished is cancelled and passed over.</summary>
    private void CloseAncestors(ActivityExecution flow, FlowGraph graph, int join, bool queuedToo)
    {
        var ancestors = new bool[graph.Nodes.Length];
        var stack = new Stack<int>();
        stack.Push(join);
        while (stack.Count > 0)
        {
            foreach (var link in graph.Inbound[stack.Pop()])
            {
                if (!ancestors[link.Source])
                {
                    ancestors[link.Source] = true;
                    stack.Push(link.Source);
                }
            }
        }

        var closed = new List<int>();
        for (var child = flow.FirstChild; child is not null;)
        {
            var next = child.Next;
            if (child.Node.ChildIndex < ancestors.Length && ancestors[child.Node.ChildIndex])
            {
                Close(child);
                closed.Add(child.Node.ChildIndex);
            }

            child = next;
        }

        for (var i = 0; queuedToo && i < ancestors.Length; i++)
        {
            if (ancestors[i] && IsQueued(flow, graph.Nodes[i]))
            {
                RemoveQueued(flow, graph.Nodes[i]);
                closed.Add(i);
            }
        }

        foreach (var index in closed)
        {
            SkipFrom(flow, graph, index);
        }
    }

    private enum JoinRule { Any, All, AllActive }

    private JoinRule JoinMode(ActivityExecution flow, ActivityNode node)
    {
        var slot = node.Inputs[0];
        string mode;
        try
        {
            mode = Values.ValueConverter.PlainText(slot.IsConstant ? slot.Constant : Evaluate(flow, slot));
        }
        catch (ActivityFailure)
        {
            return JoinRule.AllActive; // the join itself reports the failing expression when it runs
        }

        return mode switch
        {
            "WaitAll" or "0" => JoinRule.All,
            "WaitAllActive" or "1" => JoinRule.AllActive,
            _ => JoinRule.Any,
        };
    }

    private void ExecuteFlowJoin(ActivityExecution join)
    {
        if (join.Parent is { Flow: not null } flow)
        {
            if (!join.Node.Inputs[0].IsConstant)
            {
                _ = Evaluate(join, join.Node.Inputs[0]);
            }

            if (JoinMode(flow, join.Node) == JoinRule.Any)
            {
                CloseAncestors(flow, GraphOf(flow.Node)!, join.Node.ChildIndex, queuedToo: true);
            }
        }

        Complete(join);
    }

    /// <summary>A person ended an activity: it is passed over.</summary>
    private void FlowchartChildCancelled(ActivityExecution flow, ActivityNode child)
    {
        SkipFrom(flow, GraphOf(flow.Node)!, child.ChildIndex);
        CompleteFlowchartIfIdle(flow);
    }
}
