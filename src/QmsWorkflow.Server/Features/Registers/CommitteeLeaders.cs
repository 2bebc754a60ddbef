using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.Documents;
using QmsWorkflow.Server.Features.People;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Features.Registers;

/// <param name="Title">The title in the committee: "Trưởng ban".</param>
internal sealed record CommitteeLeaderInput(Guid CommitteeId, Guid? PersonId, string Title, bool IsHead);

/// <summary>Records who signs for a committee and as what; a new head takes the place of the one before (NĐ 30/2020, Phụ lục I, II.7c).</summary>
internal sealed class SaveCommitteeLeader(QmsDb db, Transactor transactor, TrailLog trail)
{
    public async Task<Outcome> AddAsync(CommitteeLeaderInput input, Actor actor, CancellationToken ct)
    {
        if (AdminRight.Refusal(actor) is { } refusal) return refusal;

        List<FieldProblem> problems = [];
        if (input.PersonId is null) problems.Add(RegisterRights.Problem("LeaderPerson", "NeedPerson"));
        if (string.IsNullOrWhiteSpace(input.Title)) problems.Add(RegisterRights.Problem("LeaderTitle", "NeedTitle"));
        if (input.Title.Length > SaveSeries.LongestText) problems.Add(RegisterRights.Problem("LeaderTitle", "TooLong", SaveSeries.LongestText));
        if (problems.Count > 0) return AdminRight.Problems(problems);

        return await transactor.RunAsync(
            async () =>
            {
                var committee = await db.Committees.SingleOrDefaultAsync(c => c.Id == input.CommitteeId, ct);
                var person = await db.People.SingleOrDefaultAsync(p => p.Id == input.PersonId && p.IsActive, ct);
                if (committee is null || person is null) return Outcome.Refuse("QMS305");

                var leaders = await db.CommitteeLeaders.Where(l => l.CommitteeId == committee.Id).ToListAsync(ct);
                var outgoing = leaders.Where(l => l.PersonId == person.Id || (input.IsHead && l.IsHead)).ToList();
                db.CommitteeLeaders.RemoveRange(outgoing);
                // The place must be free before the new row takes it.
                await db.SaveChangesAsync(ct);
                var row = new CommitteeLeader { Id = Guid.CreateVersion7(), AgencyId = actor.AgencyId, CommitteeId = committee.Id, PersonId = person.Id, Title = input.Title.Trim(), IsHead = input.IsHead };
                db.CommitteeLeaders.Add(row);
                trail.Record(actor, "committee.leader-set", "committee", committee.Id, $"{person.FullName} là {row.Title} {committee.Name}",
                    before: outgoing.Select(l => new { l.PersonId, l.Title, l.IsHead }).ToList(), after: new { row.PersonId, row.Title, row.IsHead });
                return Outcome.Success;
            },
            ct);
    }

    public async Task<Outcome> RemoveAsync(Guid leaderId, Actor actor, CancellationToken ct)
    {
        if (AdminRight.Refusal(actor) is { } refusal) return refusal;

        return await transactor.RunAsync(
            async () =>
            {
                var row = await db.CommitteeLeaders.SingleOrDefaultAsync(l => l.Id == leaderId, ct);
                if (row is null) return Outcome.Refuse("QMS305");

                var committee = await db.Committees.SingleAsync(c => c.Id == row.CommitteeId, ct);
                var name = await db.People.Where(p => p.Id == row.PersonId).Select(p => p.FullName).SingleAsync(ct);
                db.CommitteeLeaders.Remove(row);
                trail.Record(actor, "committee.leader-removed", "committee", committee.Id, $"{name} thôi làm {row.Title} {committee.Name}", before: new { row.PersonId, row.Title, row.IsHead });
                return Outcome.Success;
            },
            ct);
    }
}

/// <summary>A committee with those who sign for it.</summary>
internal sealed record CommitteeView(Committee Committee, IReadOnlyList<CommitteeLeaderLine> Leaders);

internal sealed record CommitteeLeaderLine(Guid Id, string Name, string JobTitle, string Title, bool IsHead);

internal sealed class CommitteeQueries(QmsDb db)
{
    public async Task<IReadOnlyList<CommitteeView>> AllAsync(CancellationToken ct)
    {
        var committees = await db.Committees.AsNoTracking().OrderBy(c => c.Name).ToListAsync(ct);
        var leaders = await db.CommitteeLeaders.AsNoTracking()
            .Join(db.People, l => l.PersonId, p => p.Id, (l, p) => new { l.CommitteeId, Line = new CommitteeLeaderLine(l.Id, p.FullName, p.JobTitle, l.Title, l.IsHead) })
            .ToListAsync(ct);
        var byCommittee = leaders.ToLookup(l => l.CommitteeId, l => l.Line);
        return [.. committees.Select(c => new CommitteeView(c, [.. byCommittee[c.Id].OrderByDescending(l => l.IsHead).ThenBy(l => l.Name, StringComparer.Ordinal)]))];
    }

    /// <summary>Whom the form offers.</summary>
    public async Task<IReadOnlyList<(Guid Id, string Name)>> PeopleAsync(CancellationToken ct) =>
        [.. (await db.People.AsNoTracking().Where(p => p.IsActive).OrderBy(p => p.FullName).Select(p => new { p.Id, p.FullName, p.JobTitle }).ToListAsync(ct)).Select(p => (p.Id, $"{p.FullName} ({p.JobTitle})"))];
}
