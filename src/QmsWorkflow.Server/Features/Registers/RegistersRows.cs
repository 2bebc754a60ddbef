using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Server.Data;

namespace QmsWorkflow.Server.Features.Registers;

internal static class RegistersRows
{
    extension(QmsDb db)
    {
        public DbSet<OutgoingEntry> OutgoingEntries => db.Set<OutgoingEntry>();

        public DbSet<IncomingDocument> IncomingDocuments => db.Set<IncomingDocument>();

        public DbSet<DocumentCopy> DocumentCopies => db.Set<DocumentCopy>();

        public DbSet<Dossier> Dossiers => db.Set<Dossier>();

        public DbSet<DossierItem> DossierItems => db.Set<DossierItem>();
    }
}
