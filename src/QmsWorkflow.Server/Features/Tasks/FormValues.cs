using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Features.Tasks;

/// <summary>
/// What fields show: what was just posted and refused, else the draft. Cascaded to every form component of the task page, so that a
/// refusal never loses what was typed.
/// </summary>
internal sealed class FormValues(UserTask task, IFormCollection? posted, Outcome? outcome)
{
    private readonly Dictionary<string, string> problems = outcome is Outcome.Refused refused
        ? refused.Fields.GroupBy(f => f.Field, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First().Message, StringComparer.Ordinal)
        : [];

    public string Of(string field) => posted is not null ? posted[field].ToString() : TaskDraft.ValueOf(task, field);

    /// <summary>One of several values of the same field; empty when there are fewer.</summary>
    public string At(string field, int index) => posted is not null && index < posted[field].Count ? posted[field][index] ?? "" : "";

    public bool IsTicked(string field) => Of(field) is "true" or "on";

    /// <summary>What is wrong with a field; null when nothing is.</summary>
    public string? ProblemOf(string field) => problems.GetValueOrDefault(field);

    /// <summary>The id of a field's element, to which the summary of errors links.</summary>
    public static string IdOf(string field) => $"field-{field.Replace('.', '-')}";
}
