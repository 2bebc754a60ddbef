using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.Measurements.Entries;
using QmsWorkflow.Server.Features.Measurements.Evaluating;
using QmsWorkflow.Server.Features.Objectives;
using QmsWorkflow.Server.Features.People;
using QmsWorkflow.Server.Trail;
using QmsWorkflow.Server.Web;

namespace QmsWorkflow.Server.Features.Measurements.Samples;

/// <summary>Enters and confirms a sample's results as its people would, where the agency has no entry yet.</summary>
internal sealed class DemoEntries(QmsDb db, Transactor transactor, EnterResult enter, DecideResult decide, ActorFactory actors, TimeProvider clock)
{
    /// <exception cref="InvalidOperationException">An entry is refused; nothing is entered.</exception>
    public async Task EnterAsync(IReadOnlyList<SampleEntry> entries, int year, CancellationToken ct)
    {
        if (entries.Count == 0 || await db.Measurements.AnyAsync(ct)) return;

        var today = VietnamTime.DateOf(clock.GetUtcNow());
        (await transactor.RunAsync(
            async () =>
            {
                foreach (var entry in entries)
                {
                    if (Periods.Parse(entry.Period, year) is not { } period || !EntryPeriods.IsOver(period, today)) continue;
                    if (await EnterAsync(entry, year, ct) is Outcome.Refused refused) throw new InvalidOperationException($"{entry.Objective} {entry.Period}: {refused.Code} {refused.Message} {string.Join("; ", refused.Fields)}");
                }

                return Outcome.Success;
            },
            ct)).OrThrow();
    }

    private async Task<Outcome> EnterAsync(SampleEntry entry, int year, CancellationToken ct)
    {
        var input = new EntryInput
        {
            ObjectiveId = await db.Objectives.Where(o => o.Number == entry.Objective && o.UnitId == null).Select(o => o.Id).SingleAsync(ct),
            UnitId = entry.Unit is { } unit ? await db.Units.Where(u => u.Code == unit).Select(u => (Guid?)u.Id).SingleAsync(ct) : null,
            Period = Periods.Parse(entry.Period, year),
            Numerator = entry.Numerator,
            Denominator = entry.Denominator,
            IsFulfilled = entry.Fulfilled,
            Note = entry.Note,
        };
        var (outcome, id) = await enter.ExecuteAsync(input, null, await ActorAsync(entry.By, ct), ct);
        if (outcome is Outcome.Refused || entry.ConfirmedBy is not { } second) return outcome;

        // The row is looked for in the database.
        await db.SaveChangesAsync(ct);
        return await decide.ConfirmAsync(id!.Value, "", await ActorAsync(second, ct), ct);
    }

    private async Task<Actor> ActorAsync(string userName, CancellationToken ct) =>
        await actors.ForPersonAsync(await db.People.AsNoTracking().SingleAsync(p => p.UserName == userName, ct), "demo", ct);
}
