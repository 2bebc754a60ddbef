using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.Documents;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Features.Tasks;

/// <summary>Attaches evidence to a task: a file, a link or a note.</summary>
internal sealed class AddEvidence(QmsDb db, Transactor transactor, WorkDesk desk, FileStore files, TrailLog trail, TimeProvider clock)
{
    private const int LongestText = 2000;

    public Task<Outcome> ExecuteAsync(EvidenceInput input, Actor actor, CancellationToken ct) => transactor.RunAsync(
        async () =>
        {
            var (task, refusal) = await desk.TakeAsync(input.TaskId, actor, ct);
            if (task is null) return refusal;
            if (!task.AllowsEvidence) return Outcome.Refuse("QMS220");

            return input switch
            {
                EvidenceInput.Note { Text: var text } => AddText(task, EvidenceKind.Note, text.Trim(), "QMS219", text.Trim().Length > 0, actor),
                EvidenceInput.Link { Url: var url } => AddText(task, EvidenceKind.Link, url.Trim(), "QMS218", IsWebAddress(url), actor),
                EvidenceInput.Upload upload => await AddFileAsync(task, upload.File, upload.Text, actor, ct),
                _ => throw new System.Diagnostics.UnreachableException(),
            };
        },
        ct);

    private Outcome AddText(UserTask task, EvidenceKind kind, string text, string code, bool isGood, Actor actor)
    {
        if (!isGood || text.Length > LongestText) return Outcome.Refuse(code, LongestText);

        Write(task, kind, text, null, actor);
        return Outcome.Success;
    }

    private async Task<Outcome> AddFileAsync(UserTask task, IFormFile? file, string? text, Actor actor, CancellationToken ct)
    {
        if (file is null || file.Length == 0) return Outcome.Refuse("QMS217");

        var name = EvidenceFiles.CleanName(file.FileName);
        await using var content = file.OpenReadStream();
        var (contentType, problem) = EvidenceFiles.Recognise(name, content);
        if (problem is not null) return Outcome.Refuse(problem, name, EvidenceFiles.Kinds, EvidenceFiles.MaxMegabytes);

        var stored = await files.PutAsync(task.AgencyId, content, name, contentType!, actor, ct);
        Write(task, EvidenceKind.File, string.IsNullOrWhiteSpace(text) ? name : text.Trim(), stored, actor);
        return Outcome.Success;
    }

    private void Write(UserTask task, EvidenceKind kind, string text, StoredFile? file, Actor actor)
    {
        var row = new Evidence
        {
            Id = Guid.CreateVersion7(),
            AgencyId = task.AgencyId,
            TaskId = task.Id,
            Kind = kind,
            Text = text,
            FileId = file?.Id,
            AddedBy = actor.PersonId ?? throw new InvalidOperationException("Evidence is added by people."),
            AddedAt = clock.GetUtcNow(),
        };
        db.TaskEvidence.Add(row);
        trail.Record(
            actor, "evidence.added", "task", task.Id, $"Thêm minh chứng cho việc: {task.Title}",
            after: new { row.Id, row.Kind, row.Text, file?.FileName, file?.Sha256, file?.SizeBytes });
    }

    private static bool IsWebAddress(string url) =>
        Uri.TryCreate(url.Trim(), UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps);
}

/// <summary>What is attached.</summary>
internal abstract record EvidenceInput(Guid TaskId)
{
    public sealed record Upload(Guid TaskId, IFormFile? File, string? Text) : EvidenceInput(TaskId);

    public sealed record Link(Guid TaskId, string Url) : EvidenceInput(TaskId);

    public sealed record Note(Guid TaskId, string Text) : EvidenceInput(TaskId);
}

/// <summary>Takes evidence off an open task; the file itself stays in the store and the trail says what it was.</summary>
internal sealed class RemoveEvidence(QmsDb db, Transactor transactor, WorkDesk desk, TrailLog trail)
{
    public Task<Outcome> ExecuteAsync(Guid taskId, Guid evidenceId, Actor actor, CancellationToken ct) => transactor.RunAsync(
        async () =>
        {
            var (task, refusal) = await desk.TakeAsync(taskId, actor, ct);
            if (task is null) return refusal;

            var row = await db.TaskEvidence.SingleOrDefaultAsync(e => e.Id == evidenceId && e.TaskId == taskId, ct);
            if (row is null) return Outcome.Refuse("QMS305");

            db.TaskEvidence.Remove(row);
            trail.Record(
                actor, "evidence.removed", "task", task.Id, $"Bỏ minh chứng của việc: {task.Title}",
                before: new { row.Id, row.Kind, row.Text, row.FileId, row.AddedBy, row.AddedAt });
            return Outcome.Success;
        },
        ct);
}
