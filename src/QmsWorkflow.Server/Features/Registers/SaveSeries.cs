using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.Documents;
using QmsWorkflow.Server.Features.People;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Features.Registers;

internal sealed record SeriesInput(
    string Code, string Name, Guid? CommitteeId, IReadOnlyList<string> Abbreviations, bool AllowsLetters, int? FromYear, string DecidedBy);

/// <summary>
/// Records what the head decided about a series (NĐ 30/2020 Điều 15.1c). A year whose numbers have begun keeps its series: numbers run
/// from 1 January to 31 December without a break.
/// </summary>
internal sealed class SaveSeries(QmsDb db, Transactor transactor, TrailLog trail)
{
    public const int LongestText = 200;

    public async Task<Outcome> AddAsync(SeriesInput input, Actor actor, CancellationToken ct)
    {
        if (AdminRight.Refusal(actor) is { } refusal) return refusal;

        List<FieldProblem> problems = [.. Problems(input)];
        if (problems.Count > 0) return AdminRight.Problems(problems);

        return await transactor.RunAsync(
            async () =>
            {
                var committee = input.CommitteeId is { } id ? await db.Committees.SingleOrDefaultAsync(c => c.Id == id, ct) : null;
                if (input.CommitteeId is not null && committee is null) return Outcome.Refuse("QMS305");

                var year = input.FromYear!.Value;
                var rules = await db.SeriesRules.Where(r => r.CommitteeId == input.CommitteeId && (r.ToYear == null || r.ToYear >= year)).ToListAsync(ct);
                var same = rules.FirstOrDefault(r => r.FromYear == year && r.Abbreviations.Intersect(input.Abbreviations).Any());
                if (same is not null) return Outcome.Refuse("QMS448", same.Name, year);

                string[] touched = [.. input.Abbreviations.Select(a => rules.FirstOrDefault(r => r.FromYear <= year && r.Abbreviations.Contains(a))?.Code ?? a).Append(input.Code.Trim()).Distinct()];
                var counters = touched.Select(code => committee is null ? code : $"{committee.Symbol}:{code}").ToArray();
                var begun = await db.NumberSeries.Where(s => s.Year >= year && counters.Contains(s.Series)).OrderBy(s => s.Year).Select(s => s.Series).FirstOrDefaultAsync(ct);
                if (begun is not null) return Outcome.Refuse("QMS449", begun, year);

                foreach (var old in rules.Where(r => r.FromYear < year && r.Abbreviations.Intersect(input.Abbreviations).Any())) old.ToYear = year - 1;
                var row = Row(input, actor.AgencyId, year);
                db.SeriesRules.Add(row);
                trail.Record(actor, "series.decided", "number-series", row.Id, $"Quy định loạt số {row.Code} từ năm {year}: {string.Join(", ", row.Abbreviations)}{(committee is null ? "" : $" của {committee.Name}")}",
                    after: new { row.Code, row.Name, row.Abbreviations, row.AllowsLetters, row.FromYear, row.DecidedBy, Committee = committee?.Name });
                return Outcome.Success;
            },
            ct);
    }

    private static SeriesRule Row(SeriesInput input, Guid agencyId, int year) => new()
    {
        Id = Guid.CreateVersion7(),
        AgencyId = agencyId,
        Code = input.Code.Trim(),
        Name = input.Name.Trim(),
        CommitteeId = input.CommitteeId,
        Abbreviations = [.. input.Abbreviations.Distinct()],
        AllowsLetters = input.AllowsLetters,
        FromYear = year,
        DecidedBy = input.DecidedBy.Trim(),
    };

    private static IEnumerable<FieldProblem> Problems(SeriesInput input)
    {
        if (string.IsNullOrWhiteSpace(input.Code)) yield return RegisterRights.Problem("Code", "NeedCode");
        else if (input.Code.Trim().Length > 20 || input.Code.Contains(':', StringComparison.Ordinal)) yield return RegisterRights.Problem("Code", "BadCode");
        if (string.IsNullOrWhiteSpace(input.Name)) yield return RegisterRights.Problem("Name", "NeedName");
        if (input.Name.Length > LongestText || input.DecidedBy.Length > LongestText) yield return RegisterRights.Problem("Name", "TooLong", LongestText);
        if (input.Abbreviations.Count == 0 || input.Abbreviations.Any(a => !SeriesKinds.All.Contains(a))) yield return RegisterRights.Problem("Abbreviations", "NeedKind");
        if (input.FromYear is not (>= 2000 and <= 2100)) yield return RegisterRights.Problem("FromYear", "NeedYear");
    }
}
