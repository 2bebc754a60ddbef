using System.Globalization;
using System.Resources;
using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.People;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Features.Signing.Flow;

internal sealed record DutyExceptionInput(Guid? UnitId, DutyRule? Rule, string Source, DateOnly? ValidFrom, DateOnly? ValidTo);

/// <summary>Records that one person may do two parts of a document's preparation in a unit too small for separate hands.</summary>
internal sealed class AllowDutyException(QmsDb db, Transactor transactor, TrailLog trail, TimeProvider clock)
{
    public const int LongestText = 500;

    private static readonly ResourceManager Texts = new(typeof(SigningFlowText));

    public async Task<Outcome> ExecuteAsync(DutyExceptionInput input, Actor actor, CancellationToken ct)
    {
        if (AdminRight.Refusal(actor) is { } refusal) return refusal;

        List<FieldProblem> problems = [.. Problems(input)];
        if (problems.Count > 0) return AdminRight.Problems(problems);

        return await transactor.RunAsync(
            async () =>
            {
                if (input.UnitId is { } unitId && !await db.Units.AnyAsync(u => u.Id == unitId, ct)) return Outcome.Refuse("QMS305");

                var row = new DutyException
                {
                    Id = Guid.CreateVersion7(),
                    AgencyId = actor.AgencyId,
                    UnitId = input.UnitId,
                    Rule = input.Rule!.Value,
                    Source = input.Source.Trim(),
                    ValidFrom = input.ValidFrom!.Value,
                    ValidTo = input.ValidTo,
                    RecordedAt = clock.GetUtcNow(),
                    RecordedBy = actor.PersonId,
                };
                db.DutyExceptions.Add(row);
                trail.Record(actor, "duty-exception.allowed", "agency", row.AgencyId, $"Ghi ngoại lệ phân tách trách nhiệm: {row.Source}",
                    after: new { Rule = row.Rule.ToString(), row.UnitId, row.Source, row.ValidFrom, row.ValidTo });
                return Outcome.Success;
            },
            ct);
    }

    private static IEnumerable<FieldProblem> Problems(DutyExceptionInput input)
    {
        if (input.Rule is null) yield return Problem("Rule", "NeedRule");
        if (string.IsNullOrWhiteSpace(input.Source)) yield return Problem("Source", "NeedSource");
        if (input.Source.Trim().Length > LongestText) yield return Problem("Source", "TooLong", LongestText);
        if (input.ValidFrom is null) yield return Problem("ValidFrom", "NeedFrom");
        if (input.ValidTo < input.ValidFrom) yield return Problem("ValidTo", "LastBeforeFirst");
    }

    private static FieldProblem Problem(string field, string text, params object[] args) =>
        new(field, string.Format(CultureInfo.CurrentCulture, Texts.GetString(text, CultureInfo.CurrentUICulture)!, args));
}

/// <summary>Ends an exception from today on.</summary>
internal sealed class EndDutyException(QmsDb db, AdminRight right, Transactor transactor, TrailLog trail)
{
    public async Task<Outcome> ExecuteAsync(Guid exceptionId, Actor actor, CancellationToken ct)
    {
        if (AdminRight.Refusal(actor) is { } refusal) return refusal;

        return await transactor.RunAsync(
            async () =>
            {
                var row = await db.DutyExceptions.SingleOrDefaultAsync(e => e.Id == exceptionId, ct);
                if (row is null) return Outcome.Refuse("QMS305");
                if (row.EndedOn is not null) return Outcome.Success;

                row.EndedOn = right.Today;
                trail.Record(actor, "duty-exception.ended", "agency", row.AgencyId, $"Chấm dứt ngoại lệ phân tách trách nhiệm: {row.Source}",
                    before: new { EndedOn = (DateOnly?)null }, after: new { row.EndedOn });
                return Outcome.Success;
            },
            ct);
    }
}
