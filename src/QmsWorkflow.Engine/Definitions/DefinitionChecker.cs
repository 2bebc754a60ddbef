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
    /// <returns>All problems; empty when the definition may be published.</returns>
    public static ImmutableArray<DefinitionProblem> Check(string json, string source, StepCatalog steps)
    {
        var read = WorkflowDefinition.Read(json, source, steps);
        return read.Definition is null ? read.Problems : Check(read.Definition, source, steps);
    }

    /// <summary>Checks a definition that has been read.</summary>
    public static ImmutableArray<DefinitionProblem> Check(WorkflowDefinition definition, string source, StepCatalog steps)
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
        foreach (var node in definition.Activities)
        {
            CheckVariableTypes(node, source, problems);
            if (node.Kind == ActivityKind.Workflow)
            {
                continue;
            }

            var step = steps.Find(node.Type);
            if (node.IsUnknown || (node.Kind == ActivityKind.Step && step is null))
            {
                CheckType(node, source, steps, problems);
                continue;
            }

            if (step is not null)
            {
                StepChecker.Check(node, step, source, problems);
            }

            BuiltInChecker.Check(node, source, problems);
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
        foreach (var node in definition.Activities.Where(n => n.Kind != ActivityKind.Workflow))
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

    private static void CheckType(ActivityNode node, string source, StepCatalog steps, ImmutableArray<DefinitionProblem>.Builder problems)
    {
        var isUnsupported = Array.Exists(UnsupportedPrefixes, p => node.Type.StartsWith(p, StringComparison.Ordinal));
        var known = ActivityCatalog.All.Select(s => s.Type).Concat(steps.Steps.Select(s => s.Type));
        problems.Add(isUnsupported
            ? Problems.UnsupportedType(source, node.JsonPath, node.Type)
            : Problems.UnknownType(source, node.JsonPath, node.Type, Nearest.Of(node.Type, known)));
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
