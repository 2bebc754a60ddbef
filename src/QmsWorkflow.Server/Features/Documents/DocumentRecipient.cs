using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using QmsWorkflow.Server.Data;

namespace QmsWorkflow.Server.Features.Documents;

internal sealed class DocumentRecipient : IAgencyOwned
{
    public required Guid Id { get; set; }
    public required Guid AgencyId { get; set; }
    public required Guid DocumentId { get; set; }
    public required string Recipient { get; set; }
    public Guid? PersonId { get; set; }
    public Guid? UnitId { get; set; }
    public DateTimeOffset? SentAt { get; set; }

    private sealed class Configuration : IEntityTypeConfiguration<DocumentRecipient>
    {
        public void Configure(EntityTypeBuilder<DocumentRecipient> builder)
        {
            builder.ToTable("document_recipients");
            builder.HasKey(row => row.Id);
            builder.Property(row => row.Id).ValueGeneratedNever();
        }
    }
}
