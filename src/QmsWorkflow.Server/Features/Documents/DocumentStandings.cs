using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Server.Data;

namespace QmsWorkflow.Server.Features.Documents;

/// <summary>Whether an issued document still holds.</summary>
public enum DocumentStanding { NotIssued, InForce, Amended, Corrected, Replaced, Recalled }

/// <summary>One document that changed another's standing, named as people name it: "12/QĐ-UBND".</summary>
internal sealed record StandingReason(DocumentRelationKind Kind, Guid ByDocumentId, string By, DateOnly Since);

/// <param name="Reasons">All relations that count, the newest first.</param>
internal sealed record StandingOf(DocumentStanding Standing, IReadOnlyList<StandingReason> Reasons)
{
    public bool IsInForce => Standing is DocumentStanding.InForce or DocumentStanding.Amended or DocumentStanding.Corrected;
}

/// <summary>Says of documents whether they hold, and which documents replaced, recalled, amended or corrected them.</summary>
internal sealed class DocumentStandings(QmsDb db)
{
    public async Task<StandingOf> OfAsync(Guid documentId, CancellationToken ct) =>
        (await OfAsync([documentId], ct)).GetValueOrDefault(documentId) ?? new StandingOf(DocumentStanding.NotIssued, []);

    public async Task<IReadOnlyDictionary<Guid, StandingOf>> OfAsync(IReadOnlyCollection<Guid> documentIds, CancellationToken ct)
    {
        var states = await db.Documents.AsNoTracking().Where(d => documentIds.Contains(d.Id)).Select(d => new { d.Id, d.State }).ToListAsync(ct);
        var relations = await db.DocumentRelations.AsNoTracking()
            .Where(r => documentIds.Contains(r.ToDocumentId) && r.Since != null && r.Kind != DocumentRelationKind.Copies)
            .Join(db.Documents, r => r.FromDocumentId, d => d.Id, (r, d) => new { r.ToDocumentId, r.Kind, r.Since, By = d })
            .ToListAsync(ct);
        var byOld = relations.ToLookup(r => r.ToDocumentId, r => new StandingReason(r.Kind, r.By.Id, DocumentStamp.Name(r.By), r.Since!.Value));
        return states.ToDictionary(d => d.Id, d => Of(d.State, [.. byOld[d.Id].OrderByDescending(reason => reason.Since)]));
    }

    private static StandingOf Of(DocumentState state, IReadOnlyList<StandingReason> reasons) => new(
        state == DocumentState.Withdrawn || Has(reasons, DocumentRelationKind.Recalls) ? DocumentStanding.Recalled
        : state != DocumentState.Issued ? DocumentStanding.NotIssued
        : Has(reasons, DocumentRelationKind.Replaces) ? DocumentStanding.Replaced
        : Has(reasons, DocumentRelationKind.Amends) ? DocumentStanding.Amended
        : Has(reasons, DocumentRelationKind.Corrects) ? DocumentStanding.Corrected
        : DocumentStanding.InForce,
        reasons);

    private static bool Has(IReadOnlyList<StandingReason> reasons, DocumentRelationKind kind) => reasons.Any(reason => reason.Kind == kind);
}
