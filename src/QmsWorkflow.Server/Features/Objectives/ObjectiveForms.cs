using QmsWorkflow.Server.Features.Tasks;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Features.Objectives;

/// <summary>The form <c>agency-objectives</c>: completing checks that every objective is specific, measurable, assignable and dated (S-014).</summary>
internal sealed class AgencyObjectivesForm(ObjectiveQueries queries, ObjectiveLocks locks) : ITaskForm
{
    public string Name => "agency-objectives";

    public Type Component => typeof(ObjectivesPanel);

    public async Task<Outcome> CompleteAsync(UserTask task, string chosen, IFormCollection posted, Actor actor, CancellationToken ct)
    {
        await locks.HoldAsync(task.CycleId, ct);
        if (await queries.CycleAsync(task.CycleId, ct) is not { } cycle) return Outcome.Refuse("QMS305");

        var lines = await queries.ListAsync(cycle, null, ct);
        if (lines.Count == 0) return Outcome.Refuse("QMS710");
        if (ObjectiveSmart.Refusal(lines) is { } refused) return refused;

        await locks.SubmitAsync(task, actor, ct);
        return Outcome.Success;
    }
}

/// <summary>The form <c>unit-objectives</c>: target, action plan and monitor for each (S-014…S-016), none weaker than the agency's without a reason.</summary>
internal sealed class UnitObjectivesForm(ObjectiveQueries queries, ObjectiveLocks locks) : ITaskForm
{
    public string Name => "unit-objectives";

    public Type Component => typeof(ObjectivesPanel);

    public async Task<Outcome> CompleteAsync(UserTask task, string chosen, IFormCollection posted, Actor actor, CancellationToken ct)
    {
        await locks.HoldAsync(task.CycleId, ct);
        if (await queries.CycleAsync(task.CycleId, ct) is not { } cycle) return Outcome.Refuse("QMS305");

        var lines = await queries.ListAsync(cycle, task.UnitId, ct);
        if (lines.Count == 0) return Outcome.Refuse("QMS710");
        if (ObjectiveSmart.Refusal(lines) is { } refused) return refused;

        FieldProblem[] weaker =
        [
            .. lines.Where(line => line.Weaker is not null && line.Row.WeakerReason.Length == 0)
                .Select(line => new FieldProblem(ObjectiveSmart.Field(line.Row.Id), $"{line.Row.Number} {ErrorText.Of("QMS707", line.Weaker!)}")),
        ];
        if (weaker.Length > 0) return new Outcome.Refused("QMS740", ErrorText.Of("QMS740", weaker.Length)) { Fields = weaker };

        await locks.SubmitAsync(task, actor, ct);
        return Outcome.Success;
    }
}
