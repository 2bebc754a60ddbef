using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Server.Data;

namespace QmsWorkflow.Server.Features.Documents;

internal static class DocumentsRows
{
    extension(QmsDb db)
    {
        public DbSet<StoredFile> StoredFiles => db.Set<StoredFile>();

        public DbSet<Document> Documents => db.Set<Document>();

        public DbSet<NumberSeries> NumberSeries => db.Set<NumberSeries>();

        public DbSet<DocumentRecipient> DocumentRecipients => db.Set<DocumentRecipient>();

        public DbSet<LegalBasis> LegalBases => db.Set<LegalBasis>();

        public DbSet<TemplateVersion> TemplateVersions => db.Set<TemplateVersion>();

        public DbSet<DocumentNumber> DocumentNumbers => db.Set<DocumentNumber>();

        public DbSet<DocumentRelation> DocumentRelations => db.Set<DocumentRelation>();

        public DbSet<SeriesRule> SeriesRules => db.Set<SeriesRule>();

        public DbSet<Committee> Committees => db.Set<Committee>();

        public DbSet<CommitteeLeader> CommitteeLeaders => db.Set<CommitteeLeader>();

        public DbSet<SigningMandateRow> SigningMandates => db.Set<SigningMandateRow>();

        public DbSet<DocumentOriginal> DocumentOriginals => db.Set<DocumentOriginal>();
    }
}
