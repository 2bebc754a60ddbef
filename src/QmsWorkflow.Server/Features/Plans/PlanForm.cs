using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.Cycles;
using QmsWorkflow.Server.Features.Tasks;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Features.Plans;

/// <summary>The form <c>annual-plan</c>: the table is edited on its own page; completing checks that it is complete.</summary>
internal sealed class PlanForm(QmsDb db) : ITaskForm
{
    public string Name => "annual-plan";

    public Type Component => typeof(PlanFormPanel);

    public async Task<Outcome> CompleteAsync(UserTask task, string chosen, IFormCollection posted, Actor actor, CancellationToken ct)
    {
        var rows = (await db.PlanItems.AsNoTracking().Where(i => i.CycleId == task.CycleId).OrderBy(i => i.Ordinal).ToListAsync(ct)).ConvertAll(PlanRow.Of);
        if (rows.Count == 0) return Outcome.Refuse("QMS723");

        var problems = PlanTable.Problems(rows).ToList();
        return problems.Count == 0 ? Outcome.Success : new Outcome.Refused("QMS727", ErrorText.Of("QMS727", problems.Count)) { Fields = problems };
    }
}
