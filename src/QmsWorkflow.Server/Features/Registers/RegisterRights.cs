using System.Globalization;
using System.Resources;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.People;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Features.Registers;

/// <summary>Who keeps which register. Numbers and registers are the clerk's (NĐ 30/2020 Điều 6.4); everybody of the agency reads them.</summary>
internal static class RegisterRights
{
    private static readonly ResourceManager Texts = new(typeof(RegistersText));

    private static readonly Role[] Keepers = [Role.Clerk];
    private static readonly Role[] Assigners = [Role.Head, Role.Deputy, Role.Office];
    private static readonly Role[] BasisKeepers = [Role.IsoSecretary, Role.Office, Role.Clerk];

    /// <summary>Keeps numbers, registers and copies.</summary>
    public static bool MayKeep(Actor actor) => actor.HasAny(Keepers);

    /// <summary>Gives an incoming document to a unit: the head or whom the head assigned (Điều 23).</summary>
    public static bool MayAssign(Actor actor) => actor.HasAny(Assigners);

    /// <summary>Keeps the register of legal bases.</summary>
    public static bool MayKeepBases(Actor actor) => actor.HasAny(BasisKeepers);

    public static Outcome? KeepRefusal(Actor actor) => MayKeep(actor) ? null : Refusal(Keepers);

    public static Outcome? AssignRefusal(Actor actor) => MayAssign(actor) ? null : Refusal(Assigners);

    public static Outcome? BasisRefusal(Actor actor) => MayKeepBases(actor) ? null : Refusal(BasisKeepers);

    public static string Text(string key, params object[] args) =>
        string.Format(CultureInfo.CurrentCulture, Texts.GetString(key, CultureInfo.CurrentUICulture)!, args);

    public static FieldProblem Problem(string field, string key, params object[] args) => new(field, Text(key, args));

    public static Outcome Refusal(params IEnumerable<Role> roles) => Outcome.Refuse("QMS302", string.Join(", ", roles.Select(RoleNames.Of)));
}
