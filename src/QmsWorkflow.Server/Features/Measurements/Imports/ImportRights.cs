using System.Globalization;
using System.Resources;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.People;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Features.Measurements.Imports;

/// <summary>Who brings figures in: the ISO secretary and the office; who keeps watch over the objectives sees what came in.</summary>
internal static class ImportRights
{
    private static readonly ResourceManager Texts = new(typeof(ImportsText));
    private static readonly Role[] Importers = [Role.IsoSecretary, Role.Office];

    public static bool MayImport(Actor actor) => actor.HasAny(Importers);

    public static bool MaySee(Actor actor) => actor.HasAny(Role.IsoSecretary, Role.Office, Role.SteeringCommittee, Role.Head, Role.Deputy, Role.Auditor, Role.Admin);

    /// <value>The command line acts as the system: whoever may start it may read the database.</value>
    public static Outcome? Refusal(Actor actor) =>
        MayImport(actor) || actor.PersonId is null ? null : Outcome.Refuse("QMS302", string.Join(", ", Importers.Select(RoleNames.Of)));

    public static string Text(string key, params object[] args) => string.Format(CultureInfo.CurrentCulture, Texts.GetString(key, CultureInfo.CurrentUICulture)!, args);

    public static string Say(ImportState state) => Text($"State{state}");
}
