using System.Diagnostics;
using System.Text.Json.Nodes;
using QmsWorkflow.Engine.Definitions;
using QmsWorkflow.Engine.Execution;

namespace QmsWorkflow.Bench;

/// <summary>The pure engine on one core: activities per second and bytes allocated per activity, without JavaScript.</summary>
internal static class MemoryBench
{
    private static readonly DateTimeOffset At = new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero);

    public static void Run(Table table, bool isQuick)
    {
        var seconds = isQuick ? 1.5 : 5;
        var ten = Read(Flows.TenActivities);
        Measure(table, "in memory, ten activities, 2 suspensions", seconds, 10, () => Ten(ten, throughJson: false), hasAim: true);
        Measure(table, "the same with the state through JSON at each suspension", seconds, 10, () => Ten(ten, throughJson: true), hasAim: false);
        const int rounds = 1000;
        var loop = Read(Flows.Loop(rounds));
        Measure(table, "in memory, loop of 1,000 rounds", seconds, rounds + 2, () => Ended(Start(loop)), hasAim: true);
    }

    private static void Ten(WorkflowDefinition definition, bool throughJson)
    {
        var state = Start(definition);
        foreach (var name in new[] { "event-a4", "event-a8" })
        {
            if (throughJson) state = InstanceState.FromJson(state.ToJson());
            state = WorkflowEngine.Advance(definition, state, new WorkflowEvent.EventReceived(At, "bench", name, null)).State;
        }

        if (throughJson) state.ToJson();
        Ended(state);
    }

    private static InstanceState Start(WorkflowDefinition definition) =>
        WorkflowEngine.Advance(definition, InstanceState.New, new WorkflowEvent.Started(At, "bench", "i-1", new JsonObject())).State;

    private static void Ended(InstanceState state)
    {
        if (state.SubStatus != SubStatus.Finished) throw new InvalidOperationException($"The instance is {state.SubStatus}.");
    }

    private static WorkflowDefinition Read(string json) =>
        WorkflowDefinition.Read(json, "bench.json").Definition ?? throw new InvalidOperationException("The definition of the benchmark cannot be read.");

    private static void Measure(Table table, string name, double seconds, int activities, Action run, bool hasAim)
    {
        Repeat(run, seconds);
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        var (runs, elapsed) = Repeat(run, seconds);
        var bytes = (double)(GC.GetAllocatedBytesForCurrentThread() - allocated) / runs / activities;
        var perSecond = runs * activities / elapsed;
        if (hasAim) table.AtLeast(name, perSecond, 300_000, "activities/s");
        else table.Add(name, Table.Text(perSecond, "activities/s"));
        table.Add(name + ": allocated", Table.Text(bytes, "B per activity"));
    }

    private static (long Runs, double Seconds) Repeat(Action run, double seconds)
    {
        var watch = Stopwatch.StartNew();
        long runs = 0;
        while (watch.Elapsed.TotalSeconds < seconds)
        {
            run();
            runs++;
        }

        return (runs, watch.Elapsed.TotalSeconds);
    }
}
