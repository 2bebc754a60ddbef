using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.Documents;
using QmsWorkflow.Server.Features.People;
using QmsWorkflow.Server.Trail;
using QmsWorkflow.Server.Web;

namespace QmsWorkflow.Server.Features.Registers;

/// <param name="Abbreviation">The kind the numbers are kept for.</param>
internal sealed record ReserveInput(string Abbreviation, Guid? CommitteeId, int Count, string Reason, string For, DateOnly? Until);

/// <summary>Keeps the next numbers of a series for documents to come, with the reason, for whom and until when.</summary>
internal sealed class ReserveNumbers(QmsDb db, Transactor transactor, SeriesOfDocuments series, NumberAllotment numbers, TrailLog trail, TimeProvider clock)
{
    public const int Most = 50;

    public async Task<Outcome> ExecuteAsync(ReserveInput input, Actor actor, CancellationToken ct)
    {
        if (RegisterRights.KeepRefusal(actor) is { } refusal) return refusal;

        var today = VietnamTime.DateOf(clock.GetUtcNow());
        List<FieldProblem> problems = [.. Problems(input, today)];
        if (problems.Count > 0) return AdminRight.Problems(problems);

        return await transactor.RunAsync(
            async () =>
            {
                if (input.CommitteeId is { } committee && await db.Committees.FindAsync([committee], ct) is null) return Outcome.Refuse("QMS305");

                var own = await series.OfAsync(actor.AgencyId, input.Abbreviation, input.CommitteeId, today.Year, ct);
                var taken = new List<int>();
                for (var index = 0; index < input.Count; index++)
                {
                    taken.Add(await numbers.NextAsync(actor.AgencyId, own.Code, today.Year, ct));
                    db.DocumentNumbers.Add(Row(input, own.Code, today.Year, taken[^1], actor));
                }

                trail.Record(actor, "number.reserved", "number-series", $"{own.Code}/{today.Year}", $"Giữ số {string.Join(", ", taken.Select(n => DocumentStamp.Text(n)))} loạt {own.Code} năm {today.Year} cho {input.For.Trim()}: {input.Reason.Trim()}",
                    after: new { Series = own.Code, today.Year, Numbers = taken, input.For, input.Until, input.Reason });
                return Outcome.Success;
            },
            ct);
    }

    private DocumentNumber Row(ReserveInput input, string code, int year, int number, Actor actor) => new()
    {
        Id = Guid.CreateVersion7(),
        AgencyId = actor.AgencyId,
        Series = code,
        Year = year,
        Number = number,
        State = NumberState.Reserved,
        Reason = input.Reason.Trim(),
        ReservedFor = input.For.Trim(),
        ReservedUntil = input.Until,
        RecordedAt = clock.GetUtcNow(),
        RecordedBy = actor.PersonId,
    };

    private static IEnumerable<FieldProblem> Problems(ReserveInput input, DateOnly today)
    {
        if (!SeriesKinds.All.Contains(input.Abbreviation)) yield return RegisterRights.Problem("Abbreviation", "NeedKind");
        if (input.Count is < 1 or > Most) yield return RegisterRights.Problem("Count", "CountRange", Most);
        if (string.IsNullOrWhiteSpace(input.Reason)) yield return RegisterRights.Problem("Reason", "NeedReason");
        if (string.IsNullOrWhiteSpace(input.For)) yield return RegisterRights.Problem("For", "NeedFor");
        if (input.Until is not { } until) yield return RegisterRights.Problem("Until", "NeedUntil");
        else if (until < today || until.Year != today.Year) yield return RegisterRights.Problem("Until", "UntilRange");
    }
}
