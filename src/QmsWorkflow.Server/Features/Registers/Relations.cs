using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.Documents;
using QmsWorkflow.Server.Features.People;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Features.Registers;

internal sealed record RelateInput(Guid FromDocumentId, Guid ToDocumentId, DocumentRelationKind? Kind, string Note);

/// <summary>
/// Says for what a draft is written: to replace, amend, correct or recall an issued document. The relation counts from its issue on. Wrong
/// content is amended or replaced by the same kind of document, wrong form is corrected by a công văn (NĐ 30/2020 Điều 18.3).
/// </summary>
internal sealed class RelateDocuments(QmsDb db, Transactor transactor, TrailLog trail, TimeProvider clock)
{
    public static bool MayRelate(Actor actor) => RegisterRights.MayKeepBases(actor);

    public async Task<Outcome> AddAsync(RelateInput input, Actor actor, CancellationToken ct)
    {
        if (RegisterRights.BasisRefusal(actor) is { } refusal) return refusal;
        if (input.Kind is not { } kind || kind == DocumentRelationKind.Copies || input.ToDocumentId == Guid.Empty) return AdminRight.Problems([RegisterRights.Problem("Kind", "NeedRelation")]);
        if (input.Note.Length > SaveSeries.LongestText) return AdminRight.Problems([RegisterRights.Problem("Note", "TooLong", SaveSeries.LongestText)]);

        return await transactor.RunAsync(
            async () =>
            {
                var from = await db.TakeAsync(input.FromDocumentId, ct);
                var to = await db.Documents.SingleOrDefaultAsync(d => d.Id == input.ToDocumentId, ct);
                if (from is null || to is null) return Outcome.Refuse("QMS305");
                if (from.State is DocumentState.Issued or DocumentState.Withdrawn) return Outcome.Refuse("QMS451", from.Title);
                if (to.State != DocumentState.Issued || to.Id == from.Id) return Outcome.Refuse("QMS452", to.Title);
                if (Mismatch(kind, from, to) is { } mismatch) return mismatch;
                if (await db.DocumentRelations.AnyAsync(r => r.ToDocumentId == to.Id && r.Since != null && (r.Kind == DocumentRelationKind.Replaces || r.Kind == DocumentRelationKind.Recalls), ct))
                {
                    return Outcome.Refuse("QMS454", DocumentStamp.Name(to));
                }

                if (await db.DocumentRelations.AnyAsync(r => r.FromDocumentId == from.Id && r.ToDocumentId == to.Id && r.Kind == kind, ct)) return Outcome.Refuse("QMS455", DocumentStamp.Name(to));

                db.DocumentRelations.Add(new DocumentRelation
                {
                    Id = Guid.CreateVersion7(),
                    AgencyId = actor.AgencyId,
                    FromDocumentId = from.Id,
                    ToDocumentId = to.Id,
                    Kind = kind,
                    Note = input.Note.Trim(),
                    RecordedAt = clock.GetUtcNow(),
                    RecordedBy = actor.PersonId,
                });
                trail.Record(actor, "document.related", "document", from.Id, $"{from.Title}: {RelationWords.Of(kind)} {DocumentStamp.Name(to)} khi phát hành", after: new { Kind = kind.ToString(), To = to.Id, input.Note });
                return Outcome.Success;
            },
            ct);
    }

    /// <summary>Takes back an intention; what counts already stays.</summary>
    public async Task<Outcome> RemoveAsync(Guid relationId, Actor actor, CancellationToken ct)
    {
        if (RegisterRights.BasisRefusal(actor) is { } refusal) return refusal;

        return await transactor.RunAsync(
            async () =>
            {
                var row = await db.DocumentRelations.SingleOrDefaultAsync(r => r.Id == relationId, ct);
                if (row is null) return Outcome.Refuse("QMS305");

                var to = await db.Documents.SingleAsync(d => d.Id == row.ToDocumentId, ct);
                if (row.Since is not null) return Outcome.Refuse("QMS455", DocumentStamp.Name(to));

                db.DocumentRelations.Remove(row);
                trail.Record(actor, "document.relation-removed", "document", row.FromDocumentId, $"Bỏ dự định {RelationWords.Of(row.Kind)} {DocumentStamp.Name(to)}", before: new { Kind = row.Kind.ToString(), To = to.Id });
                return Outcome.Success;
            },
            ct);
    }

    /// <summary>Điều 18.3: content is amended or replaced by a document of the same form; form is corrected by a công văn.</summary>
    private static Outcome? Mismatch(DocumentRelationKind kind, Document from, Document to)
    {
        var isSame = SeriesOfDocuments.AbbreviationOf(from) == SeriesOfDocuments.AbbreviationOf(to);
        return kind switch
        {
            DocumentRelationKind.Corrects when SeriesOfDocuments.AbbreviationOf(from) != SeriesKinds.Letter => Outcome.Refuse("QMS453", DocumentStamp.Name(to)),
            DocumentRelationKind.Replaces or DocumentRelationKind.Amends when !isSame => Outcome.Refuse("QMS456", DocumentStamp.Name(to), SeriesKinds.NameOf(SeriesOfDocuments.AbbreviationOf(to))),
            _ => null,
        };
    }
}

/// <summary>Relations in the words of the trail.</summary>
internal static class RelationWords
{
    public static string Of(DocumentRelationKind kind) => kind switch
    {
        DocumentRelationKind.Replaces => "thay thế",
        DocumentRelationKind.Corrects => "đính chính",
        DocumentRelationKind.Recalls => "thu hồi",
        DocumentRelationKind.Amends => "sửa đổi, bổ sung",
        DocumentRelationKind.Copies => "sao",
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}

/// <summary>Makes what a document was written for count on the day it is issued, and notes it in the trail of the older one.</summary>
internal sealed class RelationsAtIssue(QmsDb db, TrailLog trail) : IDocumentObserver
{
    public Task KeptAsync(Document document, Actor actor, CancellationToken ct) => Task.CompletedTask;

    public async Task IssuedAsync(Document document, Actor actor, CancellationToken ct)
    {
        foreach (var relation in await db.DocumentRelations.Where(r => r.FromDocumentId == document.Id && r.Since == null).ToListAsync(ct))
        {
            relation.Since = document.IssuedOn;
            trail.Record(actor, $"document.{relation.Kind.ToString().ToLowerInvariant()}", "document", relation.ToDocumentId,
                $"Được {RelationWords.Of(relation.Kind)} bởi {DocumentStamp.Name(document)} từ ngày {document.IssuedOn:dd/MM/yyyy}", after: new { By = document.Id, relation.Since });
        }
    }
}
