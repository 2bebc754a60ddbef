using System.Globalization;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using QmsWorkflow.Engine.Definitions;
using QmsWorkflow.Engine.Execution;

namespace QmsWorkflow.Engine.Tests.Execution;

public sealed class AdvanceProperties
{
    /// <summary>So many random lives per property; more with the environment variable QMS_LIVES.</summary>
    private static readonly int Lives = int.TryParse(Environment.GetEnvironmentVariable("QMS_LIVES"), NumberStyles.None, CultureInfo.InvariantCulture, out var lives) ? lives : 300;
    private const int Events = 25;

    private static void ForAll(Action<int> property) =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(Lives), Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), seed =>
        {
            property(seed);
            return true;
        }));

    private sealed record Life(List<(WorkflowEvent Event, WorkflowDefinition Definition)> History, InstanceState Last, WorkflowDefinition Definition, ExecutionTrace Trace);

    /// <summary>Lives a random life; calls back after every event with the state before, the event and the transition. Some events come twice.</summary>
    private static Life Live(int seed, Action<InstanceState, WorkflowEvent, Transition> look, Action<ExecutionTrace, WorkflowEvent>? trace = null)
    {
        var workflows = new RandomWorkflows(seed);
        var random = new Random(seed);
        var definition = workflows.Definition();
        var later = workflows.Later();
        var executions = new ExecutionTrace();
        var history = new List<(WorkflowEvent Event, WorkflowDefinition Definition)>();
        var state = InstanceState.New;
        var now = Story.Beginning;
        WorkflowEvent happened = new WorkflowEvent.Started(now, "a", "i", new() { ["P"] = 1.0 });
        for (var i = 0; i < Events && state.SubStatus is not (SubStatus.Finished or SubStatus.Cancelled); i++)
        {
            if (happened is WorkflowEvent.Migrated) { definition = later; }
            var transition = WorkflowEngine.Advance(definition, state, happened, executions);
            look(state, happened, transition);
            trace?.Invoke(executions, happened);
            history.Add((happened, definition));
            state = transition.State;
            happened = random.Next(10) == 0 ? history[random.Next(history.Count)].Event : workflows.Next(state, now = now.AddSeconds(1));
        }

        return new Life(history, state, definition, executions);
    }

    [Fact]
    public void An_unfinished_instance_always_waits_for_something_or_has_an_incident() => ForAll(seed => Live(seed, (_, _, transition) =>
    {
        var state = transition.State;
        if (state.Status == InstanceStatus.Running)
        {
            (state.OpenWaits.Length + state.OpenIncidents.Count()).ShouldBeGreaterThan(0);
            // Only a new version that has no place for what was open can leave an instance without a way on.
            if (state.DefinitionVersion == 1) state.Incidents.ShouldAllBe(i => !i.Message.Contains("không còn việc nào", StringComparison.Ordinal));
        }
        else if (state.SubStatus == SubStatus.Finished)
        {
            state.OpenWaits.ShouldBeEmpty();
            state.OpenIncidents.ShouldBeEmpty();
        }
    }));

    [Fact]
    public void Repeating_any_event_that_had_its_effect_changes_nothing() => ForAll(seed =>
    {
        var effective = new List<WorkflowEvent>();
        var life = Live(seed, (before, happened, transition) =>
        {
            if (!ReferenceEquals(before, transition.State)) { effective.Add(happened); }
        });
        var stored = InstanceState.FromJson(life.Last.ToJson());
        foreach (var happened in effective)
        {
            var again = WorkflowEngine.Advance(life.Definition, stored, happened);
            again.State.ShouldBeSameAs(stored, happened.ToString());
            again.Effects.ShouldBeEmpty();
        }
    });

    /// <summary>As the server stores it: only what changed something, the name of the kind and the properties as JSON.</summary>
    [Fact]
    public void Replaying_the_stored_history_gives_the_same_bytes_with_and_without_storing_between() => ForAll(seed =>
    {
        var stored = new List<(string Kind, string Body, bool IsLater)>();
        var workflows = new RandomWorkflows(seed);
        var (first, second) = (workflows.Definition(), workflows.Later());
        var life = Live(seed, (before, happened, transition) =>
        {
            if (!ReferenceEquals(before, transition.State)) { stored.Add((happened.GetType().Name, JsonSerializer.Serialize(happened, happened.GetType()), transition.State.DefinitionVersion == 2)); }
        });

        var (whole, reloaded) = (InstanceState.New, InstanceState.New);
        foreach (var (kind, body, isLater) in stored)
        {
            var happened = WorkflowEvent.FromJson(kind, body);
            JsonSerializer.Serialize(happened, happened.GetType()).ShouldBe(body);
            whole = WorkflowEngine.Advance(isLater ? second : first, whole, happened).State;
            reloaded = InstanceState.FromJson(WorkflowEngine.Advance(isLater ? second : first, reloaded, happened).State.ToJson());
        }

        whole.ToJson().ShouldBe(life.Last.ToJson());
        reloaded.ToJson().ShouldBe(life.Last.ToJson());
    });

    [Fact]
    public void Nothing_runs_twice_what_has_ended_stays_as_it_ended() => ForAll(seed =>
    {
        var ended = new Dictionary<int, ExecutionEntry>();
        var (lines, again, failed) = (0, 0, 0);
        int? retried = null;
        var life = Live(seed, (before, happened, transition) =>
        {
            var written = transition.Effects.OfType<Effect.LineWritten>().Count();
            lines += written;
            failed += transition.Effects.OfType<Effect.IncidentRaised>().Count();
            // A step that failed on its way on may run again when somebody retries it, in its own execution.
            retried = happened is WorkflowEvent.IncidentRetried retry && written > 0 ? before.OpenIncidents.SingleOrDefault(i => i.Id == retry.IncidentId)?.ExecutionId : null;
        }, (trace, happened) =>
        {
            if (trace.Entries.Any(e => e.ExecutionId == retried && e.ActivityType == "Elsa.WriteLine")) { again++; }
            trace.Entries.Select(e => e.ExecutionId).ShouldBeUnique();
            foreach (var entry in trace.Entries)
            {
                if (ended.TryGetValue(entry.ExecutionId, out var known)) { entry.ShouldBe(known, happened.ToString()); }
                if (entry.Status is ActivityStatus.Completed or ActivityStatus.Canceled) { ended[entry.ExecutionId] = entry; }
            }
        });
        // An execution that failed has written or, stopped by the limit of a burst, has not; whoever skips it takes it as done.
        var executions = life.Trace.Entries.Where(e => e.ActivityType == "Elsa.WriteLine").ToList();
        lines.ShouldBeInRange(executions.Count - failed, executions.Count + again);
    });

    [Fact]
    public void A_state_read_from_its_json_writes_the_same_json() => ForAll(seed => Live(seed, (_, _, transition) =>
    {
        var json = transition.State.ToJson();
        var read = InstanceState.FromJson(json);
        read.ToJson().ShouldBe(json);
        read.OpenWaits.Select(w => w.Id).ShouldBe(transition.State.OpenWaits.Select(w => w.Id));
        read.Variables.Keys.Order().ShouldBe(transition.State.Variables.Keys.Order());
    }));

    [Fact]
    public void Every_wait_that_was_opened_is_open_or_was_closed_exactly_once() => ForAll(seed =>
    {
        var open = new HashSet<string>(StringComparer.Ordinal);
        Live(seed, (before, happened, transition) =>
        {
            if (happened is WorkflowEvent.WaitCompleted or WorkflowEvent.WaitFailed or WorkflowEvent.EventReceived && !ReferenceEquals(before, transition.State))
            {
                var resumed = happened switch
                {
                    WorkflowEvent.WaitCompleted e => before.OpenWaits.Where(w => w.Id == e.WaitId),
                    WorkflowEvent.WaitFailed e => before.OpenWaits.Where(w => w.Id == e.WaitId),
                    WorkflowEvent.EventReceived e => before.OpenWaits.Where(w => w.Type == "Elsa.Event" && w.Name == e.Name),
                    _ => [],
                };
                var cancelled = transition.Effects.OfType<Effect.WaitCancelled>().Select(c => c.Wait.Id).ToHashSet();
                foreach (var wait in resumed.Where(w => !cancelled.Contains(w.Id))) { open.Remove(wait.Id).ShouldBeTrue(); }
            }

            foreach (var effect in transition.Effects)
            {
                if (effect is Effect.WaitOpened opened) { open.Add(opened.Wait.Id).ShouldBeTrue(); }
                if (effect is Effect.WaitCancelled closed) { open.Remove(closed.Wait.Id).ShouldBeTrue(); }
            }

            open.Order().ShouldBe(transition.State.OpenWaits.Select(w => w.Id).Order());
        });
    });

    [Fact]
    public void Wherever_an_instance_stands_it_maps_to_its_own_definition() => ForAll(seed =>
    {
        var states = new List<InstanceState>();
        var life = Live(seed, (_, _, transition) => states.Add(transition.State));
        foreach (var (state, (_, definition)) in states.Zip(life.History))
        {
            MigrationMap.Of(InstanceState.FromJson(state.ToJson()), definition, definition).IsPossible.ShouldBeTrue();
        }
    });
}
