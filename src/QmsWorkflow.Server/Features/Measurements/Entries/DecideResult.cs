using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.People;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Features.Measurements.Entries;

/// <summary>A second person confirms an entered result against its evidence, or returns it with a reason. Whoever entered it never does.</summary>
internal sealed class DecideResult(QmsDb db, Transactor transactor, EntryNotices notices, IEnumerable<IEntryObserver> observers, TrailLog trail, TimeProvider clock)
{
    public Task<Outcome> ConfirmAsync(Guid id, string note, Actor actor, CancellationToken ct) => DecideAsync(
        id,
        note,
        actor,
        async row =>
        {
            // The old value leaves first: one confirmed value per result, kept by a unique index.
            var before = await EntryKeys.Same(db.Measurements, row).SingleOrDefaultAsync(m => m.State == MeasurementState.Confirmed, ct);
            if (before is not null)
            {
                before.State = MeasurementState.Replaced;
                await db.SaveChangesAsync(ct);
            }

            row.State = MeasurementState.Confirmed;
            trail.Record(actor, "result.confirmed", "measurement", row.Id, $"Xác nhận kết quả {EntryFacts.Period(row)}: {EntryFacts.Value(row)}", before is null ? null : EntryFacts.Of(before), EntryFacts.Of(row));
            await notices.ToEntererAsync(row, $"Kết quả {EntryFacts.Period(row)} ({EntryFacts.Value(row)}) đã được xác nhận", ct);
            foreach (var observer in observers) await observer.ConfirmedAsync(row, ct);
        },
        ct);

    public Task<Outcome> ReturnAsync(Guid id, string reason, Actor actor, CancellationToken ct) => DecideAsync(
        id,
        reason,
        actor,
        async row =>
        {
            row.State = MeasurementState.Returned;
            trail.Record(actor, "result.returned", "measurement", row.Id, $"Trả lại kết quả {EntryFacts.Period(row)}: {reason.Trim()}", after: EntryFacts.Of(row));
            await notices.ToEntererAsync(row, $"Kết quả {EntryFacts.Period(row)} bị trả lại: {reason.Trim()}", ct);
        },
        ct,
        needsNote: true);

    private Task<Outcome> DecideAsync(Guid id, string note, Actor actor, Func<Measurement, Task> act, CancellationToken ct, bool needsNote = false) => transactor.RunAsync(
        async () =>
        {
            var row = await db.Measurements.SingleOrDefaultAsync(m => m.Id == id, ct);
            if (row is null) return Outcome.Refuse("QMS305");
            if (!EntryRights.MayConfirm(actor, row.UnitId)) return EntryRights.ConfirmRefusal(row.UnitId);
            if (row.EnteredBy == actor.PersonId) return Outcome.Refuse("QMS756");
            if (row.State != MeasurementState.Entered) return Outcome.Refuse("QMS757");
            if (needsNote && string.IsNullOrWhiteSpace(note)) return AdminRight.Problems([EntryRights.Problem("Reason", "NeedReason")]);
            if (note.Trim().Length > EntryRules.LongestText) return AdminRight.Problems([EntryRights.Problem("Reason", "TooLong", EntryRules.LongestText)]);

            (row.DecidedBy, row.DecidedAt, row.DecisionNote) = (actor.PersonId, clock.GetUtcNow(), note.Trim());
            await act(row);
            return Outcome.Success;
        },
        ct);
}

/// <summary>Hears of a result that counts from now on, within the act that confirms it: what rests on it is made anew.</summary>
internal interface IEntryObserver
{
    Task ConfirmedAsync(Measurement confirmed, CancellationToken ct);
}
