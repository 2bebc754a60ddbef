using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.Documents;
using QmsWorkflow.Server.Features.People;
using QmsWorkflow.Server.Trail;
using QmsWorkflow.Server.Web;

namespace QmsWorkflow.Server.Features.Registers;

internal sealed record DossierInput(string Notation, string Title, string Retention, string Rights, string Note);

/// <summary>Opens hồ sơ and puts documents into them; one document may lie in several (NĐ 30/2020 Điều 29; Phụ lục VI, phần I, III.4).</summary>
internal sealed class DossierActs(QmsDb db, Transactor transactor, TrailLog trail, TimeProvider clock)
{
    public async Task<Outcome> OpenAsync(DossierInput input, Actor actor, CancellationToken ct)
    {
        if (RegisterRights.BasisRefusal(actor) is { } refusal) return refusal;

        List<FieldProblem> problems = [];
        if (input.Notation.Trim().Length is 0 or > 20) problems.Add(RegisterRights.Problem("Notation", "NotationLength"));
        if (string.IsNullOrWhiteSpace(input.Title)) problems.Add(RegisterRights.Problem("Title", "NeedName"));
        if (input.Title.Length > 500 || input.Note.Length > 500) problems.Add(RegisterRights.Problem("Title", "TooLong", 500));
        if (Math.Max(input.Retention.Length, input.Rights.Length) > 30) problems.Add(RegisterRights.Problem("Retention", "TooLong", 30));
        if (problems.Count > 0) return AdminRight.Problems(problems);

        return await transactor.RunAsync(
            async () =>
            {
                var (today, notation) = (VietnamTime.DateOf(clock.GetUtcNow()), input.Notation.Trim());
                if (await db.Dossiers.AnyAsync(d => d.Year == today.Year && d.Notation == notation, ct)) return AdminRight.Problems([RegisterRights.Problem("Notation", "NotationTaken", notation)]);

                var row = new Dossier
                {
                    Id = Guid.CreateVersion7(),
                    AgencyId = actor.AgencyId,
                    Year = today.Year,
                    Notation = notation,
                    Title = input.Title.Trim(),
                    Retention = input.Retention.Trim(),
                    Rights = input.Rights.Trim(),
                    Creator = actor.Name.Length > 30 ? actor.Name[..30] : actor.Name,
                    Note = input.Note.Trim(),
                    StartedOn = today,
                };
                db.Dossiers.Add(row);
                trail.Record(actor, "dossier.opened", "dossier", row.Id, $"Mở hồ sơ {row.Notation}: {row.Title}", after: new { row.Notation, row.Title, row.Retention, row.Rights });
                return Outcome.Success;
            },
            ct);
    }

    /// <summary>Puts an issued or an incoming document into a hồ sơ, once.</summary>
    public async Task<Outcome> PutAsync(Guid dossierId, Guid? documentId, Guid? incomingId, Actor actor, CancellationToken ct)
    {
        if (RegisterRights.BasisRefusal(actor) is { } refusal) return refusal;
        if (documentId is null == incomingId is null) return AdminRight.Problems([RegisterRights.Problem("Item", "NeedSource")]);

        return await transactor.RunAsync(
            async () =>
            {
                // Of two people adding at once the second gets the next place.
                await db.Database.ExecuteSqlAsync($"select 1 from dossiers where id = {dossierId} for update", ct);
                var dossier = await db.Dossiers.SingleOrDefaultAsync(d => d.Id == dossierId, ct);
                var isThere = documentId is { } id ? await db.Documents.AnyAsync(d => d.Id == id && d.State == DocumentState.Issued, ct) : await db.IncomingDocuments.AnyAsync(d => d.Id == incomingId, ct);
                if (dossier is null || !isThere) return Outcome.Refuse("QMS305");

                var items = await db.DossierItems.Where(i => i.DossierId == dossierId).ToListAsync(ct);
                if (items.Any(i => i.DocumentId == documentId && i.IncomingId == incomingId)) return Outcome.Success;

                db.DossierItems.Add(new DossierItem { Id = Guid.CreateVersion7(), AgencyId = actor.AgencyId, DossierId = dossierId, Ordinal = items.Count + 1, DocumentId = documentId, IncomingId = incomingId });
                trail.Record(actor, "dossier.put", "dossier", dossierId, $"Đưa văn bản vào hồ sơ {dossier.Notation}", after: new { documentId, incomingId, Ordinal = items.Count + 1 });
                return Outcome.Success;
            },
            ct);
    }
}

internal sealed record DossierLine(Dossier Dossier, int Documents);

/// <summary>Reads hồ sơ.</summary>
internal sealed class DossierQueries(QmsDb db)
{
    public async Task<IReadOnlyList<DossierLine>> ListAsync(CancellationToken ct) =>
        await db.Dossiers.AsNoTracking().OrderByDescending(d => d.Year).ThenBy(d => d.Notation)
            .Select(d => new DossierLine(d, db.Set<DossierItem>().Count(i => i.DossierId == d.Id))).ToListAsync(ct);
}
