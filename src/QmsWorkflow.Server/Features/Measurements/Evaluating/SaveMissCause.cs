using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Domain.Calendar;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.Objectives;
using QmsWorkflow.Server.Features.Tasks;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Features.Measurements.Evaluating;

/// <summary>Why a target was missed, and what is done about it.</summary>
internal sealed record MissCauseInput
{
    public required Guid ObjectiveId { get; init; }

    /// <value>Null for the whole agency.</value>
    public Guid? UnitId { get; init; }
    public required ReportPeriod Period { get; init; }
    public string Cause { get; init; } = "";
    public string RootCause { get; init; } = "";
    public string Action { get; init; } = "";
    public DateOnly? ActionDue { get; init; }
}

/// <summary>Writes the cause of a miss: the unit's head and staff for their unit, the secretary and the office for all.</summary>
internal sealed class SaveMissCause(QmsDb db, Transactor transactor, TrailLog trail, TimeProvider clock)
{
    private const int Longest = 4000;

    public static bool MayWrite(Actor actor, Guid? unitId) =>
        ObjectiveRules.MayEditAgency(actor) || (unitId is { } unit && ObjectiveRules.MayEditUnit(actor, unit));

    public async Task<Outcome> ExecuteAsync(MissCauseInput input, Actor actor, CancellationToken ct)
    {
        if (!MayWrite(actor, input.UnitId)) return Outcome.Refuse("QMS302", string.Join(", ", RoleTokens.NameOf(Role.IsoSecretary), RoleTokens.NameOf(Role.Office), RoleTokens.NameOf(Role.UnitHead)));

        return await transactor.RunAsync(
            async () =>
            {
                if (!await db.Objectives.AnyAsync(o => o.Id == input.ObjectiveId, ct)) return Outcome.Refuse("QMS305");
                if (Problems(input) is { Count: > 0 } problems) return (Outcome.Refused)Outcome.Refuse("QMS781") with { Fields = problems };
                if (!await IsMissedAsync(input, ct)) return Outcome.Refuse("QMS782", input.Period.ToVietnamese());

                var row = await RowAsync(input, actor, ct);
                var before = new { row.Cause, row.RootCause, row.Action, row.ActionDue };
                (row.Cause, row.RootCause, row.Action, row.ActionDue) = (input.Cause.Trim(), input.RootCause.Trim(), input.Action.Trim(), input.ActionDue);
                (row.WrittenBy, row.WrittenAt) = (actor.PersonId!.Value, clock.GetUtcNow());
                trail.Record(actor, "miss-cause.saved", "objective", input.ObjectiveId, $"{actor.Name} ghi nguyên nhân không đạt trong {input.Period.ToVietnamese()}",
                    before: before.Cause.Length + before.RootCause.Length + before.Action.Length == 0 ? null : before,
                    after: new { input.UnitId, Period = input.Period.ToVietnamese(), row.Cause, row.RootCause, row.Action, row.ActionDue });
                return Outcome.Success;
            },
            ct);
    }

    private static List<FieldProblem> Problems(MissCauseInput input)
    {
        var problems = new List<FieldProblem>();
        if (string.IsNullOrWhiteSpace(input.Cause) && string.IsNullOrWhiteSpace(input.RootCause)) problems.Add(new("Cause", EvaluationText.Of("CauseMissing")));
        foreach (var (field, text) in (IEnumerable<(string, string)>)[("Cause", input.Cause), ("RootCause", input.RootCause), ("Action", input.Action)])
        {
            if (text.Length > Longest) problems.Add(new(field, EvaluationText.Of("TooLong", Longest)));
        }

        return problems;
    }

    /// <summary>In either window: what is missed in one may be met in the other.</summary>
    private Task<bool> IsMissedAsync(MissCauseInput input, CancellationToken ct) => db.Evaluations.AnyAsync(
        e => e.ObjectiveId == input.ObjectiveId && e.UnitId == input.UnitId && e.PeriodKind == input.Period.Kind && e.PeriodNumber == input.Period.Number
            && e.PeriodYear == input.Period.Year && e.Outcome == ResultOutcome.Missed,
        ct);

    private async Task<MissCause> RowAsync(MissCauseInput input, Actor actor, CancellationToken ct)
    {
        var known = await db.MissCauses.SingleOrDefaultAsync(
            c => c.ObjectiveId == input.ObjectiveId && c.UnitId == input.UnitId && c.PeriodKind == input.Period.Kind && c.PeriodNumber == input.Period.Number && c.PeriodYear == input.Period.Year, ct);
        if (known is not null) return known;

        var row = new MissCause
        {
            Id = Guid.CreateVersion7(),
            AgencyId = actor.AgencyId,
            ObjectiveId = input.ObjectiveId,
            UnitId = input.UnitId,
            PeriodKind = input.Period.Kind,
            PeriodNumber = input.Period.Number,
            PeriodYear = input.Period.Year,
            WrittenBy = actor.PersonId!.Value,
            WrittenAt = clock.GetUtcNow(),
        };
        db.MissCauses.Add(row);
        return row;
    }
}
