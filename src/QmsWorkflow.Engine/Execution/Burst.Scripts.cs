using System.Text.Json.Nodes;
using QmsWorkflow.Engine.Definitions;
using QmsWorkflow.Engine.Expressions;
using QmsWorkflow.Engine.Expressions.Script;
using QmsWorkflow.Engine.Values;

namespace QmsWorkflow.Engine.Execution;

/// <content>JavaScript.</content>
internal sealed partial class Burst
{
    private static readonly ScriptLimits Limits = new();

    public WorkflowDefinition Definition => definition;

    public DateTimeOffset At => at;

    public string InstanceId => instanceId;

    public string? CorrelationId { get => correlationId; set => correlationId = value; }

    public string? InstanceName { get => name; set => name = value; }

    private JsonNode? EvaluateScript(ActivityExecution execution, InputExpression expression, JsonObject? argument) =>
        RunScript(expression, new WorkflowScriptHost(this, execution, argument, mayChooseOutcomes: false));

    private static JsonNode? RunScript(InputExpression expression, WorkflowScriptHost host)
    {
        try
        {
            var result = expression.Script.Evaluate(host, Limits);
            host.Flush();
            return JsonValues.Canonical(result);
        }
        catch (ScriptSyntaxException wrong)
        {
            throw new ActivityFailure($"lỗi cú pháp JavaScript ở dòng {wrong.Line}, cột {wrong.Column}: {wrong.Message}");
        }
        catch (ScriptException failed)
        {
            throw new ActivityFailure($"{failed.ErrorName}: {failed.Message} (dòng {failed.Line}, cột {failed.Column})");
        }
        catch (ScriptLimitException overrun)
        {
            throw new ActivityFailure(overrun.Message);
        }
    }

    private void ExecuteScript(ActivityExecution execution)
    {
        var slot = execution.Node.Inputs[0];
        var script = slot.Expression is { Kind: ExpressionKind.JavaScript } code ? code
            : slot.IsConstant ? slot.Script
            : new InputExpression(ExpressionKind.JavaScript, "JavaScript", null, TextOrNull(Evaluate(execution, slot)) ?? "");
        if (string.IsNullOrWhiteSpace(script?.Text))
        {
            Complete(execution);
            return;
        }

        var host = new WorkflowScriptHost(this, execution, null, mayChooseOutcomes: true);
        if (RunScript(script, host) is { } result) { SetOutput(execution, "result", result); }
        Complete(execution, host.Outcomes ?? DoneOutcome);
    }

    public bool DeclaresInput(string inputName) => definition.Inputs.Any(i => string.Equals(i.Name, inputName, StringComparison.Ordinal));

    public IEnumerable<string> InputNames() =>
        definition.Inputs.Select(i => i.Name).Concat(input.Select(p => p.Key)).Append(ParentInput).Distinct(StringComparer.Ordinal);

    /// <summary>The names of all variables in scope, the nearest first.</summary>
    public static IEnumerable<string> NamesInScope(ActivityExecution execution)
    {
        for (var scope = execution; scope is not null; scope = scope.Parent)
        {
            if (scope.HasValue) { yield return CurrentValue; }
            if (scope.ValueIndex is not null) { yield return CurrentIndex; }
            for (var i = 0; i < scope.Values?.Length; i++) { yield return scope.Node.Variables[i].Name; }
            foreach (var (key, _) in scope.Dynamics ?? []) { yield return key; }
        }
    }
}
