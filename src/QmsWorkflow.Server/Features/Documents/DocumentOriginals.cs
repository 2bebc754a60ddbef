using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Features.Documents;

/// <summary>Keeps and finds the signed PDFs, which are the originals of electronic documents (NĐ 30/2020 Điều 19.2).</summary>
internal sealed class DocumentOriginals(QmsDb db, FileStore files, TrailLog trail, TimeProvider clock)
{
    private const string PdfType = "application/pdf";

    /// <summary>Keeps a signed PDF and makes it the document's PDF; nothing renders that version again.</summary>
    public async Task<DocumentOriginal> KeepAsync(Document document, OriginalStage stage, SigningPlace place, SignedFile signed, Actor actor, CancellationToken ct)
    {
        var file = await files.PutAsync(document.AgencyId, signed.Pdf, FileName(document, stage), PdfType, actor, ct);
        var original = new DocumentOriginal
        {
            Id = Guid.CreateVersion7(),
            AgencyId = document.AgencyId,
            DocumentId = document.Id,
            ContentVersion = document.ContentVersion,
            Stage = stage,
            Place = place,
            FileId = file.Id,
            Sha256 = file.Sha256,
            CertificateName = signed.CertificateName,
            KeptAt = clock.GetUtcNow(),
            KeptBy = actor.PersonId,
        };
        db.DocumentOriginals.Add(original);
        document.PdfFileId = file.Id;
        trail.Record(actor, "document.original-kept", "document", document.Id, Say(document, original),
            after: new { Stage = stage.ToString(), Place = place.ToString(), original.Sha256, original.CertificateName });
        return original;
    }

    /// <summary>The newest original of this version of the content; null when it was not signed electronically.</summary>
    public async Task<DocumentOriginal?> FindAsync(Document document, OriginalStage stage, CancellationToken ct) =>
        db.DocumentOriginals.Local.Where(o => o.DocumentId == document.Id && o.ContentVersion == document.ContentVersion && o.Stage == stage).MaxBy(o => o.KeptAt)
        ?? await db.DocumentOriginals.AsNoTracking().Where(o => o.DocumentId == document.Id && o.ContentVersion == document.ContentVersion && o.Stage == stage)
            .OrderByDescending(o => o.KeptAt).FirstOrDefaultAsync(ct);

    public async Task<IReadOnlyList<DocumentOriginal>> ListAsync(Guid documentId, CancellationToken ct) =>
        await db.DocumentOriginals.AsNoTracking().Where(o => o.DocumentId == documentId).OrderByDescending(o => o.KeptAt).ToListAsync(ct);

    /// <exception cref="InvalidDataException">The kept file is not the one that was signed: restore it from the backup.</exception>
    public async Task<byte[]> ReadAsync(DocumentOriginal original, CancellationToken ct)
    {
        var file = db.StoredFiles.Local.FirstOrDefault(f => f.Id == original.FileId) ?? await db.StoredFiles.AsNoTracking().SingleAsync(f => f.Id == original.FileId, ct);
        var content = await files.ReadAsync(file, ct);
        return FileStore.HashOf(content) == original.Sha256
            ? content
            : throw new InvalidDataException($"The file of original {original.Id} does not have its hash {original.Sha256}.");
    }

    private static string FileName(Document document, OriginalStage stage) => document.Number is { } number
        ? $"{DocumentStamp.Text(number, document.NumberSuffix)}-{document.Symbol}.pdf"
        : $"{document.Kind}-ban-{document.ContentVersion}{(stage == OriginalStage.Signed ? "-da-ky" : "")}.pdf";

    private static string Say(Document document, DocumentOriginal original) => (original.Stage, original.CertificateName) switch
    {
        (OriginalStage.Signed, var name) => $"Giữ bản gốc PDF đã ký số của {document.Title} (chứng thư: {name})",
        (_, null) => $"Giữ bản gốc PDF đã cấp số, ghi ngày của {document.Title}",
        (_, var name) => $"Giữ bản gốc PDF đã ký số của cơ quan: {document.Title} (chứng thư: {name})",
    };
}
