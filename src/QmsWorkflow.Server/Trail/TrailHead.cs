using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using QmsWorkflow.Server.Data;

namespace QmsWorkflow.Server.Trail;

internal sealed class TrailHead : IAgencyOwned
{
    public required Guid AgencyId { get; set; }
    /// <value>0 is the lane of an agency in which nobody acts at the same moment as another.</value>
    public required short Lane { get; set; }
    public required long LastSequence { get; set; }
    public required string LastHash { get; set; }

    private sealed class Configuration : IEntityTypeConfiguration<TrailHead>
    {
        public void Configure(EntityTypeBuilder<TrailHead> builder)
        {
            builder.ToTable("trail_heads");
            builder.HasKey(row => new { row.AgencyId, row.Lane });
            builder.Property(row => row.Lane).ValueGeneratedNever();
            builder.Property(row => row.LastHash).HasConversion(HexText.Bytes);
        }
    }
}
