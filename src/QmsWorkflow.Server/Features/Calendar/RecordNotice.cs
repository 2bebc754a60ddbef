using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Domain.Calendar;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.People;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Features.Calendar;

/// <summary>
/// Records a notice of days off and computes the due dates of open work anew. The preview does exactly the same and then takes it back,
/// so that what is confirmed is what was shown.
/// </summary>
internal sealed class RecordNotice(QmsDb db, AgencyCalendar calendar, IDeadlineRecalculator deadlines, Transactor transactor)
{
    private static readonly Outcome TakenBack = new Outcome.Refused("preview", "");

    public async Task<(Outcome Outcome, IReadOnlyList<DeadlineChange> Changes)> ExecuteAsync(NoticeDraft draft, bool isConfirmed, Actor actor, CancellationToken ct)
    {
        if (AdminRight.Refusal(actor) is { } refusal) return (refusal, []);

        var (notice, problems) = NoticeReader.Read(draft);
        if (notice is null) return (AdminRight.Problems(problems), []);

        IReadOnlyList<DeadlineChange> changes = [];
        var outcome = await transactor.RunAsync(
            async () =>
            {
                if (await db.CalendarNotices.AnyAsync(n => n.Code == notice.Code, ct)) return Outcome.Refuse("QMS640", notice.Code);

                changes = await WriteAsync(notice, actor, ct);
                return isConfirmed ? Outcome.Success : TakenBack;
            },
            ct);
        calendar.Forget();
        return (ReferenceEquals(outcome, TakenBack) ? Outcome.Success : outcome, changes);
    }

    private async Task<IReadOnlyList<DeadlineChange>> WriteAsync(CalendarNotice notice, Actor actor, CancellationToken ct)
    {
        calendar.Add(notice, actor);
        return await deadlines.RecalculateAsync(actor.AgencyId, $"thông báo {notice.Code}", actor, ct);
    }
}
