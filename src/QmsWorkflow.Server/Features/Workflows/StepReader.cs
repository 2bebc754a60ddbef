using System.Globalization;
using Microsoft.Extensions.Localization;
using QmsWorkflow.Domain.Calendar;
using QmsWorkflow.Engine.Activities;
using QmsWorkflow.Engine.Definitions;
using QmsWorkflow.Server.Features.Tasks;

namespace QmsWorkflow.Server.Features.Workflows;

/// <summary>Says a definition's steps in words: in the order people meet them, with type, inputs and what follows.</summary>
internal sealed class StepReader(StepCatalog catalog, IStringLocalizer texts, IStringLocalizer outcomes)
{
    private static readonly Dictionary<string, ActivityNode> NoSteps = [];

    private static bool IsVietnamese => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "vi";

    public IReadOnlyList<StepView> Read(WorkflowDefinition definition)
    {
        var flow = definition.Root;
        var byId = flow.Children.DistinctBy(c => c.Id, StringComparer.Ordinal).ToDictionary(c => c.Id, StringComparer.Ordinal);
        return [.. InOrder(flow).Select((node, index) => View(index + 1, node, flow, byId))];
    }

    public string TypeName(string type)
    {
        if (catalog.Find(type) is { } step) return IsVietnamese ? step.NameVi : step.NameEn;

        return TextOr($"Type.{type}", type);
    }

    public string OutcomeText(string? port) => OutcomeName.Of(outcomes, port ?? "Done");

    private StepView View(int number, ActivityNode node, ActivityNode flow, Dictionary<string, ActivityNode> byId) => new(
        number, node.Id, node.DisplayText ?? node.Id, node.Type, node.Used?.Name ?? TypeName(node.Type),
        [.. UsedBy(node), .. node.InputDescriptions.Where(i => i.Text.Length > 0).Select(i => Input(node.Type, i))],
        [.. flow.Connections.Where(c => c.Source == node.Id && byId.ContainsKey(c.Target))
            .Select(c => new NextStep(OutcomeText(c.SourcePort), c.Target, byId[c.Target].DisplayText ?? c.Target))],
        // What a loop repeats, what a branch holds: without a number and without arrows, in the order of the file.
        // A workflow that is used has its own page.
        node.Used is not null ? [] : [.. node.Children.Select(inner => View(0, inner, node, NoSteps))]);

    private IEnumerable<StepValue> UsedBy(ActivityNode node) => node.Used is { } used
        ? [new StepValue(TextOr("Input.workflowDefinitionId", used.DefinitionId), used.DefinitionId, IsScript: false, LinksTo: used.DefinitionId)]
        : [];

    private StepValue Input(string type, ActivityInput input)
    {
        var described = catalog.Find(type)?.Inputs.FirstOrDefault(i => i.Name == input.Name);
        var name = described is null ? TextOr($"Input.{input.Name}", input.Name) : IsVietnamese ? described.NameVi : described.NameEn;
        var isText = input.Language is "Literal" or "Object";
        return new StepValue(
            name, isText ? Say(input.Name, input.Text) : input.Text, IsScript: !isText,
            LinksTo: isText && input.Name == "workflowDefinitionId" ? input.Text : null);
    }

    private string Say(string input, string text) => input switch
    {
        "due" or "until" => DeadlineRule.Parse(text).Value is { } rule ? (IsVietnamese ? rule.ToVietnamese() : rule.ToEnglish()) : text,
        "remind" => ReminderRule.Parse(text).Value?.ToVietnamese() ?? text,
        "escalate" => EscalationRule.Parse(text).Value?.ToVietnamese() ?? text,
        "assignee" or "approvers" or "to" => string.Join(", ", RoleTokens.Split(text).Select(Holder)),
        "outcomes" => string.Join(", ", RoleTokens.Split(text).Select(OutcomeText)),
        _ => TextOr($"Value.{input}.{text}", TextOr($"Value.{text}", text)),
    };

    private string Holder(string token) =>
        RoleTokens.TryRole(token, out var role) ? RoleTokens.NameOf(role) : RoleTokens.UserName(token) ?? TextOr($"Value.{token}", token);

    private string TextOr(string key, string otherwise) => texts[key] is { ResourceNotFound: false } found ? found.Value : otherwise;

    /// <summary>Breadth first from the steps nothing leads to; what is reached by no connection comes last, in the order of the file.</summary>
    private static List<ActivityNode> InOrder(ActivityNode flow)
    {
        var targets = flow.Connections.Select(c => c.Target).ToHashSet(StringComparer.Ordinal);
        var waiting = new Queue<ActivityNode>(flow.Children.Where(c => !targets.Contains(c.Id)));
        var seen = waiting.Select(c => c.Id).ToHashSet(StringComparer.Ordinal);
        var ordered = new List<ActivityNode>();
        while (waiting.TryDequeue(out var node))
        {
            ordered.Add(node);
            foreach (var link in flow.Connections.Where(c => c.Source == node.Id))
            {
                if (flow.Children.FirstOrDefault(c => c.Id == link.Target) is { } next && seen.Add(next.Id)) waiting.Enqueue(next);
            }
        }

        return [.. ordered, .. flow.Children.Where(c => !seen.Contains(c.Id))];
    }
}

/// <param name="Number">Zero for a step inside another.</param>
/// <param name="Inside">The steps it holds, for instance what a loop repeats.</param>
public sealed record StepView(
    int Number, string Id, string Text, string Type, string TypeName, IReadOnlyList<StepValue> Inputs, IReadOnlyList<NextStep> Next, IReadOnlyList<StepView> Inside);

/// <param name="IsScript">The value is computed by a script when the step begins.</param>
/// <param name="LinksTo">The workflow it names.</param>
public sealed record StepValue(string Name, string Text, bool IsScript, string? LinksTo);

public sealed record NextStep(string Outcome, string Id, string Text);
