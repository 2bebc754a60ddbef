using System.Globalization;
using System.Resources;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.People;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Features.Measurements.Entries;

/// <summary>Who enters results and who confirms them: a unit's own people theirs, the ISO secretary, office and steering committee all.</summary>
internal static class EntryRights
{
    private static readonly ResourceManager Texts = new(typeof(EntriesText));

    private static readonly Role[] Enterers = [Role.IsoSecretary, Role.Office, Role.SteeringCommittee];
    private static readonly Role[] Confirmers = [Role.Head, Role.Deputy, Role.SteeringCommittee, Role.IsoSecretary, Role.Office];
    private static readonly Role[] Readers = [.. Confirmers, Role.Auditor];

    /// <param name="unitId">The unit whose result it is; null = the whole agency's.</param>
    public static bool MayEnter(Actor actor, Guid? unitId) => actor.PersonId is not null && (actor.HasAny(Enterers) || (unitId is { } unit && Holds(actor, unit, Role.UnitHead, Role.Staff)));

    public static bool MayEnterAll(Actor actor) => actor.PersonId is not null && actor.HasAny(Enterers);

    /// <summary>Another than who entered it; a unit's result also its head.</summary>
    public static bool MayConfirm(Actor actor, Guid? unitId) => actor.PersonId is not null && (actor.HasAny(Confirmers) || (unitId is { } unit && Holds(actor, unit, Role.UnitHead)));

    public static bool SeesAll(Actor actor) => actor.HasAny(Readers);

    /// <summary>The units whose results a person sees without seeing all.</summary>
    public static IReadOnlyList<Guid> UnitsOf(Actor actor) => [.. actor.Roles.Where(held => held.Role is Role.UnitHead or Role.Staff).Select(held => held.UnitId).Append(actor.UnitId).OfType<Guid>().Distinct()];

    public static Outcome EnterRefusal(Guid? unitId) => Refusal(unitId is null ? Enterers : [Role.UnitHead, Role.Staff, .. Enterers]);

    public static Outcome ConfirmRefusal(Guid? unitId) => Refusal(unitId is null ? Confirmers : [Role.UnitHead, .. Confirmers]);

    public static string Text(string key, params object[] args) =>
        string.Format(CultureInfo.CurrentCulture, Texts.GetString(key, CultureInfo.CurrentUICulture)!, args);

    public static FieldProblem Problem(string field, string key, params object[] args) => new(field, Text(key, args));

    private static bool Holds(Actor actor, Guid unit, params ReadOnlySpan<Role> roles)
    {
        foreach (var held in actor.Roles)
        {
            if (held.UnitId == unit && roles.Contains(held.Role)) return true;
        }

        return false;
    }

    private static Outcome Refusal(IEnumerable<Role> roles) => Outcome.Refuse("QMS302", string.Join(", ", roles.Select(RoleNames.Of)));
}
