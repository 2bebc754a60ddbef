using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Domain.Calendar;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Runtime;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Features.Tasks;

/// <summary>Reminds whoever may do the work that its deadline comes near.</summary>
internal sealed class ReminderTimer(QmsDb db, WorkRights rights, WorkNotices notices, TaskDeadlines deadlines, AgencyTime time) : ITimerHandler
{
    public const string TimerKind = "reminder";

    public string Kind => TimerKind;

    public async Task FireAsync(TimerRow timer, CancellationToken ct)
    {
        var task = await db.UserTasks.AsNoTracking().SingleOrDefaultAsync(t => t.Id == timer.SubjectId, ct);
        if (task is not { State: WorkState.Open, DueOn: { } due }) return;

        var note = JsonSerializer.Deserialize<TimerNote>(timer.Payload)!;
        var today = await time.TodayAsync(task.AgencyId, ct);
        var left = (await deadlines.CalendarAsync(task.AgencyId, ct)).WorkingDaysBetween(today, due);
        // Said as of now: after a stop or a jump of the clock a reminder comes late.
        var text = left switch
        {
            > 0 => string.Create(CultureInfo.InvariantCulture, $"Còn {left} ngày làm việc đến hạn {VietnameseDates.Short(due)}: {task.Title}"),
            0 when today <= due => $"Hôm nay là hạn cuối ({VietnameseDates.Short(due)}): {task.Title}",
            _ => $"Đã quá hạn {VietnameseDates.Short(due)}: {task.Title}",
        };
        var key = string.Create(CultureInfo.InvariantCulture, $"reminder:{task.Id}:{due:yyyyMMdd}:{note.Day:yyyyMMdd}");
        await notices.TellAsync(task.AgencyId, (await rights.PeopleAsync(task, ct)).Select(p => p.Id), key, text, WorkNotices.UrlOf(task), ct);
    }
}

/// <summary>Overdue work is told to the named role and to whoever should have done it, and goes into the trail.</summary>
internal sealed class EscalationTimer(QmsDb db, WorkRights rights, WorkNotices notices, TrailLog trail, AgencyTime time) : ITimerHandler
{
    public const string TimerKind = "escalation";

    public string Kind => TimerKind;

    public async Task FireAsync(TimerRow timer, CancellationToken ct)
    {
        var task = await db.UserTasks.AsNoTracking().SingleOrDefaultAsync(t => t.Id == timer.SubjectId, ct);
        if (task is not { State: WorkState.Open, DueOn: { } due } || await time.TodayAsync(task.AgencyId, ct) <= due) return;

        var note = JsonSerializer.Deserialize<TimerNote>(timer.Payload)!;
        var told = RoleTokens.TryRole(note.Role ?? "", out var role) ? await rights.HoldersAsync(task.AgencyId, role, task.UnitId, ct) : [];
        var late = await rights.PeopleAsync(task, ct);
        var who = await rights.SayWhoAsync(task, ct);
        var text = $"Quá hạn từ {VietnameseDates.Short(due.AddDays(1))} (hạn {VietnameseDates.Short(due)}): {task.Title} – người thực hiện: {who}";
        var key = string.Create(CultureInfo.InvariantCulture, $"escalation:{task.Id}:{due:yyyyMMdd}:{note.Day:yyyyMMdd}:{note.Role}");
        await notices.TellAsync(task.AgencyId, told.Concat(late).Select(p => p.Id), key, text, WorkNotices.UrlOf(task), ct);
        trail.Record(
            Actor.System(task.AgencyId), "task.escalated", "task", task.Id, $"Báo {(told.Count == 0 ? note.Role : RoleTokens.NameOf(role))} việc quá hạn: {task.Title}",
            after: new { task.DueOn, note.Role, ToldTo = told.Select(p => p.FullName) });
    }
}
