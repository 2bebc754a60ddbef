using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Server.Data;

namespace QmsWorkflow.Server.Features.Documents;

/// <summary>Takes a document for writing. The row is locked first: a PDF that is just being attached must not make a signature fail.</summary>
internal static class DocumentRowLock
{
    public static async Task<Document?> TakeAsync(this QmsDb db, Guid documentId, CancellationToken ct)
    {
        // Made earlier in this transaction: nobody else can know it yet.
        if (db.ChangeTracker.Entries<Document>().FirstOrDefault(entry => entry.Entity.Id == documentId && entry.State == EntityState.Added) is { } added) return added.Entity;

        var locked = await db.Database.SqlQuery<Guid>($"select id as \"Value\" from documents where id = {documentId} for update").ToListAsync(ct);
        if (locked.Count == 0) return null;

        var tracked = db.ChangeTracker.Entries<Document>().FirstOrDefault(entry => entry.Entity.Id == documentId);
        if (tracked is { State: EntityState.Unchanged }) await tracked.ReloadAsync(ct);
        return tracked?.Entity ?? await db.Documents.SingleOrDefaultAsync(d => d.Id == documentId, ct);
    }
}
