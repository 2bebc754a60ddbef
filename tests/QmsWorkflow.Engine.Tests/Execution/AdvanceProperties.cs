using System.Globalization;
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

    /// <summary>Lives a random life; calls back after every event with the state before, the event and the transition.</summary>
    private static (WorkflowDefinition Definition, List<WorkflowEvent> History, InstanceState Last) Live(int seed, Action<WorkflowDefinition, InstanceState, WorkflowEvent, Transition> look)
    {
        var workflows = new RandomWorkflows(seed);
        var definition = workflows.Definition();
        var history = new List<WorkflowEvent>();
        var state = InstanceState.New;
        var now = Story.Beginning;
        WorkflowEvent happened = new WorkflowEvent.Started(now, "a", "i", new() { ["P"] = 1.0 });
        for (var i = 0; i < Events && state.SubStatus is not (SubStatus.Finished or SubStatus.Cancelled); i++)
        {
            var transition = WorkflowEngine.Advance(definition, state, happened);
            look(definition, state, happened, transition);
            history.Add(happened);
            state = transition.State;
            happened = workflows.Next(state, now = now.AddSeconds(1));
        }

        return (definition, history, state);
    }

    [Fact]
    public void An_unfinished_instance_always_waits_for_something_or_has_an_incident() => ForAll(seed => Live(seed, (_, _, _, transition) =>
    {
        var state = transition.State;
        if (state.Status == InstanceStatus.Running)
        {
            (state.OpenWaits.Length + state.OpenIncidents.Count()).ShouldBeGreaterThan(0);
            state.Incidents.ShouldAllBe(i => !i.Message.Contains("không còn việc nào", StringComparison.Ordinal));
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
        var (definition, _, last) = Live(seed, (_, before, happened, transition) =>
        {
            if (!ReferenceEquals(before, transition.State)) { effective.Add(happened); }
        });
        var stored = InstanceState.FromJson(last.ToJson());
        foreach (var happened in effective.Where(h => h is not WorkflowEvent.VariableRepaired and not WorkflowEvent.ActivityCancelled))
        {
            var again = WorkflowEngine.Advance(definition, stored, happened);
            again.State.ShouldBeSameAs(stored, happened.ToString());
            again.Effects.ShouldBeEmpty();
        }
    });

    [Fact]
    public void Replaying_the_history_gives_the_same_bytes_with_and_without_storing_between() => ForAll(seed =>
    {
        var (definition, history, last) = Live(seed, (_, _, _, _) => { });
        var state = InstanceState.New;
        foreach (var happened in history)
        {
            state = WorkflowEngine.Advance(definition, state, happened).State;
            state = InstanceState.FromJson(state.ToJson());
        }

        state.ToJson().ShouldBe(last.ToJson());
    });

    [Fact]
    public void A_state_read_from_its_json_writes_the_same_json() => ForAll(seed => Live(seed, (_, _, _, transition) =>
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
        Live(seed, (_, before, happened, transition) =>
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
    public void Wherever_an_instance_stands_it_maps_to_its_own_definition() => ForAll(seed => Live(seed, (definition, _, _, transition) =>
        MigrationMap.Of(InstanceState.FromJson(transition.State.ToJson()), definition, definition).IsPossible.ShouldBeTrue()));
}
