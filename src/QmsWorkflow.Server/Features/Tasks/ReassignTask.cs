using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.People;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Features.Tasks;

/// <summary>Gives a task to another person: a unit's head within the unit, the ISO secretary and administrators within the agency.</summary>
internal sealed class ReassignTask(QmsDb db, Transactor transactor, WorkDesk desk, WorkNotices notices, TrailLog trail)
{
    public Task<Outcome> ExecuteAsync(ReassignInput input, Actor actor, CancellationToken ct) => transactor.RunAsync(
        async () =>
        {
            var (task, refusal) = await desk.TakeAsync(input.TaskId, actor, WorkRights.MayReassign, ct);
            if (task is null) return refusal;
            // An approval belongs to whoever the procedure names, a reading to the reader.
            if (task.Kind != WorkKind.Task) return Outcome.Refuse("QMS314");

            var person = await db.People.AsNoTracking().SingleOrDefaultAsync(p => p.Id == input.PersonId && p.IsActive, ct);
            var isForAgency = actor.HasAny(Role.IsoSecretary, Role.Admin);
            if (person is null || (!isForAgency && person.UnitId != task.UnitId)) return Outcome.Refuse("QMS313");
            if (task.AssigneeId == person.Id) return Outcome.Success;

            var before = new { task.AssigneeId, task.AssigneeRole };
            task.AssigneeId = person.Id;
            var why = input.Why?.Trim() ?? "";
            trail.Record(
                actor, "task.reassigned", "task", task.Id, $"Giao lại việc \"{task.Title}\" cho {person.FullName}", before, new { task.AssigneeId, person.FullName, why });
            await notices.TellAsync(
                task.AgencyId, [person.Id], $"task-reassigned:{task.Id}:{Guid.CreateVersion7()}", $"{actor.Name} giao cho bạn: {task.Title}", WorkNotices.UrlOf(task), ct);
            return Outcome.Success;
        },
        ct);
}

internal sealed record ReassignInput(Guid TaskId, Guid PersonId, string? Why);

/// <summary>Says something about a task; whoever may do it and whoever spoke before is told.</summary>
internal sealed class CommentOnTask(QmsDb db, Transactor transactor, WorkRights rights, WorkNotices notices, TrailLog trail, TimeProvider clock)
{
    private const int LongestText = 2000;

    public Task<Outcome> ExecuteAsync(Guid taskId, string? text, Actor actor, CancellationToken ct) => transactor.RunAsync(
        async () =>
        {
            var task = await db.UserTasks.AsNoTracking().SingleOrDefaultAsync(t => t.Id == taskId, ct);
            if (task is null || actor.PersonId is not { } personId) return Outcome.Refuse("QMS305");
            if (!await rights.MaySeeAsync(task, actor, ct)) return Outcome.Refuse("QMS302", await rights.SayWhoAsync(task, ct));

            var said = text?.Trim() ?? "";
            if (said.Length is 0 or > LongestText) return Outcome.Refuse("QMS221", LongestText);

            var row = new TaskComment
            {
                Id = Guid.CreateVersion7(),
                AgencyId = task.AgencyId,
                TaskId = task.Id,
                PersonId = personId,
                Text = said,
                WrittenAt = clock.GetUtcNow(),
            };
            db.TaskComments.Add(row);
            trail.Record(actor, "task.commented", "task", task.Id, $"Ý kiến về việc: {task.Title}", after: new { row.Id, row.Text });
            var earlier = await db.TaskComments.Where(c => c.TaskId == taskId).Select(c => c.PersonId).Distinct().ToListAsync(ct);
            var readers = (await rights.PeopleAsync(task, ct)).Select(p => p.Id).Concat(earlier).Where(id => id != personId);
            await notices.TellAsync(task.AgencyId, readers, $"task-comment:{row.Id}", $"{actor.Name} có ý kiến về: {task.Title}", WorkNotices.UrlOf(task), ct);
            return Outcome.Success;
        },
        ct);
}
