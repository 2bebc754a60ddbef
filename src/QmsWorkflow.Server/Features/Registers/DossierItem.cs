using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using QmsWorkflow.Server.Data;

namespace QmsWorkflow.Server.Features.Registers;

/// <summary>One document in a hồ sơ; the same document may lie in several (Phụ lục VI, phần I, III.4e).</summary>
internal sealed class DossierItem : IAgencyOwned
{
    public required Guid Id { get; set; }
    public required Guid AgencyId { get; set; }
    public required Guid DossierId { get; set; }
    public required int Ordinal { get; set; }
    public Guid? DocumentId { get; set; }
    public Guid? IncomingId { get; set; }

    private sealed class Configuration : IEntityTypeConfiguration<DossierItem>
    {
        public void Configure(EntityTypeBuilder<DossierItem> builder)
        {
            builder.ToTable("dossier_items");
            builder.HasKey(row => row.Id);
            builder.Property(row => row.Id).ValueGeneratedNever();
        }
    }
}
