using System.Collections.Immutable;
using QmsWorkflow.Engine.Activities;
using QmsWorkflow.Engine.Values;

namespace QmsWorkflow.Engine.Definitions;

/// <summary>Checks the connections of a flowchart.</summary>
internal static class FlowchartChecker
{
    public static void Check(ActivityNode flow, StepCatalog steps, string source, ImmutableArray<DefinitionProblem>.Builder problems)
    {
        var graph = flow.Graph!;
        var byId = new Dictionary<string, ActivityNode>(StringComparer.Ordinal);
        foreach (var node in graph.Nodes)
        {
            byId.TryAdd(node.Id, node);
        }

        foreach (var connection in flow.Connections)
        {
            var hasSource = byId.TryGetValue(connection.Source, out var from);
            if (!hasSource)
            {
                problems.Add(Problems.MissingEnd(source, connection.JsonPath + ".source", connection.Source, isSource: true));
            }

            if (!byId.ContainsKey(connection.Target))
            {
                problems.Add(Problems.MissingEnd(source, connection.JsonPath + ".target", connection.Target, isSource: false));
            }

            if (hasSource && Outcomes(from!, steps) is { } outcomes && !IsOutcome(connection.SourcePort, outcomes))
            {
                problems.Add(Problems.WrongPort(source, connection.JsonPath + ".source.port", connection.SourcePort, from!.Id, from.Type, outcomes,
                    connection.SourcePort is null ? null : Nearest.Of(connection.SourcePort, outcomes)));
            }
        }

        for (var i = 0; i < graph.Nodes.Length; i++)
        {
            if (!graph.IsReachable[i])
            {
                problems.Add(Problems.Unreachable(source, graph.Nodes[i].JsonPath, graph.Nodes[i].Id, graph.Nodes[graph.Start].Id));
            }
        }

        foreach (var link in graph.Links.Where(l => l.IsBackward && !l.IsValid))
        {
            var (from, to) = (graph.Nodes[link.Source].Id, graph.Nodes[link.Target].Id);
            var path = flow.Connections.First(c => c.Source == from && c.Target == to && c.SourcePort == link.Port).JsonPath;
            problems.Add(Problems.InvalidJump(source, path, from, to));
        }
    }

    /// <summary>A connection without port is followed by the default outcome only.</summary>
    private static bool IsOutcome(string? port, ImmutableArray<string> outcomes) =>
        port is null ? outcomes.Contains("Done") : outcomes.Contains(port, StringComparer.Ordinal);

    /// <summary>The outcomes an activity can be left by; null when only a run can tell.</summary>
    internal static ImmutableArray<string>? Outcomes(ActivityNode node, StepCatalog steps)
    {
        switch (node.Kind)
        {
            case ActivityKind.NotFound: return null;
            case ActivityKind.Step: return StepOutcomes(node, steps.Find(node.Type));
            case ActivityKind.UsedWorkflow: return node.Used!.Outcomes.Contains("Done") ? node.Used.Outcomes : [.. node.Used.Outcomes, "Done"];
            case ActivityKind.FlowSwitch: return [.. node.CaseLabels, "Default"];
            case ActivityKind.FlowFork: return node.Inputs[0].IsConstant ? node.Inputs[0].Constant is System.Text.Json.Nodes.JsonArray b ? [.. b.Select(ValueConverter.PlainText)] : ["Done"] : null;
            case ActivityKind.RunJavaScript:
                return node.Inputs[1].Constant is System.Text.Json.Nodes.JsonArray { Count: > 0 } possible ? [.. possible.Select(ValueConverter.PlainText), "Done"] : null;
            case ActivityKind.End or ActivityKind.Finish or ActivityKind.Complete or ActivityKind.Break: return [];
            default: return ActivityCatalog.Find(node.Type)?.Outcomes;
        }
    }

    private static ImmutableArray<string>? StepOutcomes(ActivityNode node, StepDescriptor? step)
    {
        if (step is null)
        {
            return null;
        }

        if (!step.AllowsOwnOutcomes || node.InputDescriptions.FirstOrDefault(i => i.Name == "outcomes") is not { } own)
        {
            return step.Outcomes;
        }

        return own.Language is "Literal" or "Object"
            ? [.. step.Outcomes, .. OwnOutcomes(own.Text)]
            : null;
    }

    private static IEnumerable<string> OwnOutcomes(string text) =>
        text.TrimStart().StartsWith('[') && ValueConverter.TryParse(text) is System.Text.Json.Nodes.JsonArray list
            ? list.Select(ValueConverter.PlainText)
            : text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
