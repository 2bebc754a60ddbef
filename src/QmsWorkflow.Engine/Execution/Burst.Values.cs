using System.Text.Json.Nodes;
using QmsWorkflow.Engine.Definitions;
using QmsWorkflow.Engine.Expressions;
using QmsWorkflow.Engine.Values;

namespace QmsWorkflow.Engine.Execution;

/// <content>Variables, outputs and expressions. A name is looked up from the execution outwards.</content>
internal sealed partial class Burst
{
    private const string CurrentValue = "CurrentValue";
    private const string CurrentIndex = "CurrentIndex";

    /// <summary>What activities put out in this burst, by activity id and output name.</summary>
    private Dictionary<(string Activity, string Output), JsonNode?>? register;

    public JsonNode? LastResult { get; private set; }

    private static void DeclareVariables(ActivityExecution execution)
    {
        var declared = execution.Node.Variables;
        if (declared.IsEmpty)
        {
            return;
        }

        var values = new JsonNode?[declared.Length];
        for (var i = 0; i < values.Length; i++) { values[i] = declared[i].Default; }
        execution.Values = values;
    }

    // ---- inputs ----

    private JsonNode?[] EvaluateInputs(ActivityExecution execution)
    {
        var node = execution.Node;
        if (node.ConstantInputs is { } constants)
        {
            return constants;
        }

        var slots = node.Inputs;
        var values = new JsonNode?[slots.Length];
        for (var i = 0; i < slots.Length; i++)
        {
            var slot = slots[i];
            values[i] = slot.IsConstant ? slot.Constant : slot.AutoEvaluate ? Evaluate(execution, slot) : null;
        }

        return values;
    }

    private JsonNode? Evaluate(ActivityExecution execution, InputSlot slot)
    {
        if (slot.Expression is not { } expression)
        {
            return slot.Constant;
        }

        try
        {
            return Evaluate(execution, expression, slot.Type);
        }
        catch (ActivityFailure failure)
        {
            throw new ActivityFailure($"Không tính được đầu vào \"{slot.Name}\": {failure.Message}");
        }
    }

    private JsonNode? Evaluate(ActivityExecution execution, InputExpression expression, TypeRef type)
    {
        var value = expression.Kind switch
        {
            _ when expression.IsBroken => throw new ActivityFailure("nội dung không phải JSON đúng cú pháp."),
            ExpressionKind.Literal or ExpressionKind.Object => expression.Value,
            ExpressionKind.Variable => FindVariable(execution, expression),
            ExpressionKind.Input => InputValue(execution, expression.Text),
            ExpressionKind.JavaScript => EvaluateScript(execution, expression, null),
            _ => throw new ActivityFailure($"Không hỗ trợ biểu thức {expression.Language}; hãy dùng JavaScript."),
        };
        return ValueConverter.Convert(value, type);
    }

    /// <summary>The input by which a child knows who started it.</summary>
    private const string ParentInput = "ParentInstanceId";

    /// <summary>Inside a used workflow a variable of that name comes first: its inputs are variables.</summary>
    public JsonNode? InputValue(ActivityExecution execution, string inputName) =>
        FindUsed(execution) is not null && TryGetByName(execution, inputName, out var value) ? value
        : JsonValues.Get(input, inputName) ?? (string.Equals(inputName, ParentInput, StringComparison.OrdinalIgnoreCase) ? JsonValue.Create(parentInstanceId) : null);

    public static bool IsInsideUsed(ActivityExecution execution) => FindUsed(execution) is not null;

    private static JsonNode? FindVariable(ActivityExecution execution, InputExpression expression) =>
        TryGetById(execution, expression.Text, out var value) || (expression.Name is { } variable && TryGetByName(execution, variable, out value)) ? value : null;

    // ---- variables ----

    private static bool TryGetById(ActivityExecution execution, string id, out JsonNode? value)
    {
        for (var scope = execution; scope is not null; scope = scope.Parent)
        {
            if (scope.Values is { } values)
            {
                var declared = scope.Node.Variables;
                for (var i = 0; i < values.Length; i++)
                {
                    if (string.Equals(declared[i].Id, id, StringComparison.Ordinal))
                    {
                        value = values[i];
                        return true;
                    }
                }
            }

            if (TryGetDynamic(scope, id, out value)) { return true; }
        }

        value = null;
        return false;
    }

    public static bool TryGetByName(ActivityExecution execution, string variable, out JsonNode? value)
    {
        for (var scope = execution; scope is not null; scope = scope.Parent)
        {
            if (scope.Values is { } values)
            {
                var declared = scope.Node.Variables;
                for (var i = 0; i < values.Length; i++)
                {
                    if (string.Equals(declared[i].Name, variable, StringComparison.Ordinal))
                    {
                        value = values[i];
                        return true;
                    }
                }
            }

            if (TryGetDynamic(scope, variable, out value)) { return true; }
        }

        value = null;
        return false;
    }

    private static bool TryGetDynamic(ActivityExecution scope, string variable, out JsonNode? value)
    {
        if (scope.HasValue && string.Equals(variable, CurrentValue, StringComparison.Ordinal))
        {
            value = scope.Value;
            return true;
        }

        if (scope.ValueIndex is { } index && string.Equals(variable, CurrentIndex, StringComparison.Ordinal))
        {
            value = JsonValue.Create((long)index);
            return true;
        }

        foreach (var (key, stored) in scope.Dynamics ?? [])
        {
            if (string.Equals(key, variable, StringComparison.Ordinal))
            {
                value = stored;
                return true;
            }
        }

        value = null;
        return false;
    }

