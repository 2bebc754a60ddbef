using System.Collections.Immutable;
using QmsWorkflow.Engine.Activities;

namespace QmsWorkflow.Engine.Definitions;

/// <summary>Checks a product step against its descriptor.</summary>
internal static class StepChecker
{
    public static void Check(ActivityNode node, StepDescriptor step, string source, ImmutableArray<DefinitionProblem>.Builder problems)
    {
        foreach (var given in node.InputDescriptions)
        {
            var path = $"{node.JsonPath}.{given.Name}";
            var input = step.Inputs.FirstOrDefault(i => string.Equals(i.Name, given.Name, StringComparison.OrdinalIgnoreCase));
            if (input is null)
            {
                if (!(step.AllowsOwnOutcomes && given.Name == "outcomes"))
                {
                    var names = step.Inputs.Select(i => i.Name).ToList();
                    problems.Add(Problems.UnknownInput(source, path, step.Type, given.Name, Nearest.Of(given.Name, names), string.Join(", ", names)));
                }

                continue;
            }

            if (given.Language is "Literal" or "Object")
            {
                CheckLiteral(given.Text, input, path, source, problems);
            }
        }

        foreach (var input in step.Inputs.Where(i => i.IsRequired))
        {
            var given = node.InputDescriptions.FirstOrDefault(i => string.Equals(i.Name, input.Name, StringComparison.OrdinalIgnoreCase));
            if (given is null || (given.Language == "Literal" && given.Text.Length == 0))
            {
                problems.Add(Problems.MissingInput(source, node.JsonPath, step.Type, input.Name));
            }
        }
    }

    private static void CheckLiteral(string text, StepInput input, string path, string source, ImmutableArray<DefinitionProblem>.Builder problems)
    {
        if (text.Length == 0)
        {
            return;
        }

        if (!input.Allowed.IsDefaultOrEmpty && !input.Allowed.Contains(text, StringComparer.Ordinal))
        {
            problems.Add(Problems.NotAllowed(source, path, input.Name, text, string.Join(", ", input.Allowed)));
        }
        else if (input.Check?.Invoke(text) is { } wrong)
        {
            problems.Add(Problems.WrongValue(source, path, input.Name, text, wrong));
        }
    }
}

/// <summary>Checks what the engine's own activities need.</summary>
internal static class BuiltInChecker
{
    public static void Check(ActivityNode node, string source, ImmutableArray<DefinitionProblem>.Builder problems)
    {
        foreach (var name in node.IgnoredInputs)
        {
            problems.Add(Problems.IgnoredInput(source, node.JsonPath, name));
        }

        if (Required(node.Kind) is { } required && !node.InputDescriptions.Any(i => i.Name == required && (i.Language != "Literal" || i.Text.Length > 0)))
        {
            problems.Add(Problems.MissingInput(source, node.JsonPath, node.Type, required));
        }

        if (node.Kind == ActivityKind.SetVariable && string.IsNullOrEmpty(node.VariableId))
        {
            problems.Add(Problems.MissingInput(source, node.JsonPath, node.Type, "variable"));
        }

        CheckTimes(node, source, problems);
    }

    private static string? Required(ActivityKind kind) => kind switch
    {
        ActivityKind.RunTask => "taskName",
        ActivityKind.Event or ActivityKind.PublishEvent => "eventName",
        ActivityKind.Cron => "cronExpression",
        ActivityKind.StartAt => "dateTime",
        ActivityKind.ExecuteWorkflow or ActivityKind.DispatchWorkflow or ActivityKind.BulkDispatchWorkflows => "workflowDefinitionId",
        ActivityKind.SetOutput => "outputName",
        ActivityKind.While or ActivityKind.If or ActivityKind.FlowDecision => "condition",
        ActivityKind.ForEach or ActivityKind.ParallelForEach => "items",
        ActivityKind.RunJavaScript => "script",
        _ => null,
    };

    private static void CheckTimes(ActivityNode node, string source, ImmutableArray<DefinitionProblem>.Builder problems)
    {
        foreach (var (name, text) in node.LiteralInputs)
        {
            var wrong = (node.Kind, name) switch
            {
                (ActivityKind.Cron, "cronExpression") when !Execution.CronExpression.TryParse(text, out _, out var problem) => problem,
                (ActivityKind.Delay, "timeSpan") or (ActivityKind.Timer, "interval") when !TimeSpan.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out _) => "khoảng thời gian viết dạng ngày.giờ:phút:giây, ví dụ 1.00:00:00",
                (ActivityKind.StartAt, "dateTime") when !Values.ValueConverter.TryInstant(System.Text.Json.Nodes.JsonValue.Create(text), out _) => "thời điểm viết dạng 2026-01-31T08:00:00+07:00",
                _ => null,
            };
            if (wrong is not null && text.Length > 0)
            {
                problems.Add(Problems.WrongValue(source, $"{node.JsonPath}.{name}", name, text, wrong));
            }
        }
    }
}

/// <summary>Checks an activity that is another definition against what that declares.</summary>
internal static class UsedWorkflowChecker
{
    public static void Check(ActivityNode node, string source, ImmutableArray<DefinitionProblem>.Builder problems)
    {
        var used = node.Used!;
        var (inputs, outputs) = (used.Inputs.Select(i => i.Name).ToList(), used.Outputs.Select(o => o.Name).ToList());
        foreach (var name in node.UndeclaredInputs.Where(name => !outputs.Contains(name, StringComparer.OrdinalIgnoreCase)))
        {
            problems.Add(Problems.UnknownInput(source, $"{node.JsonPath}.{name}", node.Type, name, Nearest.Of(name, inputs), string.Join(", ", inputs)));
        }

        foreach (var bound in node.Outputs.Where(bound => !outputs.Contains(bound.Name, StringComparer.OrdinalIgnoreCase)))
        {
            problems.Add(Problems.UnknownParameter(source, $"{node.JsonPath}.{bound.Name}", bound.Name, Nearest.Of(bound.Name, outputs)));
        }
    }
}
