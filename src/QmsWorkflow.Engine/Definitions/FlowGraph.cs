using System.Collections.Immutable;

namespace QmsWorkflow.Engine.Definitions;

/// <summary>One connection of a flowchart that can be reached from its start.</summary>
internal sealed class FlowLink
{
    public required int Index { get; init; }
    public required int Source { get; init; }
    public required int Target { get; init; }
    public required string? Port { get; init; }

    /// <summary>The stable name under which a state stores its counts.</summary>
    public required string Key { get; init; }
    public required bool IsBackward { get; init; }

    /// <summary>False for a jump into another branch, which may not be followed.</summary>
    public bool IsValid { get; set; } = true;

    /// <summary>The loops this link leaves; it is not dead before they are decided.</summary>
    public FlowLoop[] Leaves { get; set; } = [];
}

/// <summary>A loop: all activities between the target of backward connections and their sources.</summary>
internal sealed class FlowLoop
{
    public required int Header { get; init; }

    /// <summary>Every activity that can only be reached through the header; a backward jump starts all of them anew.</summary>
    public required bool[] Region { get; init; }
    public required bool[] Body { get; init; }
    public required FlowLink[] Jumps { get; init; }

    /// <summary>The forward links that leave the body.</summary>
    public FlowLink[] Exits { get; set; } = [];
}

/// <summary>The connections of a flowchart, computed once: forward, backward, loops.</summary>
internal sealed class FlowGraph
{
    public required ImmutableArray<ActivityNode> Nodes { get; init; }

    /// <summary>Index of the start activity; -1 for an empty flowchart.</summary>
    public required int Start { get; init; }
    public required FlowLink[] Links { get; init; }
    public required FlowLink[][] Outbound { get; init; }

    /// <summary>Forward links into each activity.</summary>
    public required FlowLink[][] Inbound { get; init; }
    public required bool[] IsReachable { get; init; }
    public FlowLoop[] Loops { get; private set; } = [];
    public FlowLoop?[] LoopByHeader { get; private set; } = [];

    public static FlowGraph Build(ImmutableArray<ActivityNode> nodes, ImmutableArray<ActivityConnection> connections, int start)
    {
        var index = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < nodes.Length; i++)
        {
            index.TryAdd(nodes[i].Id, i);
        }

        var edges = new List<(int Source, int Target, string? Port)>();
        var seen = new HashSet<(int, string?, int)>();
        foreach (var c in connections)
        {
            if (index.TryGetValue(c.Source, out var s) && index.TryGetValue(c.Target, out var t) && seen.Add((s, c.SourcePort, t)))
            {
                edges.Add((s, t, c.SourcePort));
            }
        }

        var (forward, reachable) = Forward(nodes.Length, edges, start);
        var links = new List<FlowLink>();
        foreach (var (source, target, port) in edges)
        {
            if (reachable[source])
            {
                links.Add(new FlowLink
                {
                    Index = links.Count,
                    Source = source,
                    Target = target,
                    Port = port,
                    Key = $"{nodes[source].Id}|{port}|{nodes[target].Id}",
                    IsBackward = !forward.Contains((source, target)),
                });
            }
        }

