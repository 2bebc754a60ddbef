using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using QmsWorkflow.Server.Data;

namespace QmsWorkflow.Server.Features.Objectives;

internal sealed class ObjectiveSet : IAgencyOwned
{
    public required Guid Id { get; set; }
    public required Guid AgencyId { get; set; }
    public required Guid CycleId { get; set; }
    public Guid? UnitId { get; set; }
    public required ObjectiveSetState State { get; set; }
    public Guid? DocumentId { get; set; }
    public DateTimeOffset? ApprovedAt { get; set; }
    public DateTimeOffset? PostedAt { get; set; }
    public required int Version { get; set; }
    public uint RowVersion { get; set; }

    private sealed class Configuration : IEntityTypeConfiguration<ObjectiveSet>
    {
        public void Configure(EntityTypeBuilder<ObjectiveSet> builder)
        {
            builder.ToTable("objective_sets");
            builder.HasKey(row => row.Id);
            builder.Property(row => row.RowVersion).IsRowVersion().HasColumnName("xmin");
            builder.Property(row => row.Id).ValueGeneratedNever();
        }
    }
}
