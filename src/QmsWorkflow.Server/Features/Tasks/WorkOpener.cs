using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Domain.Calendar;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.People;
using QmsWorkflow.Server.Runtime;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Features.Tasks;

/// <summary>Opens and closes pieces of work for the steps of all kinds.</summary>
internal sealed class WorkOpener(
    QmsDb db, WorkRights rights, TaskDeadlines deadlines, TaskTimers timers, WorkNotices notices, TrailLog trail)
{
    /// <summary>Reads a role token or <c>person:name</c> and makes sure that somebody stands behind it.</summary>
    /// <exception cref="StepFailedException">The token is unknown or nobody can do the work.</exception>
    public async Task<Assignee> AssigneeAsync(StepContext step, string token, Guid? unitId, CancellationToken ct)
    {
        if (RoleTokens.UserName(token) is { } userName)
        {
            var person = await db.People.AsNoTracking().SingleOrDefaultAsync(p => p.UserName == userName && p.IsActive, ct)
                ?? throw new StepFailedException($"Bước {step.Wait.ActivityId} giao việc cho \"{userName}\", nhưng cơ quan không có người dùng đang hoạt động với tên đó.");
            return new Assignee(person.Id, null);
        }

        if (!RoleTokens.TryRole(token, out var role))
        {
            throw new StepFailedException($"Bước {step.Wait.ActivityId}: {RoleTokens.Check(token)}.");
        }

        if (role == Role.UnitHead && unitId is null)
        {
            throw new StepFailedException($"Bước {step.Wait.ActivityId} giao việc cho trưởng đơn vị nhưng không cho biết đơn vị nào (giá trị \"unit\").");
        }

        if ((await rights.HoldersAsync(step.Instance.AgencyId, role, unitId, ct)).Count == 0)
        {
            var unit = WorkRights.IsUnitRole(role) && unitId is not null
                ? $" của {await db.Units.Where(u => u.Id == unitId).Select(u => u.Name).SingleOrDefaultAsync(ct)}" : "";
            throw new StepFailedException($"Bước {step.Wait.ActivityId}: hiện không có ai giữ vai trò {RoleTokens.NameOf(role)}{unit}. Hãy phân vai trò rồi thử lại bước này.");
        }

        return new Assignee(null, role);
    }

    /// <summary>The unit a step is for: its own input, else the instance's.</summary>
    /// <exception cref="StepFailedException">The input names no unit of the agency.</exception>
    public async Task<Guid?> UnitAsync(StepContext step, CancellationToken ct)
    {
        if (step.Text("unit") is not { } text) return step.Instance.UnitId;

        if (!Guid.TryParse(text, out var id) || !await db.Units.AnyAsync(u => u.Id == id, ct))
        {
            throw new StepFailedException($"Bước {step.Wait.ActivityId}: \"{text}\" không phải là mã đơn vị của cơ quan.");
        }

        return id;
    }

    public async Task<DueDate> DueAsync(StepContext step, Guid? documentId, CancellationToken ct)
    {
        if (step.Text("due") is not { } sentence) return DueDate.None;

        return await deadlines.ResolveAsync(
            sentence,
            new DueSubject
            {
                AgencyId = step.Instance.AgencyId,
                InstanceId = step.Instance.Id,
                OpenedAt = step.Now,
                CycleId = step.Instance.CycleId,
                DocumentId = documentId,
            },
            ct);
    }

    /// <summary>Writes one piece of work; when it is open at once, plans its timers and tells the people.</summary>
    public async Task<UserTask> AddAsync(StepContext step, WorkDraft draft, CancellationToken ct)
    {
        var task = new UserTask
        {
            Id = Guid.CreateVersion7(),
            AgencyId = step.Instance.AgencyId,
            Kind = draft.Kind,
            InstanceId = step.Instance.Id,
            WaitId = step.Wait.Id,
            ActivityId = step.Wait.ActivityId,
            Title = draft.Title,
            Instructions = draft.Instructions,
            Form = draft.Form,
            Outcomes = draft.Outcomes,
            AssigneeId = draft.Assignee.PersonId,
            AssigneeRole = draft.Assignee.Role,
            UnitId = draft.UnitId,
            CycleId = step.Instance.CycleId,
            DocumentId = draft.DocumentId,
            ApprovalId = draft.ApprovalId,
            Ordinal = draft.Ordinal,
            RequiresEvidence = draft.Evidence == EvidenceNeed.Required,
            AllowsEvidence = draft.Evidence != EvidenceNeed.None,
            OpenedAt = step.Now,
            DueOn = draft.Due.On,
            DueIsProvisional = draft.Due.IsProvisional,
            DueRule = step.Text("due"),
            DueTrace = draft.Due.Trace,
            Remind = step.Text("remind"),
            Escalate = step.Text("escalate"),
            State = draft.IsOpen ? WorkState.Open : WorkState.Waiting,
        };
        db.UserTasks.Add(task);
        trail.Record(
            step.Actor, "task.opened", "task", task.Id, $"Giao việc: {task.Title}",
            after: new { task.Kind, task.AssigneeId, task.AssigneeRole, task.UnitId, task.DueOn, task.DueRule, task.State });
        if (draft.IsOpen) await AnnounceAsync(task, step.Now, ct);
        return task;
    }

    /// <summary>Opens work that waited for its turn.</summary>
    public async Task OpenWaitingAsync(UserTask task, DateTimeOffset now, CancellationToken ct)
    {
        task.State = WorkState.Open;
        task.OpenedAt = now;
        await AnnounceAsync(task, now, ct);
    }

    /// <summary>Closes work that nobody has to do any more.</summary>
    public async Task CancelAsync(UserTask task, Actor actor, DateTimeOffset now, string reason, CancellationToken ct)
    {
        if (task.State is not (WorkState.Open or WorkState.Waiting)) return;

        var before = new { task.State };
        task.State = WorkState.Cancelled;
        task.CompletedAt = now;
        await timers.RemoveAsync(task.Id, ct);
        trail.Record(actor, "task.cancelled", "task", task.Id, $"Đóng việc \"{task.Title}\": {reason}", before, new { task.State, reason });
        var people = (await rights.PeopleAsync(task, ct)).Select(p => p.Id);
        await notices.TellAsync(task.AgencyId, people, $"task-cancelled:{task.Id}", $"Không phải làm nữa: {task.Title} ({reason})", WorkNotices.UrlOf(task), ct);
    }

    /// <summary>Closes all work of a wait that the workflow has cancelled.</summary>
    public async Task CancelWaitAsync(StepContext step, CancellationToken ct)
    {
        // The work may have been opened earlier in this very transaction: bring it to the database before looking for it.
        await db.SaveChangesAsync(ct);
        var tasks = await db.UserTasks
            .Where(t => t.InstanceId == step.Instance.Id && t.WaitId == step.Wait.Id && (t.State == WorkState.Open || t.State == WorkState.Waiting))
            .ToListAsync(ct);
        foreach (var task in tasks)
        {
            await CancelAsync(task, step.Actor, step.Now, "quy trình đã đi tiếp hoặc đã hủy", ct);
        }
    }

    private async Task AnnounceAsync(UserTask task, DateTimeOffset now, CancellationToken ct)
    {
        await timers.PlanAsync(task, now, ct);
        var due = task.DueOn is { } day ? $" – hạn {VietnameseDates.Short(day)}{(task.DueIsProvisional ? " (tạm tính)" : "")}" : "";
        var people = (await rights.PeopleAsync(task, ct)).Select(p => p.Id);
        await notices.TellAsync(task.AgencyId, people, $"task-opened:{task.Id}", $"Việc mới: {task.Title}{due}", WorkNotices.UrlOf(task), ct);
    }

}

/// <summary>Who gets a piece of work: one person, or whoever holds a role.</summary>
internal sealed record Assignee(Guid? PersonId, Role? Role);

internal enum EvidenceNeed { None, Optional, Required }

/// <summary>A piece of work about to be opened.</summary>
internal sealed record WorkDraft
{
    public required WorkKind Kind { get; init; }
    public required string Title { get; init; }
    public required Assignee Assignee { get; init; }
    public required string Outcomes { get; init; }
    public string Instructions { get; init; } = "";
    public string? Form { get; init; }
    public Guid? UnitId { get; init; }
    public Guid? DocumentId { get; init; }
    public Guid? ApprovalId { get; init; }
    public int Ordinal { get; init; }
    public EvidenceNeed Evidence { get; init; } = EvidenceNeed.None;
    public DueDate Due { get; init; } = DueDate.None;
    public bool IsOpen { get; init; } = true;
}
