using System.Text.Json.Nodes;
using QmsWorkflow.Engine.Activities;
using QmsWorkflow.Engine.Definitions;
using QmsWorkflow.Engine.Values;
using UnreachableException = System.Diagnostics.UnreachableException;

namespace QmsWorkflow.Engine.Execution;

/// <content>What each activity does when it runs, and what a container does when a child has completed.</content>
internal sealed partial class Burst
{
    private static readonly string[] TrueOutcome = ["True"];
    private static readonly string[] FalseOutcome = ["False"];
    private static readonly string[] DoneOutcome = ["Done"];
    private static readonly string[] DefaultOutcome = ["Default"];
    private static readonly string[] BulkOutcomes = ["Completed", "Done"];

    private void Execute(ActivityExecution execution)
    {
        var node = execution.Node;
        if (isStartPending && string.Equals(node.Id, triggerId, StringComparison.Ordinal))
        {
            isStartPending = false;
            if (node.Kind is ActivityKind.Event or ActivityKind.Timer or ActivityKind.Cron or ActivityKind.StartAt or ActivityKind.Delay)
            {
                SetOutput(execution, "result", triggerPayload);
                Complete(execution);
                return;
            }
        }

        if (node.Kind == ActivityKind.UsedWorkflow)
        {
            EnterUsed(execution);
            return;
        }

        DeclareVariables(execution);
        var inputs = EvaluateInputs(execution);
        switch (node.Kind)
        {
            case ActivityKind.Workflow: Enqueue(execution, node.Body!); break;
            case ActivityKind.Sequence: NextInSequence(execution); break;
            case ActivityKind.Flowchart: ExecuteFlowchart(execution); break;
            case ActivityKind.Parallel: ScheduleAll(execution, node.Activities); break;
            case ActivityKind.Fork: ScheduleAll(execution, node.Activities); break;
            case ActivityKind.FlowNode: EnqueueOrComplete(execution, node.Body); break;
            case ActivityKind.FlowDecision: Complete(execution, ValueConverter.ToBoolean(inputs[0]) ? TrueOutcome : FalseOutcome); break;
            case ActivityKind.FlowSwitch: ExecuteFlowSwitch(execution, inputs); break;
            case ActivityKind.FlowFork: Complete(execution, inputs[0] is null ? DoneOutcome : ToStrings(inputs[0])); break;
            case ActivityKind.FlowJoin: ExecuteFlowJoin(execution); break;
            case ActivityKind.If: ExecuteIf(execution, ValueConverter.ToBoolean(inputs[0])); break;
            case ActivityKind.Switch: ExecuteSwitch(execution, inputs); break;
            case ActivityKind.For: ExecuteFor(execution, inputs); break;
            case ActivityKind.ForEach: ExecuteForEach(execution, inputs); break;
            case ActivityKind.While: NextInWhile(execution); break;
            case ActivityKind.ParallelForEach: ExecuteParallelForEach(execution, inputs); break;
            case ActivityKind.Break: Break(execution); break;
            case ActivityKind.Start or ActivityKind.End: Complete(execution); break;
            case ActivityKind.Finish: Finish(execution); break;
            case ActivityKind.Complete: CompleteComposite(execution, inputs); break;
            case ActivityKind.SetVariable: ExecuteSetVariable(execution, inputs[0]); break;
            case ActivityKind.SetOutput: ExecuteSetOutput(execution, inputs); break;
            case ActivityKind.SetName: name = TextOrNull(inputs[0]); Complete(execution); break;
            case ActivityKind.Correlate: correlationId = TextOrNull(inputs[0]); Complete(execution); break;
            case ActivityKind.WriteLine:
                effects.Add(new Effect.LineWritten(ValueConverter.PlainText(inputs[0])));
                Complete(execution);
                break;
            case ActivityKind.Fault: throw new ActivityFailure(TextOrNull(inputs[3]) ?? $"Lỗi {ValueConverter.PlainText(inputs[0])}");
            case ActivityKind.RunJavaScript: ExecuteScript(execution); break;
            case ActivityKind.Delay: OpenTimer(execution, at + ValueConverter.ToTimeSpan(inputs[0])); break;
            case ActivityKind.Timer: OpenTimer(execution, at + ValueConverter.ToTimeSpan(inputs[0])); break;
            case ActivityKind.Cron: ExecuteCron(execution, inputs); break;
            case ActivityKind.StartAt: ExecuteStartAt(execution, inputs); break;
            case ActivityKind.Event: OpenWait(execution, TextOrNull(inputs[0]) ?? "", null, []); break;
            case ActivityKind.PublishEvent: ExecutePublish(execution, inputs); break;
            case ActivityKind.RunTask: SetOutput(execution, "taskId", JsonValue.Create(OpenWait(execution, TextOrNull(inputs[0]) ?? "", null, ToObject(inputs[1], "payload")).Id)); break;
            case ActivityKind.ExecuteWorkflow or ActivityKind.DispatchWorkflow: StartChild(execution, inputs); break;
            case ActivityKind.BulkDispatchWorkflows: StartChildren(execution, inputs); break;
            case ActivityKind.Step: OpenWait(execution, null, null, StepInputs(node, inputs)); break;
            case ActivityKind.NotFound: throw new ActivityFailure($"Activity type '{node.MissingType}' version '0' could not be found. (Không có loại bước này.)");
            default: throw new UnreachableException();
        }
    }

