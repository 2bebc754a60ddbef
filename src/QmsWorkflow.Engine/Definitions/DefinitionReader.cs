using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using QmsWorkflow.Engine.Activities;
using QmsWorkflow.Engine.Expressions;
using QmsWorkflow.Engine.Values;

namespace QmsWorkflow.Engine.Definitions;

/// <summary>Reads Elsa 3 JSON into a definition, as leniently as Elsa.</summary>
internal sealed class DefinitionReader(StepCatalog? steps, WorkflowLibrary library, ImmutableList<string> users)
{
    private static readonly JsonDocumentOptions Options = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip, MaxDepth = 256 };

    private readonly Dictionary<string, int> generated = new(StringComparer.Ordinal);
    private readonly UseReader uses = new(steps, library, users);

    public static DefinitionReadResult Read(string json, string source, StepCatalog? steps, WorkflowLibrary? library, ImmutableList<string>? users = null)
    {
        JsonNode? parsed;
        try
        {
            parsed = JsonNode.Parse(json, documentOptions: Options);
        }
        catch (JsonException broken)
        {
            return new(null, [Problems.BrokenJson(source, broken)]);
        }
        catch (ArgumentException)
        {
            return new(null, [Problems.RepeatedProperty(source)]);
        }

        try
        {
            return Unwrap(parsed) is JsonObject document
                ? new(new DefinitionReader(steps, library ?? WorkflowLibrary.Empty, users ?? []).ReadDocument(document), [])
                : new(null, [Problems.NoObject(source)]);
        }
        catch (ArgumentException)
        {
            return new(null, [Problems.RepeatedProperty(source)]);
        }
    }

    /// <summary>Strips <c>_type</c> wrappers and <c>$values</c> lists.</summary>
    private static JsonNode? Unwrap(JsonNode? node)
    {
        switch (node)
        {
            case JsonArray array:
                var copy = new JsonArray();
                foreach (var item in array)
                {
                    copy.Add(Unwrap(item));
                }

                return copy;
            case JsonObject source:
                if (source.ContainsKey("$values") && source["$values"] is JsonArray values)
                {
                    return Unwrap(values);
                }

                if (source.ContainsKey("_type") && (source["items"] ?? source["values"]) is JsonArray items)
                {
                    return Unwrap(items);
                }

                var plain = new JsonObject();
                foreach (var (key, value) in source)
                {
                    if (key != "_type" && !plain.ContainsKey(key))
                    {
                        plain[key] = Unwrap(value);
                    }
                }

                return plain;
            default:
                return node?.DeepClone();
        }
    }

    private WorkflowDefinition ReadDocument(JsonObject document)
    {
        uses.Begin(document);
        var root = JsonValues.Get(document, "root") is JsonObject rootJson
            ? ReadActivity(rootJson, "$.root")
            : NewNode("Sequence1", ActivityCatalog.Find("Elsa.Sequence")!, "$.root");
        var workflow = new ActivityNode { Id = "Workflow1", Type = "Elsa.Workflow", Kind = ActivityKind.Workflow, Children = [root], Body = root };
        workflow.Variables = ReadVariables(JsonValues.Get(document, "variables"), "$.variables");

        var all = ImmutableArray.CreateBuilder<ActivityNode>();
        Collect(workflow, null, all);
        var activities = all.ToImmutable();
        foreach (var node in activities.Where(n => n.Kind == ActivityKind.Flowchart))
        {
            node.Graph = FlowGraph.Build(node.Activities, node.Connections, FlowGraph.FindStart(node.Activities, node.Connections, null));
        }

        var options = JsonValues.Get(document, "options") as JsonObject;
        var strategy = options is null ? "" : Text(options, "incidentStrategyType") ?? "";
        return new WorkflowDefinition
        {
            DefinitionId = Text(document, "definitionId") ?? Text(document, "id") ?? "",
            VersionId = Text(document, "id"),
            Version = Whole(document, "version") ?? 1,
            Name = Text(document, "name"),
            Description = Text(document, "description"),
            ContinuesWithIncidents = strategy.Contains("ContinueWithIncidents", StringComparison.OrdinalIgnoreCase),
            Inputs = ReadParameters(JsonValues.Get(document, "inputs")),
            Outputs = ReadParameters(JsonValues.Get(document, "outputs")),
            Variables = workflow.Variables,
            Outcomes = JsonValues.Get(document, "outcomes") is JsonArray outcomes ? [.. outcomes.Select(ValueConverter.PlainText).Where(o => o.Length > 0)] : [],
            Uses = uses.Found,
            Workflow = workflow,
            Activities = activities,
            ByKey = activities.ToFrozenDictionary(a => a.Key, StringComparer.Ordinal),
        };
    }

    /// <summary>Numbers the tree and gives every activity a key: its id, or its node id where the id is not unique.</summary>
    private static void Collect(ActivityNode workflow, ActivityNode? parent, ImmutableArray<ActivityNode>.Builder all)
    {
        var keys = new HashSet<string>(StringComparer.Ordinal);
        var stack = new Stack<(ActivityNode Node, ActivityNode? Parent)>();
        stack.Push((workflow, parent));
        while (stack.Count > 0)
        {
            var (node, owner) = stack.Pop();
            node.Parent = owner;
            node.IsInlined = owner is { IsInlined: true } or { Kind: ActivityKind.UsedWorkflow };
            node.NodeId = owner is null ? node.Id : $"{owner.NodeId}:{node.Id}";
            node.Index = all.Count;
            node.Key = keys.Add(node.Id) ? node.Id : UniqueKey(node.NodeId, keys);
            all.Add(node);
            for (var i = node.Children.Length - 1; i >= 0; i--)
            {
                stack.Push((node.Children[i], node));
            }
        }
    }

    private static string UniqueKey(string nodeId, HashSet<string> keys)
    {
        var key = nodeId;
        for (var n = 2; !keys.Add(key); n++)
        {
            key = nodeId + "#" + n.ToString(CultureInfo.InvariantCulture);
        }

        return key;
    }

    private static ActivityNode NewNode(string id, ActivitySpec spec, string path) => new()
    {
        Id = id,
        Type = spec.Type,
        Kind = spec.Kind,
        IsTerminal = spec.IsTerminal,
        JsonPath = path,
        ConstantInputs = [],
    };

    private ActivityNode ReadActivity(JsonObject json, string path)
    {
        var type = Text(json, "type") ?? "";
        var spec = ActivityCatalog.Find(type);
        var step = spec is null ? steps?.Find(type) : null;
        var isStep = spec is null && (step is not null || (steps is null && type.StartsWith("Qms.", StringComparison.Ordinal)));
        string? cycle = null;
        var used = spec is null && !isStep ? uses.Find(json, type, out cycle) : null;
        spec ??= used is null ? null : UseReader.SpecOf(type, used);
        var kind = spec?.Kind ?? (isStep ? ActivityKind.Step : ActivityKind.NotFound);
        var custom = JsonValues.Get(json, "customProperties") as JsonObject;
        var metadata = JsonValues.Get(json, "metadata") as JsonObject;
        var node = new ActivityNode
        {
            Id = Text(json, "id") is { Length: > 0 } id ? id : NewId(type),
            HasMadeId = Text(json, "id") is not { Length: > 0 },
            Type = type,
            Kind = kind,
            MissingType = kind == ActivityKind.NotFound ? type : null,
            IsTerminal = spec?.IsTerminal ?? false,
            Version = Whole(json, "version") ?? 1,
            Name = Text(json, "name"),
            DisplayText = (metadata is null ? null : Text(metadata, "displayText")) ?? Text(json, "displayName"),
            Description = metadata is null ? null : Text(metadata, "description"),
            CanStartWorkflow = Flag(custom, "canStartWorkflow") || Flag(json, "canStartWorkflow"),
            JsonPath = path,
            Used = used,
            UseCycle = cycle,
        };
        node.Outputs = ReadOutputs(json);
        if (kind != ActivityKind.NotFound)
        {
            InputReader.Read(node, json, spec);
        }

        ReadStructure(node, json, path);
        return node;
    }

    private string NewId(string type)
    {
        var shortType = type[(type.LastIndexOf('.') + 1)..];
        var number = generated[shortType] = generated.GetValueOrDefault(shortType) + 1;
        return shortType + number.ToString(CultureInfo.InvariantCulture);
    }

    private void ReadStructure(ActivityNode node, JsonObject json, string path)
    {
        var children = ImmutableArray.CreateBuilder<ActivityNode>();
        ActivityNode? Embedded(string name)
        {
            if (JsonValues.Get(json, name) is not JsonObject child || Text(child, "type") is null) { return null; }
            var read = ReadActivity(child, $"{path}.{name}");
            children.Add(read);
            return read;
        }

        switch (node.Kind)
        {
            case ActivityKind.Sequence or ActivityKind.Flowchart or ActivityKind.Parallel:
                node.Activities = ReadActivities(JsonValues.Get(json, "activities"), path + ".activities");
                children.AddRange(node.Activities);
                node.Variables = ReadVariables(JsonValues.Get(json, "variables"), path + ".variables");
                if (node.Kind == ActivityKind.Flowchart)
                {
                    node.Connections = ConnectionReader.Read(JsonValues.Get(json, "connections"), path + ".connections");
                }

                break;
            case ActivityKind.Fork:
                node.Activities = ReadActivities(JsonValues.Get(json, "branches"), path + ".branches");
                children.AddRange(node.Activities);
                node.WaitsForAny = string.Equals(PlainOrLiteral(json, "joinMode"), "WaitAny", StringComparison.OrdinalIgnoreCase)
                    || PlainOrLiteral(json, "joinMode") == "1";
                break;
            case ActivityKind.If:
                node.Then = Embedded("then");
                node.Else = Embedded("else");
                break;
            case ActivityKind.FlowSwitch or ActivityKind.Switch:
                node.Cases = ReadCases(JsonValues.Get(json, "cases"), path + ".cases", children);
                node.Default = node.Kind == ActivityKind.Switch ? Embedded("default") : null;
                break;
            case ActivityKind.For or ActivityKind.ForEach or ActivityKind.While or ActivityKind.ParallelForEach or ActivityKind.FlowNode:
                node.Body = Embedded("body");
                break;
            case ActivityKind.BulkDispatchWorkflows:
                node.ChildCompleted = Embedded("childCompleted");
                node.ChildFaulted = Embedded("childFaulted");
                break;
            case ActivityKind.UsedWorkflow:
                children.Add(node.Body = node.Used!.Workflow);
                node.Variables = UseReader.ParametersOf(node.Used);
                break;
            case ActivityKind.SetVariable:
                node.VariableId = JsonValues.Get(json, "variable") is JsonObject variable
                    ? Text(variable, "id") ?? Text(variable, "name")
                    : Text(json, "variable");
                break;
        }

        node.Children = children.ToImmutable();
        for (var i = 0; i < node.Children.Length; i++)
        {
            node.Children[i].ChildIndex = i;
        }
    }

    private ImmutableArray<ActivityNode> ReadActivities(JsonNode? node, string path)
    {
        if (node is not JsonArray array)
        {
            return [];
        }

        var list = ImmutableArray.CreateBuilder<ActivityNode>();
        for (var i = 0; i < array.Count; i++)
        {
            if (array[i] is JsonObject child)
            {
                list.Add(ReadActivity(child, $"{path}[{i}]"));
            }
        }

        return list.ToImmutable();
    }

    private ImmutableArray<SwitchCase> ReadCases(JsonNode? node, string path, ImmutableArray<ActivityNode>.Builder children)
    {
        if (node is not JsonArray array)
        {
            return [];
        }

        var cases = ImmutableArray.CreateBuilder<SwitchCase>();
        for (var i = 0; i < array.Count; i++)
        {
            if (array[i] is not JsonObject item)
            {
                continue;
            }

            ActivityNode? activity = null;
            if (JsonValues.Get(item, "activity") is JsonObject embedded && Text(embedded, "type") is not null)
            {
                activity = ReadActivity(embedded, $"{path}[{i}].activity");
                children.Add(activity);
            }

            cases.Add(new SwitchCase(Text(item, "label") ?? "", InputExpression.Read(JsonValues.Get(item, "condition")), activity));
        }

        return cases.ToImmutable();
    }

    private static ImmutableArray<OutputBinding> ReadOutputs(JsonObject json)
    {
        var outputs = ImmutableArray.CreateBuilder<OutputBinding>();
        foreach (var (name, value) in json)
        {
            if (value is JsonObject wrapper && JsonValues.Get(wrapper, "memoryReference") is JsonObject reference
                && JsonValues.Get(wrapper, "expression") is null && Text(reference, "id") is { Length: > 0 } target)
            {
                outputs.Add(new OutputBinding(InputReader.Camel(name), target));
            }
        }

        return outputs.ToImmutable();
    }

    private static ImmutableArray<VariableDefinition> ReadVariables(JsonNode? node, string path)
    {
        if (node is not JsonArray array)
        {
            return [];
        }

        var variables = ImmutableArray.CreateBuilder<VariableDefinition>();
        for (var i = 0; i < array.Count; i++)
        {
            if (array[i] is not JsonObject item || (Text(item, "name") ?? Text(item, "id")) is not { } name)
            {
                continue;
            }

            var typeName = Text(item, "typeName") ?? "Object";
            var type = TypeRef.Parse(typeName, Flag(item, "isArray"));
            variables.Add(new VariableDefinition(Text(item, "id") ?? name, name, typeName, DefaultOf(JsonValues.Get(item, "value"), type))
            {
                Type = type,
                JsonPath = $"{path}[{i}]",
            });
        }

        return variables.ToImmutable();
    }

    private static JsonNode? DefaultOf(JsonNode? value, TypeRef type)
    {
        if (JsonValues.IsString(value, out var text))
        {
            if (string.IsNullOrWhiteSpace(text))
            {
                return null;
            }

            var isJson = type.Kind != ValueKind.String && text.TrimStart()[0] is '{' or '[';
            return ValueConverter.Convert(isJson ? ValueConverter.TryParse(text) ?? JsonValue.Create(text) : JsonValue.Create(text), type);
        }

        return ValueConverter.Convert(JsonValues.Canonical(value), type);
    }

    private static ImmutableArray<ParameterDefinition> ReadParameters(JsonNode? node) => node is not JsonArray array
        ? []
        : [.. array.OfType<JsonObject>().Where(p => Text(p, "name") is not null).Select(p =>
            new ParameterDefinition(Text(p, "name")!, (Text(p, "type") ?? "Object") + (Flag(p, "isArray") ? "[]" : ""), Text(p, "displayName"), Text(p, "description")))];

    private static string? PlainOrLiteral(JsonObject json, string name) => JsonValues.Get(json, name) switch
    {
        JsonObject wrapper when JsonValues.Get(wrapper, "expression") is JsonObject expression => ValueConverter.PlainText(JsonValues.Get(expression, "value")),
        JsonValue value => ValueConverter.PlainText(value),
        _ => null,
    };

    internal static string? Text(JsonObject json, string name) => JsonValues.IsString(JsonValues.Get(json, name), out var text) ? text : null;

    private static bool Flag(JsonObject? json, string name) => json is not null && ValueConverter.ToBoolean(JsonValues.Get(json, name));

    private static int? Whole(JsonObject json, string name) =>
        JsonValues.Get(json, name) is JsonValue value && value.GetValueKind() == JsonValueKind.Number ? (int)JsonValues.NumberOf(value) : null;
}
