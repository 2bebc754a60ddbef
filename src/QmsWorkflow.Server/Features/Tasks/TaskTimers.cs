using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Domain;
using QmsWorkflow.Domain.Calendar;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Runtime;

namespace QmsWorkflow.Server.Features.Tasks;

/// <summary>Reminders and escalations of open work, as timer rows keyed by the task; they go when the work closes.</summary>
internal sealed class TaskTimers(QmsDb db, TaskDeadlines deadlines, AgencyTime time)
{
    /// <exception cref="StepFailedException">A sentence cannot be read.</exception>
    public async Task PlanAsync(UserTask task, DateTimeOffset now, CancellationToken ct)
    {
        if (task.DueOn is not { } due) return;

        var zone = await time.ZoneAsync(task.AgencyId, ct);
        var calendar = await deadlines.CalendarAsync(task.AgencyId, ct);
        if (task.Remind is { } remind)
        {
            var opened = AgencyTime.DayIn(zone, task.OpenedAt);
            foreach (var day in Read(remind, ReminderRule.Parse(remind)).Dates(due, calendar, opened))
            {
                var at = AgencyTime.InstantOf(zone, day, AgencyTime.MorningHour);
                // A reminder whose hour has passed before the work was given would only be noise.
                if (at > now) Add(task, ReminderTimer.TimerKind, at, new TimerNote(day, null));
            }
        }

        if (task.Escalate is { } escalate)
        {
            foreach (var message in Read(escalate, EscalationRule.Parse(escalate)).Dates(due, calendar))
            {
                Add(task, EscalationTimer.TimerKind, AgencyTime.InstantOf(zone, message.Date, AgencyTime.MorningHour), new TimerNote(message.Date, message.Role));
            }
        }
    }

    /// <summary>Loaded and removed, not deleted at once: the runner may have marked the same rows in this unit of work.</summary>
    public async Task RemoveAsync(Guid taskId, CancellationToken ct)
    {
        db.Timers.RemoveRange(await db.Timers.Where(t => t.SubjectId == taskId).ToListAsync(ct));
        db.Timers.RemoveRange(db.Timers.Local.Where(t => t.SubjectId == taskId).ToList());
    }

    private static T Read<T>(string sentence, ParseOutcome<T> parsed) where T : class => parsed.IsOk
        ? parsed.Value
        : throw new StepFailedException($"Không hiểu quy tắc \"{sentence}\". {parsed.Problem.MessageVi}");

    private void Add(UserTask task, string kind, DateTimeOffset at, TimerNote note) => db.Timers.Add(new TimerRow
    {
        Id = Guid.CreateVersion7(),
        AgencyId = task.AgencyId,
        Kind = kind,
        InstanceId = task.InstanceId,
        WaitId = task.WaitId,
        SubjectId = task.Id,
        DueAt = at,
        Payload = JsonSerializer.Serialize(note),
        Attempts = 0,
    });
}

/// <summary>What a reminder or escalation carries: the day it was meant for and, for an escalation, the role to tell.</summary>
internal sealed record TimerNote(DateOnly Day, string? Role);
