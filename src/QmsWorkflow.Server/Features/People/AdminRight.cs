using System.Globalization;
using System.Resources;
using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Features.People;

/// <summary>Who may administer, and the rule that an agency never loses its last administrator.</summary>
internal sealed class AdminRight(QmsDb db, TimeProvider clock)
{
    private static readonly ResourceManager Texts = new(typeof(PeopleText));

    public DateOnly Today => Web.VietnamTime.DateOf(clock.GetUtcNow());

    /// <returns>The refusal, or null when the actor may administer.</returns>
    public static Outcome? Refusal(Actor actor) => actor.Has(Role.Admin) ? null : Outcome.Refuse("QMS302", RoleNames.Of(Role.Admin));

    public static Outcome Problems(IReadOnlyList<FieldProblem> problems) => new Outcome.Refused("QMS603", ErrorText.Of("QMS603")) { Fields = problems };

    public static FieldProblem Problem(string field, string text, params object[] args) =>
        new(field, string.Format(CultureInfo.CurrentCulture, Texts.GetString(text, CultureInfo.CurrentUICulture)!, args));

    /// <summary>Whether an active administrator remains from that day on, leaving out one person or one assignment.</summary>
    public async Task<bool> RemainsAsync(DateOnly from, Guid? withoutPerson, Guid? withoutAssignment, CancellationToken ct)
    {
        var holders = db.RoleAssignments.Where(r => r.Role == Role.Admin && r.Id != withoutAssignment && r.PersonId != withoutPerson
            && r.ValidFrom <= from && (r.ValidTo == null || r.ValidTo > from)).Select(r => r.PersonId);
        return await db.People.AnyAsync(p => p.IsActive && holders.Contains(p.Id), ct);
    }
}
