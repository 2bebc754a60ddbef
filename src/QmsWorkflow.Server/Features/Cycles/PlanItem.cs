using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using QmsWorkflow.Server.Data;

namespace QmsWorkflow.Server.Features.Cycles;

internal sealed class PlanItem : IAgencyOwned
{
    public required Guid Id { get; set; }
    public required Guid AgencyId { get; set; }
    public required Guid CycleId { get; set; }
    public required int Ordinal { get; set; }
    public required string StepKind { get; set; }
    public required string Content { get; set; }
    public required string Timing { get; set; }
    public required string Responsible { get; set; }
    public required string Note { get; set; }
    public uint RowVersion { get; set; }

    private sealed class Configuration : IEntityTypeConfiguration<PlanItem>
    {
        public void Configure(EntityTypeBuilder<PlanItem> builder)
        {
            builder.ToTable("plan_items");
            builder.HasKey(row => row.Id);
            builder.Property(row => row.RowVersion).IsRowVersion().HasColumnName("xmin");
            builder.Property(row => row.Id).ValueGeneratedNever();
        }
    }
}
