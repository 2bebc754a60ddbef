using QmsWorkflow.Engine.Definitions;

namespace QmsWorkflow.Engine.Execution;

/// <content>Loops in flowcharts: what a jump back starts anew, and when a way out counts.</content>
internal sealed partial class Burst
{
    private static bool IsDecided(FlowState state, FlowLoop loop)
    {
        foreach (var jump in loop.Jumps)
        {
            if (state.Counts[jump.Index] == 0) { return false; }
        }

        return true;
    }

    private static bool IsHeld(FlowState state, FlowLink link)
    {
        foreach (var loop in link.Leaves)
        {
            if (!IsDecided(state, loop)) { return true; }
        }

        return false;
    }

    /// <summary>Notes that the jumps of an activity were not taken; ways out of loops that are decided thereby count now.</summary>
    private void CountJumpsAsNotTaken(ActivityExecution flow, FlowGraph graph, int index)
    {
        var state = flow.Flow!;
        foreach (var jump in graph.Outbound[index])
        {
            if (!jump.IsBackward || !jump.IsValid)
            {
                continue;
            }

            state.Counts[jump.Index]++;
            var loop = graph.LoopByHeader[jump.Target]!;
            if (!IsDecided(state, loop))
            {
                continue;
            }

            foreach (var exit in loop.Exits)
            {
                if (state.Held[exit.Index] && !IsHeld(state, exit))
                {
                    Arrive(flow, graph, exit, followed: false);
                }
            }
        }
    }

    /// <summary>A jump back: all that is reached only through the target starts anew; what is still open there is closed.</summary>
    private void StartAnew(ActivityExecution flow, FlowGraph graph, FlowLoop loop)
    {
        var state = flow.Flow!;
        for (var child = flow.FirstChild; child is not null;)
        {
            var next = child.Next;
            if (child.Node.ChildIndex < loop.Region.Length && loop.Region[child.Node.ChildIndex])
            {
                Close(child);
            }

            child = next;
        }

        for (var i = 0; i < loop.Region.Length; i++)
        {
            if (!loop.Region[i])
            {
                continue;
            }

            RemoveQueued(flow, graph.Nodes[i]);
            if (i != loop.Header)
            {
                state.Visits[i] = 0;
            }

            foreach (var link in graph.Outbound[i])
            {
                state.Counts[link.Index] = 0;
                state.Followed[link.Index] = false;
                state.Held[link.Index] = false;
            }
        }
    }
}
