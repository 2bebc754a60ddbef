using QmsWorkflow.Engine.Definitions;

namespace QmsWorkflow.Engine.Execution;

/// <summary>Collects every activity execution of an instance over all its advances, in the order they started.</summary>
public sealed class ExecutionTrace
{
    private readonly List<ExecutionEntry> entries = [];
    private readonly Dictionary<int, int> positions = [];

    /// <summary>The executions in the order they started.</summary>
    public IReadOnlyList<ExecutionEntry> Entries => entries;

    internal void Started(int executionId, ActivityNode activity)
    {
        positions[executionId] = entries.Count;
        var type = activity.IsUnknown ? "Elsa.NotFoundActivity" : activity.Type;
        entries.Add(new ExecutionEntry(executionId, activity.Id, type, ActivityStatus.Running, null));
    }

    internal void Changed(int executionId, ActivityStatus status, string[]? outcomes)
    {
        if (positions.TryGetValue(executionId, out var at))
        {
            entries[at] = entries[at] with { Status = status, Outcomes = outcomes is null ? null : string.Join(',', outcomes) };
        }
    }
}

/// <summary>One execution of an activity.</summary>
/// <param name="Outcomes">Explicit outcomes, comma separated; null for the default.</param>
public sealed record ExecutionEntry(int ExecutionId, string ActivityId, string ActivityType, ActivityStatus Status, string? Outcomes)
{
    public override string ToString() => $"{ActivityId} {ActivityType} {Status}{(string.IsNullOrEmpty(Outcomes) ? "" : " -> " + Outcomes)}";
}
