using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using QmsWorkflow.Server.Data;

namespace QmsWorkflow.Server.Features.Tasks;

internal sealed class Evidence : IAgencyOwned
{
    public required Guid Id { get; set; }
    public required Guid AgencyId { get; set; }
    public required Guid TaskId { get; set; }
    public required EvidenceKind Kind { get; set; }
    public required string Text { get; set; }
    public Guid? FileId { get; set; }
    public required Guid AddedBy { get; set; }
    public required DateTimeOffset AddedAt { get; set; }

    private sealed class Configuration : IEntityTypeConfiguration<Evidence>
    {
        public void Configure(EntityTypeBuilder<Evidence> builder)
        {
            builder.ToTable("task_evidence");
            builder.HasKey(row => row.Id);
            builder.Property(row => row.Id).ValueGeneratedNever();
        }
    }
}
