using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using QmsWorkflow.Server.Data;

namespace QmsWorkflow.Server.Features.Measurements;

/// <summary>A version of how an indicator is counted.</summary>
internal sealed class Indicator : IAgencyOwned
{
    public required Guid Id { get; set; }
    public required Guid AgencyId { get; set; }
    public required string Code { get; set; }
    public required int Version { get; set; }
    public required string Family { get; set; }
    public required string Name { get; set; }
    public required string Reads { get; set; }
    public required string Definition { get; set; }
    public required IndicatorState State { get; set; }
    public Guid? MadeBy { get; set; }
    public required DateTimeOffset MadeAt { get; set; }
    public Guid? ApprovedBy { get; set; }
    public DateTimeOffset? ApprovedAt { get; set; }

    /// <value>Of a shipped version in force: the digest of the later shipped definition that was offered in its place.</value>
    public string Offered { get; set; } = "";
    public uint RowVersion { get; set; }

    private sealed class Configuration : IEntityTypeConfiguration<Indicator>
    {
        public void Configure(EntityTypeBuilder<Indicator> builder)
        {
            builder.ToTable("indicators");
            builder.HasKey(row => row.Id);
            builder.Property(row => row.Definition).HasColumnType("jsonb");
            builder.Property(row => row.RowVersion).IsRowVersion().HasColumnName("xmin");
            builder.Property(row => row.Id).ValueGeneratedNever();
        }
    }
}
