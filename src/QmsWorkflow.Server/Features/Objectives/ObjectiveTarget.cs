using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using QmsWorkflow.Server.Data;

namespace QmsWorkflow.Server.Features.Objectives;

internal sealed class ObjectiveTarget : IAgencyOwned
{
    public required Guid Id { get; set; }
    public required Guid AgencyId { get; set; }
    public required Guid ObjectiveId { get; set; }
    public required Guid UnitId { get; set; }
    public required string Comparator { get; set; }
    public required decimal TargetValue { get; set; }
    public string WeakerReason { get; set; } = "";
    public uint RowVersion { get; set; }

    private sealed class Configuration : IEntityTypeConfiguration<ObjectiveTarget>
    {
        public void Configure(EntityTypeBuilder<ObjectiveTarget> builder)
        {
            builder.ToTable("objective_targets");
            builder.HasKey(row => row.Id);
            builder.Property(row => row.RowVersion).IsRowVersion().HasColumnName("xmin");
            builder.Property(row => row.Id).ValueGeneratedNever();
        }
    }
}
