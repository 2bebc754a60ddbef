using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.Json.Nodes;
using QmsWorkflow.Engine.Values;

namespace QmsWorkflow.Engine.Activities;

/// <summary>One input of a built-in activity.</summary>
internal sealed record InputSpec(string Name, TypeRef Type, JsonNode? Default = null, bool AutoEvaluate = true, bool IsScript = false);

/// <summary>One activity type of the engine's own catalogue.</summary>
internal sealed record ActivitySpec(string Type, ActivityKind Kind, ImmutableArray<InputSpec> Inputs, ImmutableArray<string> Ports, ImmutableArray<string> Outputs, ImmutableArray<string> Outcomes)
{
    /// <summary>Embedded activities, by property name.</summary>
    public ImmutableArray<string> Embedded => Ports;

    public bool HasDynamicOutcomes => Kind is ActivityKind.FlowSwitch or ActivityKind.FlowFork or ActivityKind.RunJavaScript or ActivityKind.Complete;

    public bool IsTerminal => Kind is ActivityKind.End or ActivityKind.Finish or ActivityKind.Complete or ActivityKind.Break;
}

/// <summary>The engine's own activity types (Elsa 3).</summary>
internal static class ActivityCatalog
{
    private static readonly ImmutableArray<string> Done = ["Done"];
    private static readonly TypeRef Text = TypeRef.String;
    private static readonly TypeRef Any = TypeRef.Object;
    private static readonly TypeRef Flag = TypeRef.Boolean;

    public static readonly ActivitySpec Workflow = new("Elsa.Workflow", ActivityKind.Workflow, [], [], [], Done);
    public static readonly ActivitySpec NotFound = new("Elsa.NotFoundActivity", ActivityKind.NotFound, [], [], [], Done);

    public static readonly ImmutableArray<ActivitySpec> All =
    [
        Spec(ActivityKind.Sequence), Spec(ActivityKind.Flowchart), Spec(ActivityKind.Parallel),
        Spec(ActivityKind.FlowNode, ports: ["body"]),
        Spec(ActivityKind.FlowDecision, [In("condition", Flag)], outcomes: ["True", "False"], outputs: ["result"]),
        Spec(ActivityKind.FlowSwitch, [In("mode", Text, "MatchFirst")], outcomes: ["Default"]),
        Spec(ActivityKind.FlowFork, [In("branches", TypeRef.Strings)], outcomes: []),
        Spec(ActivityKind.FlowJoin, [new InputSpec("mode", Text, JsonValue.Create("WaitAny"), AutoEvaluate: false)]),
        Spec(ActivityKind.If, [In("condition", Flag)], ["then", "else"], ["result"]),
        Spec(ActivityKind.Switch, [In("mode", Text, "MatchFirst")], ["default"]),
        Spec(ActivityKind.Fork),
        Spec(ActivityKind.For, [In("start", TypeRef.Int32, 0), In("end", TypeRef.Int32, 0), In("step", TypeRef.Int32, 1), In("outerBoundInclusive", Flag, true)], ["body"], ["currentValue"]),
        Spec(ActivityKind.ForEach, [In("items", TypeRef.Objects)], ["body"], ["currentValue"]),
        Spec(ActivityKind.While, [new InputSpec("condition", Flag, AutoEvaluate: false)], ["body"]),
        Spec(ActivityKind.Break),
        Spec(ActivityKind.ParallelForEach, [In("items", TypeRef.Objects)], ["body"]),
        Spec(ActivityKind.Start), Spec(ActivityKind.End), Spec(ActivityKind.Finish),
        Spec(ActivityKind.Complete, [In("outcomes", Any)]),
        Spec(ActivityKind.SetVariable, [In("value", Any)]),
        Spec(ActivityKind.SetOutput, [In("outputName", Text), In("outputValue", Any)]),
        Spec(ActivityKind.SetName, [In("value", Text)]),
        Spec(ActivityKind.Correlate, [In("correlationId", Text)]),
        Spec(ActivityKind.WriteLine, [In("text", Text)]),
        Spec(ActivityKind.Fault, [In("code", Text, "0"), In("category", Text, "General"), In("faultType", Text, "System"), In("message", Text)]),
        Spec(ActivityKind.RunJavaScript, [new InputSpec("script", Text, AutoEvaluate: false, IsScript: true), In("possibleOutcomes", TypeRef.Strings)], outputs: ["result"]),
        Spec(ActivityKind.Delay, [In("timeSpan", TypeRef.TimeSpan, "00:01:00")]),
        Spec(ActivityKind.Timer, [In("interval", TypeRef.TimeSpan, "00:01:00")]),
        Spec(ActivityKind.Cron, [In("cronExpression", Text)]),
        Spec(ActivityKind.StartAt, [In("dateTime", TypeRef.DateTimeOffset)]),
        Spec(ActivityKind.Event, [In("eventName", Text)], outputs: ["result"]),
        Spec(ActivityKind.PublishEvent, [In("eventName", Text), In("correlationId", Text), In("isLocalEvent", Flag), In("payload", Any)]),
        Spec(ActivityKind.RunTask, [In("taskName", Text), In("payload", Any)], outputs: ["result", "taskId"]),
        Spec(ActivityKind.ExecuteWorkflow, [In("workflowDefinitionId", Text), In("correlationId", Text), In("input", Any), In("waitForCompletion", Flag)], outputs: ["result"]),
        Spec(ActivityKind.DispatchWorkflow, [In("workflowDefinitionId", Text), In("correlationId", Text), In("input", Any), In("waitForCompletion", Flag), In("channelName", Text), In("startNewTrace", Flag)], outputs: ["result"]),
        Spec(ActivityKind.BulkDispatchWorkflows,
            [
                In("workflowDefinitionId", Text), In("items", TypeRef.Objects), In("defaultItemInputKey", Text, "Item"),
                new InputSpec("correlationIdFunction", Text, AutoEvaluate: false), In("input", Any), In("waitForCompletion", Flag, true),
                In("channelName", Text), In("startNewTrace", Flag),
            ],
            ["childCompleted", "childFaulted"], ["result"], ["Completed", "Done"]),
    ];

    private static readonly FrozenDictionary<string, ActivitySpec> ByType = All.ToFrozenDictionary(s => s.Type, StringComparer.Ordinal);

    public static ActivitySpec? Find(string type) => ByType.GetValueOrDefault(type);

    private static ActivitySpec Spec(ActivityKind kind, ImmutableArray<InputSpec> inputs = default, ImmutableArray<string> ports = default, ImmutableArray<string> outputs = default, ImmutableArray<string> outcomes = default) =>
        new("Elsa." + kind, kind, inputs.IsDefault ? [] : inputs, ports.IsDefault ? [] : ports, outputs.IsDefault ? [] : outputs, outcomes.IsDefault ? Done : outcomes);

    private static InputSpec In(string name, TypeRef type, JsonNode? standard = null) => new(name, type, standard);
}
