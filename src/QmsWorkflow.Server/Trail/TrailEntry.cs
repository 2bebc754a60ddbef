using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using QmsWorkflow.Server.Data;

namespace QmsWorkflow.Server.Trail;

internal sealed class TrailEntry : IAgencyOwned
{
    public required Guid AgencyId { get; set; }
    public required short Lane { get; set; }
    public required long Sequence { get; set; }
    public required DateTimeOffset At { get; set; }
    public Guid? ActorId { get; set; }
    public required string ActorName { get; set; }
    public required string Origin { get; set; }
    public required string Action { get; set; }
    public required string SubjectType { get; set; }
    public required string SubjectId { get; set; }
    public required string Summary { get; set; }
    public string? Before { get; set; }
    public string? After { get; set; }
    /// <value>The order of reading over all lanes; given by the database.</value>
    public long Position { get; set; }
    public required string PreviousHash { get; set; }
    public required string Hash { get; set; }

    private sealed class Configuration : IEntityTypeConfiguration<TrailEntry>
    {
        public void Configure(EntityTypeBuilder<TrailEntry> builder)
        {
            builder.ToTable("trail_entries");
            builder.HasKey(row => new { row.AgencyId, row.Lane, row.Sequence });
            builder.Property(row => row.Position).ValueGeneratedOnAdd();
            builder.Property(row => row.PreviousHash).HasConversion(HexText.Bytes);
            builder.Property(row => row.Hash).HasConversion(HexText.Bytes);
        }
    }
}
