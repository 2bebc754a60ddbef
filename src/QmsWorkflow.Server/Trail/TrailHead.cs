using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using QmsWorkflow.Server.Data;

namespace QmsWorkflow.Server.Trail;

internal sealed class TrailHead : IAgencyOwned
{
    public required Guid AgencyId { get; set; }
    public required long LastSequence { get; set; }
    public required string LastHash { get; set; }

    private sealed class Configuration : IEntityTypeConfiguration<TrailHead>
    {
        public void Configure(EntityTypeBuilder<TrailHead> builder)
        {
            builder.ToTable("trail_heads");
            builder.HasKey(row => row.AgencyId);
            builder.Property(row => row.AgencyId).ValueGeneratedNever();
        }
    }
}