    private void ChildCompleted(ActivityExecution owner, ActivityExecution child, string[]? outcomes)
    {
        switch (owner.Node.Kind)
        {
            case ActivityKind.Sequence:
                if (child.Node.IsTerminal) { Complete(owner); } else { NextInSequence(owner); }
                break;
            case ActivityKind.Flowchart: FlowchartChildCompleted(owner, child, outcomes); break;
            case ActivityKind.For: NextInFor(owner); break;
            case ActivityKind.ForEach: NextInForEach(owner); break;
            case ActivityKind.While: NextInWhileGuarded(owner); break;
            case ActivityKind.Fork when owner.Node.WaitsForAny || owner.IsBreaking: Complete(owner); break;
            case ActivityKind.Fork or ActivityKind.Parallel or ActivityKind.Switch or ActivityKind.ParallelForEach:
                if (--owner.Remaining == 0) { Complete(owner); }
                break;
            case ActivityKind.UsedWorkflow: LeaveUsed(owner, outcomes); break;
            case ActivityKind.BulkDispatchWorkflows:
                if (--owner.Remaining == 0) { Complete(owner, BulkOutcomes); }
                break;
            default: Complete(owner); break;
        }
    }

    // ---- branching ----

    private void EnqueueOrComplete(ActivityExecution execution, ActivityNode? node)
    {
        if (node is null) { Complete(execution); } else { Enqueue(execution, node); }
    }

    private void ScheduleAll(ActivityExecution execution, IReadOnlyCollection<ActivityNode> nodes)
    {
        execution.Remaining = nodes.Count;
        foreach (var node in nodes)
        {
            Enqueue(execution, node);
        }

        if (nodes.Count == 0)
        {
            Complete(execution);
        }
    }

    private void NextInSequence(ActivityExecution execution)
    {
        var activities = execution.Node.Activities;
        if (execution.IsBreaking || execution.Position >= activities.Length)
        {
            Complete(execution);
            return;
        }

        Enqueue(execution, activities[execution.Position++]);
    }

    private void ExecuteIf(ActivityExecution execution, bool condition)
    {
        SetOutput(execution, "result", JsonValue.Create(condition));
        EnqueueOrComplete(execution, condition ? execution.Node.Then : execution.Node.Else);
    }

    private List<SwitchCase> MatchingCases(ActivityExecution execution, JsonNode? mode)
    {
        var matches = new List<SwitchCase>();
        foreach (var one in execution.Node.Cases)
        {
            if (one.Condition is { } condition && ValueConverter.ToBoolean(Evaluate(execution, condition, TypeRef.Boolean)))
            {
                matches.Add(one);
            }
        }

        var isAny = ValueConverter.PlainText(mode) is "MatchAny" or "1";
        return isAny || matches.Count < 2 ? matches : [matches[0]];
    }

    private void ExecuteFlowSwitch(ActivityExecution execution, JsonNode?[] inputs)
    {
        var matches = MatchingCases(execution, inputs[0]);
        Complete(execution, matches.Count == 0 ? DefaultOutcome : [.. matches.Select(m => m.Label)]);
    }

    private void ExecuteSwitch(ActivityExecution execution, JsonNode?[] inputs)
    {
        var matches = MatchingCases(execution, inputs[0]);
        var nodes = new List<ActivityNode>();
        foreach (var match in matches)
        {
            if (match.Activity is { } activity) { nodes.Add(activity); }
        }

        if (matches.Count == 0 && execution.Node.Default is { } fallback)
        {
            nodes.Add(fallback);
        }

        ScheduleAll(execution, nodes);
    }

    // ---- loops ----

    private void ExecuteFor(ActivityExecution execution, JsonNode?[] inputs)
    {
        execution.Range = new ForRange(ToInt(inputs[1]), ToInt(inputs[2]), inputs[3] is null || ValueConverter.ToBoolean(inputs[3]));
        execution.Position = ToInt(inputs[0]);
        if (execution.Range.Step == 0)
        {
            throw new ActivityFailure("Bước nhảy (step) của vòng lặp For bằng 0 nên vòng lặp không bao giờ kết thúc.");
        }

        if (execution.Node.Body is null) { Complete(execution); } else { IterateFor(execution); }
    }

    private void NextInFor(ActivityExecution execution)
    {
        execution.Position += execution.Range!.Step;
        IterateFor(execution);
    }

    private void IterateFor(ActivityExecution execution)
    {
        var range = execution.Range!;
        var current = execution.Position;
        var inside = range.Step >= 0
            ? range.IsInclusive ? current <= range.End : current < range.End
            : range.IsInclusive ? current >= range.End : current > range.End;
        if (execution.IsBreaking || !inside)
        {
            Complete(execution);
            return;
        }

        var value = JsonValue.Create((long)current);
        SetOutput(execution, "currentValue", value);
        EnqueueIteration(execution, execution.Node.Body!, value, null);
    }

