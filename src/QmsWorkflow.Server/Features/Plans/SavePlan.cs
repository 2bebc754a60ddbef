using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.Cycles;
using QmsWorkflow.Server.Features.Tasks;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Features.Plans;

/// <summary>Saves the whole table of the plan at once.</summary>
internal sealed class SavePlan(QmsDb db, Transactor transactor, PlanLocks locks, TrailLog trail)
{
    public static bool MayEdit(Actor actor) => actor.HasAny(Role.IsoSecretary, Role.Office);

    public Task<Outcome> ExecuteAsync(Guid cycleId, IReadOnlyList<PlanRow> rows, string version, Actor actor, CancellationToken ct) => transactor.RunAsync(
        async () =>
        {
            if (!MayEdit(actor)) return Outcome.Refuse("QMS302", $"{RoleTokens.NameOf(Role.IsoSecretary)}, {RoleTokens.NameOf(Role.Office)}");

            // The cycle row is locked: of two people saving at once the second sees the first one's rows.
            await db.Database.ExecuteSqlAsync($"select 1 from cycles where id = {cycleId} for no key update", ct);
            if (await locks.RefusalAsync(cycleId, ct) is { } locked) return locked;

            var cycle = await db.Cycles.AsNoTracking().SingleOrDefaultAsync(c => c.Id == cycleId, ct);
            if (cycle is null) return Outcome.Refuse("QMS305");

            var items = await db.PlanItems.Where(i => i.CycleId == cycleId).ToListAsync(ct);
            if (PlanTable.Version(items) != version) return Outcome.Conflict;
            if (PlanTable.Problems(rows).ToList() is { Count: > 0 } problems) return new Outcome.Refused("QMS722", ErrorText.Of("QMS722")) { Fields = problems };

            var before = items.OrderBy(i => i.Ordinal).Select(PlanRow.Of).ToList();
            var kept = rows.Select(row => row.Id).OfType<Guid>().ToHashSet();
            db.PlanItems.RemoveRange(items.Where(item => !kept.Contains(item.Id)));
            var known = items.ToDictionary(item => item.Id);
            for (var index = 0; index < rows.Count; index++)
            {
                // A row that is posted twice is the stored one only once.
                var item = rows[index].Id is { } id && known.Remove(id, out var stored) ? stored : New(cycle);
                Write(item, rows[index], index + 1);
            }

            trail.Record(actor, "plan.saved", "cycle", cycleId, $"Lưu bảng kế hoạch năm {cycle.Year} ({rows.Count} dòng)", before, rows);
            return Outcome.Success;
        },
        ct);

    private PlanItem New(Cycle cycle)
    {
        var item = new PlanItem { Id = Guid.CreateVersion7(), AgencyId = cycle.AgencyId, CycleId = cycle.Id, Ordinal = 0, StepKind = "", Content = "", Timing = "", Responsible = "", Note = "" };
        db.PlanItems.Add(item);
        return item;
    }

    // The note is not in the table: a stored row keeps its own.
    private static void Write(PlanItem item, PlanRow row, int ordinal) =>
        (item.Ordinal, item.StepKind, item.Content, item.Timing, item.Responsible) = (ordinal, PlanTable.KindOf(row).ToString(), row.Content.Trim(), row.Timing.Trim(), row.Responsible.Trim());
}
