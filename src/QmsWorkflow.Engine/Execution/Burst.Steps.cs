using System.Collections.Immutable;
using System.Text.Json.Nodes;
using QmsWorkflow.Engine.Activities;
using QmsWorkflow.Engine.Definitions;
using QmsWorkflow.Engine.Values;

namespace QmsWorkflow.Engine.Execution;

/// <content>Activities that wait for the world: tasks, steps, timers, events and children.</content>
internal sealed partial class Burst
{
    private Wait OpenWait(ActivityExecution execution, string? waitName, DateTimeOffset? dueAt, JsonObject inputs)
    {
        var wait = new Wait(NextName(), execution.Node.Id, execution.Node.Type, waitName, dueAt, inputs);
        execution.Wait = wait;
        effects.Add(new Effect.WaitOpened(wait));
        return wait;
    }

    private void OpenTimer(ActivityExecution execution, DateTimeOffset dueAt) => OpenWait(execution, null, dueAt < at ? at : dueAt, []);

    private void ExecuteCron(ActivityExecution execution, JsonNode?[] inputs)
    {
        var text = TextOrNull(inputs[0]) ?? "";
        if (!CronExpression.TryParse(text, out var cron, out var problem))
        {
            throw new ActivityFailure($"Biểu thức cron \"{text}\" sai: {problem}");
        }

        if (cron.Next(at) is not { } next)
        {
            throw new ActivityFailure($"Biểu thức cron \"{text}\" không bao giờ đến hạn.");
        }

        OpenTimer(execution, next);
    }

    private void ExecuteStartAt(ActivityExecution execution, JsonNode?[] inputs)
    {
        if (!ValueConverter.TryInstant(inputs[0], out var instant))
        {
            throw new ActivityFailure("Thiếu thời điểm bắt đầu (dateTime).");
        }

        if (instant <= at) { Complete(execution); } else { OpenTimer(execution, instant.ToUniversalTime()); }
    }

    private void ExecutePublish(ActivityExecution execution, JsonNode?[] inputs)
    {
        effects.Add(new Effect.EventPublished(TextOrNull(inputs[0]) ?? "", TextOrNull(inputs[1]), ValueConverter.ToBoolean(inputs[2]), inputs[3]?.DeepClone()));
        Complete(execution);
    }

    private static JsonObject StepInputs(ActivityNode node, JsonNode?[] values)
    {
        var inputs = new JsonObject();
        for (var i = 0; i < values.Length; i++)
        {
            inputs[node.Inputs[i].Name] = values[i]?.DeepClone();
        }

        return inputs;
    }

    // ---- children ----

    /// <summary>Marks a wait that is over when the child has come to rest.</summary>
    private const string AtRest = "answeredAtRest";

    private void StartChild(ActivityExecution execution, JsonNode?[] inputs)
    {
        var definitionId = RequiredDefinition(inputs[0]);
        var child = new ChildStart(ToObject(inputs[2], "input"), TextOrNull(inputs[1]));
        var waits = ValueConverter.ToBoolean(inputs[3]);
        // As in Elsa, ExecuteWorkflow that does not wait still tells how its child came to rest.
        var isAnsweredAtRest = !waits && execution.Node.Kind == ActivityKind.ExecuteWorkflow;
        var wait = waits || isAnsweredAtRest ? OpenWait(execution, null, null, isAnsweredAtRest ? new JsonObject { [AtRest] = true } : []) : null;
        effects.Add(new Effect.ChildrenStarted(wait?.Id, execution.Node.Id, definitionId, IsBulk: false, [child]) { IsAnsweredAtRest = isAnsweredAtRest });
        if (wait is null)
        {
            Complete(execution);
        }
    }

    private static string RequiredDefinition(JsonNode? value) =>
        TextOrNull(value) is { Length: > 0 } id ? id : throw new ActivityFailure("Thiếu mã quy trình con (workflowDefinitionId).");

