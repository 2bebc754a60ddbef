using System.Text.Json;
using QmsWorkflow.Domain.Calendar;
using QmsWorkflow.Engine.Activities;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Runtime;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Features.Tasks;

/// <summary>
/// Waits for a day, in the agency's zone: "on 2024-05-02" and "start of july" are over when the day begins; a period, a window or an "end of"
/// when its last day has passed, at 24:00 (BLDS 2015 Đ148.6).
/// </summary>
internal sealed class WaitUntilStep(QmsDb db, TaskDeadlines deadlines, AgencyTime time, TrailLog trail) : IStepHandler
{
    public StepDescriptor Descriptor { get; } = new()
    {
        Type = "Qms.WaitUntil",
        NameVi = "Chờ đến ngày",
        NameEn = "Wait until",
        DescriptionVi = "Chờ rồi đi tiếp: một ngày cụ thể thì đi tiếp khi ngày đó bắt đầu (0 giờ); một thời hạn, một khoảng hoặc \"hết …\" thì đi tiếp khi ngày cuối cùng đã qua (24 giờ).",
        DescriptionEn = "Waits, then goes on: for a named day when that day begins (0:00); for a period, a window or an \"end of …\" when its last day has passed (24:00).",
        Inputs = [new() { Name = "until", NameVi = "Đến ngày", NameEn = "Until", IsRequired = true, Check = TaskDeadlines.Check }],
        Outcomes = [UserTaskStep.DefaultOutcome],
    };

    public async Task<StepResult?> BeginAsync(StepContext step, CancellationToken ct)
    {
        var note = new WaitNote(step.Required("until"), step.Now);
        var at = await InstantAsync(step.Instance, note, deadlines, time, ct)
            ?? throw new StepFailedException($"Bước {step.Wait.ActivityId}: quy tắc \"{note.Until}\" chưa cho biết ngày, nên không thể chờ đến ngày đó.");
        if (at <= step.Now) return StepResult.By(UserTaskStep.DefaultOutcome);

        db.Timers.Add(new TimerRow
        {
            Id = Guid.CreateVersion7(),
            AgencyId = step.Instance.AgencyId,
            Kind = TimerSweep.WaitKind,
            InstanceId = step.Instance.Id,
            WaitId = step.Wait.Id,
            DueAt = at,
            Payload = JsonSerializer.Serialize(note),
            Attempts = 0,
        });
        var day = VietnameseDates.Short(await time.DayOfAsync(step.Instance.AgencyId, at, ct));
        trail.Record(step.Actor, "wait.planned", "instance", step.Instance.Id, $"Chờ đến ngày {day}", after: new { note.Until, At = at });
        return null;
    }

    /// <summary>The runner removes the timers of a wait that is closed.</summary>
    public Task CancelAsync(StepContext step, CancellationToken ct) => Task.CompletedTask;

    /// <summary>When the wait ends; null when the rule gives no date.</summary>
    public static async Task<DateTimeOffset?> InstantAsync(
        InstanceRow instance, WaitNote note, TaskDeadlines deadlines, AgencyTime time, CancellationToken ct)
    {
        var subject = new DueSubject { AgencyId = instance.AgencyId, InstanceId = instance.Id, OpenedAt = note.Since, CycleId = instance.CycleId };
        var due = await deadlines.ResolveAsync(note.Until, subject, ct);
        if (due.On is not { } day) return null;

        var endsWithItsDay = DeadlineRule.Parse(note.Until).Value
            is DeadlineRule.Period { Direction: PeriodDirection.After } or DeadlineRule.Window or DeadlineRule.Point { At: SpanPoint.End };
        return AgencyTime.InstantOf(await time.ZoneAsync(instance.AgencyId, ct), endsWithItsDay ? day.AddDays(1) : day, TimeOnly.MinValue);
    }
}

/// <summary>What the timer of such a wait carries, so that it can be recomputed when a calendar notice comes in.</summary>
internal sealed record WaitNote(string Until, DateTimeOffset Since);
