using System.Collections.Frozen;
using System.Collections.Immutable;
using QmsWorkflow.Engine.Activities;

namespace QmsWorkflow.Engine.Definitions;

/// <summary>A workflow definition read from Elsa 3 JSON: immutable, ready to run. Safe to share between threads.</summary>
public sealed partial class WorkflowDefinition
{
    public required string DefinitionId { get; init; }
    public required int Version { get; init; }
    public string? Name { get; init; }
    public string? Description { get; init; }

    /// <summary>The id of this version, when the file has one.</summary>
    public string? VersionId { get; init; }

    /// <summary>The declared workflow inputs.</summary>
    public ImmutableArray<ParameterDefinition> Inputs { get; init; } = [];

    /// <summary>The declared workflow outputs.</summary>
    public ImmutableArray<ParameterDefinition> Outputs { get; init; } = [];

    /// <summary>The workflow variables.</summary>
    public ImmutableArray<VariableDefinition> Variables { get; init; } = [];

    /// <summary>The outcomes it can be left by when another definition uses it; empty means Done.</summary>
    public ImmutableArray<string> Outcomes { get; init; } = [];

    /// <summary>The definitions this one itself uses as activities.</summary>
    public ImmutableArray<WorkflowUse> Uses { get; init; } = [];

    /// <summary>What happens when an activity fails: false ends the instance as faulted, true lets other branches go on.</summary>
    public bool ContinuesWithIncidents { get; init; }

    /// <summary>The activity of type <c>Elsa.Workflow</c> around everything.</summary>
    public required ActivityNode Workflow { get; init; }

    /// <summary>The root activity of the file, normally a flowchart or a sequence.</summary>
    public ActivityNode Root => Workflow.Children[0];

    /// <summary>All activities in the order of the file, the workflow first.</summary>
    public required ImmutableArray<ActivityNode> Activities { get; init; }

    /// <summary>The activities by which an event or a clock may start the workflow.</summary>
    public IEnumerable<ActivityNode> Triggers => Activities.Where(a => a is { CanStartWorkflow: true, IsInlined: false });

    internal FrozenDictionary<string, ActivityNode> ByKey { get; init; } = FrozenDictionary<string, ActivityNode>.Empty;

    /// <summary>The first activity of that id; null when there is none.</summary>
    public ActivityNode? Find(string activityId) =>
        ByKey.TryGetValue(activityId, out var node) ? node : Activities.FirstOrDefault(a => string.Equals(a.Id, activityId, StringComparison.Ordinal));

    /// <summary>Reads a definition; it is as lenient as Elsa. Use <see cref="DefinitionChecker"/> to find what is wrong.</summary>
    /// <param name="json">The text of the file.</param>
    /// <param name="source">The name of the file, for messages.</param>
    /// <param name="steps">The product's step types; without it every <c>Qms.*</c> type is a step.</param>
    /// <param name="library">What may be used as an activity; without it nothing.</param>
    public static DefinitionReadResult Read(string json, string source, StepCatalog? steps = null, WorkflowLibrary? library = null) => DefinitionReader.Read(json, source, steps, library);
}

/// <summary>A definition, or why it could not be read.</summary>
public sealed record DefinitionReadResult(WorkflowDefinition? Definition, ImmutableArray<DefinitionProblem> Problems);
