using System.Collections.Immutable;
using QmsWorkflow.Engine.Activities;

namespace QmsWorkflow.Engine.Definitions;

/// <summary>Finds everything that is wrong with a definition before it is published.</summary>
public static class DefinitionChecker
{
    private static readonly string[] UnsupportedPrefixes =
        ["Elsa.Http", "Elsa.HttpEndpoint", "Elsa.SendHttpRequest", "Elsa.FlowSendHttpRequest", "Elsa.WriteHttpResponse", "Elsa.WriteFileHttpResponse", "Elsa.DownloadHttpFile",
         "Elsa.RunCSharp", "Elsa.RunPython", "Elsa.RunLiquid", "Elsa.SendEmail", "Elsa.StateMachine", "Elsa.BulkDispatch"];

    /// <summary>Checks the text of a definition.</summary>
    /// <param name="json">The text of the file.</param>
    /// <param name="source">The name of the file, for messages.</param>
    /// <param name="steps">The product's step types.</param>
    /// <param name="library">What may be used as an activity; without it nothing.</param>
    /// <returns>All problems; empty when the definition may be published.</returns>
    public static ImmutableArray<DefinitionProblem> Check(string json, string source, StepCatalog steps, WorkflowLibrary? library = null)
    {
        var read = WorkflowDefinition.Read(json, source, steps, library);
        return read.Definition is null ? read.Problems : Check(read.Definition, source, steps, library);
    }

    /// <summary>Checks a definition that has been read.</summary>
    public static ImmutableArray<DefinitionProblem> Check(WorkflowDefinition definition, string source, StepCatalog steps, WorkflowLibrary? library = null)
    {
        ArgumentNullException.ThrowIfNull(definition);
        ArgumentNullException.ThrowIfNull(steps);
        var problems = ImmutableArray.CreateBuilder<DefinitionProblem>();
        if (definition.DefinitionId.Length == 0)
        {
            problems.Add(Problems.MissingPart(source, "$.definitionId", "definitionId"));
        }

        CheckIds(definition, source, problems);
        var expressions = new ExpressionChecker(definition, source, problems);
        CheckCycles(definition, source, problems);
        // What a used definition holds was checked when that was published.
        foreach (var node in definition.Activities.Where(n => !n.IsInlined))
        {
            if (node.Kind == ActivityKind.UsedWorkflow)
            {
                UsedWorkflowChecker.Check(node, source, problems);
                expressions.Check(node);
                continue;
            }

            CheckVariableTypes(node, source, problems);
            if (node.Kind == ActivityKind.Workflow)
            {
                continue;
            }

            var step = steps.Find(node.Type);
            if (node.IsUnknown || (node.Kind == ActivityKind.Step && step is null))
            {
                CheckType(node, source, steps, library ?? WorkflowLibrary.Empty, problems);
                continue;
            }

            if (step is not null)
            {
                StepChecker.Check(node, step, source, problems);
            }

            BuiltInChecker.Check(node, source, problems);
            CheckChild(node, definition, source, library, problems);
            expressions.Check(node);
            if (node.Graph is not null)
            {
                FlowchartChecker.Check(node, steps, source, problems);
            }
        }

        return problems.ToImmutable();
    }

    private static void CheckIds(WorkflowDefinition definition, string source, ImmutableArray<DefinitionProblem>.Builder problems)
    {
        var paths = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var node in definition.Activities.Where(n => n.Kind != ActivityKind.Workflow && !n.IsInlined))
        {
            if (node.HasMadeId)
            {
                problems.Add(Problems.MissingId(source, node.JsonPath, node.Type));
            }
            else if (!paths.TryAdd(node.Id, node.JsonPath))
            {
                problems.Add(Problems.DuplicateId(source, node.JsonPath, node.Id, paths[node.Id]));
            }
        }
    }

    /// <summary>A circle may close deep inside a used definition; the step of this file that leads there is named.</summary>
    private static void CheckCycles(WorkflowDefinition definition, string source, ImmutableArray<DefinitionProblem>.Builder problems)
    {
        foreach (var node in definition.Activities.Where(n => n.UseCycle is not null))
        {
            var own = node;
            while (own.IsInlined) { own = own.Parent!; }
            problems.Add(Problems.UseCycle(source, own.JsonPath, own.Type, node.UseCycle!));
        }
    }

    private static void CheckType(ActivityNode node, string source, StepCatalog steps, WorkflowLibrary library, ImmutableArray<DefinitionProblem>.Builder problems)
    {
        if (node.UseCycle is not null) return;

        var isUnsupported = Array.Exists(UnsupportedPrefixes, p => node.Type.StartsWith(p, StringComparison.Ordinal));
        var known = ActivityCatalog.All.Select(s => s.Type).Concat(steps.Steps.Select(s => s.Type)).Concat(library.Types);
        problems.Add(isUnsupported
            ? Problems.UnsupportedType(source, node.JsonPath, node.Type)
            : Problems.UnknownType(source, node.JsonPath, node.Type, Nearest.Of(node.Type, known)));
    }

    /// <summary>A child that is named by its id must be there; which one an expression names is known only when it runs.</summary>
    private static void CheckChild(ActivityNode node, WorkflowDefinition definition, string source, WorkflowLibrary? library, ImmutableArray<DefinitionProblem>.Builder problems)
    {
        if (library is null || node.Kind is not (ActivityKind.ExecuteWorkflow or ActivityKind.DispatchWorkflow or ActivityKind.BulkDispatchWorkflows)) return;

        var child = node.LiteralInputs.GetValueOrDefault("workflowDefinitionId") ?? "";
        if (child.Length == 0 || child == definition.DefinitionId || library.DefinitionIds.Contains(child, StringComparer.Ordinal)) return;

        problems.Add(Problems.UnknownChild(source, node.JsonPath, node.Type, child, Nearest.Of(child, library.DefinitionIds)));
    }

    private static void CheckVariableTypes(ActivityNode node, string source, ImmutableArray<DefinitionProblem>.Builder problems)
    {
        foreach (var variable in node.Variables)
        {
            if (Values.TypeRef.Find(variable.TypeName) is null)
            {
                problems.Add(Problems.UnknownVariableType(source, variable.JsonPath, variable.Name, variable.TypeName));
            }
        }
    }
}
