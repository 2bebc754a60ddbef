using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.People;
using QmsWorkflow.Server.Features.Tasks;
using QmsWorkflow.Server.Web;

namespace QmsWorkflow.Server.Features.Objectives;

/// <summary>Names who has a piece of work, so that people know whom to ask.</summary>
internal sealed class WorkHolders(QmsDb db, TimeProvider clock)
{
    /// <summary>The person, or the role with those who hold it today.</summary>
    /// <param name="fallback">The role named when there is no open work, for example while a document is being made.</param>
    public async Task<string> OfAsync(UserTask? work, Role fallback, CancellationToken ct)
    {
        if (work?.AssigneeId is { } id && await db.People.AsNoTracking().Where(p => p.Id == id).Select(p => p.FullName).SingleOrDefaultAsync(ct) is { } name) return name;

        var (role, today) = (work?.AssigneeRole ?? fallback, VietnamTime.DateOf(clock.GetUtcNow()));
        var names = await db.RoleAssignments.AsNoTracking()
            .Where(held => held.Role == role && held.ValidFrom <= today && (held.ValidTo == null || held.ValidTo >= today) && (held.UnitId == null || work == null || held.UnitId == work.UnitId))
            .Join(db.People.Where(p => p.IsActive), held => held.PersonId, p => p.Id, (held, p) => p.FullName)
            .Distinct().OrderBy(n => n).ToListAsync(ct);
        return names.Count == 0 ? RoleTokens.NameOf(role) : $"{RoleTokens.NameOf(role)} ({string.Join(", ", names)})";
    }
}
