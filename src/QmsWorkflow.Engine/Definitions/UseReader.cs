using System.Collections.Immutable;
using System.Text.Json.Nodes;
using QmsWorkflow.Engine.Activities;
using QmsWorkflow.Engine.Values;

namespace QmsWorkflow.Engine.Definitions;

/// <summary>Reads the definitions that one definition uses as activities.</summary>
/// <param name="users">The definitions that lead here, the outermost first.</param>
internal sealed class UseReader(StepCatalog? steps, WorkflowLibrary library, ImmutableList<string> users)
{
    /// <summary>A definition that uses one that uses one … ends here.</summary>
    private const int DeepestUse = 8;

    private readonly ImmutableArray<WorkflowUse>.Builder found = ImmutableArray.CreateBuilder<WorkflowUse>();
    private ImmutableList<string> chain = [];
    private JsonObject? pins;

    public ImmutableArray<WorkflowUse> Found => found.ToImmutable();

    public void Begin(JsonObject document)
    {
        chain = users.Add(DefinitionReader.Text(document, "definitionId") ?? DefinitionReader.Text(document, "id") ?? "");
        pins = WorkflowLibrary.PinsOf(document);
    }

    /// <summary>The definition an activity uses, read anew for each use; null when there is none of that type.</summary>
    public WorkflowDefinition? Find(JsonObject activity, string type, out string? cycle)
    {
        cycle = null;
        var wanted = DefinitionReader.Text(activity, "workflowDefinitionVersionId");
        var pin = pins is null ? null : DefinitionReader.Text(pins, WorkflowUse.KeyOf(type, wanted));
        if (library.Find(type, DefinitionReader.Text(activity, "workflowDefinitionId"), pin ?? wanted) is not { Header: { } header } workflow) return null;

        if (chain.Contains(header.DefinitionId) || chain.Count > DeepestUse)
        {
            cycle = string.Join(" → ", chain.Add(header.DefinitionId));
            return null;
        }

        var used = DefinitionReader.Read(workflow.Json, workflow.Source, steps, library, chain).Definition;
        if (used is null) return null;

        found.Add(new WorkflowUse(type, wanted, header.DefinitionId, workflow.VersionId ?? header.VersionId));
        return used;
    }

    public static ActivitySpec SpecOf(string type, WorkflowDefinition used) => new(
        type, ActivityKind.UsedWorkflow, [.. used.Inputs.Select(i => new InputSpec(InputReader.Camel(i.Name), TypeRef.Parse(i.TypeName)))], [],
        [.. used.Outputs.Select(o => InputReader.Camel(o.Name))], []);

    /// <summary>Inside it its inputs and outputs are variables, nearer than those of whoever uses it.</summary>
    public static ImmutableArray<VariableDefinition> ParametersOf(WorkflowDefinition used) =>
        [.. used.Inputs.Select(i => new VariableDefinition(i.Name, i.Name, i.TypeName, null) { Type = TypeRef.Parse(i.TypeName) }),
         .. used.Outputs.Where(o => used.Inputs.All(i => i.Name != o.Name)).Select(o => new VariableDefinition(o.Name, o.Name, "Object", null))];
}
