using System.Collections.Immutable;
using System.Text.Json.Nodes;
using QmsWorkflow.Engine.Activities;
using QmsWorkflow.Engine.Expressions;
using QmsWorkflow.Engine.Values;

namespace QmsWorkflow.Engine.Definitions;

/// <summary>Reads the inputs of an activity: wrapped, or plain values as literals.</summary>
internal static class InputReader
{
    private static readonly HashSet<string> NoInputs = new(StringComparer.OrdinalIgnoreCase)
    {
        "id", "nodeId", "name", "type", "version", "customProperties", "metadata", "displayName", "canStartWorkflow", "runAsynchronously", "source", "outcomes$",
    };

    public static void Read(ActivityNode node, JsonObject json, ActivitySpec? spec)
    {
        var slots = spec is null ? StepSlots(json) : SpecSlots(json, spec);
        node.Inputs = [.. slots];
        node.ConstantInputs = Array.TrueForAll(node.Inputs, s => s.IsConstant) ? Array.ConvertAll(node.Inputs, s => s.Constant) : null;

        node.IgnoredInputs = [.. json.Where(p => p.Value is JsonObject w && JsonValues.Get(w, "expression") is JsonObject && JsonValues.Get(w, "typeName") is null).Select(p => p.Key)];

        if (spec?.Kind == ActivityKind.UsedWorkflow)
        {
            node.UndeclaredInputs = [.. json.Where(p => p.Value is JsonObject w && JsonValues.Get(w, "expression") is not null && spec.Inputs.All(i => !Same(i.Name, p.Key))).Select(p => p.Key)];
        }

        var described = ImmutableArray.CreateBuilder<ActivityInput>();
        foreach (var (name, value) in json)
        {
            if (spec is null ? IsStepInput(name, value) : spec.Inputs.Any(i => Same(i.Name, name)) || Same(name, "joinMode"))
            {
                var expression = ExpressionOf(value);
                described.Add(new ActivityInput(Camel(name), value is JsonObject wrapper ? DefinitionReader.Text(wrapper, "typeName") : null,
                    expression?.Language ?? "Literal", expression is null ? "" : expression.IsConstant ? ValueConverter.PlainText(expression.Value) : expression.Text));
            }
        }

        node.InputDescriptions = described.ToImmutable();
        node.LiteralInputs = described.Where(d => d.Language is "Literal" or "Object")
            .GroupBy(d => d.Name, StringComparer.Ordinal).ToImmutableSortedDictionary(g => g.Key, g => g.First().Text, StringComparer.Ordinal);
    }

    private static IEnumerable<InputSlot> SpecSlots(JsonObject json, ActivitySpec spec)
    {
        foreach (var input in spec.Inputs)
        {
            var value = JsonValues.Get(json, input.Name);
            var isGiven = value is not null && !(value is JsonObject w && JsonValues.Get(w, "expression") is null && JsonValues.Get(w, "typeName") is not null && IsDefaulted(input));
            if (!isGiven)
            {
                yield return new InputSlot(input.Name, input.Type, null, JsonValues.Canonical(input.Default), input.AutoEvaluate);
                continue;
            }

            var expression = ExpressionOf(value);
            yield return Slot(input.Name, input.Type, expression, input.AutoEvaluate);
        }
    }

    private static bool IsDefaulted(InputSpec input) => input.Default is not null;

    private static IEnumerable<InputSlot> StepSlots(JsonObject json)
    {
        foreach (var (name, value) in json)
        {
            if (IsStepInput(name, value))
            {
                var type = value is JsonObject wrapper ? TypeRef.Parse(DefinitionReader.Text(wrapper, "typeName")) : TypeRef.Object;
                yield return Slot(Camel(name), type, ExpressionOf(value), autoEvaluate: true);
            }
        }
    }

    /// <summary>Outputs are bound by a memory reference without an expression; everything else that is no standard property is an input.</summary>
    private static bool IsStepInput(string name, JsonNode? value) =>
        !NoInputs.Contains(name) && value is not null
        && !(value is JsonObject wrapper && JsonValues.Get(wrapper, "expression") is null);

    private static InputSlot Slot(string name, TypeRef type, InputExpression? expression, bool autoEvaluate)
    {
        var constant = expression is { IsConstant: true } ? ValueConverter.Convert(expression.Value, type) : null;
        return new InputSlot(name, type, expression, constant, autoEvaluate);
    }

    /// <summary>The expression of an input; a wrapper without type name or with an unknown expression gives none, a plain value a literal.</summary>
    private static InputExpression? ExpressionOf(JsonNode? value) => value switch
    {
        null => null,
        JsonObject wrapper => JsonValues.Get(wrapper, "typeName") is null ? null : InputExpression.Read(JsonValues.Get(wrapper, "expression")),
        _ => InputExpression.Literal(JsonValues.Canonical(value)),
    };

    private static bool Same(string a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);

    public static string Camel(string name) => name.Length > 0 && char.IsUpper(name[0]) ? char.ToLowerInvariant(name[0]) + name[1..] : name;
}
