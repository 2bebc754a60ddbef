using System.Text.Json.Nodes;
using QmsWorkflow.Engine.Definitions;

namespace QmsWorkflow.Engine.Execution;

/// <summary>The state of one execution of an activity.</summary>
public enum ActivityStatus { Running, Completed, Canceled, Faulted }

/// <summary>
/// One execution of an activity: mutable while a burst runs, never changed once it belongs to an <see cref="InstanceState"/>.
/// Only what is not finished is kept, and the workflow itself.
/// </summary>
internal sealed class ActivityExecution
{
    public int Id { get; init; }

    /// <summary>The key of the activity in its definition.</summary>
    public string Key { get; init; } = "";
    public int ParentId { get; init; }

    /// <summary>Set when bound to a definition.</summary>
    public ActivityNode Node { get; set; } = null!;
    public ActivityStatus Status { get; set; }

    public ActivityExecution? Parent { get; set; }
    public ActivityExecution? FirstChild { get; set; }
    public ActivityExecution? LastChild { get; set; }
    public ActivityExecution? Next { get; set; }
    public ActivityExecution? Previous { get; set; }
    public int RunningChildren { get; set; }
    public int FaultedChildren { get; set; }

    /// <summary>Work items in the queue that belong to this execution.</summary>
    public int Queued { get; set; }

    /// <summary>The values of the variables its activity declares; null for activities that declare none.</summary>
    public JsonNode?[]? Values { get; set; }

    /// <summary>Variables that scripts made.</summary>
    public List<KeyValuePair<string, JsonNode?>>? Dynamics { get; set; }

    /// <summary>What the enclosing loop handed to this iteration.</summary>
    public bool HasValue { get; set; }
    public JsonNode? Value { get; set; }
    public int? ValueIndex { get; set; }

    public FlowState? Flow { get; set; }

    /// <summary>Position in a sequence or loop, or the current number of a For.</summary>
    public int Position { get; set; }

    /// <summary>How many children have not completed yet.</summary>
    public int Remaining { get; set; }

    /// <summary>The items of a loop, taken once when it starts.</summary>
    public JsonArray? Items { get; set; }
    public ForRange? Range { get; set; }
    public bool IsBreaking { get; set; }
    public bool IsViaBackward { get; set; }
    public Wait? Wait { get; set; }

    /// <summary>Outcomes named by Complete inside; used when this composite completes.</summary>
    public string[]? PendingOutcomes { get; set; }

    /// <summary>What was stored for variables before it was bound to a definition.</summary>
    public List<KeyValuePair<string, JsonNode?>>? StoredVariables { get; set; }

    public ActivityExecution Copy() => new()
    {
        Id = Id,
        Key = Key,
        ParentId = ParentId,
        Node = Node,
        Status = Status,
        Values = (JsonNode?[]?)Values?.Clone(),
        Dynamics = Dynamics is null ? null : [.. Dynamics],
        HasValue = HasValue,
        Value = Value,
        ValueIndex = ValueIndex,
        Flow = Flow?.Copy(),
        Position = Position,
        Remaining = Remaining,
        Items = Items,
        Range = Range,
        IsBreaking = IsBreaking,
        IsViaBackward = IsViaBackward,
        Wait = Wait,
        StoredVariables = StoredVariables,
    };

    public void Attach(ActivityExecution child)
    {
        child.Parent = this;
        child.Previous = LastChild;
        if (LastChild is null) { FirstChild = child; } else { LastChild.Next = child; }
        LastChild = child;
        if (child.Status == ActivityStatus.Running) { RunningChildren++; }
        if (child.Status == ActivityStatus.Faulted) { FaultedChildren++; }
    }

    public void Detach(ActivityExecution child)
    {
        if (child.Previous is null) { FirstChild = child.Next; } else { child.Previous.Next = child.Next; }
        if (child.Next is null) { LastChild = child.Previous; } else { child.Next.Previous = child.Previous; }
        child.Next = child.Previous = null;
    }
}

/// <summary>The bounds of a For, taken once when it starts.</summary>
internal sealed record ForRange(int End, int Step, bool IsInclusive);

/// <summary>The counts of one run of a flowchart.</summary>
internal sealed class FlowState
{
    /// <summary>Times an activity completed or was skipped.</summary>
    public int[] Visits { get; init; } = [];

    /// <summary>Times a connection was counted, followed or not.</summary>
    public int[] Counts { get; init; } = [];
    public bool[] Followed { get; init; } = [];

    /// <summary>Ways out of a loop that were not followed; they count when the loop is decided.</summary>
    public bool[] Held { get; init; } = [];

    /// <summary>What was stored, before it is bound to a definition: visits and links by name.</summary>
    public List<KeyValuePair<string, int>>? StoredVisits { get; init; }
    public List<KeyValuePair<string, int>>? StoredLinks { get; init; }

    public static FlowState For(FlowGraph graph) => new()
    {
        Visits = new int[graph.Nodes.Length],
        Counts = new int[graph.Links.Length],
        Followed = new bool[graph.Links.Length],
        Held = new bool[graph.Links.Length],
    };

    public FlowState Copy() => StoredVisits is not null ? this : new()
    {
        Visits = (int[])Visits.Clone(),
        Counts = (int[])Counts.Clone(),
        Followed = (bool[])Followed.Clone(),
        Held = (bool[])Held.Clone(),
    };
}
