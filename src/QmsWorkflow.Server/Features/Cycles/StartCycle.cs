using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.Objectives;
using QmsWorkflow.Server.Runtime;
using QmsWorkflow.Server.Trail;
using Directory = QmsWorkflow.Server.Features.People.Directory;

namespace QmsWorkflow.Server.Features.Cycles;

/// <summary>Starts a prepared cycle: the workflow <c>annual-cycle</c> with the units in scope on the cycle's first day.</summary>
internal sealed class StartCycle(QmsDb db, Transactor transactor, InstanceRunner runner, Directory directory, TrailLog trail)
{
    public const string Definition = "annual-cycle";

    public Task<Outcome> ExecuteAsync(Guid cycleId, Actor actor, CancellationToken ct) => transactor.RunAsync(
        async () =>
        {
            if (!actor.HasAny(Role.IsoSecretary, Role.Office, Role.Admin)) return Outcome.Refuse("QMS302", CycleRights.Starters());

            var cycle = await db.Cycles.FromSql($"select *, xmin from cycles where id = {cycleId} for update").SingleOrDefaultAsync(ct);
            if (cycle is null) return Outcome.Refuse("QMS305");
            if (cycle.State != CycleState.Preparing) return Outcome.Refuse("QMS711", cycle.Year);

            var units = await directory.UnitsInScopeAsync(new DateOnly(cycle.Year, 1, 1), ct);
            if (units.Count == 0) return Outcome.Refuse("QMS712");

            db.ObjectiveSets.Add(Set(cycle, null));
            db.ObjectiveSets.AddRange(units.Select(unit => Set(cycle, unit.Id)));
            var input = new JsonObject
            {
                ["CycleId"] = cycle.Id.ToString(),
                ["Year"] = cycle.Year,
                ["UnitIds"] = new JsonArray([.. units.Select(unit => (JsonNode)unit.Id.ToString())]),
                ["PlanSigner"] = Signer(cycle, "plan"),
                ["DecisionSigner"] = Signer(cycle, "decision"),
            };
            try
            {
                var instance = await runner.StartAsync(new StartInstance(Definition, input) { CorrelationId = cycle.Id.ToString(), CycleId = cycle.Id }, actor, ct);
                cycle.RootInstanceId = instance.Id;
            }
            catch (StepFailedException failure)
            {
                return new Outcome.Refused("QMS713", failure.Message);
            }

            cycle.State = CycleState.Running;
            trail.Record(actor, "cycle.started", "cycle", cycle.Id, $"Bắt đầu {cycle.Name} với {units.Count} đơn vị trong phạm vi");
            return Outcome.Success;
        },
        ct);

    /// <summary>Who signs is the agency's choice, kept with the wording of its documents (seed 000: a deputy for the head; seeds 001, 002: the head).</summary>
    private static string Signer(Cycle cycle, string kind) => JsonNode.Parse(cycle.Wording)?[kind]?["signerRole"]?.GetValue<string>() ?? "head";

    private static ObjectiveSet Set(Cycle cycle, Guid? unitId) => new()
    {
        Id = Guid.CreateVersion7(),
        AgencyId = cycle.AgencyId,
        CycleId = cycle.Id,
        UnitId = unitId,
        State = ObjectiveSetState.Draft,
        Version = 1,
    };
}
