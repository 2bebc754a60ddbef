using System.Collections.Immutable;
using System.Text.Json.Nodes;
using QmsWorkflow.Engine.Activities;
using QmsWorkflow.Engine.Expressions;
using QmsWorkflow.Engine.Values;

namespace QmsWorkflow.Engine.Definitions;

/// <summary>One activity of a definition, ready to run and to be shown.</summary>
public sealed class ActivityNode
{
    /// <summary>The id in the file.</summary>
    public required string Id { get; init; }

    /// <summary>The ids of all containers and its own, joined by colons.</summary>
    public string NodeId { get; internal set; } = "";

    /// <summary>The JSON type; of an unknown activity the type that stands in the file.</summary>
    public required string Type { get; init; }
    public int Version { get; init; } = 1;
    public string? Name { get; init; }

    /// <summary>The text shown to people in the designer; null when there is none.</summary>
    public string? DisplayText { get; init; }
    public string? Description { get; init; }

    /// <summary>Where it stands in the file.</summary>
    public string JsonPath { get; internal set; } = "$";

    /// <summary>The enclosing container; null for the workflow.</summary>
    public ActivityNode? Parent { get; internal set; }

    /// <summary>All activities directly inside, embedded ones too.</summary>
    public ImmutableArray<ActivityNode> Children { get; internal set; } = [];

    /// <summary>The connections of a flowchart.</summary>
    public ImmutableArray<ActivityConnection> Connections { get; internal set; } = [];

    /// <summary>Inputs that are literals, as text by JSON name.</summary>
    public ImmutableSortedDictionary<string, string> LiteralInputs { get; internal set; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>The inputs as they stand in the file, literal or not.</summary>
    public ImmutableArray<ActivityInput> InputDescriptions { get; internal set; } = [];

    /// <summary>Bindings of outputs to variables or workflow outputs.</summary>
    public ImmutableArray<OutputBinding> Outputs { get; internal set; } = [];

    /// <summary>Variables of a container.</summary>
    public ImmutableArray<VariableDefinition> Variables { get; internal set; } = [];

    /// <summary>The definition that runs as this activity; null for all other types. Its steps are among <see cref="Children"/>.</summary>
    public WorkflowDefinition? Used { get; internal init; }

    /// <summary>True when it may start the workflow (a trigger).</summary>
    public bool CanStartWorkflow { get; init; }

    /// <summary>The cases of a switch, by label.</summary>
    public ImmutableArray<string> CaseLabels => [.. Cases.Select(c => c.Label)];

    /// <summary>True when the engine does not know the type; running it raises an incident.</summary>
    public bool IsUnknown => Kind == ActivityKind.NotFound;

    internal ActivityKind Kind { get; init; }

    /// <summary>True for what stands in the file of a used definition, not in this one.</summary>
    internal bool IsInlined { get; set; }

    /// <summary>The chain of definitions that would use itself; null when it does not.</summary>
    internal string? UseCycle { get; init; }

    /// <summary>True when the file gives no id and one was made.</summary>
    internal bool HasMadeId { get; init; }

    /// <summary>Inputs that stand in the file but count for nothing, because their wrapper has no type name.</summary>
    internal ImmutableArray<string> IgnoredInputs { get; set; } = [];

    /// <summary>Expressions of a used workflow's activity that are no input of it.</summary>
    internal ImmutableArray<string> UndeclaredInputs { get; set; } = [];
    internal string? MissingType { get; init; }
    internal string Key { get; set; } = "";
    internal int Index { get; set; }
    internal int ChildIndex { get; set; }
    internal bool IsTerminal { get; init; }
    internal InputSlot[] Inputs { get; set; } = [];
    internal JsonNode?[]? ConstantInputs { get; set; }
    internal ImmutableArray<ActivityNode> Activities { get; set; } = [];
    internal ImmutableArray<SwitchCase> Cases { get; set; } = [];
    internal ActivityNode? Body { get; set; }
    internal ActivityNode? Then { get; set; }
    internal ActivityNode? Else { get; set; }
    internal ActivityNode? Default { get; set; }
    internal ActivityNode? ChildCompleted { get; set; }
    internal ActivityNode? ChildFaulted { get; set; }
    internal bool WaitsForAny { get; set; }
    internal string? VariableId { get; set; }
    internal FlowGraph? Graph { get; set; }

    private FlowGraph? triggeredGraph;

    /// <summary>The graph of a flowchart; a trigger among its activities is its start.</summary>
    internal FlowGraph? GraphFor(string? triggerId)
    {
        if (triggerId is null || Graph is null || Graph.Start < 0 || string.Equals(Graph.Nodes[Graph.Start].Id, triggerId, StringComparison.Ordinal))
        {
            return Graph;
        }

        var start = FlowGraph.FindStart(Activities, Connections, triggerId);
        if (start == Graph.Start)
        {
            return Graph;
        }

        var cached = triggeredGraph;
        return cached?.Start == start ? cached : triggeredGraph = FlowGraph.Build(Activities, Connections, start);
    }

    public override string ToString() => $"{Id} {Type}";
}

/// <summary>An input as it stands in the file.</summary>
/// <param name="Name">Its JSON name.</param>
/// <param name="TypeName">The declared type alias, or null.</param>
/// <param name="Language"><c>Literal</c>, <c>JavaScript</c>, <c>Variable</c> …</param>
/// <param name="Text">The literal or the script.</param>
public sealed record ActivityInput(string Name, string? TypeName, string Language, string Text);

/// <summary>A connection of a flowchart; a null port matches activities that complete without explicit outcomes.</summary>
public sealed record ActivityConnection(string Source, string? SourcePort, string Target, string? TargetPort)
{
    internal string JsonPath { get; init; } = "$";
}

/// <summary>An output bound to a variable (by id) or a workflow output (by name).</summary>
public sealed record OutputBinding(string Name, string Target);

/// <summary>A variable of the workflow or of a container.</summary>
public sealed record VariableDefinition(string Id, string Name, string TypeName, JsonNode? Default)
{
    internal TypeRef Type { get; init; } = TypeRef.Object;
    internal string JsonPath { get; init; } = "$";
}

/// <summary>A workflow input or output.</summary>
public sealed record ParameterDefinition(string Name, string TypeName, string? DisplayName, string? Description);

/// <summary>An input ready to be evaluated.</summary>
internal sealed record InputSlot(string Name, TypeRef Type, InputExpression? Expression, JsonNode? Constant, bool AutoEvaluate)
{
    public bool IsConstant => Expression is null || Expression.IsConstant;

    /// <summary>A literal that is a script (RunJavaScript); null when it is none.</summary>
    public InputExpression? Script { get; } = Constant is null ? null : new InputExpression(ExpressionKind.JavaScript, "JavaScript", null, ValueConverter.PlainText(Constant));
}

/// <summary>One case of a switch.</summary>
internal sealed record SwitchCase(string Label, InputExpression? Condition, ActivityNode? Activity);