    private void StartChildren(ActivityExecution execution, JsonNode?[] inputs)
    {
        var definitionId = RequiredDefinition(inputs[0]);
        var items = inputs[1] as JsonArray ?? [];
        var key = TextOrNull(inputs[2]) ?? "Item";
        var shared = inputs[4] as JsonObject;
        var waits = inputs[5] is null || ValueConverter.ToBoolean(inputs[5]);
        var correlation = execution.Node.Inputs[3];
        var children = ImmutableArray.CreateBuilder<ChildStart>(items.Count);
        foreach (var item in items)
        {
            var childInput = shared is null ? [] : (JsonObject)shared.DeepClone();
            if (item is JsonObject fields)
            {
                foreach (var (field, value) in fields) { childInput[field] = value?.DeepClone(); }
            }
            else
            {
                childInput[key] = item?.DeepClone();
            }

            children.Add(new ChildStart(childInput, Correlation(execution, correlation, new JsonObject { [key] = item?.DeepClone() })));
        }

        if (children.Count == 0)
        {
            Complete(execution, DoneOutcome);
            return;
        }

        var wait = waits ? OpenWait(execution, null, null, []) : null;
        effects.Add(new Effect.ChildrenStarted(wait?.Id, execution.Node.Id, definitionId, IsBulk: true, children.ToImmutable()));
        if (!waits)
        {
            Complete(execution, DoneOutcome);
        }
    }

    /// <summary>The script is given the item as an argument of the name the child gets it by.</summary>
    private string? Correlation(ActivityExecution execution, InputSlot slot, JsonObject argument)
    {
        if (slot.Expression is not { } expression)
        {
            return null;
        }

        return expression.Kind == Expressions.ExpressionKind.JavaScript
            ? TextOrNull(ValueConverter.Convert(EvaluateScript(execution, expression, argument), TypeRef.String))
            : TextOrNull(slot.Constant);
    }

    /// <summary>The child has ended: its outputs are the result; a fault or a cancellation becomes an incident here.</summary>
    private void ChildEnded(ActivityExecution execution, JsonNode? result, bool isAtRest)
    {
        var ended = result as JsonObject;
        JsonNode? Part(string part) => ended is null ? null : JsonValues.Get(ended, part)?.DeepClone();
        var subStatus = TextOrNull(Part("subStatus")) ?? nameof(SubStatus.Finished);
        var output = Part("output") ?? Part("outputs");
        var isWhole = ended is not null && (ended.ContainsKey("subStatus") || ended.ContainsKey("SubStatus"));
        var whole = new JsonObject
        {
            ["WorkflowInstanceId"] = Part("workflowInstanceId") ?? Part("instanceId"),
            ["Status"] = Part("status") ?? JsonValue.Create(nameof(InstanceStatus.Finished)),
            ["SubStatus"] = JsonValue.Create(subStatus),
            ["Output"] = isWhole ? output : result?.DeepClone(),
        };
        var failed = subStatus is nameof(SubStatus.Faulted) or nameof(SubStatus.Cancelled);
        SetOutput(execution, "result", execution.Node.Kind == ActivityKind.ExecuteWorkflow || failed ? whole : whole["Output"]?.DeepClone());
        // Who does not wait for the child does not depend on it: its fault is its own incident.
        if (failed && !isAtRest)
        {
            Fail(execution, subStatus == nameof(SubStatus.Faulted) ? "Quy trình con bị lỗi." : "Quy trình con đã bị hủy.");
            return;
        }

        Complete(execution);
    }

    private void ChildrenEnded(ActivityExecution execution, JsonNode? result)
    {
        var counts = result as JsonObject;
        int Of(string part) => counts is null ? 0 : ToInt(JsonValues.Get(counts, part));
        SetOutput(execution, "result", result);
        var finished = Of("finished");
        var failed = Of("faulted") + Of("cancelled");
        var node = execution.Node;
        if (failed > 0 && node.ChildFaulted is null)
        {
            Fail(execution, $"{failed} trong {Of("total")} quy trình con bị lỗi hoặc bị hủy.");
            return;
        }

        execution.Remaining = (node.ChildCompleted is null ? 0 : finished) + (node.ChildFaulted is null ? 0 : failed);
        if (execution.Remaining == 0)
        {
            Complete(execution, BulkOutcomes);
            return;
        }

        for (var i = 0; node.ChildCompleted is { } completed && i < finished; i++) { EnqueueIteration(execution, completed, null, i); }
        for (var i = 0; node.ChildFaulted is { } faulted && i < failed; i++) { EnqueueIteration(execution, faulted, null, i); }
    }
}