    /// <summary>The declared type of a variable in scope; null when it is not declared.</summary>
    public static TypeRef? TypeOf(ActivityExecution execution, string variable)
    {
        for (var scope = execution; scope is not null; scope = scope.Parent)
        {
            foreach (var declared in scope.Values is null ? [] : scope.Node.Variables)
            {
                if (string.Equals(declared.Name, variable, StringComparison.Ordinal)) { return declared.Type; }
            }
        }

        return null;
    }

    private static bool TrySetById(ActivityExecution execution, string id, JsonNode? value)
    {
        for (var scope = execution; scope is not null; scope = scope.Parent)
        {
            for (var i = 0; scope.Values is { } values && i < values.Length; i++)
            {
                var declared = scope.Node.Variables[i];
                if (string.Equals(declared.Id, id, StringComparison.Ordinal))
                {
                    values[i] = ValueConverter.Convert(value, declared.Type);
                    return true;
                }
            }

            if (TrySetDynamic(scope, id, value)) { return true; }
        }

        return false;
    }

    /// <summary>Sets the nearest variable of that name; an unknown name becomes a variable of the nearest container.</summary>
    public static void SetByName(ActivityExecution execution, string variable, JsonNode? value)
    {
        for (var scope = execution; scope is not null; scope = scope.Parent)
        {
            for (var i = 0; scope.Values is { } values && i < values.Length; i++)
            {
                var declared = scope.Node.Variables[i];
                if (string.Equals(declared.Name, variable, StringComparison.Ordinal))
                {
                    values[i] = ValueConverter.Convert(value, declared.Type);
                    return;
                }
            }

            if (TrySetDynamic(scope, variable, value)) { return; }
        }

        var container = execution;
        while (container.Node.Kind is not (Activities.ActivityKind.Sequence or Activities.ActivityKind.Flowchart or Activities.ActivityKind.Workflow) && container.Parent is not null)
        {
            container = container.Parent;
        }

        (container.Dynamics ??= []).Add(new(variable, value));
    }

    private static bool TrySetDynamic(ActivityExecution scope, string variable, JsonNode? value)
    {
        if (scope.HasValue && string.Equals(variable, CurrentValue, StringComparison.Ordinal))
        {
            scope.Value = value;
            return true;
        }

        for (var i = 0; scope.Dynamics is { } dynamics && i < dynamics.Count; i++)
        {
            if (string.Equals(dynamics[i].Key, variable, StringComparison.Ordinal))
            {
                dynamics[i] = new(variable, value);
                return true;
            }
        }

        return false;
    }

    // ---- outputs ----

    private void SetOutput(ActivityExecution execution, string output, JsonNode? value)
    {
        register ??= [];
        register[(execution.Node.Id, output)] = value;
        if (string.Equals(output, "result", StringComparison.Ordinal))
        {
            LastResult = value;
        }

        foreach (var binding in execution.Node.Outputs)
        {
            if (string.Equals(binding.Name, output, StringComparison.Ordinal))
            {
                Bind(execution.Node.Kind == Activities.ActivityKind.UsedWorkflow ? execution.Parent! : execution, binding.Target, value);
            }
        }
    }

    private void Bind(ActivityExecution execution, string target, JsonNode? value)
    {
        if (!TrySetById(execution, target, value) && definition.Outputs.Any(o => string.Equals(o.Name, target, StringComparison.Ordinal)))
        {
            SetWorkflowOutput(target, value);
        }
    }

    private void SetWorkflowOutput(string output, JsonNode? value)
    {
        if (!ownsOutputs)
        {
            outputs = (JsonObject)outputs.DeepClone();
            ownsOutputs = true;
        }

        outputs[output] = value?.DeepClone();
    }

    /// <summary>What an activity put out in this burst, by its id or name; null when it did not.</summary>
    public JsonNode? OutputFrom(string activityIdOrName, string output)
    {
        if (register is null)
        {
            return null;
        }

        var camel = InputReader.Camel(output);
        if (register.TryGetValue((activityIdOrName, camel), out var value))
        {
            return value;
        }

        foreach (var node in definition.Activities)
        {
            if (string.Equals(node.Name, activityIdOrName, StringComparison.Ordinal) && register.TryGetValue((node.Id, camel), out value))
            {
                return value;
            }
        }

        return null;
    }

    private void ExecuteSetVariable(ActivityExecution execution, JsonNode? value)
    {
        if (execution.Node.VariableId is not { Length: > 0 } id || !TrySetById(execution, id, value))
        {
            throw new ActivityFailure($"Không có biến nào mang mã \"{execution.Node.VariableId}\".");
        }

        Complete(execution);
    }

    private void ExecuteSetOutput(ActivityExecution execution, JsonNode?[] inputs)
    {
        var output = TextOrNull(inputs[0]) ?? "";
        if (!TrySetUsedOutput(execution, output, inputs[1])) { SetWorkflowOutput(output, inputs[1]); }
        Complete(execution);
    }
}