    private void ExecuteForEach(ActivityExecution execution, JsonNode?[] inputs)
    {
        execution.Items = inputs[0] as JsonArray ?? throw new ActivityFailure("Danh sách để lặp (items) không có giá trị.");
        NextInForEach(execution);
    }

    private void NextInForEach(ActivityExecution execution)
    {
        if (execution.IsBreaking || execution.Node.Body is not { } body || execution.Items is not { } items || execution.Position >= items.Count)
        {
            Complete(execution);
            return;
        }

        var index = execution.Position++;
        SetOutput(execution, "currentValue", items[index]);
        EnqueueIteration(execution, body, items[index], index);
    }

    private void NextInWhile(ActivityExecution execution)
    {
        if (execution.IsBreaking || execution.Node.Body is not { } body || !ValueConverter.ToBoolean(Evaluate(execution, execution.Node.Inputs[0])))
        {
            Complete(execution);
            return;
        }

        Enqueue(execution, body);
    }

    private void NextInWhileGuarded(ActivityExecution execution)
    {
        try
        {
            NextInWhile(execution);
        }
        catch (ActivityFailure failure)
        {
            Fail(execution, failure.Message);
        }
    }

    private void ExecuteParallelForEach(ActivityExecution execution, JsonNode?[] inputs)
    {
        if (inputs[0] is not JsonArray { Count: > 0 } items || execution.Node.Body is not { } body)
        {
            Complete(execution);
            return;
        }

        execution.Remaining = items.Count;
        for (var i = 0; i < items.Count; i++)
        {
            EnqueueIteration(execution, body, items[i], i);
        }
    }

    /// <summary>The nearest loop ends after its body has completed; sequences and forks on the way stop early.</summary>
    private void Break(ActivityExecution execution)
    {
        for (var outer = execution.Parent; outer is not null; outer = outer.Parent)
        {
            var isLoop = IsLoop(outer);
            outer.IsBreaking |= isLoop || outer.Node.Kind is ActivityKind.Sequence or ActivityKind.Fork;
            if (isLoop) { break; }
        }

        Complete(execution);
    }

    private static bool IsLoop(ActivityExecution execution) => execution.Node.Kind is ActivityKind.For or ActivityKind.ForEach or ActivityKind.While;

    // ---- ends ----

    /// <summary>
    /// Ends the whole workflow: the containers around are completed, what is open elsewhere is cancelled.
    /// An instance that has just become faulted cannot finish any more (as in Elsa): that is a second incident, to be retried after the first.
    /// </summary>
    private void Finish(ActivityExecution execution)
    {
        foreach (var item in queue) { if (item.Owner is { } owner) { owner.Queued--; } }
        queue = [];
        head = 0;
        if (HasFaultedInThisRun())
        {
            CloseWaits(root);
            throw new ActivityFailure("Quy trình đã có lỗi nên chưa kết thúc được: hãy xử lý lỗi kia trước rồi chạy lại bước này.");
        }

        isEnding = true;
        var chain = new List<ActivityExecution>();
        for (var outer = execution; outer is not null; outer = outer.Parent) { chain.Add(outer); }

        foreach (var one in chain)
        {
            one.Queued = 0;
            CloseInside(one);
            Change(one, ActivityStatus.Completed, null);
            one.Parent?.Detach(one);
        }
    }

    private void CloseWaits(ActivityExecution execution)
    {
        CloseWait(execution);
        for (var child = execution.FirstChild; child is not null; child = child.Next) { CloseWaits(child); }
    }

    private void CompleteComposite(ActivityExecution execution, JsonNode?[] inputs)
    {
        var outcomes = ToStrings(inputs[0]) is { Length: > 0 } given ? given : DoneOutcome;
        var composite = execution.Parent!;
        var isInLoop = false;
        while (composite.Node.Kind != ActivityKind.Workflow)
        {
            isInLoop |= IsLoop(composite);
            composite = composite.Parent!;
        }

        if (composite.Parent is { } user) { user.PendingOutcomes = outcomes; }
        // As in Elsa, a loop around is cancelled with all inside; else its containers end one by one, and a composite that ends that way has no outcomes of its own.
        if (!isInLoop) { Complete(execution); }
        Complete(composite, outcomes);
    }

    // ---- values ----

    private static string? TextOrNull(JsonNode? value) => value is null ? null : ValueConverter.PlainText(value);

    private static int ToInt(JsonNode? value) => value is JsonValue number && number.TryGetValue<long>(out var whole) ? (int)whole : 0;

    private static string[] ToStrings(JsonNode? value) =>
        ValueConverter.Convert(value, TypeRef.Strings) is JsonArray list ? [.. list.Select(ValueConverter.PlainText)] : [];

    private static JsonObject ToObject(JsonNode? value, string key) => value switch
    {
        null => [],
        JsonObject payload => (JsonObject)payload.DeepClone(),
        _ => new JsonObject { [key] = value.DeepClone() },
    };
}
