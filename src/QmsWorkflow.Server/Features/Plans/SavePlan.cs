using System.Globalization;
using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.Cycles;
using QmsWorkflow.Server.Features.Documents;
using QmsWorkflow.Server.Features.Tasks;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Features.Plans;

/// <summary>Saves the whole table of the plan at once.</summary>
internal sealed class SavePlan(QmsDb db, Transactor transactor, TrailLog trail)
{
    public static bool MayEdit(Actor actor) => actor.HasAny(Role.IsoSecretary, Role.Office);

    public Task<Outcome> ExecuteAsync(Guid cycleId, IReadOnlyList<PlanRow> rows, string version, Actor actor, CancellationToken ct) => transactor.RunAsync(
        async () =>
        {
            if (!MayEdit(actor)) return Outcome.Refuse("QMS302", $"{RoleTokens.NameOf(Role.IsoSecretary)}, {RoleTokens.NameOf(Role.Office)}");

            // The cycle row is locked: of two people saving at once the second sees the first one's rows.
            await db.Database.ExecuteSqlAsync($"select 1 from cycles where id = {cycleId} for update", ct);
            if (await db.Documents.AnyAsync(d => d.CycleId == cycleId && d.Kind == "plan" && d.State == DocumentState.Issued, ct)) return Outcome.Refuse("QMS721");

            var cycle = await db.Cycles.AsNoTracking().SingleOrDefaultAsync(c => c.Id == cycleId, ct);
            if (cycle is null) return Outcome.Refuse("QMS305");

            var items = await db.PlanItems.Where(i => i.CycleId == cycleId).ToListAsync(ct);
            if (PlanTable.Version(items) != version) return Outcome.Conflict;
            if (Problems(rows) is { Count: > 0 } problems) return new Outcome.Refused("QMS722", ErrorText.Of("QMS722")) { Fields = problems };

            var before = items.OrderBy(i => i.Ordinal).Select(PlanRow.Of).ToList();
            db.PlanItems.RemoveRange(items);
            db.PlanItems.AddRange(rows.Select((row, index) => new PlanItem
            {
                Id = Guid.CreateVersion7(),
                AgencyId = actor.AgencyId,
                CycleId = cycleId,
                Ordinal = index + 1,
                StepKind = row.Kind,
                Content = row.Content.Trim(),
                Timing = row.Timing.Trim(),
                Responsible = row.Responsible.Trim(),
                Note = "",
            }));
            trail.Record(actor, "plan.saved", "cycle", cycleId, $"Lưu bảng kế hoạch năm {cycle.Year} ({rows.Count} dòng)", before, rows);
            return Outcome.Success;
        },
        ct);

    private static List<FieldProblem> Problems(IReadOnlyList<PlanRow> rows)
    {
        var problems = new List<FieldProblem>();
        if (rows.Count == 0) problems.Add(new FieldProblem("add", ErrorText.Of("QMS723")));
        for (var index = 0; index < rows.Count; index++)
        {
            var number = (index + 1).ToString(CultureInfo.InvariantCulture);
            if (rows[index].Content.Length == 0) problems.Add(new FieldProblem($"content-{index}", ErrorText.Of("QMS724", number)));
            if (rows[index].Responsible.Length == 0) problems.Add(new FieldProblem($"responsible-{index}", ErrorText.Of("QMS725", number)));
            if (PlanTable.TimingProblem(rows[index]) is { } wrong) problems.Add(new FieldProblem($"timing-{index}", ErrorText.Of("QMS726", number, rows[index].Timing, wrong)));
        }

        return problems;
    }
}
