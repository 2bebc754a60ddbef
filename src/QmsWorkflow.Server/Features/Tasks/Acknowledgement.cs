using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using QmsWorkflow.Server.Data;

namespace QmsWorkflow.Server.Features.Tasks;

internal sealed class Acknowledgement : IAgencyOwned
{
    public required Guid Id { get; set; }
    public required Guid AgencyId { get; set; }
    public required Guid DocumentId { get; set; }
    public required int ContentVersion { get; set; }
    public required Guid PersonId { get; set; }
    public required Guid TaskId { get; set; }
    public required DateTimeOffset AcknowledgedAt { get; set; }

    private sealed class Configuration : IEntityTypeConfiguration<Acknowledgement>
    {
        public void Configure(EntityTypeBuilder<Acknowledgement> builder)
        {
            builder.ToTable("acknowledgements");
            builder.HasKey(row => row.Id);
            builder.Property(row => row.Id).ValueGeneratedNever();
        }
    }
}