        var graph = new FlowGraph
        {
            Nodes = nodes,
            Start = start,
            Links = [.. links],
            IsReachable = reachable,
            Outbound = Group(nodes.Length, links, l => l.Source),
            Inbound = Group(nodes.Length, links.Where(l => !l.IsBackward), l => l.Target),
        };
        graph.FindLoops();
        return graph;
    }

    /// <summary>The start of a flowchart: an Elsa.Start, a trigger, the first without inbound connections, the first.</summary>
    public static int FindStart(ImmutableArray<ActivityNode> nodes, ImmutableArray<ActivityConnection> connections, string? triggerId)
    {
        // A connection without one of its ends is no connection.
        var ids = nodes.Select(n => n.Id).ToHashSet(StringComparer.Ordinal);
        var targets = connections.Where(c => ids.Contains(c.Source)).Select(c => c.Target).ToHashSet(StringComparer.Ordinal);
        int First(Func<ActivityNode, bool> rule)
        {
            for (var i = 0; i < nodes.Length; i++)
            {
                if (rule(nodes[i])) { return i; }
            }

            return -1;
        }

        var start = triggerId is null ? -1 : First(n => string.Equals(n.Id, triggerId, StringComparison.Ordinal));
        if (start < 0) { start = First(n => n.Kind == Activities.ActivityKind.Start); }
        if (start < 0) { start = First(n => n.CanStartWorkflow); }
        if (start < 0) { start = First(n => !targets.Contains(n.Id)); }
        return start < 0 && nodes.Length > 0 ? 0 : start;
    }

    private static FlowLink[][] Group(int count, IEnumerable<FlowLink> links, Func<FlowLink, int> key)
    {
        var groups = new List<FlowLink>[count];
        foreach (var link in links)
        {
            (groups[key(link)] ??= []).Add(link);
        }

        return [.. groups.Select(g => g is null ? [] : g.ToArray())];
    }

    /// <summary>Breadth first from the start, in the order of connections: a pair is forward unless a way back exists already.</summary>
    private static (HashSet<(int, int)> Forward, bool[] Reachable) Forward(int count, List<(int Source, int Target, string? Port)> edges, int start)
    {
        var forward = new HashSet<(int, int)>();
        var reachable = new bool[count];
        if (start < 0)
        {
            return (forward, reachable);
        }

        var targets = new List<int>[count];
        foreach (var (source, target, _) in edges)
        {
            (targets[source] ??= []).Add(target);
        }

        var kept = new List<int>[count];
        var queue = new Queue<int>();
        queue.Enqueue(start);
        reachable[start] = true;
        while (queue.Count > 0)
        {
            var source = queue.Dequeue();
            foreach (var target in targets[source] ?? [])
            {
                if (forward.Contains((source, target)) || target == source || HasPath(kept, target, source))
                {
                    continue;
                }

                forward.Add((source, target));
                (kept[source] ??= []).Add(target);
                if (!reachable[target])
                {
                    reachable[target] = true;
                    queue.Enqueue(target);
                }
            }
        }

        return (forward, reachable);
    }

    private static bool HasPath(List<int>[] kept, int from, int to)
    {
        var seen = new HashSet<int> { from };
        var stack = new Stack<int>();
        stack.Push(from);
        while (stack.Count > 0)
        {
            var at = stack.Pop();
            if (at == to) { return true; }
            foreach (var next in kept[at] ?? [])
            {
                if (seen.Add(next)) { stack.Push(next); }
            }
        }

        return false;
    }

    private void FindLoops()
    {
        LoopByHeader = new FlowLoop?[Nodes.Length];
        var loops = new List<FlowLoop>();
        foreach (var group in Links.Where(l => l.IsBackward).GroupBy(l => l.Target))
        {
            var region = Region(group.Key);
            foreach (var jump in group)
            {
                jump.IsValid = region[jump.Source];
            }

            var jumps = group.Where(j => j.IsValid).ToArray();
            if (jumps.Length > 0)
            {
                var loop = new FlowLoop { Header = group.Key, Region = region, Body = Body(region, jumps), Jumps = jumps };
                loop.Exits = [.. Links.Where(l => !l.IsBackward && loop.Body[l.Source] && !loop.Body[l.Target])];
                LoopByHeader[group.Key] = loop;
                loops.Add(loop);
            }
        }

        Loops = [.. loops];
        foreach (var link in Links.Where(l => !l.IsBackward))
        {
            link.Leaves = [.. loops.Where(l => l.Body[link.Source] && !l.Body[link.Target])];
        }
    }

    /// <summary>All activities that are reached only through the header, and the header.</summary>
    private bool[] Region(int header)
    {
        var around = new bool[Nodes.Length];
        if (Start != header)
        {
            Mark(around, Start, i => i == header ? [] : Outbound[i].Where(l => !l.IsBackward && l.Target != header).Select(l => l.Target));
        }

        return [.. Enumerable.Range(0, Nodes.Length).Select(i => IsReachable[i] && !around[i])];
    }

    private bool[] Body(bool[] region, FlowLink[] jumps)
    {
        var body = new bool[Nodes.Length];
        foreach (var jump in jumps)
        {
            Mark(body, jump.Source, i => Inbound[i].Select(l => l.Source).Where(s => region[s] && i != jump.Target));
        }

        return body;
    }

    private static void Mark(bool[] marks, int from, Func<int, IEnumerable<int>> next)
    {
        var stack = new Stack<int>();
        stack.Push(from);
        marks[from] = true;
        while (stack.Count > 0)
        {
            foreach (var n in next(stack.Pop()))
            {
                if (!marks[n])
                {
                    marks[n] = true;
                    stack.Push(n);
                }
            }
        }
    }
}
