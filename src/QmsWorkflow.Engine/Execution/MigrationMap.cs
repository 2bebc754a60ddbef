using System.Collections.Immutable;
using System.Text.Json.Nodes;
using QmsWorkflow.Engine.Activities;
using QmsWorkflow.Engine.Definitions;
using QmsWorkflow.Engine.Values;

namespace QmsWorkflow.Engine.Execution;

/// <summary>What becomes of a running instance when it moves to another version: what maps by id and what does not.</summary>
/// <remarks>Elsa drops what does not map and says so in a log; here such an instance is not to be moved at all.</remarks>
public sealed record MigrationMap(ImmutableArray<MigrationItem> Items)
{
    /// <summary>False when something that is open has no place in the other version.</summary>
    public bool IsPossible => Items.All(item => !item.Stops);

    /// <summary>Compares where an instance stands with the version it would move to. Changes nothing.</summary>
    /// <param name="state">The instance.</param>
    /// <param name="from">The version it runs on.</param>
    /// <param name="to">The version it would move to.</param>
    public static MigrationMap Of(InstanceState state, WorkflowDefinition from, WorkflowDefinition to)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(to);
        var items = ImmutableArray.CreateBuilder<MigrationItem>();
        foreach (var execution in state.Executions.Where(e => e.Status is ActivityStatus.Running or ActivityStatus.Faulted))
        {
            if (from.ByKey.TryGetValue(execution.Key, out var old)) Compare(execution, old, to, items);
        }

        return new(items.ToImmutable());
    }

    private static void Compare(ActivityExecution execution, ActivityNode old, WorkflowDefinition to, ImmutableArray<MigrationItem>.Builder items)
    {
        if (!to.ByKey.TryGetValue(execution.Key, out var now))
        {
            items.Add(new(MigrationKind.StepGone, old.Id) { Name = NameOf(old), Before = old.Type });
            return;
        }

        var isRetried = execution.Status == ActivityStatus.Faulted;
        if (old.Type != now.Type)
        {
            // A leaf that failed is tried again from its beginning, so it may be of another type; what waits may not.
            var isLeaf = old.Children.IsEmpty && now.Children.IsEmpty;
            items.Add(new(isRetried && isLeaf ? MigrationKind.IncidentOtherType : MigrationKind.StepOtherType, old.Id) { Name = NameOf(now), Before = old.Type, After = now.Type });
            if (!(isRetried && isLeaf)) return;
        }
        else if (IsMoved(old, now))
        {
            items.Add(new(MigrationKind.StepMoved, old.Id) { Name = NameOf(now), Before = old.Parent?.Id, After = now.Parent?.Id });
            return;
        }
        else if (isRetried)
        {
            items.Add(new(MigrationKind.IncidentMaps, old.Id) { Name = NameOf(now) });
        }
        else if (execution.Wait is not null)
        {
            items.Add(new(MigrationKind.WaitMaps, old.Id) { Name = NameOf(now) });
            if (!old.InputDescriptions.SequenceEqual(now.InputDescriptions)) items.Add(new(MigrationKind.StepChanged, old.Id) { Name = NameOf(now) });
            if (Ways(old) is var before && Ways(now) is var after && before != after)
            {
                items.Add(new(MigrationKind.WaysChanged, old.Id) { Name = NameOf(now), Before = before, After = after });
            }
        }

        CompareVariables(execution, old, now, items);
    }

    /// <summary>In another container, or at another place of a sequence, which counts its steps.</summary>
    private static bool IsMoved(ActivityNode old, ActivityNode now) =>
        old.Parent?.Key != now.Parent?.Key
        || (now.Parent is { Kind: ActivityKind.Sequence } sequence && sequence.Activities.IndexOf(now) != old.Parent!.Activities.IndexOf(old));

    private static string Ways(ActivityNode node) => node.Parent is null ? "" : string.Join(", ", node.Parent.Connections
        .Where(c => c.Source == node.Id).Select(c => $"{c.SourcePort ?? "Done"} → {c.Target}").Order(StringComparer.Ordinal));

    private static void CompareVariables(ActivityExecution execution, ActivityNode old, ActivityNode now, ImmutableArray<MigrationItem>.Builder items)
    {
        foreach (var variable in old.Variables)
        {
            var kept = now.Variables.FirstOrDefault(v => v.Id == variable.Id);
            var value = JsonValues.Text(ValueOf(execution, old, variable));
            items.Add(kept is null ? new(MigrationKind.VariableGone, variable.Id) { Name = variable.Name, Before = value }
                : kept.TypeName != variable.TypeName ? new(MigrationKind.VariableOtherType, variable.Id) { Name = kept.Name, Before = variable.TypeName, After = kept.TypeName }
                : new(MigrationKind.VariableMaps, variable.Id) { Name = kept.Name, Before = value });
        }

        foreach (var added in now.Variables.Where(v => old.Variables.All(o => o.Id != v.Id)))
        {
            items.Add(new(MigrationKind.VariableNew, added.Id) { Name = added.Name, After = JsonValues.Text(added.Default) });
        }
    }

    private static JsonNode? ValueOf(ActivityExecution execution, ActivityNode node, VariableDefinition variable) =>
        execution.Values is { } values ? values[node.Variables.IndexOf(variable)]
            : execution.StoredVariables?.FirstOrDefault(stored => stored.Key == variable.Id).Value;

    private static string NameOf(ActivityNode node) => node.DisplayText ?? node.Name ?? node.Id;
}

/// <summary>One thing a person should know before an instance moves.</summary>
/// <param name="Id">The activity or variable.</param>
public sealed record MigrationItem(MigrationKind Kind, string Id)
{
    /// <summary>As people call it.</summary>
    public string Name { get; init; } = "";

    /// <summary>The type, place, ways on or value before; null when it says nothing.</summary>
    public string? Before { get; init; }
    public string? After { get; init; }

    /// <summary>The instance cannot move.</summary>
    public bool Stops => Kind is MigrationKind.StepGone or MigrationKind.StepOtherType or MigrationKind.StepMoved;
}

/// <summary>How something fares when an instance moves to another version.</summary>
public enum MigrationKind
{
    /// <summary>What waits goes on waiting.</summary>
    WaitMaps,

    /// <summary>The step has other inputs now; what is open stays as it was begun.</summary>
    StepChanged,

    /// <summary>Other steps follow what waits.</summary>
    WaysChanged,

    /// <summary>The failed step is there and can be tried again.</summary>
    IncidentMaps,

    /// <summary>The failed step is of another type now, which runs when it is tried again.</summary>
    IncidentOtherType,

    /// <summary>Something open has no activity any more.</summary>
    StepGone,

    /// <summary>Something open is another kind of activity now.</summary>
    StepOtherType,

    /// <summary>Something open stands in another container or at another place of a sequence now.</summary>
    StepMoved,

    VariableMaps,

    /// <summary>The value is dropped.</summary>
    VariableGone,

    /// <summary>Begins with its default.</summary>
    VariableNew,

    /// <summary>The value stays as it is.</summary>
    VariableOtherType,
}
