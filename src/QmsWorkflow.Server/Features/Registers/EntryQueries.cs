using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.Documents;

namespace QmsWorkflow.Server.Features.Registers;

/// <summary>What the registers know of one document.</summary>
internal sealed record DocumentEntry(
    Document Document, DocumentNumber? Number, SeriesOf? Series, OutgoingEntry? Outgoing, StandingOf Standing, IReadOnlyList<RelationLine> Relations, IReadOnlyList<NumberLine> Free,
    IReadOnlyList<(Guid Id, string Text)> Issued);

internal sealed record RelationLine(Guid Id, DocumentRelationKind Kind, Guid ToId, string To, DateOnly? Since, string Note);

/// <summary>Reads one document's place in the registers.</summary>
internal sealed class EntryQueries(QmsDb db, NumberQueries numbers, SeriesOfDocuments series, DocumentStandings standings)
{
    public async Task<DocumentEntry?> FindAsync(Guid id, CancellationToken ct)
    {
        var document = await db.Documents.AsNoTracking().SingleOrDefaultAsync(d => d.Id == id, ct);
        if (document is null) return null;

        var isNumbered = DocumentKindInfo.Find(document.Kind) is { IsNumbered: true };
        var own = isNumbered ? await series.OfAsync(document, numbers.Today.Year, ct) : null;
        var relations = await db.DocumentRelations.AsNoTracking().Where(r => r.FromDocumentId == id).Join(db.Documents, r => r.ToDocumentId, d => d.Id, (r, d) => new { r, d }).ToListAsync(ct);
        var issued = await db.Documents.AsNoTracking().Where(d => d.State == DocumentState.Issued && d.Number != null && d.Id != id).OrderByDescending(d => d.IssuedOn).Take(200).ToListAsync(ct);
        return new DocumentEntry(
            document, await numbers.OfAsync(id, ct), own, await db.OutgoingEntries.AsNoTracking().SingleOrDefaultAsync(e => e.DocumentId == id, ct), await standings.OfAsync(id, ct),
            [.. relations.Select(x => new RelationLine(x.r.Id, x.r.Kind, x.d.Id, DocumentStamp.Name(x.d), x.r.Since, x.r.Note))],
            own is null ? [] : await numbers.FreeAsync(own.Code, numbers.Today.Year, ct), [.. issued.Select(d => (d.Id, $"{DocumentStamp.Name(d)} – {d.Title}"))]);
    }
}
