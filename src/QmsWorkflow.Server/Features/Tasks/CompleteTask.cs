using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Features.Tasks;

/// <summary>Completes a task: the right person, an allowed outcome, evidence where it is required, a valid form; then the workflow goes on.</summary>
internal sealed class CompleteTask(QmsDb db, Transactor transactor, WorkDesk desk, FormLibrary forms, IEnumerable<IWorkSection> sections, IEnumerable<ITaskObserver> observers)
{
    public Task<Outcome> ExecuteAsync(CompleteInput input, Actor actor, CancellationToken ct) => transactor.RunAsync(
        async () =>
        {
            var (task, refusal) = await desk.TakeAsync(input.TaskId, actor, ct);
            if (task is null) return refusal;
            if (task.Kind != WorkKind.Task) return Outcome.Refuse("QMS316");

            var allowed = RoleTokens.Split(task.Outcomes);
            var chosen = string.IsNullOrWhiteSpace(input.Outcome) && allowed.Count == 1 ? allowed[0] : input.Outcome ?? "";
            if (!allowed.Contains(chosen)) return Outcome.Refuse("QMS212", chosen, string.Join(", ", allowed));

            foreach (var section in sections)
            {
                if (!await section.AppliesAsync(task, ct)) continue;

                var sectionOutcome = await section.CompleteAsync(task, input.Posted, actor, ct);
                if (!sectionOutcome.IsDone) return sectionOutcome;
            }

            if (task.RequiresEvidence && !await db.TaskEvidence.AnyAsync(e => e.TaskId == task.Id, ct)) return Outcome.Refuse("QMS210");

            var (answer, formOutcome) = await AnswerAsync(task, chosen, input.Posted, actor, ct);
            if (!formOutcome.IsDone) return formOutcome;

            task.Comment = Comment(input.Posted);
            await desk.CloseAsync(task, chosen, answer, actor, "task.completed", $"Hoàn thành việc: {task.Title}", null, ct);
            foreach (var observer in observers) await observer.CompletedAsync(task, actor, ct);
            return await desk.GoOnAsync(task, chosen, await ResultAsync(task, answer, actor, ct), actor, ct);
        },
        ct);

    private async Task<(JsonObject Answer, Outcome Outcome)> AnswerAsync(UserTask task, string chosen, IFormCollection posted, Actor actor, CancellationToken ct)
    {
        if (task.Form is null) return ([], Outcome.Success);

        if (forms.Own(task.Form) is { } own)
        {
            return (TaskDraft.Of(posted), await own.CompleteAsync(task, chosen, posted, actor, ct));
        }

        var (declared, unusable) = forms.TryDeclared(task.Form);
        if (declared is null) return ([], Outcome.Refuse("QMS237", unusable!));

        var (answer, problems) = declared.Fill(posted);
        return problems.Count == 0
            ? (answer, Outcome.Success)
            : (answer, new Outcome.Refused("QMS213", ErrorText.Of("QMS213", problems.Count)) { Fields = problems });
    }

    private async Task<JsonObject> ResultAsync(UserTask task, JsonObject answer, Actor actor, CancellationToken ct) => new()
    {
        ["outcome"] = task.Outcome,
        ["answer"] = answer.DeepClone(),
        ["completedBy"] = actor.Name,
        ["completedOn"] = await desk.TodayTextAsync(task, ct),
    };

    private static string? Comment(IFormCollection posted) =>
        posted[TaskDraft.CommentField].ToString().Trim() is { Length: > 0 } text ? text : null;
}

/// <param name="Outcome">One of the task's outcomes; may be left out when there is only one.</param>
/// <param name="Posted">The fields of the form and of the page's sections.</param>
internal sealed record CompleteInput(Guid TaskId, string? Outcome, IFormCollection Posted);
