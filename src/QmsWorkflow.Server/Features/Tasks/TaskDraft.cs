using System.Text.Json.Nodes;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Features.Tasks;

/// <summary>What somebody has typed so far, kept in the task's answer until it is completed.</summary>
internal static class TaskDraft
{
    public const string CommentField = "comment";

    /// <summary>Fields of the page itself, which are no part of an answer.</summary>
    private static readonly HashSet<string> PageFields = new(StringComparer.Ordinal)
    {
        "act", "evidence-link", "evidence-note", "evidence-text", "remark", "reassign-to", "reassign-why", "version", "understood", "__RequestVerificationToken", "_handler",
    };

    /// <summary>All posted fields but the page's own; a field posted several times is a list.</summary>
    public static JsonObject Of(IFormCollection posted)
    {
        var draft = new JsonObject();
        foreach (var (name, values) in posted)
        {
            if (PageFields.Contains(name) || name.StartsWith('_')) continue;

            draft[name] = values.Count == 1
                ? JsonValue.Create(values[0] ?? "")
                : new JsonArray([.. values.Select(value => JsonValue.Create(value ?? ""))]);
        }

        return draft;
    }

    /// <summary>The value of a field of a draft or answer; empty when it is not there.</summary>
    public static string ValueOf(UserTask task, string field) => task.Answer is null
        ? ""
        : JsonNode.Parse(task.Answer)?[field]?.ToString() ?? "";
}

/// <summary>Keeps what was typed without completing the task; nothing is checked yet.</summary>
internal sealed class SaveDraft(Transactor transactor, WorkDesk desk, TrailLog trail)
{
    public Task<Outcome> ExecuteAsync(Guid taskId, IFormCollection posted, Actor actor, CancellationToken ct) => transactor.RunAsync(
        async () =>
        {
            var (task, refusal) = await desk.TakeAsync(taskId, actor, ct);
            if (task is null) return refusal;
            if (task.Kind != WorkKind.Task) return Outcome.Refuse("QMS316");

            var draft = TaskDraft.Of(posted);
            var before = task.Answer;
            if (JsonNode.DeepEquals(before is null ? null : JsonNode.Parse(before), draft)) return Outcome.Success;

            task.Answer = draft.ToJsonString();
            trail.Record(actor, "task.draft-saved", "task", task.Id, $"Lưu nháp: {task.Title}", before, draft);
            return Outcome.Success;
        },
        ct);
}
