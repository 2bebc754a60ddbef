using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Features.People;

/// <param name="Since">The successor's first day.</param>
/// <param name="Source">The writing that merged or renamed the unit.</param>
internal sealed record SuccessorInput(Guid UnitId, Guid? SuccessorId, DateOnly? Since, string Source);

/// <summary>Notes that a unit went on as another, by merger, division or a new name, so that years can be compared (row 18).</summary>
internal sealed class SaveSuccessor(QmsDb db, Transactor transactor, TrailLog trail)
{
    public async Task<Outcome> AddAsync(SuccessorInput input, Actor actor, CancellationToken ct)
    {
        if (AdminRight.Refusal(actor) is { } refusal) return refusal;

        var source = input.Source.Trim();
        return await transactor.RunAsync(
            async () =>
            {
                await db.LockPeopleAsync(actor.AgencyId, ct);
                var unit = await db.Units.SingleOrDefaultAsync(u => u.Id == input.UnitId, ct);
                if (unit is null) return Outcome.Refuse("QMS305");

                var successor = await db.Units.SingleOrDefaultAsync(u => u.Id == input.SuccessorId, ct);
                var links = await db.UnitSuccessors.AsNoTracking().ToListAsync(ct);
                var problems = Problems(unit, successor, input.Since, source, links);
                if (problems.Count > 0) return AdminRight.Problems(problems);

                var link = new UnitSuccessor { Id = Guid.CreateVersion7(), AgencyId = actor.AgencyId, UnitId = unit.Id, SuccessorId = successor!.Id, Since = input.Since!.Value, Source = source };
                db.UnitSuccessors.Add(link);
                trail.Record(actor, "unit.succeeded", "unit", unit.Id, $"{unit.Name} thành {successor.Name} từ {link.Since:dd/MM/yyyy}", after: new { Successor = successor.Name, link.SuccessorId, link.Since, link.Source });
                return Outcome.Success;
            },
            ct);
    }

    public async Task<Outcome> RemoveAsync(Guid linkId, Actor actor, CancellationToken ct)
    {
        if (AdminRight.Refusal(actor) is { } refusal) return refusal;

        return await transactor.RunAsync(
            async () =>
            {
                await db.LockPeopleAsync(actor.AgencyId, ct);
                var link = await db.UnitSuccessors.SingleOrDefaultAsync(s => s.Id == linkId, ct);
                if (link is null) return Outcome.Refuse("QMS305");

                db.UnitSuccessors.Remove(link);
                trail.Record(actor, "unit.succession-removed", "unit", link.UnitId, "Bỏ ghi nhận đơn vị kế tiếp", new { link.SuccessorId, link.Since, link.Source });
                return Outcome.Success;
            },
            ct);
    }

    private static List<FieldProblem> Problems(Unit unit, Unit? successor, DateOnly? since, string source, List<UnitSuccessor> links)
    {
        var problems = new List<FieldProblem>();
        if (successor is null) problems.Add(AdminRight.Problem("SuccessorId", "BadUnit"));
        else if (links.Exists(link => link.UnitId == unit.Id && link.SuccessorId == successor.Id)) problems.Add(AdminRight.Problem("SuccessorId", "SuccessorKnown"));
        else if (LeadsTo(links, successor.Id, unit.Id)) problems.Add(AdminRight.Problem("SuccessorId", "SuccessorLoop"));

        if (since is not { } first) problems.Add(AdminRight.Problem("Since", "NeedDate"));
        else if (first < unit.ValidFrom) problems.Add(AdminRight.Problem("Since", "SuccessorTooEarly", Web.FormDate.Say(unit.ValidFrom)));
        if (source.Length > 500) problems.Add(AdminRight.Problem("Source", "SourceTooLong"));
        return problems;
    }

    /// <summary>Whether a unit is the other one, or went on as it sooner or later.</summary>
    private static bool LeadsTo(List<UnitSuccessor> links, Guid from, Guid to)
    {
        var found = new List<Guid> { from };
        for (var at = 0; at < found.Count; at++)
        {
            if (found[at] == to) return true;
            found.AddRange(links.Where(link => link.UnitId == found[at] && !found.Contains(link.SuccessorId)).Select(link => link.SuccessorId).ToList());
        }

        return false;
    }
}
