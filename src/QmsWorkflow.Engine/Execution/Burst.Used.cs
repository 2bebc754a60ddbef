using System.Text.Json.Nodes;
using QmsWorkflow.Engine.Activities;
using QmsWorkflow.Engine.Definitions;

namespace QmsWorkflow.Engine.Execution;

/// <content>A definition used as an activity: it runs inside the same instance, its inputs and outputs are variables around it.</content>
internal sealed partial class Burst
{
    /// <summary>The inputs are evaluated outside: a variable of the user may have the name of an input.</summary>
    private void EnterUsed(ActivityExecution execution)
    {
        var inputs = EvaluateInputs(execution);
        DeclareVariables(execution);
        for (var i = 0; i < inputs.Length; i++) { execution.Values![i] = inputs[i]; }
        Enqueue(execution, execution.Node.Body!);
    }

    private void LeaveUsed(ActivityExecution execution, string[]? outcomes)
    {
        foreach (var output in execution.Node.Used!.Outputs)
        {
            TryGetById(execution, output.Name, out var value);
            SetOutput(execution, InputReader.Camel(output.Name), value);
        }

        Complete(execution, outcomes);
    }

    private static ActivityExecution? FindUsed(ActivityExecution execution)
    {
        var outer = execution.Parent;
        while (outer is not null && outer.Node.Kind != ActivityKind.UsedWorkflow) { outer = outer.Parent; }
        return outer;
    }

    /// <summary>Sets an output of the nearest used workflow around that declares it.</summary>
    private static bool TrySetUsedOutput(ActivityExecution execution, string output, JsonNode? value)
    {
        for (var used = FindUsed(execution); used is not null; used = FindUsed(used))
        {
            if (used.Node.Used!.Outputs.Any(o => string.Equals(o.Name, output, StringComparison.Ordinal))) { return TrySetById(used, output, value); }
        }

        return false;
    }
}
