using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.Cycles;
using QmsWorkflow.Server.Features.Documents;
using QmsWorkflow.Server.Features.People;
using QmsWorkflow.Server.Runtime;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Features.Tasks;

/// <summary>Everything the page of one piece of work shows.</summary>
internal sealed class WorkViews(
    QmsDb db, WorkRights rights, FormLibrary forms, IEnumerable<IWorkSection> sections, TaskDeadlines deadlines, AgencyTime time)
{
    /// <returns>Null when there is no such work in the agency or the person may not see it.</returns>
    public async Task<WorkView?> LoadAsync(Guid taskId, Actor actor, CancellationToken ct)
    {
        var task = await db.UserTasks.AsNoTracking().SingleOrDefaultAsync(t => t.Id == taskId, ct);
        if (task is null || !await rights.MaySeeAsync(task, actor, ct)) return null;

        var today = await time.TodayAsync(task.AgencyId, ct);
        var isOpen = task.State == WorkState.Open;
        var (declared, unusable) = task.Form is null ? (null, null) : forms.TryDeclared(task.Form);
        var mayReassign = isOpen && WorkRights.MayReassign(task, actor);
        return new WorkView
        {
            Task = task,
            Zone = await time.ZoneAsync(task.AgencyId, ct),
            Unit = await db.Units.Where(u => u.Id == task.UnitId).Select(u => u.Name).SingleOrDefaultAsync(ct),
            Cycle = await db.Cycles.Where(c => c.Id == task.CycleId).Select(c => c.Name).SingleOrDefaultAsync(ct),
            Workflow = await db.WorkflowInstances.Where(i => i.Id == task.InstanceId).Select(i => i.Name).SingleOrDefaultAsync(ct) ?? "",
            Document = await db.Documents.AsNoTracking().SingleOrDefaultAsync(d => d.Id == task.DocumentId, ct),
            Who = await rights.SayWhoAsync(task, ct),
            MayAct = isOpen && WorkRights.MayAct(task, actor),
            MayReassign = mayReassign,
            Candidates = mayReassign && task.Kind == WorkKind.Task ? await CandidatesAsync(task, actor, ct) : [],
            DaysLeft = task.DueOn is { } due ? (await deadlines.CalendarAsync(task.AgencyId, ct)).WorkingDaysBetween(today, due) : null,
            IsOverdue = isOpen && task.DueOn < today,
            OwnForm = task.Form is null ? null : forms.Own(task.Form)?.Component,
            Declared = declared,
            FormProblem = unusable,
            Sections = await SectionsAsync(task, ct),
            Evidence = await EvidenceAsync(task, ct),
            Comments = await CommentsAsync(task, ct),
            History = await HistoryAsync(task, ct),
            CompletedByName = await db.People.Where(p => p.Id == task.CompletedBy).Select(p => p.FullName).SingleOrDefaultAsync(ct),
        };
    }

    /// <summary>Whether the actor is filling in this task now, so that what is typed is worth keeping.</summary>
    public async Task<bool> IsWorkedOnByAsync(Guid taskId, Actor actor, CancellationToken ct)
    {
        var task = await db.UserTasks.AsNoTracking().SingleOrDefaultAsync(t => t.Id == taskId, ct);
        return task is { State: WorkState.Open, Kind: WorkKind.Task } && WorkRights.MayAct(task, actor);
    }

    public async Task<IReadOnlyList<HistoryLine>> HistoryAsync(UserTask task, CancellationToken ct)
    {
        var id = task.Id.ToString();
        return await db.TrailEntries.AsNoTracking().Where(e => e.SubjectType == "task" && e.SubjectId == id)
            .OrderByDescending(e => e.Position).Take(100).Select(e => new HistoryLine(e.At, e.ActorName, e.Summary)).ToListAsync(ct);
    }

    public async Task<IReadOnlyList<CommentLine>> CommentsAsync(UserTask task, CancellationToken ct)
    {
        var people = db.People;
        return await db.TaskComments.AsNoTracking().Where(c => c.TaskId == task.Id).OrderBy(c => c.WrittenAt)
            .Select(c => new CommentLine(c.WrittenAt, people.Where(p => p.Id == c.PersonId).Select(p => p.FullName).First(), c.Text)).ToListAsync(ct);
    }

    private async Task<IReadOnlyList<CandidateLine>> CandidatesAsync(UserTask task, Actor actor, CancellationToken ct)
    {
        var isForAgency = actor.HasAny(Role.IsoSecretary, Role.Admin);
        return await db.People.AsNoTracking().Where(p => p.IsActive && (isForAgency || p.UnitId == task.UnitId)).OrderBy(p => p.FullName)
            .Select(p => new CandidateLine(p.Id, p.FullName, p.JobTitle)).Take(500).ToListAsync(ct);
    }

    private async Task<IReadOnlyList<Type>> SectionsAsync(UserTask task, CancellationToken ct)
    {
        var shown = new List<Type>();
        foreach (var section in sections)
        {
            if (await section.AppliesAsync(task, ct)) shown.Add(section.Component);
        }

        return shown;
    }

    private async Task<IReadOnlyList<EvidenceLine>> EvidenceAsync(UserTask task, CancellationToken ct)
    {
        var (files, people) = (db.StoredFiles, db.People);
        return await db.TaskEvidence.AsNoTracking().Where(e => e.TaskId == task.Id).OrderBy(e => e.AddedAt)
            .Select(e => new EvidenceLine
            {
                Id = e.Id,
                Kind = e.Kind,
                Text = e.Text,
                FileId = e.FileId,
                FileName = files.Where(f => f.Id == e.FileId).Select(f => f.FileName).FirstOrDefault(),
                SizeBytes = files.Where(f => f.Id == e.FileId).Select(f => (long?)f.SizeBytes).FirstOrDefault(),
                AddedBy = people.Where(p => p.Id == e.AddedBy).Select(p => p.FullName).First(),
                AddedAt = e.AddedAt,
            }).ToListAsync(ct);
    }
}

