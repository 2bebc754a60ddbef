using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Domain.Calendar;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.Calendar;
using QmsWorkflow.Server.Runtime;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Features.Tasks;

/// <summary>When a calendar notice comes in, the deadlines of open work are computed again, with their reminders; done work keeps its own (DOMAIN C4).</summary>
internal sealed class DeadlineRecalculator(
    QmsDb db, TaskDeadlines deadlines, TaskTimers timers, WorkRights rights, WorkNotices notices, AgencyTime time, TrailLog trail, TimeProvider clock)
    : IDeadlineRecalculator
{
    public async Task<IReadOnlyList<DeadlineChange>> RecalculateAsync(Guid agencyId, string because, Actor actor, CancellationToken ct)
    {
        // The notice was recorded in this transaction: it must be in the database before the calendar is read.
        await db.SaveChangesAsync(ct);
        deadlines.ForgetCalendars();
        var tasks = await db.UserTasks
            .Where(t => t.AgencyId == agencyId && t.DueRule != null && (t.State == WorkState.Open || t.State == WorkState.Waiting)).OrderBy(t => t.Id).ToListAsync(ct);
        var changes = new List<DeadlineChange>();
        foreach (var task in tasks)
        {
            if (await RecomputeAsync(task, because, actor, ct) is { } change) changes.Add(change);
        }

        await RecomputeWaitsAsync(agencyId, because, actor, changes, ct);
        return changes;
    }

    private async Task<DeadlineChange?> RecomputeAsync(UserTask task, string because, Actor actor, CancellationToken ct)
    {
        DueDate due;
        try
        {
            due = await deadlines.ResolveAsync(task.DueRule!, DueSubject.Of(task), ct);
        }
        catch (StepFailedException)
        {
            // A date it counted from has gone: the deadline that people know stays.
            return null;
        }

        if (due.On == task.DueOn && due.IsProvisional == task.DueIsProvisional) return null;

        var change = new DeadlineChange(task.Id, task.Title, task.DueOn, due.On, due.IsProvisional);
        var before = new { task.DueOn, task.DueIsProvisional };
        var hasMoved = due.On != task.DueOn;
        (task.DueOn, task.DueIsProvisional, task.DueTrace) = (due.On, due.IsProvisional, due.Trace);
        if (task.State == WorkState.Open)
        {
            await timers.RemoveAsync(task.Id, ct);
            await timers.PlanAsync(task, clock.GetUtcNow(), ct);
        }

        trail.Record(actor, "task.due-recomputed", "task", task.Id, $"Tính lại hạn của việc \"{task.Title}\": {because}", before, new { task.DueOn, task.DueIsProvisional, because });
        if (hasMoved && task.State == WorkState.Open && due.On is { } day)
        {
            var people = (await rights.PeopleAsync(task, ct)).Select(p => p.Id);
            var key = $"due-changed:{task.Id}:{day:yyyyMMdd}:{Guid.CreateVersion7()}";
            await notices.TellAsync(task.AgencyId, people, key, $"Hạn mới {VietnameseDates.Short(day)} ({because}): {task.Title}", WorkNotices.UrlOf(task), ct);
        }

        return change;
    }

    private async Task RecomputeWaitsAsync(Guid agencyId, string because, Actor actor, List<DeadlineChange> changes, CancellationToken ct)
    {
        var zone = await time.ZoneAsync(agencyId, ct);
        foreach (var timer in await db.Timers.Where(t => t.AgencyId == agencyId && t.Kind == TimerSweep.WaitKind && t.Payload != "{}").ToListAsync(ct))
        {
            var note = JsonSerializer.Deserialize<WaitNote>(timer.Payload)!;
            var instance = await db.WorkflowInstances.AsNoTracking().SingleAsync(i => i.Id == timer.InstanceId, ct);
            if (await WaitUntilStep.InstantAsync(instance, note, deadlines, time, ct) is not { } at || at == timer.DueAt) continue;

            trail.Record(actor, "wait.recomputed", "instance", instance.Id, $"Tính lại ngày chờ \"{note.Until}\": {because}", new { timer.DueAt }, new { DueAt = at });
            changes.Add(new DeadlineChange(instance.Id, instance.Name ?? instance.DefinitionId, AgencyTime.DayIn(zone, timer.DueAt), AgencyTime.DayIn(zone, at), false));
            timer.DueAt = at;
        }
    }
}
