using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.People;
using QmsWorkflow.Server.Features.Tasks;
using QmsWorkflow.Server.Trail;
using QmsWorkflow.Server.Web;

namespace QmsWorkflow.Server.Features.Objectives;

/// <summary>Who may propose and decide a revision, and how it is told.</summary>
internal static class RevisionRules
{
    /// <summary>Whoever writes the objectives may propose to revise them.</summary>
    public static bool MayPropose(Actor actor, Objective objective) =>
        actor.PersonId is not null && (objective.UnitId is { } unit ? ObjectiveRules.MayEditUnit(actor, unit) : ObjectiveRules.MayEditAgency(actor));

    public static string Proposers(Objective objective) => objective.UnitId is not null
        ? RoleTokens.NameOf(Role.UnitHead)
        : $"{RoleTokens.NameOf(Role.IsoSecretary)}, {RoleTokens.NameOf(Role.Office)}, {RoleTokens.NameOf(Role.SteeringCommittee)}";

    /// <summary>The objectives were signed by the head on the committee's word, so one of them changes them.</summary>
    public static bool MayDecide(Actor actor) => actor.PersonId is not null && actor.HasAny(Role.Head, Role.SteeringCommittee);

    public static string Deciders => $"{RoleTokens.NameOf(Role.Head)}, {RoleTokens.NameOf(Role.SteeringCommittee)}";

    /// <summary>"≥ 98 → ≥ 95 từ 01/07/2024".</summary>
    public static string Change(ObjectiveRevision revision) =>
        $"{Old(revision) ?? "chưa có"} → {MatrixCell.Show(revision.NewComparator, revision.NewValue)} từ {FormDate.Say(revision.InForceFrom)}";

    public static string? Old(ObjectiveRevision revision) =>
        revision is { OldComparator: { } comparator, OldValue: { } value } ? MatrixCell.Show(comparator, value) : null;

    /// <summary>What the trail keeps.</summary>
    public static object Brief(ObjectiveRevision revision) => new
    {
        Revision = revision.Id,
        revision.UnitId,
        Old = Old(revision),
        New = MatrixCell.Show(revision.NewComparator, revision.NewValue),
        revision.InForceFrom,
        revision.Reason,
        revision.State,
        revision.DecisionNote,
    };
}

/// <summary>Tells those who decide, and then the one who proposed.</summary>
internal sealed class RevisionNotices(QmsDb db, WorkNotices notices, TimeProvider clock)
{
    public async Task ToDecidersAsync(ObjectiveRevision revision, string text, CancellationToken ct)
    {
        var today = VietnamTime.DateOf(clock.GetUtcNow());
        var deciders = await db.RoleAssignments.AsNoTracking()
            .Where(held => (held.Role == Role.Head || held.Role == Role.SteeringCommittee) && held.ValidFrom <= today && (held.ValidTo == null || held.ValidTo >= today) && held.PersonId != revision.ProposedBy)
            .Join(db.People.Where(p => p.IsActive), held => held.PersonId, p => p.Id, (held, p) => p.Id).Distinct().ToListAsync(ct);
        await notices.TellAsync(revision.AgencyId, deciders, $"revision:{revision.Id}:proposed", text, UrlOf(revision), ct);
    }

    public Task ToProposerAsync(ObjectiveRevision revision, string text, CancellationToken ct) =>
        notices.TellAsync(revision.AgencyId, [revision.ProposedBy], $"revision:{revision.Id}:{revision.State}", text, UrlOf(revision), ct);

    private static string UrlOf(ObjectiveRevision revision) => $"/objectives/view/{revision.ObjectiveId}";
}

/// <summary>Hears of a target that changes from a day on, within the act that approves it: results from that day on are made anew.</summary>
internal interface IRevisionObserver
{
    Task ApprovedAsync(Objective objective, ObjectiveRevision revision, CancellationToken ct);
}
