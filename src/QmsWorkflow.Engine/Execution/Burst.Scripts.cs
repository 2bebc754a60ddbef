using System.Text.Json.Nodes;
using QmsWorkflow.Engine.Expressions;

namespace QmsWorkflow.Engine.Execution;

/// <content>JavaScript.</content>
internal sealed partial class Burst
{
    private JsonNode? EvaluateScript(ActivityExecution execution, Expression expression, JsonNode? argument) => definition is null ? null :
        throw new ActivityFailure($"JavaScript: {expression.Text} {execution.Id} {argument}");

    private void ExecuteScript(ActivityExecution execution) => EvaluateScript(execution, execution.Node.Inputs[0].Expression!, null);
}
