using System.Collections.Immutable;
using System.Text.RegularExpressions;
using QmsWorkflow.Engine.Activities;
using QmsWorkflow.Engine.Expressions;
using QmsWorkflow.Engine.Expressions.Script;

namespace QmsWorkflow.Engine.Definitions;

/// <summary>Checks the expressions, variables and bindings of activities.</summary>
internal sealed partial class ExpressionChecker
{
    private static readonly string[] Functions =
    [
        "variables", "getVariable", "setVariable", "getInput", "getOutputFrom", "getLastResult", "getWorkflowDefinitionId", "getWorkflowDefinitionVersionId",
        "getWorkflowDefinitionVersion", "getWorkflowInstanceId", "getCorrelationId", "setCorrelationId", "getWorkflowInstanceName", "setWorkflowInstanceName",
        "isNullOrWhiteSpace", "isNullOrEmpty", "toJson", "parseGuid", "newGuid", "newGuidString", "getGuidString", "newShortGuid", "getShortGuid",
        "stringToBase64", "stringFromBase64", "bytesToString", "bytesFromString", "bytesToBase64", "bytesFromBase64",
        "getParentInstanceId",
    ];

    private readonly WorkflowDefinition definition;
    private readonly string source;
    private readonly ImmutableArray<DefinitionProblem>.Builder problems;
    private readonly HashSet<string> known = new(Functions, StringComparer.Ordinal);

    public ExpressionChecker(WorkflowDefinition definition, string source, ImmutableArray<DefinitionProblem>.Builder problems)
    {
        this.definition = definition;
        this.source = source;
        this.problems = problems;
        foreach (var name in VariableNames())
        {
            known.Add("get" + Pascal(name));
            known.Add("set" + Pascal(name));
        }

        foreach (var input in definition.Inputs)
        {
            known.Add("get" + Pascal(input.Name));
            known.Add("get" + input.Name);
        }

        foreach (var node in definition.Activities)
        {
            foreach (var output in (ActivityCatalog.Find(node.Type)?.Outputs ?? (node.Used is { } used ? [.. used.Outputs.Select(o => o.Name)] : ["result"])).Concat(node.Outputs.Select(o => o.Name)))
            {
                known.Add($"get{Pascal(output)}From{Pascal(node.Id)}");
                known.Add($"get{Pascal(output)}From{Pascal(node.Name ?? node.Id)}");
            }
        }
    }

    /// <summary>All declared variables, those of loops, and those that scripts make.</summary>
    private IEnumerable<string> VariableNames()
    {
        yield return "CurrentValue";
        yield return "CurrentIndex";
        foreach (var node in definition.Activities)
        {
            foreach (var variable in node.Variables) { yield return variable.Name; }
            foreach (var slot in node.Inputs)
            {
                var text = slot.Expression is { Kind: ExpressionKind.JavaScript } script ? script.Text : slot.Script?.Text ?? "";
                foreach (Match made in MadeVariable().Matches(text)) { yield return made.Groups["name"].Value; }
            }
        }
    }

    public void Check(ActivityNode node)
    {
        foreach (var slot in node.Inputs)
        {
            var isScript = node.Kind == ActivityKind.RunJavaScript && slot.Name == "script";
            var expression = isScript && slot.Script is { } script ? script : slot.Expression;
            CheckExpression(node, expression, $"{node.JsonPath}.{slot.Name}.expression.value", slot.Name is "correlationIdFunction", isScript);
        }

        for (var i = 0; i < node.Cases.Length; i++)
        {
            CheckExpression(node, node.Cases[i].Condition, $"{node.JsonPath}.cases[{i}].condition.value", hasArguments: false, mayChooseOutcomes: false);
        }

        if (node.VariableId is { Length: > 0 } id && !IsInScope(node, id, null))
        {
            problems.Add(Problems.UnknownVariable(source, node.JsonPath + ".variable", id, NearVariable(node, id)));
        }

        foreach (var output in node.Outputs)
        {
            if (!IsInScope(node, output.Target, null) && !definition.Outputs.Any(o => o.Name == output.Target))
            {
                problems.Add(Problems.UnknownVariable(source, $"{node.JsonPath}.{output.Name}.memoryReference.id", output.Target, NearVariable(node, output.Target)));
            }
        }

        if (node.Kind == ActivityKind.SetOutput && node.LiteralInputs.TryGetValue("outputName", out var name) && name.Length > 0 && !definition.Outputs.Any(o => o.Name == name))
        {
            problems.Add(Problems.UnknownParameter(source, node.JsonPath + ".outputName", name, Nearest.Of(name, definition.Outputs.Select(o => o.Name))));
        }
    }

    private void CheckExpression(ActivityNode node, InputExpression? expression, string path, bool hasArguments, bool mayChooseOutcomes)
    {
        switch (expression?.Kind)
        {
            case ExpressionKind.Object when expression.IsBroken:
                problems.Add(Problems.WrongValue(source, path, expression.Language, expression.Text, "không phải JSON đúng cú pháp"));
                break;
            case ExpressionKind.Unsupported:
                problems.Add(Problems.UnsupportedLanguage(source, path, expression.Language));
                break;
            case ExpressionKind.Variable when !IsInScope(node, expression.Text, expression.Name):
                problems.Add(Problems.UnknownVariable(source, path, expression.Text, NearVariable(node, expression.Text)));
                break;
            case ExpressionKind.Input when !definition.Inputs.Any(i => string.Equals(i.Name, expression.Text, StringComparison.OrdinalIgnoreCase)):
                problems.Add(Problems.UnknownParameter(source, path, expression.Text, Nearest.Of(expression.Text, definition.Inputs.Select(i => i.Name))));
                break;
            case ExpressionKind.JavaScript:
                CheckScript(expression.Text, path, hasArguments, mayChooseOutcomes);
                break;
            default: break;
        }
    }

    private void CheckScript(string text, string path, bool hasArguments, bool mayChooseOutcomes)
    {
        try
        {
            var program = ScriptProgram.Parse(text);
            foreach (var name in program.FreeNames)
            {
                var isKnown = known.Contains(name) || program.AssignedNames.Contains(name)
                    || (hasArguments && (name == "args" || name.StartsWith("get", StringComparison.Ordinal)))
                    || (mayChooseOutcomes && name is "setOutcome" or "setOutcomes");
                if (!isKnown)
                {
                    problems.Add(Problems.UnknownName(source, path, name, Nearest.Of(name, known)));
                }
            }
        }
        catch (ScriptSyntaxException wrong)
        {
            problems.Add(Problems.ScriptSyntax(source, path, wrong.Line, wrong.Column, wrong.Message));
        }
    }

    private static bool IsInScope(ActivityNode node, string id, string? name)
    {
        if (id is "CurrentValue" or "CurrentIndex")
        {
            return true;
        }

        for (var scope = node; scope is not null; scope = scope.Parent)
        {
            foreach (var variable in scope.Variables)
            {
                if (variable.Id == id || (name is not null && variable.Name == name)) { return true; }
            }
        }

        return false;
    }

    private static string? NearVariable(ActivityNode node, string id)
    {
        var ids = new List<string>();
        for (var scope = node; scope is not null; scope = scope.Parent)
        {
            ids.AddRange(scope.Variables.Select(v => v.Id));
        }

        return Nearest.Of(id, ids);
    }

    private static string Pascal(string name) => name.Length == 0 ? name : char.ToUpperInvariant(name[0]) + name[1..];

    [GeneratedRegex("""setVariable\(\s*['"](?<name>[^'"]+)['"]|variables\.(?<name>\w+)\s*=[^=]""", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex MadeVariable();
}