internal sealed record WorkView
{
    public required UserTask Task { get; init; }
    public required TimeZoneInfo Zone { get; init; }
    public string? Unit { get; init; }
    public string? Cycle { get; init; }
    public required string Workflow { get; init; }
    public Document? Document { get; init; }
    public required string Who { get; init; }
    public required bool MayAct { get; init; }
    public required bool MayReassign { get; init; }
    public required IReadOnlyList<CandidateLine> Candidates { get; init; }
    public int? DaysLeft { get; init; }
    public required bool IsOverdue { get; init; }
    public Type? OwnForm { get; init; }
    public DeclaredForm? Declared { get; init; }

    /// <summary>Why the form cannot be shown; null when it can, or when there is none.</summary>
    public string? FormProblem { get; init; }
    public required IReadOnlyList<Type> Sections { get; init; }
    public required IReadOnlyList<EvidenceLine> Evidence { get; init; }
    public required IReadOnlyList<CommentLine> Comments { get; init; }
    public required IReadOnlyList<HistoryLine> History { get; init; }
    public string? CompletedByName { get; init; }
}

internal sealed record HistoryLine(DateTimeOffset At, string Who, string What);

internal sealed record CommentLine(DateTimeOffset At, string Who, string Text);

internal sealed record CandidateLine(Guid Id, string Name, string JobTitle);

internal sealed record EvidenceLine
{
    public required Guid Id { get; init; }
    public required EvidenceKind Kind { get; init; }
    public required string Text { get; init; }
    public Guid? FileId { get; init; }
    public string? FileName { get; init; }
    public long? SizeBytes { get; init; }
    public required string AddedBy { get; init; }
    public required DateTimeOffset AddedAt { get; init; }
}
