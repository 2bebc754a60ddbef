using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Features.Cycles;

/// <summary>The dates that deadlines of a cycle count from: when the plan and the decision were issued, where the year begins and ends.</summary>
internal sealed class CycleFacts(QmsDb db, TrailLog trail)
{
    /// <summary>The facts by name; empty without a cycle.</summary>
    public async Task<Dictionary<string, DateOnly>> LoadAsync(Guid? cycleId, CancellationToken ct)
    {
        if (cycleId is not { } id) return [];

        var cycle = await db.Cycles.AsNoTracking().SingleAsync(c => c.Id == id, ct);
        var facts = await db.CycleFacts.Where(f => f.CycleId == id).ToDictionaryAsync(f => f.Name, f => f.Day, ct);
        foreach (var unsaved in db.CycleFacts.Local.Where(f => f.CycleId == id)) facts[unsaved.Name] = unsaved.Day;
        facts["cycle.start"] = new DateOnly(cycle.Year, 1, 1);
        facts["cycle.end"] = new DateOnly(cycle.Year, 12, 31);
        return facts;
    }

    /// <param name="source">The document that makes it a fact, for example <c>05/QĐ-SLĐTBXH</c>.</param>
    public async Task SetAsync(Guid cycleId, string name, DateOnly day, string source, Actor actor, CancellationToken ct)
    {
        var fact = await db.CycleFacts.SingleOrDefaultAsync(f => f.CycleId == cycleId && f.Name == name, ct);
        var before = fact?.Day;
        if (fact is null)
        {
            db.CycleFacts.Add(new CycleFact { CycleId = cycleId, Name = name, AgencyId = actor.AgencyId, Day = day, Source = source });
        }
        else
        {
            fact.Day = day;
            fact.Source = source;
        }

        trail.Record(actor, "cycle.fact", "cycle", cycleId, $"Mốc {name} là ngày {day:dd/MM/yyyy} ({source})", before, day);
    }
}
