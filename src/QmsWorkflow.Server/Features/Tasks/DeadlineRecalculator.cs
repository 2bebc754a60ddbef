using System.Globalization;
using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.Calendar;
using QmsWorkflow.Server.Runtime;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Features.Tasks;

/// <summary>Moves the due dates of open work, with their reminders and escalations, when the calendar has changed.</summary>
internal sealed class DeadlineRecalculator(QmsDb db, TaskDeadlines deadlines, TaskTimers timers, TrailLog trail, TimeProvider clock) : IDeadlineRecalculator
{
    public async Task<IReadOnlyList<DeadlineChange>> RecalculateAsync(Actor actor, CancellationToken ct)
    {
        deadlines.ForgetCalendars();
        var open = await db.UserTasks.Where(t => t.AgencyId == actor.AgencyId && t.State == WorkState.Open && t.DueRule != null).OrderBy(t => t.DueOn).ThenBy(t => t.Id).ToListAsync(ct);
        var changes = new List<DeadlineChange>();
        foreach (var task in open)
        {
            if (await MoveAsync(task, actor, ct) is { } change) changes.Add(change);
        }

        return changes;
    }

    private async Task<DeadlineChange?> MoveAsync(UserTask task, Actor actor, CancellationToken ct)
    {
        var due = await TryResolveAsync(task, ct);
        if (due is null || (due.On == task.DueOn && due.IsProvisional == task.DueIsProvisional)) return null;

        var change = new DeadlineChange(task.Id, task.Title, task.DueOn, due.On, due.IsProvisional);
        (task.DueOn, task.DueIsProvisional, task.DueTrace) = (due.On, due.IsProvisional, due.Trace);
        await timers.RemoveAsync(task.Id, ct);
        await timers.PlanAsync(task, clock.GetUtcNow(), ct);
        trail.Record(actor, "task.due-moved", "task", task.Id, $"Tính lại hạn của việc \"{task.Title}\": {Say(change.Before)} → {Say(change.After)}",
            new { Due = change.Before }, new { Due = change.After, task.DueIsProvisional });
        return change;
    }

    private async Task<DueDate?> TryResolveAsync(UserTask task, CancellationToken ct)
    {
        try
        {
            return await deadlines.ResolveAsync(task.DueRule!, DueSubject.Of(task), ct);
        }
        catch (StepFailedException)
        {
            // A rule that counts from a date nobody knows any more keeps the due date it had.
            return null;
        }
    }

    private static string Say(DateOnly? day) => day?.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture) ?? "không có hạn";
}
